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
import type { ItemMarks, Marks } from '../feed/marks.ts';
import type { Recognition } from '../feed/recognise.ts';
import { inSlices } from '../feed/slices.ts';
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

/** The article that an address names when this feed shows it. @param page what it names by itself. */
export function addressId(feed: Pick<Feed, 'url'>, url: string, page = articleIdOf(url)): ArticleId {
	const site = siteOf(feed.url);
	return siteOf(url) === site ? page : shortId('item', site, page);
}

/** Item id → the article that its address names. @param marks in the order of the items. */
export async function addressIds(
	feed: Pick<Feed, 'url'>,
	items: readonly FeedItem[],
	marks: readonly ItemMarks[],
): Promise<ReadonlyMap<string, ArticleId>> {
	const ids = await inSlices(items, ({ url }, index) =>
		url === undefined ? undefined : addressId(feed, url, marks[index]?.page),
	);
	const uses = Map.groupBy(ids, (id) => id);
	return new Map(
		items.flatMap((item, index) => {
			const id = ids[index];
			return id !== undefined && uses.get(id)?.length === 1 ? [[item.id, id] as const] : [];
		}),
	);
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
