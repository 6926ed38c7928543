/**
 * The ledger: which items each feed has shown, and what they became. Rules:
 * 1. An item is noted in the transaction that stores its article. It keeps the article that it became; by what it
 *    is known again (title, address, text, date) follows the publisher's edits.
 * 2. An item is remembered while the feed shows it and for more than a year after, and the newest of each feed
 *    (twice as many as it shows, at least a hundred) without end; of a flood the newest 20,000. How far back the
 *    memory goes is written down with the feed, so that what was forgotten is not taken for news (drafts.ts).
 */
import { sql } from 'kysely';
import { itemKey } from '../id.ts';
import type { ArticleId, FeedId } from '../model.ts';
import { batches } from './batches.ts';
import type { Db } from './schema.ts';

/** Shaped like feed/marks.ts and feed/recognise.ts, which the store does not know. */
interface Marks {
	readonly addressKey?: string;
	readonly titleKey?: string;
	readonly bodyKey?: string;
	readonly saidAt?: number;
}

export interface LedgerRow extends Marks {
	readonly itemKey: string;
	readonly articleId?: ArticleId;
	readonly title?: string;
	readonly publishedAt?: number;
}

const DAY_MS = 86_400_000;
const REMEMBERED_MS = 400 * DAY_MS;
const REMEMBERED_LEAST = 100;
const REMEMBERED_MOST = 20_000;
/** A row is not written again only to say that it was seen a moment later. */
const SEEN_AGAIN_MS = 3_600_000;
const BARE = 200;

/** Which of these items the feed has shown before; the answer holds the ids as they were given. */
export async function seenItems(db: Db, feedId: FeedId, itemIds: readonly string[]): Promise<Set<string>> {
	const seen = new Set<string>();
	for (const batch of batches(itemIds)) {
		const keys = new Map(batch.map((id) => [id, itemKey(id)]));
		const rows = await db
			.selectFrom('feed_items')
			.select('item_key')
			.where('feed_id', '=', feedId)
			.where('item_key', 'in', [...keys.values()])
			.execute();
		const found = new Set(rows.map((row) => row.item_key));
		for (const [id, key] of keys) if (found.has(key)) seen.add(id);
	}
	return seen;
}

const sightings = (db: Db, feedId: FeedId) =>
	db
		.selectFrom('feed_items')
		.leftJoin('articles', 'articles.id', 'feed_items.article_id')
		.select([
			'feed_items.item_key',
			'feed_items.article_id',
			'feed_items.address_key',
			'feed_items.title_key',
			'feed_items.body_key',
			'feed_items.said_at',
			'articles.title as title',
			'articles.published_at',
		])
		.where('feed_items.feed_id', '=', feedId)
		.orderBy('feed_items.last_seen_at', 'desc');

type SightingRow = Awaited<ReturnType<ReturnType<typeof sightings>['execute']>>[number];

const rowOf = (row: SightingRow): LedgerRow => ({
	itemKey: row.item_key,
	...(row.article_id !== null && { articleId: row.article_id }),
	...(row.address_key !== null && { addressKey: row.address_key }),
	...(row.title_key !== null && { titleKey: row.title_key }),
	...(row.body_key !== null && { bodyKey: row.body_key }),
	...(row.said_at !== null && { saidAt: row.said_at }),
	...(row.title !== null && { title: row.title }),
	...(row.published_at !== null && { publishedAt: row.published_at }),
});

const present = (keys: readonly (string | undefined)[]): string[] => [
	...new Set(keys.filter((key) => key !== undefined)),
];

/** Enough to tell a title that many items share. */
const SAME = 2_000;

/** All that may be one of these items under whatever id: by id, address or title, and the latest without an address. */
export async function ledgerOf(
	db: Db,
	feedId: FeedId,
	items: readonly ({ readonly itemId: string; readonly isBare: boolean } & Marks)[],
): Promise<readonly LedgerRow[]> {
	const found = new Map<string, LedgerRow>();
	const keep = (rows: readonly SightingRow[]): void => {
		for (const row of rows) found.set(row.item_key, rowOf(row));
	};
	const ids = items.flatMap(({ itemId, addressKey }) =>
		addressKey === undefined ? [itemId] : [itemId, `${itemId}|${addressKey}`],
	);
	for (const batch of batches(ids.map(itemKey)))
		keep(await sightings(db, feedId).where('feed_items.item_key', 'in', batch).execute());
	for (const batch of batches(present(items.map(({ addressKey }) => addressKey)))) {
		keep(await sightings(db, feedId).where('feed_items.address_key', 'in', batch).limit(SAME).execute());
		keep(await sightings(db, feedId).where('feed_items.article_id', 'in', batch).limit(SAME).execute());
	}
	for (const batch of batches(present(items.map(({ titleKey }) => titleKey))))
		keep(await sightings(db, feedId).where('feed_items.title_key', 'in', batch).limit(SAME).execute());
	if (items.some(({ isBare }) => isBare))
		keep(await sightings(db, feedId).where('feed_items.address_key', 'is', null).limit(BARE).execute());
	return [...found.values()];
}

