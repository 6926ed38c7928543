/** The field checks of feedparser's, gofeed's and feed-rs' own tests. */
import { escapeText } from 'entities';
import { Parser } from 'htmlparser2';
import { z } from 'zod';
import { readRows } from '../rows.ts';
import { sameText, shown } from './judge.ts';
import type { ReadItem, Reading } from './readers.ts';

const Check = z.object({
	scope: z.union([z.literal('feed'), z.number()]),
	field: z.string(),
	value: z.union([z.string(), z.number()]).nullable(),
});
export type Check = z.infer<typeof Check>;
const Row = z.object({
	name: z.string(),
	contentType: z.string().nullable(),
	url: z.string().nullable(),
	base64: z.base64(),
	checks: z.array(Check),
});
export type SuiteRow = z.infer<typeof Row>;

export const suiteRows = (): SuiteRow[] | undefined => readRows('feeds/suites.jsonl.gz', Row);

function itemValues(item: ReadItem, field: string): readonly (string | number | undefined)[] {
	const [name, place, part] = field.split('.');
	const index = Number(place ?? 0);
	switch (name) {
		case 'title':
			return [item.title];
		case 'link':
			return [item.url];
		case 'guid':
			return [item.guid];
		case 'date':
			return item.dates;
		case 'author':
			return item.authors;
		case 'body':
		case 'content':
			return item.bodies;
		case 'category':
			// Nobody promises an order of what stands in different elements.
			return item.categories;
		case 'enclosure':
			return part === 'url' || part === 'type' || part === 'length' ? [item.enclosures[index]?.[part]] : [];
		default:
			return [];
	}
}

/** Of a feed itself, a reading tells its title and its site. */
function valuesOf(reading: Reading, check: Check): readonly (string | number | undefined)[] {
	if (check.scope !== 'feed') {
		const item = reading.items[check.scope];
		return item === undefined ? [] : itemValues(item, check.field);
	}
	return check.field === 'title' ? [reading.title] : check.field === 'link' ? [reading.siteUrl] : [];
}

export const isAsked = ({ scope, field }: Check): boolean =>
	scope !== 'feed' || field === 'title' || field === 'link';

/** `verbatim`: the very characters; `strict`: the same value in the form its field has; `lenient`: the same words. */
export type Grade = 'verbatim' | 'strict' | 'lenient' | 'wrong';

const collapsed = (value: string): string => value.replace(/\s+/g, ' ').trim();

const MARKUP: ReadonlySet<string> = new Set(['body', 'content']);

/** Two spellings of the same HTML: order of attributes, void tags, an outer `div`, which entity a character has. */
function tree(html: string): string {
	const top: string[] = [];
	let depth = 0;
	const add = (text: string): void => {
		if (depth === 0) top.push(text);
		else top[top.length - 1] += text;
	};
	const parser = new Parser(
		{
			onopentag(name, attributes) {
				const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
				add(`<${name} ${sorted.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(' ')}>`);
				depth++;
			},
			ontext: (words) => add(escapeText(words)),
			onclosetag(name) {
				add(`</${name}>`);
				depth--;
			},
		},
		{ decodeEntities: true },
	);
	parser.end(collapsed(html));
	const [only = ''] = top;
	return top.length === 1
		? collapsed(only.replace(/^<div [^>]*>(.*)<\/div>$/s, '$1'))
		: collapsed(top.join(''));
}

function isSame(field: string, value: string, wanted: string): boolean {
	if (MARKUP.has(field)) return tree(value) === tree(wanted) || tree(value) === tree(escapeText(wanted));
	if (field === 'link') return URL.parse(value)?.href === URL.parse(wanted)?.href && value !== '';
	// A line of text, whether a library gives it as text or as the HTML that it was.
	return shown(value) === shown(wanted) || shown(escapeText(value)) === shown(wanted);
}

export function grade(reading: Reading | undefined, check: Check): Grade {
	const wanted = check.value === null ? '' : String(check.value);
	const values = reading === undefined ? [] : valuesOf(reading, check);
	if (check.field === 'date') {
		const time = Math.floor(Date.parse(wanted) / 1000);
		return values.some((value) => Math.floor(Number(value) / 1000) === time) ? 'verbatim' : 'wrong';
	}
	const given = values.map((value) => String(value ?? ''));
	if (given.length === 0) given.push('');
	if (given.some((value) => collapsed(value) === collapsed(wanted))) return 'verbatim';
	const field = check.field.split('.')[0] ?? '';
	if (given.some((value) => isSame(field, value, wanted))) return 'strict';
	return given.some((value) => sameText(value, wanted)) ? 'lenient' : 'wrong';
}
