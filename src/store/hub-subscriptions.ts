/**
 * Subscriptions at hubs (feed/websub.ts). Rules:
 * 1. A feed has at most one that is not being left; the hub and topic it was made for never change, a new hub or
 *    topic is a new subscription.
 * 2. What is asked of a hub is written down before it is asked: the hub may confirm at once.
 */
import { type Selectable, sql } from 'kysely';
import type { FeedId } from '../model.ts';
import { batches } from './batches.ts';
import type { Db, HubSubscriptionsTable } from './schema.ts';
import { inTransaction } from './transaction.ts';

export interface HubSubscription {
	readonly id: string;
	readonly feedId: FeedId;
	readonly hub: string;
	readonly topic: string;
	readonly callback: string;
	readonly secret: string;
	readonly state: 'wanted' | 'active' | 'leaving';
	readonly asked?: 'subscribe' | 'unsubscribe';
	readonly failures: number;
	/** Epoch ms. */
	readonly leaseUntil?: number;
	readonly pingedAt?: number;
}

const subscriptionOf = (row: Selectable<HubSubscriptionsTable>): HubSubscription => ({
	id: row.id,
	feedId: row.feed_id,
	hub: row.hub,
	topic: row.topic,
	callback: row.callback,
	secret: row.secret,
	state: row.state,
	failures: row.failures,
	...(row.asked !== null && { asked: row.asked }),
	...(row.lease_until !== null && { leaseUntil: row.lease_until }),
	...(row.pinged_at !== null && { pingedAt: row.pinged_at }),
});

export async function hubSubscription(db: Db, id: string): Promise<HubSubscription | undefined> {
	const row = await db.selectFrom('hub_subscriptions').selectAll().where('id', '=', id).executeTakeFirst();
	return row && subscriptionOf(row);
}

/** The feed's hub is now this one, or none: what was made for another is left. @returns whether anything changed. */
export function wantHub(
	db: Db,
	feedId: FeedId,
	wanted: Pick<HubSubscription, 'id' | 'hub' | 'topic' | 'callback' | 'secret'> | undefined,
	now: number,
): Promise<boolean> {
	return inTransaction(db, async (tx) => {
		const rows = await tx
			.selectFrom('hub_subscriptions')
			.selectAll()
			.where('feed_id', '=', feedId)
			.where('state', '<>', 'leaving')
			.execute();
		const isSame = ({ hub, topic }: { hub: string; topic: string }): boolean =>
			hub === wanted?.hub && topic === wanted.topic;
		const others = rows.filter((row) => !isSame(row)).map(({ id }) => id);
		await leaveHubs(tx, others, now);
		if (wanted === undefined || rows.some(isSame)) return others.length > 0;
		const { id, hub, topic, callback, secret } = wanted;
		await tx
			.insertInto('hub_subscriptions')
			.values({
				...{ id, hub, topic, callback, secret },
				feed_id: feedId,
				state: 'wanted',
				next_try_at: now,
				failures: 0,
			})
			.execute();
		return true;
	});
}

async function leaveHubs(db: Db, ids: readonly string[], now: number): Promise<void> {
	if (ids.length === 0) return;
	await db
		.updateTable('hub_subscriptions')
		.set({ state: 'leaving', asked: null, next_try_at: now, failures: 0 })
		.where('id', 'in', ids)
		.execute();
}

/** Subscriptions to feeds that nobody reads any more are left. */
export async function leaveUnread(db: Db, now: number): Promise<void> {
	await db
		.updateTable('hub_subscriptions')
		.set({ state: 'leaving', asked: null, next_try_at: now, failures: 0 })
		.where('state', '<>', 'leaving')
		.where(({ not, exists, selectFrom }) =>
			not(
				exists(
					selectFrom('subscriptions')
						.innerJoin('feeds', 'feeds.id', 'subscriptions.feed_id')
						.select('subscriptions.id')
						.whereRef('subscriptions.feed_id', '=', 'hub_subscriptions.feed_id')
						.where('subscriptions.paused_reason', 'is', null)
						.where('feeds.ended_at', 'is', null),
				),
			),
		)
		.execute();
}

/** We are reached under another address now: every subscription that we keep is made again for it. */
export async function moveCallbacks(db: Db, base: string, now: number): Promise<void> {
	const callback = sql<string>`${base} || id`;
	await db
		.updateTable('hub_subscriptions')
		.set({ callback, next_try_at: now, failures: 0 })
		.where('state', '<>', 'leaving')
		.where('callback', '<>', callback)
		.execute();
}

export async function dueHubs(db: Db, now: number, limit: number): Promise<HubSubscription[]> {
	const rows = await db
		.selectFrom('hub_subscriptions')
		.selectAll()
		.where('next_try_at', '<=', now)
		.orderBy('next_try_at')
		.limit(limit)
		.execute();
	return rows.map(subscriptionOf);
}

