/**
 * From whatever address a person gives to a feed. Rules, in order:
 * 1. A known site's own rule (sites.ts), without probing.
 * 2. The address itself, if its body is a feed, whatever its content type says; a short link to a known site is
 *    that site.
 * 3. What the page declares, then what it shows (page-links.ts). One that is clearly meant is followed, several of
 *    equal standing are a question (feed-choice.ts).
 * 4. A section's own usual path; what the site's front page declares; the usual paths of the site. There a
 *    redirect to another path is a polite 'no'.
 * 5. The site's news sitemap; last, the headlines of the page, where robots.txt lets programs read it.
 * 6. Nothing counts that was not read as what it is said to be.
 */
import { FeedError, FetchError } from '../errors.ts';
import type { FeedKind, ParsedFeed } from '../model.ts';
import { decode } from './decode.ts';
import { asFeed, startWalk, type Walk } from './discovery-walk.ts';
import { chooseFeed } from './feed-choice.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { isArticleAddress } from './headlines.ts';
import { isNews, newsSitemapIn, sitemapAddresses } from './news-sitemap.ts';
import { type FeedLink, isOfComments, type PageLinks, pageLinks } from './page-links.ts';
import { pastedAddresses } from './pasted.ts';
import { siteRule } from './sites.ts';
import { wantsRest } from './trouble.ts';

export interface Found {
	/** The address to poll. */
	readonly url: string;
	readonly kind: FeedKind;
	readonly feed: ParsedFeed;
	/** Further feeds that the page declares; not read. */
	readonly others: readonly FeedLink[];
}

/** Feeds of equal standing: somebody has to choose. */
export interface Several {
	readonly choices: readonly FeedLink[];
}

export type Discovered = Found | Several;

/** Of equal standing, as many are read; the others are offered as the page calls them. */
const MAX_READ = 5;
/** As many as a number of two digits can name. */
const MAX_CHOICES = 99;
const MAX_OTHERS = 9;
/** Kept for robots.txt, two sitemaps and the page's headlines. */
const RESERVE = 4;
const USUAL_PATHS = ['feed', 'rss.xml', 'feed.xml', 'atom.xml', 'rss', 'index.xml'];

async function firstPage(
	walk: Walk,
	addresses: readonly string[],
): Promise<{ readonly asked: string; readonly page: Fetched }> {
	let failure: unknown;
	for (const asked of addresses) {
		try {
			return { asked, page: await walk.get(asked) };
		} catch (error) {
			// Only a host that does not speak TLS is worth a second try without it.
			const isPlain = error instanceof FetchError && /^(?:connect|tls|timeout)/.test(error.problem);
			failure ??= error;
			if (!isPlain) break;
		}
	}
	throw failure;
}

/** Of a page that shows where its feeds are, no more is read than this: it happens in the main thread. */
const HEAD_BYTES = 2 * 1024 * 1024;

/** The page's text, cut after a tag, so that no letter is torn. */
function headOf({ body, contentType }: Fetched): string {
	const end = body.length <= HEAD_BYTES ? body.length : body.lastIndexOf(0x3e, HEAD_BYTES) + 1;
	return decode(body.subarray(0, end), contentType);
}

const linksOf = (page: Fetched): PageLinks => pageLinks(headOf(page), page.url, page.headers.link);

/** Of one among several: a body that cannot be read is as good as none. Trouble of our own is not hidden. */
async function feedIn(page: Fetched): Promise<ParsedFeed | undefined> {
	try {
		return await asFeed(page);
	} catch (error) {
		if (error instanceof FeedError) return undefined;
		throw error;
	}
}

/** Reads one candidate. */
async function readFeed(walk: Walk, url: string): Promise<Omit<Found, 'others'> | undefined> {
	const page = await walk.probe(url);
	const feed = page && (await feedIn(page));
	return feed && { url: page.permanent ?? url, kind: 'feed', feed };
}

/** Reads those of equal standing: one that lives is followed, of several those that tell something are offered. */
async function oneOrSeveral(walk: Walk, links: readonly FeedLink[]): Promise<Discovered | undefined> {
	const live: { readonly link: FeedLink; readonly found: Omit<Found, 'others'> }[] = [];
	for (const link of links.slice(0, MAX_READ)) {
		const found = await readFeed(walk, link.url);
		if (found !== undefined && !live.some((other) => other.found.url === found.url))
			live.push({ link, found });
	}
	const unread = live.length === 0 ? [] : links.slice(MAX_READ);
	const telling = live.filter(({ found }) => found.feed.items.length > 0);
	const kept = telling.length > 0 ? telling : live;
	const choices = [
		...kept.map(({ link, found }) => ({ url: found.url, title: found.feed.title?.trim() || link.title })),
		...unread,
	];
	if (choices.length > 1) return { choices: choices.slice(0, MAX_CHOICES) };
	return kept[0] && { ...kept[0].found, others: [] };
}

async function fromLinks(
	walk: Walk,
	links: readonly FeedLink[],
	url: string,
	names: PageLinks['names'],
): Promise<Discovered | undefined> {
	let remaining = links;
	for (let tries = 0; tries < MAX_READ; tries++) {
		const { main, distinct } = chooseFeed(remaining, url, names);
		if (main === undefined) return oneOrSeveral(walk, distinct);
		const found = await readFeed(walk, main.url);
		if (found !== undefined) {
			const isOther = (link: FeedLink): boolean => distinct.includes(link) || isOfComments(link);
			const others = links.filter((link) => link !== main && link.url !== found.url && isOther(link));
			return { ...found, others: others.slice(0, MAX_OTHERS) };
		}
		remaining = remaining.filter((link) => link !== main);
	}
	return undefined;
}

