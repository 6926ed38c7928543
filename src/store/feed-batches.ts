/** Feeds by the hundred, for lists of them: what feeds.ts does for one, in one statement each. */
import type { Feed, FeedId } from '../model.ts';
import { dialectOf } from './dialect.ts';
import type { Db } from './schema.ts';

/** Of two feeds that moved to one address always the same one answers. */
export async function feedIdsByUrl(db: Db, urls: readonly string[]): Promise<Map<string, FeedId>> {
	const rows = await db
		.selectFrom('feeds')
		.select(['id', 'url'])
		.where('url', 'in', urls)
		.orderBy('id', 'desc')
		.execute();
	return new Map(rows.map(({ id, url }) => [url, id]));
}

/** Those that are there already stay as they are. */
export async function insertFeeds(
	tx: Db,
	feeds: readonly (Pick<Feed, 'url' | 'title' | 'siteUrl'> & { readonly feedId: FeedId })[],
	now: number,
): Promise<void> {
	if (feeds.length === 0) return;
	await tx
		.insertInto('feeds')
		.values(
			feeds.map(({ feedId, url, title, siteUrl }) => ({
				id: feedId,
				url,
				title,
				site_url: siteUrl ?? null,
				next_check_at: now,
				failures: 0,
			})),
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
}

/**
 * The feeds among these that some channel is told of, and when they were fetched last; they are held until the
 * transaction ends, as by lockedFeed, always in the same order.
 */
export async function readFeeds(tx: Db, ids: readonly FeedId[]): Promise<Map<FeedId, number | undefined>> {
	if (ids.length === 0) return new Map();
	const rows = await tx
		.selectFrom('feeds')
		.select(['id', 'fetched_at', 'ended_at'])
		.where('id', 'in', ids)
		.orderBy('id')
		.$if(dialectOf(tx) === 'postgres', (query) => query.forUpdate())
		.execute();
	const told = await tx
		.selectFrom('subscriptions')
		.select('feed_id')
		.distinct()
		.where('feed_id', 'in', ids)
		.where('paused_reason', 'is', null)
		.execute();
	const isTold = new Set(told.map(({ feed_id: id }) => id));
	return new Map(
		rows
			.filter(({ id, ended_at: end }) => end === null && isTold.has(id))
			.map(({ id, fetched_at: at }) => [id, at ?? undefined]),
	);
}
