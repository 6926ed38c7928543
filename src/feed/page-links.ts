/**
 * Where a web page says its feeds are. Rules:
 * 1. Declared are `link rel=alternate` with a feed's type, and the Link header; anchors that look like a feed are
 *    only shown. Feeds of comments stand last in either list.
 * 2. The first `<base>` is honoured; only http(s) addresses leave this file.
 * 3. Reads tags, and the words of anchors, in one linear pass over the first half megabyte. An address is resolved
 *    only where it may count, and so many times at most: against a long `<base>` that is what costs.
 */
import { decodeHTML } from 'entities';
import { oneLine } from './draft.ts';
import { webUrl } from './links.ts';
import { type Attributes, readTags } from './page-tags.ts';

export interface FeedLink {
	readonly url: string;
	/** The page's own words, may be empty. */
	readonly title: string;
}

export interface PageLinks {
	readonly declared: readonly FeedLink[];
	readonly shown: readonly FeedLink[];
	/** What the page calls its site and itself, in words of its own; may be empty. */
	readonly names: readonly string[];
}

const MAX_CHARACTERS = 512 * 1024;
const MAX_LINKS = 50;
/** Of each kind; more than are kept, for those that lead nowhere. */
const MAX_RESOLVED = 100;
const MAX_BASE = 2048;
const MAX_NAMES = 4;
const TITLE_LENGTH = 200;
const FEED_TYPE =
	/^(?:application\/(?:rss|atom|rdf)\+xml|application\/feed\+json|application\/json|text\/(?:rss|atom)\+?xml|application\/x-rss\+xml|text\/xml|application\/xml)/;
const FEED_PATH = /(?:^|[/.?=_-])(?:feeds?|rss2?|atom|rdf)(?:\.(?:xml|json|php|aspx?))?\/?$/i;
const COMMENTS = /comment|kommentar|coment[aá]r|reacti(?:es|ons)|réactions|коммент|评论|評論|コメント|댓글/i;

interface Tag {
	readonly name: string;
	readonly attributes: Attributes;
	/** Between the tag and the next one that is read. */
	words: string;
}

/** Calls `found` for every tag named in `wanted`, when the next of them opens or closes. */
function eachTag(html: string, wanted: ReadonlySet<string>, found: (tag: Tag) => void): void {
	let open: Tag | undefined;
	const finish = (): void => {
		if (open !== undefined) found(open);
		open = undefined;
	};
	readTags(html, {
		wants: (name) => wanted.has(name),
		open(name, attributes) {
			if (!wanted.has(name)) return;
			finish();
			open = { name, attributes, words: '' };
		},
		close(name) {
			if (name === open?.name) finish();
		},
		text(raw) {
			if (open !== undefined && open.words.length < TITLE_LENGTH) open.words += raw.slice(0, TITLE_LENGTH);
		},
	});
	finish();
}

/** `<https://a/feed>; rel="alternate"; type="application/rss+xml"`, several separated by commas. */
function fromHeader(header: string | undefined, base: string): FeedLink[] {
	return (header ?? '')
		.slice(0, 8192)
		.split(/,(?=\s*<)/)
		.flatMap((part) => {
			const url = webUrl(/^\s{0,9}<([^<>]{1,2000})>/.exec(part)?.[1], base);
			const type = /;\s?type\s?=\s?"?([\w/+.-]{1,60})/i.exec(part)?.[1]?.toLowerCase() ?? '';
			const isAlternate = /;\s?rel\s?=\s?"?[\w\s-]{0,60}\balternate\b/i.test(part);
			return url !== undefined && isAlternate && FEED_TYPE.test(type) ? [{ url, title: '' }] : [];
		});
}

const unique = (links: readonly FeedLink[]): FeedLink[] => {
	const byUrl = new Map<string, FeedLink>();
	for (const link of links) if (!byUrl.has(link.url)) byUrl.set(link.url, link);
	return [...byUrl.values()];
};

export const isOfComments = ({ url, title }: FeedLink): boolean => COMMENTS.test(`${url} ${title}`);

/** Comments last; otherwise in the order of the page. */
const ordered = (links: readonly FeedLink[]): FeedLink[] =>
	unique(links).toSorted((a, b) => Number(isOfComments(a)) - Number(isOfComments(b)));

/** Resolves as often as is good for us. */
function resolver(base: () => string): (href: string | undefined) => string | undefined {
	let left = MAX_RESOLVED;
	return (href) => (left-- > 0 ? webUrl(href, base()) : undefined);
}

function isFeedLink(attributes: Attributes): boolean {
	const rel = attributes.get('rel')?.toLowerCase().split(/\s/) ?? [];
	const type = attributes.get('type')?.trim().toLowerCase() ?? '';
	return rel.includes('alternate') && FEED_TYPE.test(type);
}

export function pageLinks(html: string, url: string, linkHeader: string | undefined): PageLinks {
	let base: string | undefined;
	const from = (): string => base ?? url;
	const resolveDeclared = resolver(from);
	const resolveShown = resolver(from);
	const declared: FeedLink[] = [];
	const shown: FeedLink[] = [];
	const names: string[] = [];
	const read: Readonly<Record<string, (tag: Tag) => void>> = {
		title({ words }) {
			if (names.length < MAX_NAMES) names.push(oneLine(decodeHTML(words), TITLE_LENGTH));
		},
		meta({ attributes }) {
			if (names.length < MAX_NAMES && attributes.get('property') === 'og:site_name')
				names.unshift(oneLine(attributes.get('content') ?? '', TITLE_LENGTH));
		},
		base({ attributes }) {
			const href = attributes.get('href');
			if (base !== undefined || href === undefined || href.length > MAX_BASE) return;
			base = webUrl(href, url) ?? url;
		},
		a({ attributes, words }) {
			const href = attributes.get('href')?.trim() ?? '';
			if (shown.length >= MAX_LINKS || !FEED_PATH.test(href)) return;
			const address = resolveShown(href);
			if (address === undefined) return;
			const title = oneLine(attributes.get('title') ?? decodeHTML(words), TITLE_LENGTH);
			shown.push({ url: address, title });
		},
		link({ attributes }) {
			if (declared.length >= MAX_LINKS || !isFeedLink(attributes)) return;
			const address = resolveDeclared(attributes.get('href'));
			// WordPress offers its whole interface as an alternate of type JSON.
			if (address === undefined || address.includes('/wp-json/')) return;
			declared.push({ url: address, title: oneLine(attributes.get('title') ?? '', TITLE_LENGTH) });
		},
	};
	eachTag(html.slice(0, MAX_CHARACTERS), new Set(Object.keys(read)), (tag) => read[tag.name]?.(tag));
	return {
		declared: ordered([...declared, ...fromHeader(linkHeader, url)]),
		shown: ordered(shown),
		names: names.filter((one) => one !== ''),
	};
}
