/**
 * feedsmith as a second opinion on everything we read. Rules:
 * 1. Each difference must be of a kind that this table explains; one that is not fails.
 * 2. An explanation looks at the two values (and, for generated feeds, at the truth), never at the file's name.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { address, BASE, people, sameId, sameText, shown } from '../../bench/feeds/judge.ts';
import { feedsmith, ours, type ReadItem, type Reading, type Source } from '../../bench/feeds/readers.ts';
import { realRows } from '../../bench/feeds/real.ts';
import { type Wrong, wrongFields } from './generator/judge.ts';
import { published } from './generator/publish.ts';

interface Difference {
	readonly field: Wrong;
	readonly ours: readonly string[];
	readonly theirs: readonly string[];
}

const fold = (names: readonly string[]): string[] => names.map((name) => shown(name).toLowerCase());
const seconds = (times: readonly number[]): string[] => times.map((time) => String(Math.floor(time / 1000)));
const listed = (value: string | undefined): string[] => (value === undefined ? [] : [value]);
const without = (some: readonly string[], others: readonly string[]): string[] =>
	some.filter((value) => !others.includes(value));

function differencesOf(a: ReadItem, b: ReadItem): Difference[] {
	const found: Difference[] = [];
	const add = (field: Wrong, mine: readonly string[], theirs: readonly string[], isSame: boolean): void => {
		if (!isSame) found.push({ field, ours: mine, theirs });
	};
	const addSets = (field: Wrong, mine: readonly string[], theirs: readonly string[]): void =>
		add(field, mine, theirs, without(mine, theirs).length + without(theirs, mine).length === 0);
	add('title', listed(a.title), listed(b.title), sameText(a.title, b.title));
	add('link', listed(a.url), listed(b.url), address(a.url) === address(b.url) && b.url !== undefined);
	add('guid', listed(a.guid), listed(b.guid), b.guid === undefined || sameId(a.guid, b.guid));
	addSets('date', seconds(a.dates), seconds(b.dates));
	addSets('author', [...people(a.authors)], [...people(b.authors)]);
	addSets('category', fold(a.categories), fold(b.categories));
	addSets(
		'enclosure',
		a.enclosures.map(({ url }) => address(url)),
		b.enclosures.map(({ url }) => address(url)),
	);
	return found.filter(({ ours: mine, theirs }) => mine.length + theirs.length > 0);
}

function compare(a: Reading, b: Reading | undefined): Difference[] {
	const count = (reading: Reading | undefined): string[] =>
		reading?.items.map(({ guid }) => guid ?? '') ?? [];
	if (b === undefined || a.items.length !== b.items.length)
		return [{ field: 'count', ours: count(a), theirs: count(b) }];
	return a.items.flatMap((item, index) => {
		const other = b.items[index];
		return other === undefined ? [] : differencesOf(item, other);
	});
}

interface Kind {
	readonly field: Wrong;
	readonly reason: string;
	explains(difference: Difference): boolean;
}

const extra = ({ ours: mine, theirs }: Difference): string[] => without(theirs, mine);
const isAddress = (name: string): boolean => /^[^\s@]+@[^\s@]+$/.test(name);
/** What is listened to, watched or read. */
const isFile = (url: string): boolean => /\.(?:mp3|mp4|m4a|m4v|mov|ogg|wmv|pdf)(?:\?|$)/.test(url);

const KINDS: readonly Kind[] = [
	{
		field: 'count',
		reason: 'feedsmith refuses the document or finds no items in it',
		explains: ({ ours: mine, theirs }) => theirs.length === 0 && mine.length > 0,
	},
	{
		field: 'count',
		reason: 'an item inside an item is one of its own to us, as it is to feedparser',
		explains: ({ ours: mine, theirs }) => theirs.length > 0 && mine.length > theirs.length,
	},
	{
		field: 'link',
		reason: 'feedsmith leaves relative addresses as they are, and finds none under a renamed prefix',
		explains: ({ ours: mine, theirs }) => mine.length > 0 && theirs.every((url) => !URL.canParse(url)),
	},
	{
		field: 'date',
		reason: 'we read more spellings of a date, and an Atom date in RSS',
		explains: (difference) => extra(difference).length === 0,
	},
	{
		field: 'date',
		reason: 'the format’s own date stands above one of a module beside it',
		explains: ({ ours: mine, theirs }) => mine.length > 0 && without(mine, theirs).length === 0,
	},
	{
		field: 'author',
		reason: 'we read more spellings of an author, and Atom’s in RSS',
		explains: (difference) => extra(difference).length === 0,
	},
	{
		field: 'author',
		reason: 'an e-mail address beside a name is no author of its own',
		explains: (difference) => difference.ours.length > 0 && extra(difference).every(isAddress),
	},
	{
		field: 'category',
		reason: 'we read more spellings of a category: media:keywords, media:category, a label alone',
		explains: (difference) => extra(difference).length === 0,
	},
	{
		field: 'category',
		reason: 'a label reads better than the address that it stands for',
		explains: (difference) =>
			difference.ours.length > 0 && extra(difference).every((name) => name.startsWith('http')),
	},
	{
		field: 'enclosure',
		reason: 'media:content that is a picture, a Flash player or a stream of a dead protocol is no attachment',
		explains: (difference) => extra(difference).every((url) => !isFile(url) || url.startsWith('rtsp:')),
	},
];

const explanation = (difference: Difference): string | undefined =>
	KINDS.find(({ field, explains }) => field === difference.field && explains(difference))?.reason;

async function opinions(source: Source): Promise<readonly [mine: Reading, theirs: Reading | undefined]> {
	const mine = await ours(source);
	return [mine ?? { title: undefined, siteUrl: undefined, items: [] }, await feedsmith(source)];
}

test('real feeds: every difference to feedsmith is explained, every explanation needed', async (context) => {
	const rows = realRows();
	if (rows === undefined) return context.skip('../shared/data is not here');
	const unexplained: string[] = [];
	const used = new Set<string>();
	for (const { name, base64 } of rows) {
		const bytes = Buffer.from(base64, 'base64');
		const [mine, theirs] = await opinions({ bytes, url: BASE, contentType: undefined });
		for (const difference of compare(mine, theirs)) {
			const reason = explanation(difference);
			if (reason === undefined) unexplained.push(`${name}: ${JSON.stringify(difference)}`);
			else used.add(reason);
		}
	}
	expect(unexplained).toEqual([]);
	expect(KINDS.map(({ reason }) => reason).filter((reason) => !used.has(reason))).toEqual([]);
}, 60_000);

test('generated feeds: where feedsmith differs, the model agrees with us', async () => {
	const unexplained: string[] = [];
	for (const file of fc.sample(published, { seed: 20_260_305, numRuns: 300 })) {
		const [mine, theirs] = await opinions(file);
		const wrong = wrongFields(file, mine.items, true);
		const isSettled = (field: Wrong): boolean => !wrong.has(field);
		for (const difference of compare(mine, theirs)) {
			if (explanation(difference) === undefined && !isSettled(difference.field))
				unexplained.push(`${file.about}: ${JSON.stringify(difference)}`);
		}
	}
	expect(unexplained).toEqual([]);
}, 60_000);
