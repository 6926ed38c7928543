/**
 * Where a web page says its feeds are. Rules:
 * 1. `link rel=alternate` with a feed's type first, feeds of comments last; then the Link header; then anchors
 *    that look like a feed.
 * 2. `<base>` is honoured; only http(s) addresses leave this file.
 * 3. Reads tags only, in one linear pass over the first half megabyte.
 */
import { decodeHTML } from 'entities';
import { Tokenizer } from 'htmlparser2';
import { oneLine } from './draft.ts';
import { webUrl } from './links.ts';

export interface FeedLink {
	readonly url: string;
	/** The page's own words, may be empty. */
	readonly title: string;
}

const MAX_CHARACTERS = 512 * 1024;
const MAX_LINKS = 50;
const TITLE_LENGTH = 200;
const FEED_TYPE =
	/^(?:application\/(?:rss|atom|rdf)\+xml|application\/feed\+json|application\/json|text\/(?:rss|atom)\+?xml|application\/x-rss\+xml|text\/xml|application\/xml)/;
const FEED_PATH = /(?:^|[/.?=_-])(?:feeds?|rss2?|atom|rdf)(?:\.(?:xml|json|php|aspx?))?\/?$/i;
const COMMENTS = /comment|kommentar/i;

type Attributes = ReadonlyMap<string, string>;

/** Calls `found` for every opening tag named in `wanted`. */
function eachTag(
	html: string,
	wanted: ReadonlySet<string>,
	found: (name: string, attributes: Attributes) => void,
) {
	let name = '';
	let attribute = '';
	let value = '';
	let attributes = new Map<string, string>();
	const emit = (): void => {
		if (wanted.has(name)) found(name, attributes);
	};
	const tokenizer = new Tokenizer(
		{ decodeEntities: false },
		{
			onopentagname(start, end) {
				name = html.slice(start, end).toLowerCase();
				attributes = new Map();
			},
			onattribname(start, end) {
				attribute = html.slice(start, end).toLowerCase();
				value = '';
			},
			onattribdata(start, end) {
				value += html.slice(start, end);
			},
			onattribend() {
				if (wanted.has(name) && attributes.size < 32 && !attributes.has(attribute))
					attributes.set(attribute, decodeHTML(value));
			},
			onopentagend: emit,
			onselfclosingtag: emit,
			onattribentity() {},
			onclosetag() {},
			ontext() {},
			ontextentity() {},
			oncdata() {},
			oncomment() {},
			ondeclaration() {},
			onprocessinginstruction() {},
			onend() {},
		},
	);
	tokenizer.write(html);
	tokenizer.end();
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

/** Candidates in the order of trust, without repeats. */
export function feedLinks(html: string, url: string, linkHeader: string | undefined): FeedLink[] {
	let base = url;
	const declared: FeedLink[] = [];
	const comments: FeedLink[] = [];
	const anchors: FeedLink[] = [];
	eachTag(html.slice(0, MAX_CHARACTERS), new Set(['base', 'link', 'a']), (name, attributes) => {
		const address = webUrl(attributes.get('href'), base);
		if (address === undefined) return;
		if (name === 'base') {
			base = address;
			return;
		}
		const title = oneLine(attributes.get('title') ?? '', TITLE_LENGTH);
		if (name === 'a') {
			if (FEED_PATH.test(address) && anchors.length < MAX_LINKS) anchors.push({ url: address, title });
			return;
		}
		const rel = attributes.get('rel')?.toLowerCase().split(/\s/) ?? [];
		const type = attributes.get('type')?.trim().toLowerCase() ?? '';
		// WordPress offers its whole interface as an alternate of type JSON.
		if (!rel.includes('alternate') || !FEED_TYPE.test(type) || address.includes('/wp-json/')) return;
		const list = COMMENTS.test(`${address} ${title}`) ? comments : declared;
		if (list.length < MAX_LINKS) list.push({ url: address, title });
	});
	const all = [...declared, ...fromHeader(linkHeader, url), ...comments, ...anchors];
	return [...new Map(all.map((link) => [link.url, link] as const).toReversed()).values()].toReversed();
}
