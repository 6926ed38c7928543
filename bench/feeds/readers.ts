/**
 * The readers that are measured, each brought to one shape. Rules:
 * 1. Every rival gets text that our own decode step made: only the reading is compared.
 * 2. A rival's value is taken from wherever it keeps it; several places are several candidates.
 * 3. A throw is `undefined`.
 */
import { parseFeed as feedsmithParse } from 'feedsmith';
import Parser from 'rss-parser';
import { decode } from '../../src/feed/decode.ts';
import { parseFeed } from '../../src/feed/parse.ts';
import type { Read } from '../../tests/feed/generator/judge.ts';

export type ReadItem = Read;

type ReadEnclosure = Read['enclosures'][number];

export interface Reading {
	readonly title: string | undefined;
	readonly siteUrl: string | undefined;
	readonly items: readonly ReadItem[];
}

export interface Source {
	readonly bytes: Uint8Array;
	readonly url: string;
	readonly contentType: string | undefined;
}

export type Reader = (source: Source) => Promise<Reading | undefined>;

/** A value of a foreign library, asked step by step. */
class Value {
	readonly #value: unknown;
	constructor(value: unknown) {
		this.#value = value;
	}
	at(...path: string[]): Value {
		let value: unknown = this.#value;
		for (const name of path)
			value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
		return new Value(value);
	}
	list(): Value[] {
		return Array.isArray(this.#value) ? this.#value.map((each) => new Value(each)) : [];
	}
	/** Itself, or each of its members. */
	each(): Value[] {
		return Array.isArray(this.#value) ? this.list() : [this];
	}
	text(): string | undefined {
		if (typeof this.#value === 'number') return String(this.#value);
		return typeof this.#value === 'string' && this.#value.trim() !== '' ? this.#value.trim() : undefined;
	}
	is(value: unknown): boolean {
		return this.#value === value;
	}
	time(): number | undefined {
		const text = this.#value instanceof Date ? this.#value.toISOString() : this.text();
		const time = Date.parse(text ?? '');
		return Number.isNaN(time) ? undefined : time;
	}
}

const present = <T>(values: readonly (T | undefined)[]): T[] => values.filter((value) => value !== undefined);
const first = <T>(...values: (T | undefined)[]): T | undefined => present(values)[0];

function enclosureOf(value: Value): ReadEnclosure | undefined {
	const url = first(...['url', 'href'].map((name) => value.at(name).text()));
	if (url === undefined) return undefined;
	const length = first(...['length', 'fileSize', 'size_in_bytes'].map((name) => value.at(name).text()));
	return {
		url,
		type: first(value.at('type').text(), value.at('mime_type').text()),
		length: length === undefined ? undefined : Number(length),
	};
}

export const ours: Reader = async ({ bytes, url, contentType }) => {
	const feed = await parseFeed(bytes, { url, contentType }).catch(() => undefined);
	return (
		feed && {
			title: feed.title,
			siteUrl: feed.siteUrl,
			items: feed.items.map((item) => ({
				title: item.title,
				url: item.url,
				guid: item.id,
				dates: present([item.publishedAt?.getTime(), item.updatedAt?.getTime()]),
				authors: item.authors,
				bodies: present([item.summary, item.content]),
				enclosures: item.enclosures,
				categories: item.categories,
			})),
		}
	);
};

const rssParserReader = new Parser({
	customFields: {
		item: [
			['category', 'category', { keepArray: true }],
			['enclosure', 'enclosures', { keepArray: true }],
		],
	},
});

function rssParserItem(item: Value): ReadItem {
	return {
		title: item.at('title').text(),
		url: item.at('link').text(),
		guid: first(item.at('guid').text(), item.at('id').text()),
		dates: present(['isoDate', 'pubDate'].map((name) => item.at(name).time())),
		authors: present(['creator', 'author'].map((name) => item.at(name).text())),
		bodies: present(
			['content', 'content:encoded', 'summary', 'description'].map((name) => item.at(name).text()),
		),
		enclosures: present([
			enclosureOf(item.at('enclosure')),
			...item
				.at('enclosures')
				.list()
				.slice(1)
				.map((each) => enclosureOf(each.at('$'))),
		]),
		categories: present(
			item
				.at('categories')
				.list()
				.map((each) => first(each.text(), each.at('_').text())),
		),
	};
}

export const rssParser: Reader = async ({ bytes, contentType }) => {
	try {
		const feed = new Value(await rssParserReader.parseString(decode(bytes, contentType)));
		return {
			title: feed.at('title').text(),
			siteUrl: feed.at('link').text(),
			items: feed.at('items').list().map(rssParserItem),
		};
	} catch {
		return undefined;
	}
};

function feedsmithItem(item: Value): ReadItem {
	const links = item.at('links').list();
	const alternate = links.find((link) => /^(?:|alternate)$/.test(link.at('rel').text() ?? ''));
	const guid = item.at('guid');
	const permalink = guid.at('isPermaLink').is(false) ? undefined : guid.at('value').text();
	const media = [item.at('media'), ...item.at('media', 'groups').list(), item.at('media', 'group')];
	const enclosures = present([
		...item.at('enclosures').list().map(enclosureOf),
		...item.at('attachments').list().map(enclosureOf),
		...links.filter((link) => link.at('rel').text() === 'enclosure').map(enclosureOf),
	]);
	const dates = ['pubDate', 'published', 'updated', 'date_published', 'date_modified', 'issued', 'modified'];
	const bodies = ['description', 'summary', 'content', 'content_html', 'content_text'];
	const people = ['authors', 'contributors'].map((name) =>
		item
			.at(name)
			.list()
			.map((person) => first(person.at('name').text(), person.at('email').text(), person.text())),
	);
	const creators = ['creators', 'creator'].flatMap((name) =>
		item
			.at('dc', name)
			.each()
			.map((each) => each.text()),
	);
	const named = present(people[0] ?? []).concat(present(creators));
	const podcast = item.at('itunes', 'author').text();
	return {
		title: first(
			item.at('title').text(),
			item.at('title', 'value').text(),
			item.at('dc', 'title').text(),
			item.at('dc', 'titles').list()[0]?.text(),
		),
		url: first(
			item.at('link').text(),
			alternate?.at('href').text(),
			item.at('url').text(),
			item.at('external_url').text(),
			permalink,
		),
		guid: first(guid.at('value').text(), item.at('id').text(), item.at('rdf', 'about').text()),
		dates: present([
			...dates.map((name) => item.at(name).time()),
			...['date', 'dates', 'created'].flatMap((name) =>
				['dc', 'dcterms'].flatMap((space) =>
					item
						.at(space, name)
						.each()
						.map((each) => each.time()),
				),
			),
		]),
		authors: named.length > 0 ? named : present([podcast, ...(people[1] ?? [])]),
		bodies: present([
			...bodies.flatMap((name) => [item.at(name).text(), item.at(name, 'value').text()]),
			item.at('content', 'encoded').text(),
			item.at('dc', 'description').text(),
			item.at('media', 'description', 'value').text(),
			item.at('media', 'group', 'description', 'value').text(),
			item.at('itunes', 'summary').text(),
		]),
		enclosures:
			enclosures.length > 0
				? enclosures
				: present(media.flatMap((each) => each.at('contents').list().map(enclosureOf))),
		categories: present([
			...item
				.at('categories')
				.list()
				.map((each) => first(each.at('name').text(), each.at('term').text(), each.at('label').text())),
			...item
				.at('tags')
				.list()
				.map((each) => each.text()),
			...item
				.at('dc', 'subjects')
				.list()
				.map((each) => each.text()),
			item.at('dc', 'subject').text(),
			...item
				.at('itunes', 'keywords')
				.list()
				.map((each) => each.text()),
		]),
	};
}

export const feedsmith: Reader = async ({ bytes, contentType }) => {
	try {
		const feed = new Value(feedsmithParse(decode(bytes, contentType))).at('feed');
		const links = feed.at('links').list();
		const items = present(
			['items', 'entries'].map((name) =>
				feed.at(name).list().length > 0 ? feed.at(name).list() : undefined,
			),
		)[0];
		return {
			title: first(feed.at('title').text(), feed.at('title', 'value').text()),
			siteUrl: first(
				feed.at('link').text(),
				feed.at('home_page_url').text(),
				links
					.find((link) => /^(?:|alternate)$/.test(link.at('rel').text() ?? ''))
					?.at('href')
					.text(),
			),
			items: (items ?? []).map(feedsmithItem),
		};
	} catch {
		return undefined;
	}
};

export const READERS: readonly (readonly [name: string, reader: Reader])[] = [
	['ours', ours],
	['rss-parser', rssParser],
	['feedsmith', feedsmith],
];
