/**
 * Subscriptions: which channel follows which feed. Rules:
 * 1. One subscription per channel and feed; following again changes pace, filter and language.
 * 2. A channel is paused as a whole, and as long as one of its subscriptions says so. Following anything in
 *    it resumes it: if it still cannot be reached, the next post pauses it again.
 * 3. A channel that got a new address keeps its subscriptions and its memory of what it was told.
 */
import type { ChannelRef, Feed, FeedId, Subscription } from '../model.ts';
import { platformOf } from './channel.ts';
import { feedOf, subscriptionOf } from './rows.ts';
import type { Db } from './schema.ts';
import { inTransaction } from './transaction.ts';

/** The first subscription of a channel to a feed keeps its id and its createdAt. */
export function putSubscription(db: Db, wanted: Subscription): Promise<{ readonly created: boolean }> {
	return inTransaction(db, async (tx) => {
		const choice = {
			pace: wanted.pace,
			filter: wanted.filter ?? null,
			locale: wanted.locale,
			paused_reason: wanted.pausedReason ?? null,
		};
		if (wanted.pausedReason === undefined) await resumeChannel(tx, wanted.channel);
		const changed = await tx
			.updateTable('subscriptions')
			.set(choice)
			.where('channel', '=', wanted.channel)
			.where('feed_id', '=', wanted.feedId)
			.executeTakeFirst();
		if (changed.numUpdatedRows > 0n) return { created: false };
		await tx.insertInto('subscriptions').values(rowOf(wanted)).execute();
		return { created: true };
	});
}

/** Many at once, which the channel does not have yet. */
export async function addSubscriptions(tx: Db, wanted: readonly Subscription[]): Promise<void> {
	if (wanted.length > 0) await tx.insertInto('subscriptions').values(wanted.map(rowOf)).execute();
}

const rowOf = (wanted: Subscription) => ({
	id: wanted.id,
	channel: wanted.channel,
	feed_id: wanted.feedId,
	pace: wanted.pace,
	filter: wanted.filter ?? null,
	locale: wanted.locale,
	created_at: wanted.createdAt,
	paused_reason: wanted.pausedReason ?? null,
	quiet: wanted.quiet ? 1 : 0,
	folders: wanted.folders === undefined ? null : JSON.stringify(wanted.folders),
});

/** Of channels that can be reached. */
export async function subscriptionsOfFeed(db: Db, feedId: FeedId): Promise<Subscription[]> {
	const rows = await db
		.selectFrom('subscriptions')
		.selectAll()
		.where('feed_id', '=', feedId)
		.where('paused_reason', 'is', null)
		.execute();
	return rows.map(subscriptionOf);
}

export interface Followed {
	readonly subscription: Subscription;
	readonly feed: Feed;
}

/** The feeds that the channel would follow if it could be reached. */
export async function pausedFeeds(db: Db, channel: ChannelRef): Promise<FeedId[]> {
	const rows = await db
		.selectFrom('subscriptions')
		.select('feed_id')
		.where('channel', '=', channel)
		.where('paused_reason', 'is not', null)
		.execute();
	return rows.map((row) => row.feed_id);
}

/** Which of these feeds the channel follows. */
export async function followedAmong(
	db: Db,
	channel: ChannelRef,
	feedIds: readonly FeedId[],
): Promise<Set<FeedId>> {
	const rows = await db
		.selectFrom('subscriptions')
		.select('feed_id')
		.where('channel', '=', channel)
		.where('feed_id', 'in', feedIds)
		.execute();
	return new Set(rows.map((row) => row.feed_id));
}

/** The feed was read for the first time: from now on everybody is told. */
export async function endQuiet(tx: Db, feedId: FeedId): Promise<void> {
	await tx
		.updateTable('subscriptions')
		.set({ quiet: 0 })
		.where('feed_id', '=', feedId)
		.where('quiet', '=', 1)
		.execute();
}

/** What the channel follows of feeds that begin anew is not told at their first fetch. */
export async function beginQuietly(tx: Db, channel: ChannelRef, feedId: FeedId): Promise<void> {
	await tx
		.updateTable('subscriptions')
		.set({ quiet: 1 })
		.where('channel', '=', channel)
		.where('feed_id', '=', feedId)
		.execute();
}

