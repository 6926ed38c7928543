/**
 * A list of feeds as people carry it from one reader to another (OPML). Rules:
 * 1. Read like a feed: tag by tag with a tolerant tokenizer, never as a tree. Text and depth are capped, time is
 *    linear, the document type is ignored. A file cut short gives what came before the cut.
 * 2. An outline with an address is a feed, one without is a folder around what follows in it. Attribute names are
 *    compared without case; `xmlUrl` goes before `url`, and links and inclusions are no feeds.
 * 3. The same feed twice is one: its first place counts. What is no web address is handed back by its name, and so
 *    is an outline that was a feed but has lost its address: an empty one, or a name with nothing in it.
 * 4. Not more outlines are looked at than a list may sensibly have, repeated and broken ones included.
 * 5. What is no such list is refused with the remedy, by what it is instead.
 */
import { decodeHTMLStrict } from 'entities';
import { Tokenizer } from 'htmlparser2';
import { UserError } from '../errors.ts';
import type { Pace } from '../model.ts';
import { feedIdOf } from './identity.ts';

export interface OpmlFeed {
	readonly url: string;
	readonly title?: string;
	readonly siteUrl?: string;
	/** Names of the folders around it, outermost first. */
	readonly folders: readonly string[];
	/** Depeche's own, from a list that it wrote. */
	readonly pace?: Pace;
	readonly filter?: string;
}

export interface Opml {
	readonly feeds: readonly OpmlFeed[];
	/** How often a feed was named again. */
	readonly repeated: number;
	/** Outlines whose address nobody could read. */
	readonly unreadable: readonly { readonly title: string; readonly address: string }[];
}

export const OPML_BYTES = 5 * 1024 * 1024;
export const OPML_FEEDS = 5_000;
/** Named again, broken and new together. */
const OUTLINES_READ = 4 * OPML_FEEDS;
const FOLDERS_KEPT = 8;
const DEPTH_KEPT = 256;
const ATTRIBUTES = 40;
const ATTRIBUTE_UNITS = 8_192;
const TITLE_UNITS = 300;
const FOLDER_UNITS = 100;
const URL_UNITS = 2_000;
const FILTER_UNITS = 200;
const FEED_TYPES: ReadonlySet<string> = new Set(['', 'rss', 'atom', 'rdf', 'feed', 'pie', 'json']);

type Attributes = ReadonlyMap<string, string>;

/** Not a half of a character at the end. */
const cut = (text: string, units: number): string => text.slice(0, units).toWellFormed();

const line = (raw: string | undefined, units: number): string =>
	cut((raw ?? '').replace(/\s+/gu, ' ').trim(), units).trim();

