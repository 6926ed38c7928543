/**
 * Which article an item is. Rules, in order:
 * 1. An item that the feed has shown before stays the article it became then, whatever has been edited.
 * 2. An address names an article where it can: on the feed's own site, and used by one item of the document.
 *    A foreign site's feed may not speak for an address (it could put its words into another outlet's
 *    article), and a page that several items link to (a changelog, a show's page) is none of them.
 * 3. A new item with the address of an article that the feed has shown is that article again, where the title
 *    is the same (the publisher changed its ids): it is no news. With another title it is another article.
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
	/** Article id → its title. */
	readonly articles: ReadonlyMap<ArticleId, string>;
}

/** A company's domain, or one person's place on a shared one (name.blogspot.com); an address by number is itself. */
const siteOf = (url: string): string =>
	getDomain(url, { allowPrivateDomains: true }) ?? URL.parse(url)?.host ?? url;

/** The ids that the items' addresses would give them, for those that may use their address. */
export function addressIds(
	feed: Pick<Feed, 'url'>,
	items: readonly FeedItem[],
): ReadonlyMap<string, ArticleId> {
	const site = siteOf(feed.url);
	const own = items.flatMap((item) =>
		item.url !== undefined && siteOf(item.url) === site ? [{ item: item.id, id: articleIdOf(item.url) }] : [],
	);
	const uses = Map.groupBy(own, ({ id }) => id);
	return new Map(own.filter(({ id }) => uses.get(id)?.length === 1).map(({ item, id }) => [item, id]));
}

const fold = (title: string): string => title.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

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
		const title = shown.articles.get(address);
		if (title === undefined) return { item, id: address, url, isKnown };
		const isAgain = item.title === undefined || fold(item.title) === fold(title);
		return isAgain ? { item, id: address, url, isKnown: true } : { item, id: own, url, isKnown };
	});
}
