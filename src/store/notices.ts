/**
 * What the channels of a feed are told about it. Rules:
 * 1. One message for each channel that can be reached, and one a day at most: what comes to be told while it waits
 *    in the outbox joins it, what comes later waits for the next day's.
 * 2. Nothing is told of a feed that was never read, nor of what the report of an import has told the channel.
 * 3. An entry names feed, trouble and the first failure: told again only after the feed had recovered.
 * 4. What is no longer true when its turn comes is not said: the feed answers again, or is not followed any more.
 */

import { TROUBLES, type Trouble } from '../errors.ts';
import { shortId } from '../id.ts';
import type { ChannelRef, Delivery, Feed, FeedId, Subscription } from '../model.ts';
import { planDeliveries } from './deliveries.ts';
import { dialectOf } from './dialect.ts';
import { feedOf, subscriptionOf } from './rows.ts';
import type { Db } from './schema.ts';
import { subscriptionsOfFeed } from './subscriptions.ts';

const KIND = 'notice';
const DAY_MS = 86_400_000;
/** Feeds that die together are found out within a moment of each other. */
const GATHER_MS = 5_000;
/** An entry outlives its message by this much: a proof may want to see it once more. */
const KEPT_MS = 14 * DAY_MS;

export async function planNotices(
	tx: Db,
	notice: {
		readonly feed: Pick<Feed, 'id' | 'fetchedAt'>;
		readonly trouble: Trouble;
		readonly failingSince: number;
	},
	now: number,
): Promise<void> {
	const { feed, trouble, failingSince } = notice;
	if (feed.fetchedAt === undefined) return;
	const reported = await channelsWithReport(tx, feed.id, failingSince);
	await tx
		.deleteFrom('notice_entries')
		.where('noted_at', '<', now - KEPT_MS)
		.execute();
	for (const { channel, locale } of await subscriptionsOfFeed(tx, feed.id)) {
		if (reported.has(channel)) continue;
		const deliveryId = await nextNotice(tx, channel, locale, now);
		await tx
			.insertInto('notice_entries')
			.values({
				delivery_id: deliveryId,
				feed_id: feed.id,
				trouble,
				failing_since: failingSince,
				noted_at: now,
			})
			.onConflict((conflict) =>
				conflict.columns(['delivery_id', 'feed_id']).doUpdateSet({ trouble, failing_since: failingSince }),
			)
			.execute();
	}
}

/** Whose import has told of this failure, or will. */
async function channelsWithReport(tx: Db, feedId: FeedId, failingSince: number): Promise<Set<ChannelRef>> {
	const rows = await tx
		.selectFrom('import_entries as entry')
		.innerJoin('imports', 'imports.id', 'entry.import_id')
		.select('imports.channel')
		.where('entry.feed_id', '=', feedId)
		.where('entry.state', '=', 'followed')
		.where((eb) =>
			eb.or([eb('imports.finished_at', 'is', null), eb('imports.finished_at', '>=', failingSince)]),
		)
		.execute();
	return new Set(rows.map(({ channel }) => channel));
}

/** The channel's notice that waits to be sent; a new one where there is none. */
async function nextNotice(tx: Db, channel: ChannelRef, locale: string, now: number): Promise<string> {
	const last = await tx
		.selectFrom('deliveries')
		.select(['id', 'state', 'due_at', 'planned_at'])
		.where('channel', '=', channel)
		.where('subject', 'like', `${KIND}:%`)
		.orderBy('seq', 'desc')
		.limit(1)
		// On SQLite the one connection is the lock.
		.$if(dialectOf(tx) === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	if (last?.state === 'due') return last.id;
	const dueAt = Math.max(now + GATHER_MS, (last?.due_at ?? 0) + DAY_MS);
	const subject = `${KIND}:${dueAt}`;
	const id = shortId('delivery', channel, subject);
	await planDeliveries(tx, [{ id, channel, subject, articleIds: [], locale, dueAt, plannedAt: now }]);
	return id;
}

export interface Notice {
	readonly feed: Feed;
	readonly trouble: Trouble;
	readonly failingSince: number;
	readonly subscription: Subscription;
}

export const isNotice = ({ subject }: Pick<Delivery, 'subject'>): boolean => subject.startsWith(`${KIND}:`);

/** Those of which there is still something to say, in the order of the channel's list. */
export async function noticesOf(db: Db, delivery: Pick<Delivery, 'id' | 'channel'>): Promise<Notice[]> {
	const entries = await db
		.selectFrom('notice_entries')
		.selectAll()
		.where('delivery_id', '=', delivery.id)
		.execute();
	const noted = new Map(entries.map((entry) => [entry.feed_id, entry]));
	const ofEntries = db
		.selectFrom('notice_entries')
		.select('notice_entries.feed_id')
		.where('delivery_id', '=', delivery.id);
	const feeds = await db.selectFrom('feeds').selectAll().where('id', 'in', ofEntries).execute();
	const rows = new Map(feeds.map((row) => [row.id, row]));
	const followed = await db
		.selectFrom('subscriptions')
		.selectAll()
		.where('channel', '=', delivery.channel)
		.where('feed_id', 'in', ofEntries)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	return followed.flatMap((subscription) => {
		const row = rows.get(subscription.feed_id);
		const entry = noted.get(subscription.feed_id);
		const trouble = TROUBLES.find((name) => name === entry?.trouble);
		if (!row || !entry || trouble === undefined || row.failing_since !== entry.failing_since) return [];
		return {
			feed: feedOf(row),
			trouble,
			failingSince: entry.failing_since,
			subscription: subscriptionOf(subscription),
		};
	});
}
