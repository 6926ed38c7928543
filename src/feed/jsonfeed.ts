/**
 * JSON Feed 1.0 and 1.1 to a draft. Rules:
 * 1. Every value is looked at before it is used; one of the wrong type counts as absent.
 * 2. An item that is no object loses only itself.
 * 3. The feed's authors stand for every item that names none, as its specification says.
 */
import { FeedError } from '../errors.ts';
import type { Enclosure } from '../model.ts';
import { parseDate } from './dates.ts';
import { type DraftFeed, type DraftItem, firstOf, LIMITS, names, oneLine, xmlText } from './draft.ts';
import { escapeHtml, resolveLinks } from './html.ts';
import { webUrl } from './links.ts';
import { looseJson } from './loose-json.ts';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function text(value: unknown): string | undefined {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Unlike an id or a title, an address is never a number. */
function address(value: unknown, base?: string): string | undefined {
	return typeof value === 'string' ? webUrl(value, base) : undefined;
}

function line(value: unknown, limit: number): string | undefined {
	return oneLine(text(value) ?? '', limit) || undefined;
}

function body(html: unknown, plain: unknown, base: string): string | undefined {
	const markup = text(html);
	const words = text(plain);
	if (markup === undefined && words === undefined) return undefined;
	const written = markup === undefined ? escapeHtml(words ?? '') : resolveLinks(markup, base);
	return xmlText(written).slice(0, LIMITS.body);
}

function authorsOf(holder: Json): string[] {
	const people = [...(Array.isArray(holder.authors) ? holder.authors : [holder.authors]), holder.author];
	return names(
		people.map((person) => (isObject(person) ? text(person.name) : text(person))),
		LIMITS.authors,
	);
}

function attachment(value: unknown, base: string): Enclosure | undefined {
	if (!isObject(value)) return undefined;
	const url = address(value.url, base);
	if (url === undefined) return undefined;
	const type = text(value.mime_type)?.slice(0, 100);
	const length = Number(value.size_in_bytes ?? Number.NaN);
	return {
		url,
		...(type ? { type } : {}),
		...(Number.isSafeInteger(length) && length > 0 ? { length } : {}),
	};
}

/** The first hub that speaks WebSub; an older feed may call it by its former name. */
function hubOf(hubs: unknown, base: string): string | undefined {
	const spoken = list(hubs)
		.filter(isObject)
		.filter(({ type }) => /^(?:websub|pubsubhubbub)$/i.test(text(type) ?? ''));
	return firstOf(...spoken.slice(0, 5).map((hub) => () => address(hub.url, base)));
}

function readItem(item: Json, base: string, feedAuthors: readonly string[]): DraftItem {
	const authors = authorsOf(item);
	const attachments = list(item.attachments).map((each) => attachment(each, base));
	const updatedAt = parseDate(text(item.date_modified));
	return {
		guid: text(item.id)?.trim(),
		url: firstOf(
			() => address(item.url, base),
			() => address(item.external_url, base),
			() => address(item.id),
		),
		title: line(item.title, LIMITS.title),
		authors: authors.length > 0 ? authors : feedAuthors,
		publishedAt: parseDate(text(item.date_published)) ?? updatedAt,
		updatedAt,
		summary: body(undefined, item.summary, base),
		content: body(item.content_html, item.content_text, base),
		categories: names(list(item.tags).map(text), LIMITS.categories),
		enclosures: attachments.filter((each) => each !== undefined).slice(0, LIMITS.enclosures),
		image: firstOf(
			() => address(item.image, base),
			() => address(item.banner_image, base),
		),
	};
}

/** @throws FeedError 'not-a-feed' */
export function readJsonFeed(source: string, url: string): DraftFeed {
	const feed = looseJson(source);
	if (feed === undefined) throw new FeedError('not-a-feed', 'broken JSON');
	if (!isObject(feed) || !Array.isArray(feed.items)) throw new FeedError('not-a-feed', 'JSON without items');
	const authors = authorsOf(feed);
	return {
		title: line(feed.title, LIMITS.title),
		siteUrl: address(feed.home_page_url, url),
		language: text(feed.language),
		hubUrl: hubOf(feed.hubs, url),
		selfUrl: address(feed.feed_url, url),
		items: feed.items
			.slice(0, LIMITS.items)
			.filter(isObject)
			.map((item) => readItem(item, url, authors)),
	};
}