/** `feed:` in front, a missing scheme and twice escaped ampersands are forgiven. */
function webAddress(raw: string): string | undefined {
	const bare = raw
		.trim()
		.replaceAll('&amp;', '&')
		.replace(/^feed:(?:\/\/)?/i, '');
	const isBare = /^[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,9}(?:[/:?]|$)/u.test(bare);
	const url = URL.parse(/^https?:\/\//i.test(bare) ? bare : isBare ? `https://${bare}` : '');
	if (url === null || url.hostname === '') return undefined;
	url.username = '';
	url.password = '';
	url.hash = '';
	return url.href.length > URL_UNITS ? undefined : url.href;
}

/** It says where its feed is, and says nothing. */
const isEmptied = (outline: Attributes): boolean => outline.get('xmlurl')?.trim() === '' && !hasLink(outline);

/** `<outline url="…" type="link">` and inclusions are something else, and so is what has no name. */
const hasLink = (outline: Attributes): boolean => (outline.get('url') ?? '').trim() !== '';

const typeOf = (outline: Attributes): string => (outline.get('type') ?? '').trim().toLowerCase();

/**
 * With nothing in it, this is a feed without its address: where it is closed at once, or says a feed's type. An
 * empty folder has a closing tag and no type.
 */
const isLeaf = (outline: Attributes): boolean =>
	titleOf(outline) !== '' && !hasLink(outline) && FEED_TYPES.has(typeOf(outline));

function addressIn(outline: Attributes): string | undefined {
	const feed = outline.get('xmlurl');
	if (feed !== undefined && feed.trim() !== '') return feed;
	const url = outline.get('url') ?? '';
	return url.trim() !== '' && FEED_TYPES.has(typeOf(outline)) ? url : undefined;
}

/** The first path of `category="/News/Local,/Sea"`, for a feed that stands in no folder. */
function categoryOf(outline: Attributes): readonly string[] {
	const [path = ''] = (outline.get('category') ?? '').split(',');
	return path
		.split('/')
		.map((name) => line(name, FOLDER_UNITS))
		.filter((name) => name !== '')
		.slice(0, FOLDERS_KEPT);
}

const titleOf = (outline: Attributes): string =>
	line(outline.get('title'), TITLE_UNITS) || line(outline.get('text'), TITLE_UNITS);

const folderOf = (outline: Attributes): string | undefined =>
	line(titleOf(outline), FOLDER_UNITS) || undefined;

function feedOf(outline: Attributes, url: string, around: readonly string[]): OpmlFeed {
	const title = titleOf(outline);
	const siteUrl = webAddress(outline.get('htmlurl') ?? '');
	const pace = outline.get('depeche:pace');
	const filter = line(outline.get('depeche:filter'), FILTER_UNITS);
	return {
		url,
		folders: around.length > 0 ? around : categoryOf(outline),
		...(title !== '' && { title }),
		...(siteUrl !== undefined && { siteUrl }),
		...((pace === 'live' || pace === 'daily') && { pace }),
		...(filter !== '' && { filter }),
	};
}

/** What the document is, if it is no list of feeds. */
function refusal(text: string, root: string): UserError {
	if (root === 'opml') return new UserError('problem-opml-empty');
	if (root === 'html' || /^\s{0,99}<!doctype html/i.test(text)) return new UserError('problem-opml-html');
	if (['rss', 'feed', 'rdf:rdf'].includes(root)) return new UserError('problem-opml-feed');
	return new UserError('problem-opml-not');
}

/** @throws UserError */
export function readOpml(text: string): Opml {
	const feeds = new Map<string, OpmlFeed>();
	const unreadable: { title: string; address: string }[] = [];
	let repeated = 0;
	let root = '';
	let looked = 0;
	/** Of each open outline: its name where it is a folder, and whether one of a feed's type is still without a child. */
	const open: { readonly folder: string | undefined; isEmpty: boolean }[] = [];
	let tooDeep = 0;
	let tag = '';
	let attributes = new Map<string, string>();
	let attribute = '';
	let value = '';

	const isFull = (): boolean => feeds.size > OPML_FEEDS || looked > OUTLINES_READ;

	function lost(title: string, address: string): void {
		unreadable.push({ title, address: line(address, TITLE_UNITS) });
	}

	/** @returns the folder it is, where it has no address. */
	function outline(isClosed: boolean): string | undefined {
		const address = addressIn(attributes);
		if (address === undefined) {
			if (isEmptied(attributes) || (isClosed && isLeaf(attributes))) {
				looked++;
				lost(titleOf(attributes), '');
				return undefined;
			}
			return folderOf(attributes);
		}
		looked++;
		const url = webAddress(address);
		if (url === undefined) {
			lost(titleOf(attributes), address);
			return undefined;
		}
		const around = open.flatMap(({ folder }) => folder ?? []).slice(0, FOLDERS_KEPT);
		const id = feedIdOf(url);
		if (feeds.has(id)) repeated++;
		else feeds.set(id, feedOf(attributes, url, around));
		return undefined;
	}

	function opened(isClosed: boolean): void {
		root ||= tag;
		if (tag !== 'outline') return;
		const parent = open.at(-1);
		if (parent) parent.isEmpty = false;
		const folder = outline(isClosed);
		if (isFull()) tokenizer.pause();
		if (isClosed) return;
		if (open.length >= DEPTH_KEPT) tooDeep++;
		else
			open.push({ folder, isEmpty: folder !== undefined && typeOf(attributes) !== '' && isLeaf(attributes) });
	}

	function closed(): void {
		if (tooDeep > 0) {
			tooDeep--;
			return;
		}
		const last = open.pop();
		if (!last?.isEmpty || last.folder === undefined) return;
		looked++;
		lost(last.folder, '');
		if (isFull()) tokenizer.pause();
	}

	const tokenizer = new Tokenizer(
		{ xmlMode: true, decodeEntities: false },
		{
			onopentagname(start, end) {
				tag = text.slice(start, Math.min(end, start + 20)).toLowerCase();
				attributes = new Map();
			},
			onattribname(start, end) {
				attribute = text.slice(start, Math.min(end, start + 64)).toLowerCase();
				value = '';
			},
			onattribdata(start, end) {
				value += text.slice(start, Math.min(end, start + ATTRIBUTE_UNITS));
			},
			onattribend() {
				if (attributes.size < ATTRIBUTES && !attributes.has(attribute))
					attributes.set(attribute, value.includes('&') ? decodeHTMLStrict(value) : value);
			},
			onattribentity() {},
			onopentagend: () => opened(false),
			onselfclosingtag: () => opened(true),
			onclosetag(start, end) {
				const name = text
					.slice(start, Math.min(end, start + 20))
					.trim()
					.toLowerCase();
				if (name === 'body') open.length = 0;
				if (name === 'outline') closed();
			},
			ontext() {},
			ontextentity() {},
			oncdata() {},
			oncomment() {},
			ondeclaration() {},
			onprocessinginstruction() {},
			onend() {},
		},
	);
	tokenizer.write(text);
	if (isFull()) throw new UserError('problem-opml-too-many', { max: OPML_FEEDS });
	tokenizer.end();
	// Names alone make no list: they may be folders.
	if (feeds.size === 0 && unreadable.every(({ address }) => address === '')) throw refusal(text, root);
	return { feeds: [...feeds.values()], repeated, unreadable };
}
