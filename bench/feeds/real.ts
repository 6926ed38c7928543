/** Realistic feed files against what Python feedparser 6.0.10 reads in them. */
import { z } from 'zod';
import { readRows } from '../rows.ts';
import { address, type Field, people, sameId, sameSet, sameText, shown, wrongFields } from './judge.ts';
import type { ReadItem, Reading } from './readers.ts';

const strings = z.array(z.string().nullable()).nullish();
const Entry = z.object({
	title: z.string().nullish(),
	link: z.string().nullish(),
	links: strings,
	guid: z.string().nullish(),
	dates: strings,
	hasdate: z.boolean().nullish(),
	authors: strings,
	bodies: strings,
	encl: strings,
	cats: strings,
	allcats: strings,
});
type Entry = z.infer<typeof Entry>;
const Row = z.object({
	name: z.string(),
	base64: z.base64(),
	expected: z.object({ title: z.string().nullish(), entries: z.array(Entry) }),
});
export type RealRow = z.infer<typeof Row>;

export const realRows = (): RealRow[] | undefined => readRows('feeds/real.jsonl.gz', Row);

const present = (values: readonly (string | null)[] | null | undefined): string[] =>
	(values ?? []).filter((value) => value !== null && value.trim() !== '').map((value) => value ?? '');

const texts = (bodies: readonly string[]): Set<string> =>
	new Set(bodies.map((body) => shown(body, 2)).filter((text) => text !== ''));

export function judgeItem(item: ReadItem, entry: Entry): Field[] {
	const wrong: Field[] = [];
	const check = (field: Field, isRight: boolean): void => {
		if (!isRight) wrong.push(field);
	};
	check('title', sameText(item.title, entry.title));
	const links = present([entry.link ?? null, ...(entry.links ?? [])]).map(address);
	// Without any link feedparser gives none; a permalink guid is one all the same.
	check(
		'link',
		item.url === undefined ? !entry.link : links.length === 0 || links.includes(address(item.url)),
	);
	if (entry.guid?.trim()) check('guid', sameId(item.guid, entry.guid.trim()));
	const seconds = (time: number): number => Math.floor(time / 1000);
	const dates = present(entry.dates).map((date) => seconds(Date.parse(date)));
	if (dates.length > 0)
		check(
			'date',
			item.dates.some((time) => dates.includes(seconds(time))),
		);
	else if (entry.hasdate !== true) check('date', item.dates.length === 0);
	check('author', sameSet(people(item.authors), people(present(entry.authors))));
	const told = texts(present(entry.bodies));
	const given = texts(item.bodies);
	// An item has two bodies at most: nothing is given that is not told; both, or the fullest.
	const fullest = Math.max(0, ...[...told].map((text) => text.length));
	const isFull = given.size === 2 || [...given, ''].some((text) => text.length === fullest);
	check('body', given.isSubsetOf(told) && isFull);
	const attached = new Set(item.enclosures.map(({ url }) => address(url)));
	check('enclosure', sameSet(attached, new Set(present(entry.encl).map(address))));
	const fold = (names: readonly string[]): Set<string> =>
		new Set(names.map((name) => shown(name).toLowerCase()));
	const categories = fold(item.categories);
	check(
		'category',
		fold(present(entry.cats)).isSubsetOf(categories) &&
			categories.isSubsetOf(fold([...present(entry.allcats), ...present(entry.cats)])),
	);
	return wrong;
}

export const judgeReal = (reading: Reading | undefined, row: RealRow): Set<Field> =>
	wrongFields(reading, row.expected.entries, judgeItem);