export async function rememberItems(
	db: Db,
	feedId: FeedId,
	items: readonly ({ readonly itemId: string; readonly articleId?: ArticleId } & Marks)[],
	now: number,
): Promise<void> {
	for (const batch of batches(items)) {
		await db
			.insertInto('feed_items')
			.values(
				batch.map((item) => ({
					feed_id: feedId,
					item_key: itemKey(item.itemId),
					article_id: item.articleId ?? null,
					seen_at: now,
					last_seen_at: now,
					address_key: item.addressKey ?? null,
					title_key: item.titleKey ?? null,
					body_key: item.bodyKey ?? null,
					said_at: item.saidAt ?? null,
				})),
			)
			.onConflict((conflict) =>
				conflict
					.columns(['feed_id', 'item_key'])
					.doUpdateSet((eb) => ({
						last_seen_at: eb.ref('excluded.last_seen_at'),
						address_key: eb.ref('excluded.address_key'),
						title_key: eb.ref('excluded.title_key'),
						body_key: eb.ref('excluded.body_key'),
						said_at: eb.ref('excluded.said_at'),
					}))
					.where(
						sql<boolean>`feed_items.last_seen_at < excluded.last_seen_at - ${sql.lit(SEEN_AGAIN_MS)}
							or feed_items.address_key is distinct from excluded.address_key
							or feed_items.title_key is distinct from excluded.title_key
							or feed_items.body_key is distinct from excluded.body_key
							or feed_items.said_at is distinct from excluded.said_at`,
					),
			)
			.execute();
	}
}

/**
 * Forgets what the feed has not shown for long. To be called after rememberItems.
 * @param shown how many items the feed shows.
 * @returns up to when the forgotten items were shown (epoch ms); undefined where nothing was forgotten.
 */
export async function forgetItems(
	db: Db,
	feedId: FeedId,
	shown: number,
	now: number,
	most = REMEMBERED_MOST,
): Promise<number | undefined> {
	const ofFeed = db.selectFrom('feed_items').where('feed_id', '=', feedId);
	const { count, oldest } = await ofFeed
		.select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.min('last_seen_at').as('oldest')])
		.executeTakeFirstOrThrow();
	const least = Math.max(2 * shown, REMEMBERED_LEAST);
	const limit = now - REMEMBERED_MS;
	if (count <= least || (oldest >= limit && count <= Math.max(most, least))) return undefined;

	/** When the nth newest was last shown. */
	const lastSeen = async (nth: number): Promise<number> => {
		const row = await ofFeed
			.select('last_seen_at')
			.orderBy('last_seen_at', 'desc')
			.limit(1)
			.offset(nth - 1)
			.executeTakeFirst();
		return row?.last_seen_at ?? 0;
	};
	const crowded = Math.max(most, least);
	const before = Math.max(
		Math.min(limit, await lastSeen(least)),
		// What is shown now was seen within the hour.
		count > crowded ? Math.min(await lastSeen(crowded), now - SEEN_AGAIN_MS) : 0,
	);
	const { last } = await ofFeed
		.select((eb) => eb.fn.max('last_seen_at').as('last'))
		.where('last_seen_at', '<', before)
		.executeTakeFirstOrThrow();
	await db
		.deleteFrom('feed_items')
		.where('feed_id', '=', feedId)
		.where('last_seen_at', '<', before)
		.execute();
	return last ?? undefined;
}

/** Which of these articles the feed has already shown, under whatever item id. */
export async function shownArticles(
	db: Db,
	feedId: FeedId,
	articleIds: readonly ArticleId[],
): Promise<Set<ArticleId>> {
	const shown = new Set<ArticleId>();
	for (const batch of batches(articleIds)) {
		const rows = await db
			.selectFrom('feed_items')
			.select('article_id')
			.where('feed_id', '=', feedId)
			.where('article_id', 'in', batch)
			.execute();
		for (const { article_id } of rows) if (article_id !== null) shown.add(article_id);
	}
	return shown;
}

/** What became of the feed's ids; see pipeline/changes.ts. */
export async function saveChanges(
	db: Db,
	feedId: FeedId,
	changes: {
		readonly renamings: number;
		readonly keyedBy?: 'link';
		/** 'over' where it was told for long enough. */
		readonly held?: { readonly at: number; readonly count: number } | 'over';
		readonly forgottenAt?: number;
	},
): Promise<void> {
	await db
		.updateTable('feeds')
		.set({
			renamings: changes.renamings,
			...(changes.keyedBy !== undefined && { keyed_by: changes.keyedBy }),
			...(changes.held === 'over' && { held_at: null, held_count: null }),
			...(typeof changes.held === 'object' && {
				held_at: changes.held.at,
				held_count: changes.held.count,
			}),
			...(changes.forgottenAt !== undefined && { forgotten_at: changes.forgottenAt }),
		})
		.where('id', '=', feedId)
		.execute();
}
