/**
 * Feeds. Rules:
 * 1. A feed is polled while a channel that can be reached follows it and its publisher has not ended it.
 * 2. What is due is listed without its rows, thousands at a time; the row is read when its turn has come.
 */
import type { ExpressionBuilder } from 'kysely';
import type { Feed, FeedId, FeedKind } from '../model.ts';
import { dialectOf } from './dialect.ts';
import { feedOf } from './rows.ts';
import type { Db, Tables } from './schema.ts';

/** Inserts the feed, due at once, or returns the one that already has this id. */
export async function ensureFeed(
	db: Db,
	feed: Pick<Feed, 'id' | 'url' | 'title' | 'siteUrl' | 'language'> & Partial<Pick<Feed, 'kind'>>,
	now: number,
): Promise<Feed> {
	await db
		.insertInto('feeds')
		.values({
			id: feed.id,
			url: feed.url,
			kind: feed.kind ?? 'feed',
			title: feed.title,
			site_url: feed.siteUrl ?? null,
			language: feed.language ?? null,
			next_check_at: now,
			failures: 0,
		})
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	return feedOf(await db.selectFrom('feeds').selectAll().where('id', '=', feed.id).executeTakeFirstOrThrow());
}

/**
 * The feed, held until the transaction ends: where a first fetch and a first subscription meet, one of them
 * sees the other. On SQLite the one connection is the lock.
 */
export async function lockedFeed(tx: Db, id: FeedId): Promise<Feed | undefined> {
	const row = await tx
		.selectFrom('feeds')
		.selectAll()
		.where('id', '=', id)
		.$if(dialectOf(tx) === 'postgres', (query) => query.forUpdate())
		.executeTakeFirst();
	return row && feedOf(row);
}

/** Two feeds may have moved to one address: then always the same one answers. */
export async function feedByUrl(db: Db, url: string): Promise<Feed | undefined> {
	const row = await db
		.selectFrom('feeds')
		.selectAll()
		.where('url', '=', url)
		.orderBy('id')
		.limit(1)
		.executeTakeFirst();
	return row && feedOf(row);
}

const isFollowed = (eb: ExpressionBuilder<Tables, 'feeds'>) =>
	eb.exists(
		eb
			.selectFrom('subscriptions')
			.select('subscriptions.id')
			.whereRef('subscriptions.feed_id', '=', 'feeds.id')
			.where('subscriptions.paused_reason', 'is', null),
	);

export interface DueFeed {
	readonly id: FeedId;
	readonly url: string;
	readonly nextCheckAt: number;
	/** Where its last answer came from, if not from `url`. */
	readonly answeredFrom: string | null;
}

/** A page of the feeds whose time has come, the longest overdue first; the next page follows `after`. */
export async function dueFeeds(
	db: Db,
	now: number,
	limit: number,
	after?: Pick<DueFeed, 'id' | 'nextCheckAt'>,
): Promise<DueFeed[]> {
	return db
		.selectFrom('feeds')
		.select(['id', 'url', 'next_check_at as nextCheckAt', 'validators_url as answeredFrom'])
		.where('ended_at', 'is', null)
		.where('next_check_at', '<=', now)
		.$if(after !== undefined, (query) =>
			query.where((eb) =>
				eb(eb.refTuple('next_check_at', 'id'), '>', eb.tuple(after?.nextCheckAt ?? 0, after?.id ?? '')),
			),
		)
		.where(isFollowed)
		.orderBy('next_check_at')
		.orderBy('id')
		.limit(limit)
		.execute();
}

export interface FeedToRead {
	readonly feed: Feed;
	/** Channels that can be reached. */
	readonly subscribers: number;
}

/** Those of them that are still to be read now; a hub's hint is answered by that. */
export async function feedsToRead(db: Db, ids: readonly FeedId[], now: number): Promise<FeedToRead[]> {
	const rows = await db
		.selectFrom('feeds')
		.selectAll()
		.select((eb) =>
			eb
				.selectFrom('subscriptions')
				.select((count) => count.fn.countAll<number>().as('count'))
				.whereRef('subscriptions.feed_id', '=', 'feeds.id')
				.where('subscriptions.paused_reason', 'is', null)
				.as('subscribers'),
		)
		.where('id', 'in', ids)
		.where('ended_at', 'is', null)
		.where('next_check_at', '<=', now)
		.execute();
	const hinted = rows.filter((row) => row.hinted_at !== null).map(({ id }) => id);
	if (hinted.length > 0)
		await db.updateTable('feeds').set({ hinted_at: null }).where('id', 'in', hinted).execute();
	return rows
		.map((row) => ({ feed: feedOf(row), subscribers: row.subscribers ?? 0 }))
		.filter(({ subscribers }) => subscribers > 0);
}

/** When the first feed is due that is not yet so (epoch ms); undefined where there is none. */
export async function nextCheckAt(db: Db, now: number): Promise<number | undefined> {
	const row = await db
		.selectFrom('feeds')
		.select('next_check_at')
		.where('ended_at', 'is', null)
		.where('next_check_at', '>', now)
		.where(isFollowed)
		.orderBy('next_check_at')
		.limit(1)
		.executeTakeFirst();
	return row?.next_check_at;
}

/** From now on its document is read so: what was once taken for a feed may have proved to be a page. */
export async function readAs(db: Db, id: FeedId, kind: FeedKind): Promise<void> {
	await db.updateTable('feeds').set({ kind }).where('id', '=', id).execute();
}
