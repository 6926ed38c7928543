/**
 * Feeds. Rules:
 * 1. A feed is polled while a channel that can be reached follows it and its publisher has not ended it.
 * 2. A successful fetch clears the failures; validators are replaced as a whole, kept byte for byte.
 */
import type { ExpressionBuilder } from 'kysely';
import type { Feed, FeedId, FeedKind, Validators } from '../model.ts';
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

/** A page of the feeds whose time has come, the longest overdue first; the next page follows `after`. */
export async function dueFeeds(
	db: Db,
	now: number,
	limit: number,
	after?: Pick<Feed, 'id' | 'nextCheckAt'>,
): Promise<Feed[]> {
	const rows = await db
		.selectFrom('feeds')
		.selectAll()
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
	return rows.map(feedOf);
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

export interface FetchRecord {
	readonly title?: string;
	readonly siteUrl?: string;
	readonly language?: string;
	/** The new address after a permanent redirect. */
	readonly url?: string;
	readonly validators: Validators;
	readonly fetchedAt: number;
	readonly nextCheckAt: number;
}

export const saveFetch = (db: Db, id: FeedId, record: FetchRecord): Promise<void> =>
	save(db, id, record, false);

/** Nothing had changed. A feed that was restarted meanwhile stays due: its next fetch is a first one. */
export const saveUnchanged = (db: Db, id: FeedId, record: FetchRecord): Promise<void> =>
	save(db, id, record, true);

async function save(db: Db, id: FeedId, record: FetchRecord, isUnchanged: boolean): Promise<void> {
	await db
		.updateTable('feeds')
		.set({
			...(record.title !== undefined && { title: record.title }),
			...(record.siteUrl !== undefined && { site_url: record.siteUrl }),
			...(record.language !== undefined && { language: record.language }),
			...(record.url !== undefined && { url: record.url }),
			etag: record.validators.etag ?? null,
			last_modified: record.validators.lastModified ?? null,
			body_hash: record.validators.bodyHash ?? null,
			fetched_at: record.fetchedAt,
			next_check_at: record.nextCheckAt,
			failures: 0,
			last_error: null,
		})
		.where('id', '=', id)
		.$if(isUnchanged, (query) => query.where('fetched_at', 'is not', null))
		.execute();
}

export async function saveFailure(
	db: Db,
	id: FeedId,
	failure: { readonly error: string; readonly nextCheckAt: number; readonly endedAt?: number },
): Promise<void> {
	await db
		.updateTable('feeds')
		.set((eb) => ({
			failures: eb('failures', '+', 1),
			last_error: failure.error,
			next_check_at: failure.nextCheckAt,
			...(failure.endedAt !== undefined && { ended_at: failure.endedAt }),
		}))
		.where('id', '=', id)
		.execute();
}

/** From now on its document is read so: what was once taken for a feed may have proved to be a page. */
export async function readAs(db: Db, id: FeedId, kind: FeedKind): Promise<void> {
	await db.updateTable('feeds').set({ kind }).where('id', '=', id).execute();
}

/** Brings the next check forward to `at`, never back. */
export async function checkSoon(db: Db, id: FeedId, at: number): Promise<void> {
	await db
		.updateTable('feeds')
		.set({ next_check_at: at })
		.where('id', '=', id)
		.where('next_check_at', '>', at)
		.execute();
}

/** Nobody read it for a while, or it had ended: the next fetch is a first one again. What was seen stays seen. */
export const restartFeed = (db: Db, id: FeedId, at: number): Promise<void> => restartFeeds(db, [id], at);

export async function restartFeeds(db: Db, ids: readonly FeedId[], at: number): Promise<void> {
	if (ids.length === 0) return;
	await db
		.updateTable('feeds')
		.set({
			fetched_at: null,
			etag: null,
			last_modified: null,
			body_hash: null,
			failures: 0,
			last_error: null,
			ended_at: null,
			next_check_at: at,
		})
		.where('id', 'in', ids)
		.execute();
}
