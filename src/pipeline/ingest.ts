/**
 * From a feed's items to articles, stories and planned deliveries. Rules:
 * 1. New is decided by identity (the ledger of seen items), never by date.
 * 2. A first fetch posts only the newest item: everything else is background, indexed but not told.
 * 3. A page may improve an article but never holds a post up: what has not come by the deadline goes with
 *    the feed's own text. Pages are read newest first.
 * 4. Articles, their stories, their deliveries, the ledger and the feed's validators commit together.
 *    A crash before the commit repeats the whole fetch; a crash after it repeats nothing.
 * 5. Index and clusters are memory: they learn before the commit (the story id is needed in it) and adding
 *    the same article again changes nothing, so a failed commit is repeated without harm.
 */

import { composeArticle } from '../article/compose.ts';
import { articleIdOf } from '../feed/identity.ts';
import { shortId } from '../id.ts';
import type { Article, ArticleId, Feed, FeedItem, ParsedFeed } from '../model.ts';
import { articlesByIds } from '../store/articles.ts';
import type { Db } from '../store/db.ts';
import { rememberItems, seenItems } from '../store/feeds.ts';
import { type Library, putArticle } from './library.ts';
import type { ReadPages } from './page.ts';
import { planFor } from './planning.ts';

/** Enough for the pages of a busy feed's usual poll; a first fetch reads its newest. */
const PAGES_AT_MOST = 10;
const PAGES_DEADLINE_MS = 6_000;
/** Of a feed that is new to us, older items are only marked as seen. */
const BACKGROUND_AT_MOST = 100;

export interface IngestDeps {
	readonly library: Library;
	readonly readPages: ReadPages;
	/** Deliveries may be waiting. */
	planned(): void;
	now(): number;
}

export type Ingest = (feed: Feed, parsed: ParsedFeed, save: (tx: Db) => Promise<void>) => Promise<void>;

interface Draft {
	readonly item: FeedItem;
	readonly id: ArticleId;
	readonly url: string;
}

/** An item without an address is still an article; it then opens its site. */
function draft(feed: Feed, item: FeedItem): Draft {
	if (item.url !== undefined) return { item, id: articleIdOf(item.url), url: item.url };
	return { item, id: shortId('item', feed.id, item.id), url: feed.siteUrl ?? feed.url };
}

/** Newest first; an item without a date keeps its place among its neighbours (feeds list the newest first). */
function newestFirst(items: readonly FeedItem[]): readonly FeedItem[] {
	const time = (item: FeedItem): number => (item.publishedAt ?? item.updatedAt)?.getTime() ?? Number.NaN;
	const dated = items.every((item) => !Number.isNaN(time(item)));
	return dated ? items.toSorted((a, b) => time(b) - time(a)) : items;
}

export function createIngest({ library, readPages, planned, now }: IngestDeps): Ingest {
	const { db } = library;

	async function compose(feed: Feed, drafts: readonly Draft[]): Promise<readonly Omit<Article, 'storyId'>[]> {
		const wanted = drafts.filter(({ item }) => item.url !== undefined).slice(0, PAGES_AT_MOST);
		const pages = await readPages(
			wanted.map(({ url }) => url),
			AbortSignal.timeout(PAGES_DEADLINE_MS),
		);
		const seenAt = now();
		return drafts.map(({ item, id, url }) => {
			const page = pages.get(url);
			return composeArticle({ url, item, feed, id, seenAt, ...(page && { page: page.extracted }) });
		});
	}

	return async (feed, parsed, save) => {
		const items = newestFirst(parsed.items);
		const seen = await seenItems(
			db,
			feed.id,
			items.map(({ id }) => id),
		);
		const first = feed.fetchedAt === undefined;
		const fresh = items.filter(({ id }) => !seen.has(id));
		const drafts = fresh.slice(0, first ? BACKGROUND_AT_MOST : undefined).map((item) => draft(feed, item));
		const known = new Set(
			(
				await articlesByIds(
					db,
					drafts.map(({ id }) => id),
				)
			).map(({ id }) => id),
		);
		// Two items of one feed may name one address: the first of them is the article.
		const unknown = drafts.filter(
			({ id }, place) => !known.has(id) && drafts.findIndex((d) => d.id === id) === place,
		);
		const composed = await compose(feed, unknown);

		const newest = items[0] && draft(feed, items[0]).id;
		const told = first ? [newest].filter((id) => id !== undefined) : drafts.map(({ id }) => id).toReversed();

		await db.transaction().execute(async (tx) => {
			for (const article of composed.toReversed()) await putArticle(library, tx, article);
			await rememberItems(
				tx,
				feed.id,
				fresh.map((item, place) => ({
					itemId: item.id,
					...(drafts[place] && { articleId: drafts[place].id }),
				})),
				now(),
			);
			const articles = await articlesByIds(tx, [...new Set(told)]);
			for (const article of articles) await planFor(tx, feed.id, article, now());
			await save(tx);
		});
		planned();
	};
}
