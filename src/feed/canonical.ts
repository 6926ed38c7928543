/**
 * The canonical form: a draft as a small RSS 2.0 document of our own, read back by rss-parser. Rules:
 * 1. Well-formed by construction: every text is escaped, characters that XML forbids are dropped.
 * 2. Element names are private, so that rss-parser applies none of its own rules for foreign feeds (its snippets
 *    take quadratic time, its date handling loses whole feeds).
 * 3. What tells an item apart stands in the skeleton: id, address, title and times. Bodies and lists are set aside
 *    and only numbered, because rss-parser's time goes by elements and characters: number and times share one, and
 *    an id that is the address is written once.
 * 4. What rss-parser returns is checked field by field before anybody relies on it; an item that fails costs itself.
 */
import Parser from 'rss-parser';
import { z } from 'zod';
import type { FeedItem, ParsedFeed } from '../model.ts';
import { type DraftFeed, type DraftItem, LIMITS, xmlText } from './draft.ts';
import { escapeHtml } from './html.ts';
import { itemIds } from './identity.ts';

/** What the skeleton only refers to. */
type Aside = Pick<
	FeedItem,
	'originalUrl' | 'authors' | 'summary' | 'content' | 'categories' | 'enclosures' | 'image'
>;

interface Canonical {
	readonly xml: string;
	/** By number. */
	readonly aside: readonly Aside[];
}

function element(name: string, value: string | number | undefined): string {
	const text = value === undefined ? '' : escapeHtml(xmlText(String(value))).trim();
	return text === '' ? '' : `<d-${name}>${text}</d-${name}>`;
}

const sound = (names: readonly string[]): readonly string[] =>
	names.length === 0 ? names : names.map((name) => xmlText(name).trim()).filter((name) => name !== '');

/** What is left of the names and attachments that one feed may bring: their number, not their length, costs. */
interface Allowance {
	names: number;
	enclosures: number;
}

/** Where a body was cut a character may be cut as well; else xmlText has seen to that. */
const whole = (body: string): string => (body.length < LIMITS.body ? body : body.toWellFormed());

function setAside(draft: DraftItem, left: Allowance): Aside {
	const { originalUrl, summary, content, image } = draft;
	const categories = sound(draft.categories).slice(0, left.names);
	const enclosures = draft.enclosures.slice(0, left.enclosures);
	left.names -= categories.length;
	left.enclosures -= enclosures.length;
	return {
		...(originalUrl !== undefined && { originalUrl }),
		authors: sound(draft.authors),
		...(summary !== undefined && { summary: whole(summary) }),
		...(content !== undefined && { content: whole(content) }),
		categories,
		enclosures,
		...(image !== undefined && { image }),
	};
}

export function writeCanonical(feed: DraftFeed): Canonical {
	const ids = itemIds(feed.items);
	const left: Allowance = { names: LIMITS.feedCategories, enclosures: LIMITS.feedEnclosures };
	const items = feed.items.map((draft, index) =>
		[
			'<item>',
			element('id', ids[index] === draft.url ? undefined : ids[index]),
			element('url', draft.url),
			element('title', draft.title),
			`<d-numbers>${index} ${draft.publishedAt?.getTime() ?? ''} ${draft.updatedAt?.getTime() ?? ''}</d-numbers></item>`,
		].join(''),
	);
	const head = [
		element('title', feed.title),
		element('site', feed.siteUrl),
		element('language', feed.language),
		element('ttl', feed.ttlSeconds),
		element('skip-hours', feed.skipHours?.join(' ')),
		element('skip-days', feed.skipDays?.join(' ')),
		element('hub', feed.hubUrl),
		element('self', feed.selfUrl),
		element('sitemap', feed.isSitemap ? 'yes' : undefined),
	];
	return {
		xml: `<rss version="2.0"><channel>${head.join('')}${items.join('')}</channel></rss>`,
		aside: feed.items.map((draft) => setAside(draft, left)),
	};
}

const reader = new Parser({
	customFields: {
		feed: [
			'd-title',
			'd-site',
			'd-language',
			'd-ttl',
			'd-skip-hours',
			'd-skip-days',
			'd-hub',
			'd-self',
			'd-sitemap',
		],
		item: ['d-id', 'd-url', 'd-title', 'd-numbers'],
	},
});

const text = z.string().optional();
/** Its place, and when it was published and updated: epoch ms, where known. */
const NUMBERS = /^(\d{1,6}) (-?\d{1,16})? (-?\d{1,16})?$/;
const itemShape = z.object({
	'd-id': z.string().min(1).optional(),
	'd-url': z
		.string()
		.regex(/^https?:\/\//i)
		.optional()
		.catch(undefined),
	'd-title': text,
	'd-numbers': z.string().regex(NUMBERS),
});
const numbers = (most: number) =>
	z
		.string()
		.transform((list) => list.split(' ').map(Number))
		.pipe(z.array(z.number().int().min(0).max(most)))
		.optional();
const feedShape = z.object({
	'd-title': text,
	'd-site': text,
	'd-language': text,
	'd-ttl': z.coerce.number().int().positive().optional(),
	'd-skip-hours': numbers(23),
	'd-skip-days': numbers(6),
	'd-hub': text,
	'd-self': text,
	'd-sitemap': text,
	items: z.array(z.unknown()),
});

function toItem(raw: z.infer<typeof itemShape>, aside: readonly Aside[]): FeedItem[] {
	const { 'd-url': url, 'd-id': id = url, 'd-title': title } = raw;
	const [, place, published, updated] = NUMBERS.exec(raw['d-numbers']) ?? [];
	const rest = aside[Number(place)];
	if (id === undefined || rest === undefined) return [];
	return [
		{
			id,
			...(url !== undefined && { url }),
			...(title !== undefined && { title }),
			...(published !== undefined && { publishedAt: new Date(Number(published)) }),
			...(updated !== undefined && { updatedAt: new Date(Number(updated)) }),
			...rest,
		},
	];
}

export async function readCanonical({ xml, aside }: Canonical): Promise<ParsedFeed> {
	const raw = feedShape.parse(await reader.parseString(xml));
	const { 'd-title': title, 'd-site': siteUrl, 'd-language': language, 'd-ttl': ttlSeconds } = raw;
	const { 'd-skip-hours': skipHours, 'd-skip-days': skipDays } = raw;
	const { 'd-hub': hubUrl, 'd-self': selfUrl } = raw;
	return {
		...(title !== undefined && { title }),
		...(siteUrl !== undefined && { siteUrl }),
		...(language !== undefined && { language }),
		...(ttlSeconds !== undefined && { ttlSeconds }),
		...(skipHours !== undefined && { skipHours }),
		...(skipDays !== undefined && { skipDays }),
		...(hubUrl !== undefined && { hubUrl }),
		...(selfUrl !== undefined && { selfUrl }),
		...(raw['d-sitemap'] !== undefined && { isSitemap: true as const }),
		items: raw.items.flatMap((item) => {
			const checked = itemShape.safeParse(item);
			return checked.success ? toItem(checked.data, aside) : [];
		}),
	};
}
