/**
 * When two readers mean the same. No difference is: white space, markup and its escaping in a text, UTF-8 that the
 * publisher encoded twice, the sub-second part of a date, a relative address beside its resolved form, the order of
 * people, categories and attachments.
 */
import { Parser } from 'htmlparser2';
import { mendMojibake } from '../../src/feed/mojibake.ts';
import type { ReadItem, Reading } from './readers.ts';

export const BASE = 'http://feed.example/feed';

/** What is left of HTML when it is shown, without white space; `passes` undoes double escaping. */
export function shown(html: string | null | undefined, passes = 1): string {
	let text = '';
	let hidden = 0;
	const parser = new Parser(
		{
			onopentag: (name) => {
				if (name === 'script' || name === 'style') hidden++;
			},
			onclosetag: (name) => {
				if (name === 'script' || name === 'style') hidden--;
			},
			ontext: (words) => {
				if (hidden === 0) text += words;
			},
		},
		{ decodeEntities: true },
	);
	parser.end(mendMojibake(html ?? ''));
	return passes > 1 ? shown(text, passes - 1) : text.replace(/[\s\u200b\ufeff\u00a0]+/g, '');
}

export const sameText = (a: string | null | undefined, b: string | null | undefined): boolean =>
	(a ?? '').trim() === (b ?? '').trim() || shown(a, 2) === shown(b, 2);

export const address = (link: string | null | undefined): string =>
	URL.parse(link?.trim() || 'none:', BASE)?.href ?? link ?? '';

/** A repeated guid gets a suffix. */
export const sameId = (ours: string | undefined, guid: string): boolean =>
	ours !== undefined &&
	[ours, ours.replace(/\|[^|]*(?:\|[^|]*)?$/, '')].some(
		(id) => id === guid || address(id) === address(guid) || sameText(id, guid),
	);

/** The people in a list, whichever of `a@b.example (Ada)`, `Ada <a@b.example>` and `Ada` it holds. */
export function people(authors: readonly string[]): Set<string> {
	const all = authors.map((author) => {
		const bare = author.replace(/\s+/g, ' ').trim();
		const name = bare
			.replace(/<[^<>\s]*@[^<>\s]*>/, '')
			.replace(/\([^()\s]*@[^()\s]*\)/, '')
			.replace(/^[^\s()]+@[^\s()]+ ?\((.+)\)$/, '$1')
			.trim();
		return shown(name || bare).toLowerCase();
	});
	return new Set(all.filter((name) => name !== ''));
}

export const sameSet = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean =>
	a.size === b.size && a.isSubsetOf(b);

export const CORE = ['count', 'title', 'link', 'guid', 'date'] as const;
export const FIELDS = [...CORE, 'author', 'body', 'enclosure', 'category'] as const;
export type Field = (typeof FIELDS)[number];

export type ItemJudge<T> = (item: ReadItem, expected: T) => Field[];

/** The fields in which at least one item differs. */
export function wrongFields<T>(
	reading: Reading | undefined,
	expected: readonly T[],
	judge: ItemJudge<T>,
): Set<Field> {
	if (reading === undefined) return new Set(FIELDS);
	const wrong = new Set<Field>(reading.items.length === expected.length ? [] : ['count']);
	for (const [index, entry] of expected.entries()) {
		const item = reading.items[index];
		for (const field of item === undefined ? FIELDS : judge(item, entry)) wrong.add(field);
	}
	return wrong;
}
