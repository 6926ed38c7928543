/**
 * What is known of an article without reading its text: the ground that compose.ts builds on, and all that is
 * left of an item whose text cannot be read. Rules:
 * 1. The feed has authority on title, date and authors; the page on section, neighbours and counters.
 * 2. A date in the future or before 1995 is no date: the moment it was first seen stands for it.
 * 3. Only short fields are looked at, each up to a limit: this cannot fail, nor take long.
 */
import type { Article, ArticleId, ExtractedArticle, FeedId, FeedItem } from '../model.ts';
import { absoluteUrl } from './address.ts';
import { outletOf } from './outlet.ts';

export interface ComposeInput {
	readonly url: string;
	readonly id: ArticleId;
	/** Epoch ms. */
	readonly seenAt: number;
	readonly item?: FeedItem;
	readonly feed?: {
		readonly id: FeedId;
		readonly title: string;
		readonly siteUrl?: string;
		readonly language?: string;
	};
	readonly page?: ExtractedArticle;
}

const EARLIEST = Date.UTC(1995, 0, 1);
const CLOCK_SKEW = 10 * 60_000;
const MAX_TITLE = 500;

/** The article with no text and no teaser; without a title its address is one. */
export function bareArticle({ url, id, seenAt, item, feed, page }: ComposeInput): Omit<Article, 'storyId'> {
	const publishedAt = sane(item?.publishedAt ?? item?.updatedAt ?? page?.publishedAt, seenAt) ?? seenAt;
	const updatedAt = sane(item?.updatedAt ?? page?.updatedAt, seenAt);
	const language = declaredLanguage(feed?.language ?? page?.language);
	const image = imageOf(item, page, url);
	return {
		id,
		url,
		title: oneLine(item?.title) || oneLine(page?.title) || oneLine(url),
		text: '',
		teaser: '',
		source: outletOf(feed?.title, feed?.siteUrl ?? url),
		authors: (item?.authors.length ? item.authors : page?.authors) ?? [],
		publishedAt,
		tags: (item?.categories.length ? item.categories : page?.tags) ?? [],
		readAlso: page?.readAlso ?? [],
		seenAt,
		...(language !== undefined && { language }),
		...(feed !== undefined && { feedId: feed.id }),
		...(page?.section !== undefined && { section: page.section }),
		...(page?.authorBio !== undefined && { authorBio: page.authorBio }),
		...(image !== undefined && { image }),
		...(updatedAt !== undefined && updatedAt > publishedAt && { updatedAt }),
		...(page?.previous !== undefined && { previous: page.previous }),
		...(page?.next !== undefined && { next: page.next }),
		...(page?.readCount !== undefined && { readCount: page.readCount }),
		...(page?.commentCount !== undefined && { commentCount: page.commentCount }),
	};
}

export const oneLine = (text: string | undefined): string =>
	(text ?? '').slice(0, MAX_TITLE).replace(/\s+/g, ' ').trim();

const declaredLanguage = (declared: string | undefined): string | undefined =>
	/^[a-z]{2,3}(?=$|[-_])/.exec(declared?.slice(0, 20).toLowerCase() ?? '')?.[0];

function sane(date: Date | undefined, seenAt: number): number | undefined {
	const at = date?.getTime() ?? Number.NaN;
	return at >= EARLIEST && at <= seenAt + CLOCK_SKEW ? at : undefined;
}

/** Pages without an own picture name the site's logo. */
const LOGO = /(?:logo|default|placeholder|avatar|favicon|blank|spacer)[^/]{0,60}$/i;

function imageOf(
	item: FeedItem | undefined,
	page: ExtractedArticle | undefined,
	url: string,
): string | undefined {
	const enclosed = item?.enclosures.find(
		({ type, url: address }) =>
			type?.startsWith('image/') ?? /\.(?:jpe?g|png|webp|avif|gif)$/i.test(address.slice(-8)),
	);
	const known = [page?.image, item?.image, enclosed?.url].flatMap(
		(address) => absoluteUrl(address, url) ?? [],
	);
	return known.find((address) => !LOGO.test(address.slice(-200)));
}
