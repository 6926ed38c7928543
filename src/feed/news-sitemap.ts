/**
 * The news sitemap of a site without a feed. Rules:
 * 1. What robots.txt calls after news comes first, then the first that it names, the usual places, the rest.
 * 2. An index leads to its news sitemap, never to one of everything.
 * 3. It counts where it has news (a title by news:news), or where most of its addresses carry their date and some
 *    are of the last days. A list of all pages with the time of their last change is no news.
 */
import type { FeedItem, ParsedFeed } from '../model.ts';
import { LIMITS } from './draft.ts';

const USUAL = ['/news-sitemap.xml', '/sitemap_news.xml', '/sitemap-news.xml'];
const MAX_ROBOTS = 500 * 1024;
const MAX_NAMED = 100;
const NEWS = /news|actualit|noticia|nachricht|notizi|nieuws/i;
const RECENT_MS = 7 * 86_400_000;
const DATED = /\/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_.-]|$)/;

/** By its path: a host may well be called after news, and list all its pages. */
const isCalledNews = (address: string): boolean => NEWS.test(URL.parse(address)?.pathname ?? '');

/** Where to look, best first. @param robots the text of robots.txt, where there is one. */
export function sitemapAddresses(robots: string, site: string): readonly string[] {
	const named = robots
		.slice(0, MAX_ROBOTS)
		.split(/[\r\n]/)
		.flatMap((line) => /^\s{0,9}sitemap\s{0,9}:\s{0,9}(\S{1,2000})/i.exec(line)?.[1] ?? [])
		.slice(0, MAX_NAMED)
		.flatMap((address) => URL.parse(address, site)?.href ?? [])
		.filter((address) => /^https?:/.test(address));
	const news = named.filter(isCalledNews);
	const [first, ...more] = named;
	const usual = USUAL.map((path) => new URL(path, site).href);
	return [...new Set([...news, ...(first === undefined ? [] : [first]), ...usual, ...more])];
}

/** The news sitemap that an index names. */
export function newsSitemapIn(index: string): string | undefined {
	if (!index.slice(0, 2000).includes('<sitemapindex')) return undefined;
	let at = index.indexOf('<loc>');
	for (let count = 0; at >= 0 && count < 1000; count++) {
		const end = index.indexOf('</loc>', at);
		if (end < 0) return undefined;
		const address = index
			.slice(at + 5, Math.min(end, at + 2000))
			.replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '')
			.trim();
		if (isCalledNews(address)) return URL.parse(address.replaceAll('&amp;', '&'))?.href;
		at = index.indexOf('<loc>', end);
	}
	return undefined;
}

function dateIn({ url }: FeedItem): number | undefined {
	const [, year, month, day] = DATED.exec(url ?? '') ?? [];
	return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

export function isNews({ items }: ParsedFeed, now: number): boolean {
	if (items.some(({ title }) => title !== undefined)) return true;
	// Of a list that was cut nobody knows which end is the new one.
	if (items.length >= LIMITS.items) return false;
	const dates = items.map(dateIn).filter((date) => date !== undefined);
	return dates.length > items.length / 2 && dates.filter((date) => now - date < RECENT_MS).length >= 3;
}
