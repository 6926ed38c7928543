/**
 * The canonical form: a draft as a small RSS 2.0 document of our own, read back by rss-parser. Rules:
 * 1. Well-formed by construction: every text is escaped, characters that XML forbids are dropped.
 * 2. Element names are private, so that rss-parser applies none of its own rules for foreign feeds (its snippets
 *    take quadratic time, its date handling loses whole feeds).
 * 3. Bodies are set aside and only numbered: the skeleton stays small.
 * 4. What rss-parser returns is checked field by field before anybody relies on it; an item that fails costs itself.
 */
import Parser from 'rss-parser';
import { z } from 'zod';
import type { FeedItem, ParsedFeed } from '../model.ts';
import { type DraftFeed, type DraftItem, xmlText } from './draft.ts';
import { escapeHtml } from './html.ts';
import { itemIds } from './identity.ts';

const escapeXml = (text: string): string => escapeHtml(xmlText(text));

function element(name: string, value: string | undefined): string {
	const text = value === undefined ? '' : escapeXml(value).trim();
	return text === '' ? '' : `<d-${name}>${text}</d-${name}>`;
}

interface Canonical {
	readonly xml: string;
	/** Bodies by number. */
	readonly aside: readonly string[];
}

export function writeCanonical(feed: DraftFeed): Canonical {
	const aside: string[] = [];
	const setAside = (body: string | undefined): string | undefined =>
		body === undefined ? undefined : String(aside.push(body) - 1);
	const ids = itemIds(feed.items);
	const item = (draft: DraftItem, index: number): string => {
		const enclosures = draft.enclosures.map(
			({ url, type, length }) =>
				`<d-enclosure url="${escapeXml(url)}" type="${escapeXml(type ?? '')}" length="${length ?? ''}"/>`,
		);
		return `<item>${[
			element('id', ids[index]),
			element('url', draft.url),
			element('original', draft.originalUrl),
			element('title', draft.title),
			element('published', draft.publishedAt?.toISOString()),
			element('updated', draft.updatedAt?.toISOString()),
			element('summary', setAside(draft.summary)),
			element('content', setAside(draft.content)),
			element('image', draft.image),
			...draft.authors.map((name) => element('author', name)),
			...draft.categories.map((name) => element('category', name)),
			...enclosures,
		].join('')}</item>`;
	};
	const head = [
		element('title', feed.title),
		element('site', feed.siteUrl),
		element('language', feed.language),
		element('ttl', feed.ttlSeconds === undefined ? undefined : String(feed.ttlSeconds)),
	].join('');
	return {
		xml: `<rss version="2.0"><channel>${head}${feed.items.map(item).join('')}</channel></rss>`,
		aside,
	};
}

const many = { keepArray: true };
const reader = new Parser({
	customFields: {
		feed: ['d-title', 'd-site', 'd-language', 'd-ttl'],
		item: [
			...['id', 'url', 'original', 'title', 'published', 'updated', 'summary', 'content', 'image'].map(
				(name) => `d-${name}`,
			),
			['d-author', 'd-author', many],
			['d-category', 'd-category', many],
			['d-enclosure', 'd-enclosure', many],
		],
	},
});

const attributes = z.object({ $: z.object({ url: z.url(), type: z.string(), length: z.string() }) });
const text = z.string().optional();
const date = z.iso.datetime().optional();
const itemShape = z.object({
	'd-id': z.string().min(1),
	'd-url': z
		.url({ protocol: /^https?$/ })
		.optional()
		.catch(undefined),
	'd-original': text,
	'd-title': text,
	'd-published': date,
	'd-updated': date,
	'd-summary': z.coerce.number().int().optional(),
	'd-content': z.coerce.number().int().optional(),
	'd-image': text,
	'd-author': z.array(z.string()).default([]),
	'd-category': z.array(z.string()).default([]),
	'd-enclosure': z.array(attributes).default([]),
});
const feedShape = z.object({
	'd-title': text,
	'd-site': text,
	'd-language': text,
	'd-ttl': z.coerce.number().int().positive().optional(),
	items: z.array(z.unknown()),
});

const dated = (text: string | undefined): Date | undefined =>
	text === undefined ? undefined : new Date(text);

function toItem(raw: z.infer<typeof itemShape>, aside: readonly string[]): FeedItem {
	const { 'd-url': url, 'd-original': originalUrl, 'd-title': title, 'd-image': image } = raw;
	const body = (number: number | undefined): string | undefined =>
		number === undefined ? undefined : aside[number]?.toWellFormed();
	const publishedAt = dated(raw['d-published']);
	const updatedAt = dated(raw['d-updated']);
	const summary = body(raw['d-summary']);
	const content = body(raw['d-content']);
	return {
		id: raw['d-id'],
		...(url !== undefined && { url }),
		...(originalUrl !== undefined && { originalUrl }),
		...(title !== undefined && { title }),
		authors: raw['d-author'],
		...(publishedAt !== undefined && { publishedAt }),
		...(updatedAt !== undefined && { updatedAt }),
		...(summary !== undefined && { summary }),
		...(content !== undefined && { content }),
		categories: raw['d-category'],
		enclosures: raw['d-enclosure'].map(({ $ }) => ({
			url: $.url,
			...($.type !== '' && { type: $.type }),
			...($.length !== '' && { length: Number($.length) }),
		})),
		...(image !== undefined && { image }),
	};
}

export async function readCanonical({ xml, aside }: Canonical): Promise<ParsedFeed> {
	const raw = feedShape.parse(await reader.parseString(xml));
	const { 'd-title': title, 'd-site': siteUrl, 'd-language': language, 'd-ttl': ttlSeconds } = raw;
	return {
		...(title !== undefined && { title }),
		...(siteUrl !== undefined && { siteUrl }),
		...(language !== undefined && { language }),
		...(ttlSeconds !== undefined && { ttlSeconds }),
		items: raw.items.flatMap((item) => {
			const checked = itemShape.safeParse(item);
			return checked.success ? [toItem(checked.data, aside)] : [];
		}),
	};
}
