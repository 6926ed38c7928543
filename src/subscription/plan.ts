/**
 * Article × subscriptions → what to post where. Rules:
 * 1. A story is told once in a channel: where it was told, or waits for a digest, nothing is planned.
 * 2. Several subscriptions of one channel that want the article make one post; live goes before daily.
 * 3. Ids come from channel and subject: planning the same twice gives the same rows.
 */
import { shortId } from '../id.ts';
import type { Article, ArticleId, ChannelRef, Delivery, StoryId, Subscription } from '../model.ts';
import { nextDigestAt } from './digest.ts';
import { wants } from './match.ts';

export type PlannedDelivery = Pick<
	Delivery,
	'id' | 'channel' | 'subject' | 'articleIds' | 'locale' | 'dueAt' | 'plannedAt'
>;

/** A story that waits for the channel's next digest. */
export interface DigestEntry {
	readonly subscriptionId: string;
	readonly channel: ChannelRef;
	readonly storyId: StoryId;
	readonly articleId: ArticleId;
	readonly dueAt: number;
	readonly plannedAt: number;
}

export function plan(input: {
	readonly article: Article;
	/** Those of the feed that brought the article. */
	readonly subscriptions: readonly Subscription[];
	/** Channels where the article's story was told or waits for a digest. */
	readonly told: ReadonlySet<ChannelRef>;
	readonly now: number;
}): { readonly deliveries: readonly PlannedDelivery[]; readonly digestEntries: readonly DigestEntry[] } {
	const { article, told, now } = input;
	const chosen = new Map<ChannelRef, Subscription>();
	for (const subscription of input.subscriptions) {
		if (told.has(subscription.channel) || !wants(subscription, article)) continue;
		const rival = chosen.get(subscription.channel);
		if (rival === undefined || (rival.pace === 'daily' && subscription.pace === 'live')) {
			chosen.set(subscription.channel, subscription);
		}
	}
	const deliveries: PlannedDelivery[] = [];
	const digestEntries: DigestEntry[] = [];
	for (const [channel, { id, locale, pace }] of chosen) {
		if (pace === 'live') {
			const subject = `story:${article.storyId}`;
			deliveries.push({
				id: shortId('delivery', channel, subject),
				channel,
				subject,
				articleIds: [article.id],
				locale,
				dueAt: now,
				plannedAt: now,
			});
		} else {
			digestEntries.push({
				subscriptionId: id,
				channel,
				storyId: article.storyId,
				articleId: article.id,
				dueAt: nextDigestAt(now),
				plannedAt: now,
			});
		}
	}
	return { deliveries, digestEntries };
}
