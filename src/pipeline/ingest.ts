/**
 * From a feed's items to articles, stories and planned deliveries. Rules:
 * 1. New is decided by identity (drafts.ts and the ledger of seen items), never by date.
 * 2. A first fetch posts only the newest item: everything else is background, indexed but not told.
 * 3. A page may improve an article but never holds a post up: what has not come by the deadline goes with
 *    the feed's own text. Pages are read newest first.
 * 4. Articles, their stories, their deliveries, the ledger and the feed's validators commit together.
 *    A crash before the commit repeats the whole fetch; a crash after it repeats nothing.
 * 5. Index and clusters are memory: they learn before the commit (the story id is needed in it) and adding
 *    the same article again changes nothing, so a failed commit is repeated without harm.
 * 6. Of a flood the newest are kept and told; the rest is marked as seen.
 */
import { composeInWorker } from '../article/article-worker.ts';
import type { Article, Feed, FeedItem, ParsedFeed } from '../model.ts';
import { articlesByIds } from '../store/articles.ts';
import type { Db } from '../store/db.ts';
import { lockedFeed } from '../store/feeds.ts';
import { rememberItems, shownArticles, shownItems } from '../store/ledger.ts';
import { takeTurn } from '../store/turn.ts';
import { addressIds, type Draft, draftsOf } from './drafts.ts';
import { type Library, putArticle } from './library.ts';
import type { ReadPages } from './page.ts';
import { planFor } from './planning.ts';

/** Enough for the pages of a busy feed's usual poll; a first fetch reads its newest. */
const PAGES_AT_MOST = 10;
const PAGES_DEADLINE_MS = 6_000;
/** New items that become articles: of a feed that is new to us, and of any later fetch. */
const FIRST_AT_MOST = 100;
const LATER_AT_MOST = 500;

export interface IngestDeps {
	readonly library: Library;
	readonly readPages: ReadPages;
	/** The program stops: pages are no longer waited for. */
	readonly stopping: AbortSignal;
	/** Deliveries may be waiting. */
	planned(): void;
	now(): number;
}

export type Ingest = (feed: Feed, parsed: ParsedFeed, save: (tx: Db) => Promise<void>) => Promise<void>;

/** Newest first; an item without a date stays with the one before it, as feeds list the newest first. */
function newestFirst(items: readonly FeedItem[]): readonly FeedItem[] {
	let last = Number.MAX_VALUE;
	const timed = items.map((item) => {
		last = (item.publishedAt ?? item.updatedAt)?.getTime() ?? last;
		return { item, at: last };
	});
	return timed.toSorted((a, b) => b.at - a.at).map(({ item }) => item);
}

export function createIngest({ library, readPages, stopping, planned, now }: IngestDeps): Ingest {
	const { db } = library;

	async function draft(feed: Feed, items: readonly FeedItem[]): Promise<readonly Draft[]> {
		const byAddress = addressIds(feed, items);
		const [shown, articles] = [
			await shownItems(
				db,
				feed.id,
				items.map(({ id }) => id),
			),
			await shownArticles(db, feed.id, [...byAddress.values()]),
		];
		return draftsOf(feed, items, byAddress, { items: shown, articles });
	}

	async function compose(feed: Feed, drafts: readonly Draft[]): Promise<readonly Omit<Article, 'storyId'>[]> {
		const stored = await articlesByIds(
			db,
			drafts.map(({ id }) => id),
		);
		const known = new Set(stored.map(({ id }) => id));
		const unknown = drafts.filter(({ id }) => !known.has(id));
		const wanted = unknown.filter(({ item }) => item.url !== undefined).slice(0, PAGES_AT_MOST);
		const pages = await readPages(
			wanted.map(({ url }) => url),
			AbortSignal.any([stopping, AbortSignal.timeout(PAGES_DEADLINE_MS)]),
		);
		const seenAt = now();
		return Promise.all(
			unknown.map(({ item, id, url }) => {
				const page = pages.get(url)?.extracted;
				return composeInWorker({ url, item, feed, id, seenAt, ...(page && { page }) }, stopping);
			}),
		);
	}

	return async (feed, parsed, save) => {
		const drafts = await draft(feed, newestFirst(parsed.items));
		const fresh = drafts.filter(({ isKnown }) => !isKnown);
		const kept = fresh.slice(0, feed.fetchedAt === undefined ? FIRST_AT_MOST : LATER_AT_MOST);
		const composed = await compose(feed, kept);

		await db.transaction().execute(async (tx) => {
			await takeTurn(tx);
			const isFirst = (await lockedFeed(tx, feed.id))?.fetchedAt === undefined;
			for (const article of composed.toReversed()) await putArticle(library, tx, article);
			const became = new Map(
				[...kept, ...drafts.filter(({ isKnown }) => isKnown)].map((one) => [one.item.id, one.id]),
			);
			const rows = drafts.map(({ item }) => ({ itemId: item.id, articleId: became.get(item.id) }));
			await rememberItems(
				tx,
				feed.id,
				rows.map(({ itemId, articleId }) => ({ itemId, ...(articleId !== undefined && { articleId }) })),
				now(),
			);
			const ids = (isFirst ? drafts.slice(0, LATER_AT_MOST) : kept.toReversed()).map(({ id }) => id);
			const articles = await articlesByIds(tx, [...new Set(ids)]);
			for (const article of isFirst ? articles.slice(0, 1) : articles) {
				await planFor(tx, feed.id, article, now());
			}
			await save(tx);
		});
		planned();
	};
}
