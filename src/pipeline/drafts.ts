/**
 * Which article an item is. Rules, in order:
 * 1. An item that the feed has shown before stays the article it became then, whatever has been edited.
 * 2. An address names an article where one item of the document uses it: a page that several items link to
 *    (a changelog, a show's page) is none of them. On a foreign site it names it for the feeds of that host
 *    alone: two feeds of one outlet share the article, and nobody puts words into another outlet's.
 * 3. A new item with the address of an article that the feed has shown is that article again, where title and
 *    day are the same (the publisher changed its ids): it is no news. Otherwise it is another article, as
 *    where a page holds today's report every day.
 * 4. Everything else is an article of its own, named by feed and item.
 */
import { getDomain } from 'tldts';
import { articleIdOf } from '../feed/identity.ts';
import { shortId } from '../id.ts';
import type { ArticleId, Feed, FeedItem } from '../model.ts';

export interface Draft {
	readonly item: FeedItem;
	readonly id: ArticleId;
	/** What is opened: the item's page, else the site. */
	readonly url: string;
	/** Shown by the feed before, under this id or another. */
	readonly isKnown: boolean;
}

/** What the feed has shown before. */
export interface Shown {
	/** Item id → the article it became; undefined for an item that was only noted. */
	readonly items: ReadonlyMap<string, ArticleId | undefined>;
	readonly articles: ReadonlyMap<ArticleId, { readonly title: string; readonly publishedAt: number }>;
}

/** A company's domain, or one person's place on a shared one (name.blogspot.com); an address by number is itself. */
const siteOf = (url: string): string =>
	getDomain(url, { allowPrivateDomains: true }) ?? URL.parse(url)?.host ?? url;

/** Item id → the article that its address names. */
export function addressIds(
	feed: Pick<Feed, 'url'>,
	items: readonly FeedItem[],
): ReadonlyMap<string, ArticleId> {
	const site = siteOf(feed.url);
	const named = items.flatMap(({ id: item, url }) => {
		if (url === undefined) return [];
		const id = articleIdOf(url);
		return [{ item, id: siteOf(url) === site ? id : shortId('item', site, id) }];
	});
	const uses = Map.groupBy(named, ({ id }) => id);
	return new Map(named.filter(({ id }) => uses.get(id)?.length === 1).map(({ item, id }) => [item, id]));
}

const fold = (title: string): string => title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const DAY_MS = 86_400_000;

function isAgain(item: FeedItem, article: { readonly title: string; readonly publishedAt: number }): boolean {
	const isSameTitle = item.title === undefined || fold(item.title) === fold(article.title);
	const at = item.publishedAt?.getTime() ?? article.publishedAt;
	return isSameTitle && Math.abs(at - article.publishedAt) < DAY_MS;
}

export function draftsOf(
	feed: Pick<Feed, 'id' | 'url' | 'siteUrl'>,
	items: readonly FeedItem[],
	byAddress: ReadonlyMap<string, ArticleId>,
	shown: Shown,
): readonly Draft[] {
	return items.map((item) => {
		const url = item.url ?? feed.siteUrl ?? feed.url;
		const before = shown.items.get(item.id);
		if (before !== undefined) return { item, id: before, url, isKnown: true };
		const isKnown = shown.items.has(item.id);
		const own = shortId('item', feed.id, item.id);
		const address = byAddress.get(item.id);
		if (address === undefined) return { item, id: own, url, isKnown };
		const article = shown.articles.get(address);
		if (article === undefined) return { item, id: address, url, isKnown };
		return isAgain(item, article)
			? { item, id: address, url, isKnown: true }
			: { item, id: own, url, isKnown };
	});
}
