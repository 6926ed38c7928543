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
import { lockedFeed, rememberItems, seenItems } from '../store/feeds.ts';
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

	/** Two items of one feed may name one address, and another feed may have brought it: it is composed once. */
	async function unknown(drafts: readonly Draft[]): Promise<readonly Draft[]> {
		const byId = new Map(drafts.toReversed().map((one) => [one.id, one]));
		for (const { id } of await articlesByIds(db, [...byId.keys()])) byId.delete(id);
		return drafts.filter((one) => byId.get(one.id) === one);
	}

	return async (feed, parsed, save) => {
		const items = newestFirst(parsed.items);
		const ids = items.map(({ id }) => id);
		const seen = await seenItems(db, feed.id, ids);
		const fresh = items.filter(({ id }) => !seen.has(id));
		const kept = feed.fetchedAt === undefined ? fresh.slice(0, BACKGROUND_AT_MOST) : fresh;
		const drafts = kept.map((item) => draft(feed, item));
		const composed = await compose(feed, await unknown(drafts));

		await db.transaction().execute(async (tx) => {
			const isFirst = (await lockedFeed(tx, feed.id))?.fetchedAt === undefined;
			for (const article of composed.toReversed()) await putArticle(library, tx, article);
			const articleIds = new Map(drafts.map(({ item, id }) => [item.id, { articleId: id }]));
			const rows = fresh.map(({ id }) => ({ itemId: id, ...articleIds.get(id) }));
			await rememberItems(tx, feed.id, rows, now());
			const told = isFirst ? items.slice(0, 1).map((item) => draft(feed, item)) : drafts.toReversed();
			for (const article of await articlesByIds(tx, [...new Set(told.map(({ id }) => id))])) {
				await planFor(tx, feed.id, article, now());
			}
			await save(tx);
		});
		planned();
	};
}