/** In the order in which they were followed. */
export async function subscriptionsOfChannel(db: Db, channel: ChannelRef): Promise<Followed[]> {
	const subscriptions = await db
		.selectFrom('subscriptions')
		.selectAll()
		.where('channel', '=', channel)
		.orderBy('created_at')
		.orderBy('id')
		.execute();
	const feeds = await db
		.selectFrom('feeds')
		.selectAll()
		.where('id', 'in', (eb) =>
			eb.selectFrom('subscriptions').select('feed_id').where('channel', '=', channel),
		)
		.execute();
	const byId = new Map(feeds.map((row) => [row.id, feedOf(row)]));
	return subscriptions.flatMap((row) => {
		const feed = byId.get(row.feed_id);
		return feed === undefined ? [] : [{ subscription: subscriptionOf(row), feed }];
	});
}

/** Stories that waited for its digest were never told: they go with it. */
export function removeSubscription(db: Db, id: string): Promise<void> {
	return inTransaction(db, async (tx) => {
		await tx.deleteFrom('digest_entries').where('subscription_id', '=', id).where('closed', '=', 0).execute();
		await tx.deleteFrom('subscriptions').where('id', '=', id).execute();
	});
}

export async function pauseChannel(db: Db, channel: ChannelRef, reason: string): Promise<void> {
	await db
		.updateTable('subscriptions')
		.set({ paused_reason: reason })
		.where('channel', '=', channel)
		.execute();
}

export async function resumeChannel(db: Db, channel: ChannelRef): Promise<void> {
	await db
		.updateTable('subscriptions')
		.set({ paused_reason: null })
		.where('channel', '=', channel)
		.where('paused_reason', 'is not', null)
		.execute();
}

/**
 * The channel `from` is now `to`. What `to` already has wins; the rest moves: subscriptions, waiting digest
 * entries, and deliveries with their state. Message ids stay behind, for they name messages of the old place.
 */
export function moveChannel(db: Db, from: ChannelRef, to: ChannelRef): Promise<void> {
	if (from === to) return Promise.resolve();
	return inTransaction(db, async (tx) => {
		const kept = await tx
			.selectFrom('subscriptions as old')
			.innerJoin('subscriptions as kept', 'kept.feed_id', 'old.feed_id')
			.select(['old.id as old', 'kept.id as kept'])
			.where('old.channel', '=', from)
			.where('kept.channel', '=', to)
			.execute();
		for (const twin of kept) {
			await tx
				.updateTable('digest_entries')
				.set({ subscription_id: twin.kept })
				.where('subscription_id', '=', twin.old)
				.execute();
			await tx.deleteFrom('subscriptions').where('id', '=', twin.old).execute();
		}
		await tx.updateTable('subscriptions').set({ channel: to }).where('channel', '=', from).execute();

		await tx
			.deleteFrom('digest_entries')
			.where('channel', '=', from)
			.where('story_id', 'in', (eb) =>
				eb.selectFrom('digest_entries as kept').select('kept.story_id').where('kept.channel', '=', to),
			)
			.execute();
		await tx.updateTable('digest_entries').set({ channel: to }).where('channel', '=', from).execute();

		await tx
			.deleteFrom('deliveries')
			.where('channel', '=', from)
			.where('subject', 'in', (eb) =>
				eb.selectFrom('deliveries as kept').select('kept.subject').where('kept.channel', '=', to),
			)
			.execute();
		await tx.deleteFrom('imports').where('channel', '=', from).where('finished_at', 'is not', null).execute();
		await tx
			.updateTable('imports')
			.set({ channel: to })
			.where('channel', '=', from)
			.where((eb) =>
				eb.not(
					eb.exists(
						eb
							.selectFrom('imports as kept')
							.select('kept.id')
							.where('kept.channel', '=', to)
							.where('kept.finished_at', 'is', null),
					),
				),
			)
			.execute();
		await tx
			.updateTable('deliveries')
			.set({ channel: to, platform: platformOf(to), message_id: null })
			.where('channel', '=', from)
			.execute();
	});
}