export async function noteAsked(
	db: Db,
	id: string,
	asked: 'subscribe' | 'unsubscribe',
	retry: { readonly at: number; readonly failures: number },
): Promise<void> {
	await db
		.updateTable('hub_subscriptions')
		.set({ asked, next_try_at: retry.at, failures: retry.failures })
		.where('id', '=', id)
		.execute();
}

/** The hub confirmed; it counts only where it answers what was asked. @returns whether it did. */
export async function confirmLease(
	db: Db,
	id: string,
	lease: { readonly until: number; readonly renewAt: number },
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('hub_subscriptions')
		.set({
			state: 'active',
			asked: null,
			failures: 0,
			lease_until: lease.until,
			next_try_at: lease.renewAt,
		})
		.where('id', '=', id)
		.where('asked', '=', 'subscribe')
		.where('state', '<>', 'leaving')
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** The hub refused, or took the subscription back. */
export async function denyLease(db: Db, id: string, nextTryAt: number): Promise<void> {
	await db
		.updateTable('hub_subscriptions')
		.set({ state: 'wanted', asked: null, lease_until: null, next_try_at: nextTryAt })
		.where('id', '=', id)
		.where('state', '<>', 'leaving')
		.execute();
}

export async function forgetHub(db: Db, id: string): Promise<void> {
	await db.deleteFrom('hub_subscriptions').where('id', '=', id).execute();
}

export async function notePing(db: Db, id: string, at: number): Promise<void> {
	await db.updateTable('hub_subscriptions').set({ pinged_at: at }).where('id', '=', id).execute();
}

/** Of all of them. */
export async function hubIds(db: Db): Promise<ReadonlySet<string>> {
	const rows = await db.selectFrom('hub_subscriptions').select('id').execute();
	return new Set(rows.map(({ id }) => id));
}

/**
 * A hub says that there is news: the feed is due at `at`, if it was not due before, also where it is being asked
 * just now and its next check is not written down yet. Its publisher's cache headers
 * do not stand against that, its failures do: a server in trouble is left alone.
 */
export async function hintFeed(db: Db, feedId: FeedId, at: number): Promise<void> {
	await db
		.updateTable('feeds')
		.set({
			next_check_at: sql<number>`case when next_check_at > ${at} then cast(${at} as bigint) else next_check_at end`,
			hinted_at: sql<number>`case when hinted_at < ${at} then hinted_at else cast(${at} as bigint) end`,
		})
		.where('id', '=', feedId)
		.where('failures', '=', 0)
		.where('ended_at', 'is', null)
		.execute();
}

/**
 * Feeds whose hub tells of news are asked less often: each pause is drawn out once, not beyond `longest` (ms).
 * @param since a ping since then is lately.
 */
export async function stretchChecks(
	db: Db,
	now: number,
	{ factor, longest, since }: { readonly factor: number; readonly longest: number; readonly since: number },
): Promise<void> {
	const rows = await db
		.selectFrom('hub_subscriptions as hub')
		.innerJoin('feeds', 'feeds.id', 'hub.feed_id')
		.select(['hub.id', 'feeds.id as feed', 'feeds.fetched_at', 'feeds.next_check_at'])
		.where('hub.state', '=', 'active')
		.where('hub.lease_until', '>', now)
		.where('hub.pinged_at', '>', since)
		.where('feeds.failures', '=', 0)
		.where('feeds.next_check_at', '>', now)
		.where('feeds.hinted_at', 'is', null)
		.whereRef('feeds.fetched_at', '>', 'hub.pinged_at')
		.where((eb) =>
			eb.or([
				eb('hub.stretched_to', 'is', null),
				eb('hub.stretched_to', '<>', eb.ref('feeds.next_check_at')),
			]),
		)
		.execute();
	for (const batch of batches(rows, 500)) {
		const drawn = batch.map(({ id, feed, fetched_at, next_check_at: was }) => {
			const asked = fetched_at ?? was;
			const at = Math.max(was, asked + Math.min((was - asked) * factor, longest));
			return sql`(${id}, ${feed}, cast(${was} as bigint), cast(${at} as bigint))`;
		});
		const withDrawn = sql`with drawn (id, feed, was, next) as (values ${sql.join(drawn)})`;
		await inTransaction(db, async (tx) => {
			await sql`${withDrawn} update feeds set next_check_at = drawn.next from drawn
				where feeds.id = drawn.feed and feeds.next_check_at = drawn.was and feeds.hinted_at is null`.execute(
				tx,
			);
			await sql`${withDrawn} update hub_subscriptions set stretched_to = drawn.next from drawn
				where hub_subscriptions.id = drawn.id`.execute(tx);
		});
	}
}
