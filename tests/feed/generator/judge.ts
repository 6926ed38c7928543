/** What a reader got wrong in a generated file, by field. */

import { htmlOf, plainOf } from './formats.ts';
import { type Entry, HOST } from './model.ts';
import type { Published } from './publish.ts';

export interface Read {
	readonly title: string | undefined;
	readonly url: string | undefined;
	readonly guid: string | undefined;
	readonly dates: readonly number[];
	readonly authors: readonly string[];
	readonly bodies: readonly string[];
	readonly enclosures: readonly {
		readonly url: string;
		readonly type?: string | undefined;
		readonly length?: number | undefined;
	}[];
	readonly categories: readonly string[];
}

export type Wrong =
	| 'count'
	| 'title'
	| 'link'
	| 'guid'
	| 'date'
	| 'author'
	| 'body'
	| 'enclosure'
	| 'category';
export const CORE: readonly Wrong[] = ['count', 'title', 'link', 'guid', 'date'];

const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
	JSON.stringify(a) === JSON.stringify(b);

const escapeHtml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** @param asHtml how a reader that promises HTML must give the body; else only its words count. */
function isBody(given: string, entry: Entry, isExact: boolean): boolean {
	if (isExact) return given === (entry.isPlain ? escapeHtml(plainOf(entry)) : htmlOf(entry));
	const words = (text: string): string =>
		text
			.replace(/<\/?(?:h:)?(?:p|div)[^<>]*>/g, ' ')
			.replace(/&lt;/g, '<')
			.replace(/&amp;/g, '&')
			.replace(/\s+/g, '');
	return words(given) === words(plainOf(entry));
}

/** @param isExact bodies must be the very HTML, not only the same words. */
export function wrongFields(
	file: Published,
	items: readonly Read[] | undefined,
	isExact: boolean,
): ReadonlySet<Wrong> {
	const wrong = new Set<Wrong>();
	if (items === undefined) return new Set([...CORE, 'author', 'body', 'enclosure', 'category']);
	const isXhtml = file.format.endsWith('XHTML');
	const wanted = new Set(file.expected.map(({ url }) => url));
	const found = items.filter(
		({ url }) => url !== undefined && wanted.has(new URL(url, `${HOST}/news/feed`).href),
	);
	if (found.length !== file.expected.length || items.length > found.length + file.strangers)
		wrong.add('count');
	for (const [index, entry] of file.expected.entries()) {
		const item = found[index];
		const check = (field: Wrong, isRight: boolean): void => {
			if (!isRight) wrong.add(field);
		};
		if (item === undefined) {
			check('count', false);
			continue;
		}
		check('title', item.title === entry.title);
		check('link', new URL(item.url ?? '', `${HOST}/news/feed`).href === entry.url);
		check('guid', item.guid === entry.id || item.guid?.startsWith(`${entry.id}|`) === true);
		check(
			'date',
			item.dates.some((time) => time - (time % 1000) === entry.at),
		);
		const authors = file.omits.has('co-authors') ? entry.authors.slice(0, 1) : entry.authors;
		if (!file.omits.has('author')) check('author', same(item.authors, authors));
		check('category', same(item.categories, entry.categories));
		if (!file.omits.has('enclosure'))
			check(
				'enclosure',
				same(
					item.enclosures.map(({ url, type, length }) => [url, type, length]),
					entry.enclosures.map(({ url, type, length }) => [url, type, length]),
				),
			);
		const told = isXhtml ? { ...entry, isPlain: false } : entry;
		if (!file.omits.has('body'))
			check(
				'body',
				item.bodies.some((body) => isBody(body, told, isExact)),
			);
	}
	return wrong;
}
