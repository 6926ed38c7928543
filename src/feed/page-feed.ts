/**
 * A page without a feed, read as one. Rules:
 * 1. The page decides how it is read, never its address: posts of a Telegram channel's preview, else headlines.
 * 2. An item is known by its address alone: an edited post or headline is the same one.
 * 3. A page with fewer than MIN_HEADLINES headlines is no newspaper: FeedError 'not-a-feed'.
 */
import { FeedError } from '../errors.ts';
import { type DraftFeed, LIMITS, oneLine } from './draft.ts';
import { headlines } from './headlines.ts';
import { webUrl } from './links.ts';
import { find, linesOf, metaOf, type PageElement, pageTree } from './page-tree.ts';
import { telegramPosts } from './telegram-page.ts';

const MIN_HEADLINES = 3;

/** Where relative links start from. */
function baseOf(page: PageElement, url: string): string {
	return webUrl(find(page, ({ name }) => name === 'base')?.attributes.get('href'), url) ?? url;
}

/** @throws FeedError 'not-a-feed' */
export function readPage(html: string, url: string): DraftFeed {
	const page = pageTree(html);
	const base = baseOf(page, url);
	const posts = telegramPosts(page, base);
	const items = posts.length > 0 ? posts : headlines(page, url, base);
	if (posts.length === 0 && items.length < MIN_HEADLINES)
		throw new FeedError('not-a-feed', 'neither posts nor headlines');
	const told = metaOf(page);
	const heading = find(page, ({ name }) => name === 'title');
	const title =
		(posts.length > 0 ? told.get('og:title') : told.get('og:site_name')) ??
		(heading === undefined ? '' : linesOf(heading));
	const language = find(page, ({ name }) => name === 'html')?.attributes.get('lang');
	return {
		title: oneLine(title, LIMITS.title) || undefined,
		siteUrl: url,
		// Telegram's own page is English, whatever its channel speaks.
		language: posts.length > 0 ? undefined : language?.trim() || undefined,
		items: items.slice(0, LIMITS.items),
	};
}
