/**
 * Any feed text to a draft. Rules:
 * 1. The text decides what it is, never its content type: JSON begins with a brace, XML has a root we know.
 * 2. An HTML page is no feed, unless a feed with items stands in it; an index of sitemaps publishes nothing itself.
 * 3. A broken item costs itself, a broken feed keeps what came before the break.
 */
import { FeedError } from '../errors.ts';
import { type DraftFeed, type DraftItem, firstOf, LIMITS } from './draft.ts';
import { all, alternateLink, first, type Key, plainLine, relatedLink, words } from './elements.ts';
import { readItem } from './item.ts';
import { isHeavyJson } from './json-weight.ts';
import { readJsonFeed } from './jsonfeed.ts';
import { webUrl } from './links.ts';
import { jsonStart } from './loose-json.ts';
import { closeSections } from './mend.ts';
import { publicationOf, readSitemapUrl } from './sitemap.ts';
import { type Element, readXml } from './xml.ts';

const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'urlset']);

function elements(parent: Element): Element[] {
	return parent.children.filter((child) => typeof child !== 'string');
}

/** The outermost feed element; some publishers wrap a feed into a page, none deeper than its body. */
function rootOf(parent: Element, depth = 3): Element | undefined {
	for (const element of elements(parent)) {
		if (ROOTS.has(element.name)) return element;
		const inner = depth > 1 ? rootOf(element, depth - 1) : undefined;
		if (inner !== undefined) return inner;
	}
	return undefined;
}

const PERIODS: ReadonlyMap<string, number> = new Map([
	['hourly', 3600],
	['daily', 86_400],
	['weekly', 604_800],
	['monthly', 2_592_000],
	['yearly', 31_536_000],
]);

function ttlOf(channel: Element): number | undefined {
	const minutes = Number(words(first(channel, 'feed:ttl')) ?? Number.NaN);
	if (minutes > 0) return Math.round(minutes * 60);
	const period = PERIODS.get(words(first(channel, 'sy:updateperiod'))?.toLowerCase() ?? '');
	const frequency = Number(words(first(channel, 'sy:updatefrequency')) ?? 1);
	return period === undefined || !(frequency > 0) ? undefined : Math.round(period / frequency);
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The numbers in a list of skipHours or skipDays; nothing where it says nothing that can be kept. */
function skipped(
	channel: Element,
	list: Key,
	entry: Key,
	read: (word: string) => number | undefined,
): number[] | undefined {
	const found = all(channel, list)
		.flatMap((element) => all(element, entry))
		.slice(0, MOST_SKIPPED)
		.map((element) => read(words(element)?.toLowerCase() ?? ''))
		.filter((number) => number !== undefined);
	return found.length === 0 ? undefined : [...new Set(found)].toSorted((a, b) => a - b);
}

const MOST_SKIPPED = 50;

/** RSS 0.91 counts its hours from 1 to 24, RSS 2.0 from 0 to 23: 24 is midnight in both. */
function hourOf(word: string): number | undefined {
	return /^\d{1,2}$/.test(word) && Number(word) <= 24 ? Number(word) % 24 : undefined;
}

function dayOf(word: string): number | undefined {
	const day = DAYS.indexOf(word);
	return day < 0 ? undefined : day;
}

function readHead(root: Element, items: readonly DraftItem[]): DraftFeed {
	const channel = all(root, 'feed:channel')[0] ?? root;
	return {
		title: firstOf(
			() => plainLine(first(channel, 'feed:title'), LIMITS.title),
			() => plainLine(first(channel, 'dc:title'), LIMITS.title),
		),
		siteUrl: firstOf(
			() => alternateLink(channel),
			() => webUrl(channel.attributes.get('rdf:about')),
		),
		language: firstOf(
			() => words(first(channel, 'feed:language')),
			() => words(first(channel, 'dc:language')),
			() => channel.language,
		),
		ttlSeconds: ttlOf(channel),
		skipHours: skipped(channel, 'feed:skiphours', 'feed:hour', hourOf),
		skipDays: skipped(channel, 'feed:skipdays', 'feed:day', dayOf),
		hubUrl: relatedLink(channel, 'hub'),
		selfUrl: relatedLink(channel, 'self'),
		items,
	};
}

/** @throws FeedError 'not-a-feed', 'too-large' */
export function tidy(text: string, url: string): DraftFeed {
	const source = text.replace(/^[\s\uFEFF\0]+/, '');
	if (jsonStart(source) !== undefined) {
		if (isHeavyJson(source)) throw new FeedError('too-large', 'more values than any feed');
		return readJsonFeed(source, url);
	}
	const items: DraftItem[] = [];
	let publication: string | undefined;
	const document = readXml(closeSections(source), url, (item) => {
		if (item.name === 'url') publication ??= publicationOf(item);
		items.push(item.name === 'url' ? readSitemapUrl(item) : readItem(item));
		return items.length < LIMITS.items;
	});
	const root = rootOf(document);
	const isPage = elements(document).some(({ name }) => name === 'html');
	// An entry may be published alone, and a feed may have lost its head.
	if (items.length === 0 ? isPage || root === undefined : isPage && root === undefined)
		throw new FeedError('not-a-feed', 'no feed element');
	// A sitemap lists the whole site: only entries with news in them are publications, if there are any.
	if (root?.name === 'urlset') {
		const news = items.filter(({ title }) => title !== undefined);
		const head = readHead(root, news.length > 0 ? news : items);
		return { ...head, title: publication ?? head.title, isSitemap: true };
	}
	return readHead(root ?? document, items);
}