/** @throws FetchError, FeedError where a site that is known has nothing there. */
async function fromSite(walk: Walk, address: string): Promise<Discovered | undefined> {
	const rule = siteRule(address);
	if (rule === undefined) return undefined;
	if (rule.kind === 'look') {
		const page = await walk.get(rule.at);
		const url = rule.find(headOf(page));
		const found = url === undefined ? undefined : await readFeed(walk, url);
		if (found === undefined) throw (url && walk.ended(url)) || new FeedError('not-a-feed', address);
		return { ...found, others: [] };
	}
	const [first = '', ...more] = rule.urls;
	if (!rule.isSure) {
		const found = await readFeed(walk, first);
		return found && { ...found, others: [] };
	}
	if (more.length > 0) {
		const found = await oneOrSeveral(
			walk,
			rule.urls.map((url) => ({ url, title: '' })),
		);
		if (found !== undefined) return found;
	}
	const refused = walk.ended(first);
	if (refused !== undefined) throw refused;
	// The only one, or none of several: what it says is what there is to say.
	const page = await walk.get(first, rule.read);
	const feed = await asFeed(page, rule.read);
	if (feed === undefined) throw new FeedError('not-a-feed', first);
	return { url: page.permanent ?? first, kind: rule.read, feed, others: [] };
}

const withoutSlash = (path: string): string => path.replace(/\/$/, '');

/** A site that shows something else for what it does not have sends us there. */
function isSamePlace(asked: string, answered: string): boolean {
	const [from, to] = [URL.parse(asked), URL.parse(answered)];
	return from !== null && to !== null && withoutSlash(from.pathname) === withoutSlash(to.pathname);
}

async function fromPaths(walk: Walk, urls: readonly string[]): Promise<Found | undefined> {
	for (const url of urls) {
		if (walk.left() <= RESERVE) return undefined;
		const page = await walk.probe(url);
		if (page === undefined || !isSamePlace(url, page.url)) continue;
		const feed = await feedIn(page);
		if (feed !== undefined) return { url: page.permanent ?? url, kind: 'feed', feed, others: [] };
	}
	return undefined;
}

/** @param name what the site calls itself, where the sitemap does not say it. */
async function fromSitemap(walk: Walk, root: string, name: string | undefined): Promise<Found | undefined> {
	const robots = await walk.probe(new URL('/robots.txt', root).href);
	const named = robots === undefined ? '' : new TextDecoder().decode(robots.body);
	for (const address of sitemapAddresses(named, root)) {
		for (let url: string | undefined = address; url !== undefined; ) {
			// The last request is for the page.
			if (walk.left() <= 1) return undefined;
			const page = await walk.probe(url);
			const feed = page && (await feedIn(page));
			if (feed !== undefined && feed.items.length > 0 && isNews(feed, Date.now()))
				return {
					url,
					kind: 'feed',
					feed: { ...(name !== undefined && { title: name }), ...feed },
					others: [],
				};
			const inner: string | undefined = page && newsSitemapIn(headOf(page));
			url = inner === url ? undefined : inner;
		}
	}
	return undefined;
}

async function fromHeadlines(walk: Walk, front: string): Promise<Found> {
	const refused = walk.ended(front);
	if (refused !== undefined && wantsRest(refused)) throw refused;
	const page = await walk.get(front, 'page');
	const feed = await asFeed(page, 'page');
	if (feed === undefined) throw refused ?? new FeedError('not-a-feed', front);
	return { url: page.permanent ?? front, kind: 'page', feed, others: [] };
}

/**
 * @param address as somebody typed or pasted it.
 * @throws FetchError, FeedError ('not-a-feed' where the site shows none)
 */
export async function discover(
	address: string,
	fetcher: Pick<Fetcher, 'get'>,
	signal?: AbortSignal,
): Promise<Discovered> {
	const walk = startWalk(fetcher, signal);
	const typed = pastedAddresses(address);
	const known = await fromSite(walk, typed[0] ?? address);
	if (known !== undefined) return known;

	const { asked, page } = await firstPage(walk, typed);
	const itself = await asFeed(page);
	if (itself !== undefined) return { url: page.permanent ?? asked, kind: 'feed', feed: itself, others: [] };
	const moved = page.url === asked ? undefined : await fromSite(walk, page.url);
	if (moved !== undefined) return moved;

	const here = linksOf(page);
	const tried = new Set([asked, page.url]);
	const untried = (links: readonly FeedLink[]): FeedLink[] => links.filter(({ url }) => !tried.has(url));
	const root = new URL('/', page.url).href;
	const isFront = page.url === root;
	const isArticle = isArticleAddress(new URL(page.url));
	let siteName = isFront ? here.names[0] : undefined;

	async function fromFront(): Promise<Discovered | undefined> {
		const front = isFront ? undefined : await walk.probe(root);
		if (front === undefined) return undefined;
		const { declared, names } = linksOf(front);
		siteName = names[0];
		return fromLinks(walk, untried(declared), front.url, names);
	}
	const section = `${withoutSlash(new URL(page.url).pathname)}/feed`;
	const ways: readonly (() => Promise<Discovered | undefined>)[] = [
		() => fromLinks(walk, untried(here.declared), page.url, here.names),
		() => fromLinks(walk, untried(here.shown), page.url, here.names),
		() => fromPaths(walk, isFront || isArticle ? [] : [new URL(section, root).href]),
		fromFront,
		() =>
			fromPaths(
				walk,
				USUAL_PATHS.map((path) => new URL(path, root).href),
			),
		() => fromSitemap(walk, root, siteName),
		() => fromHeadlines(walk, isArticle ? root : page.url),
	];
	for (const way of ways) {
		const found = await way();
		if (found !== undefined) return found;
	}
	throw new FeedError('not-a-feed', page.url);
}
