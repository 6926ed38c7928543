/**
 * What the channels of a feed are told about it. Rules:
 * 1. One delivery for each channel that can be reached, by the outbox like any post.
 * 2. The subject names feed, trouble and the first failure: told again only after the feed had recovered.
 * 3. What is no longer true when its turn comes is not said: the feed answers again, or is not followed any more.
 */

import { TROUBLES, type Trouble } from '../errors.ts';
import { shortId } from '../id.ts';
import type { Delivery, Feed, Subscription } from '../model.ts';
import { planDeliveries } from './deliveries.ts';
import { feedOf, subscriptionOf } from './rows.ts';
import type { Db } from './schema.ts';
import { subscriptionsOfFeed } from './subscriptions.ts';

const KIND = 'notice';

export async function planNotices(
	tx: Db,
	notice: { readonly feed: Pick<Feed, 'id'>; readonly trouble: Trouble; readonly failingSince: number },
	now: number,
): Promise<void> {
	const { feed, trouble, failingSince } = notice;
	const subject = [KIND, feed.id, trouble, failingSince].join(':');
	const subscriptions = await subscriptionsOfFeed(tx, feed.id);
	await planDeliveries(
		tx,
		subscriptions.map(({ channel, locale }) => ({
			id: shortId('delivery', channel, subject),
			channel,
			subject,
			articleIds: [],
			locale,
			dueAt: now,
			plannedAt: now,
		})),
	);
}

export interface Notice {
	readonly feed: Feed;
	readonly trouble: Trouble;
	readonly failingSince: number;
	readonly subscription: Subscription;
}

export const isNotice = ({ subject }: Pick<Delivery, 'subject'>): boolean => subject.startsWith(`${KIND}:`);

/** @returns undefined where there is nothing to say any more. */
export async function noticeOf(db: Db, delivery: Delivery): Promise<Notice | undefined> {
	const [, feedId = '', word, since] = delivery.subject.split(':');
	const trouble = TROUBLES.find((name) => name === word);
	const row = await db
		.selectFrom('feeds')
		.selectAll()
		.where('id', '=', feedId)
		.where('failing_since', '=', Number(since))
		.executeTakeFirst();
	const followed = await db
		.selectFrom('subscriptions')
		.selectAll()
		.where('feed_id', '=', feedId)
		.where('channel', '=', delivery.channel)
		.executeTakeFirst();
	if (trouble === undefined || row === undefined || followed === undefined) return undefined;
	return { feed: feedOf(row), trouble, failingSince: Number(since), subscription: subscriptionOf(followed) };
}
