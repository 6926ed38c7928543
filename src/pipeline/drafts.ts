/**
 * Which article an item is. Rules, in order:
 * 1. An item that is recognised (feed/recognise.ts) stays the article it became, whatever has been edited.
 * 2. One that is older than the ledger's memory was forgotten, and is no news.
 * 3. An address names an article where one item of the document uses it: a page that several items link to
 *    (a changelog, a show's page) is none of them. On a foreign site it names it for the feeds of that host
 *    alone: two feeds of one outlet share the article, and nobody puts words into another outlet's.
 * 4. Where the feed has shown an article at that address before, this one is another: today's issue of a page.
 * 5. Everything else is an article of its own, named by feed and item.
 */
import { getDomain } from 'tldts';
import { articleIdOf } from '../feed/identity.ts';
import type { Marks } from '../feed/marks.ts';
import type { Recognition } from '../feed/recognise.ts';
import { shortId } from '../id.ts';
import type { ArticleId, Feed, FeedItem } from '../model.ts';

export interface Draft {
	readonly item: FeedItem;
	readonly marks: Marks;
	/** The id under which the ledger keeps the item. */
	readonly ledgerId: string;
	readonly id: ArticleId;
	/** What is opened: the item's page, else the site. */
	readonly url: string;
	/** Shown by the feed before, under this id or another. */
	readonly isKnown: boolean;
}

/** A company's domain, or one person's place on a shared one (name.blogspot.com); an address by number is itself. */
const siteOf = (url: string): string =>
	getDomain(url, { allowPrivateDomains: true }) ?? URL.parse(url)?.host ?? url;

/** The article that an address names when this feed shows it. */
export function addressId(feed: Pick<Feed, 'url'>, url: string): ArticleId {
	const site = siteOf(feed.url);
	const id = articleIdOf(url);
	return siteOf(url) === site ? id : shortId('item', site, id);
}

/** Item id → the article that its address names. */
export function addressIds(
	feed: Pick<Feed, 'url'>,
	items: readonly FeedItem[],
): ReadonlyMap<string, ArticleId> {
	const named = items.flatMap(({ id: item, url }) =>
		url === undefined ? [] : [{ item, id: addressId(feed, url) }],
	);
	const uses = Map.groupBy(named, ({ id }) => id);
	return new Map(named.filter(({ id }) => uses.get(id)?.length === 1).map(({ item, id }) => [item, id]));
}

/** @param marks, recognitions in the order of the items. @param shown articles that the feed has shown before. */
export function draftsOf(
	feed: Pick<Feed, 'id' | 'url' | 'siteUrl' | 'forgottenAt'>,
	items: readonly FeedItem[],
	marks: readonly Marks[],
	recognitions: readonly Recognition[],
	byAddress: ReadonlyMap<string, ArticleId>,
	shown: ReadonlySet<ArticleId>,
): readonly Draft[] {
	return items.map((item, index) => {
		const its = marks[index] ?? {};
		const { sighting, ledgerId } = recognitions[index] ?? { ledgerId: item.id };
		const address = byAddress.get(item.id);
		const isNamed = address !== undefined && !shown.has(address);
		const isForgotten = its.saidAt !== undefined && its.saidAt < (feed.forgottenAt ?? 0);
		return {
			item,
			marks: its,
			ledgerId,
			id: sighting?.articleId ?? (isNamed ? address : shortId('item', feed.id, ledgerId)),
			url: item.url ?? feed.siteUrl ?? feed.url,
			isKnown: sighting !== undefined || isForgotten,
		};
	});
}
