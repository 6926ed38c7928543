/** JSON Feed: what is mistyped, broken or guarded costs only itself. */
import { describe, expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/parse.ts';
import type { ParsedFeed } from '../../src/model.ts';

const parse = (body: string | Uint8Array): Promise<ParsedFeed> =>
	parseFeed(Buffer.from(body), {
		url: 'https://harbour.example/feed.json',
		contentType: 'application/feed+json',
	});
const feed = (...items: unknown[]): string => JSON.stringify({ title: 'Harbour Post', items });
const GOOD = { id: 'good', title: 'Good' };

test.each<[string, unknown, number]>([
	['null', null, 0],
	['a number', 7, 0],
	['a string', 'x', 0],
	['a list', [GOOD], 0],
	['nothing', {}, 1],
	[
		'everything mistyped',
		{ id: ['x'], url: 5, title: {}, authors: 5, tags: null, attachments: 'x', image: 5, date_published: {} },
		1,
	],
	['members mistyped', { authors: [null, 3, {}], tags: [null, {}], attachments: [null, { url: 5 }] }, 1],
])('a bad item beside good ones: %s', async (_name, bad, kept) => {
	const { items } = await parse(feed(GOOD, bad, { ...GOOD, id: 'better' }));
	expect(items.map(({ id }) => id).filter((id) => id === 'good' || id === 'better')).toEqual([
		'good',
		'better',
	]);
	expect(items).toHaveLength(2 + kept);
	for (const item of items) expect(item).not.toHaveProperty('url');
});

test.each<[string, unknown, readonly string[]]>([
	['the item’s own', { authors: [{ name: 'Ada' }, { name: 'Bo' }] }, ['Ada', 'Bo']],
	['as version 1 has it', { author: { name: 'Ada' } }, ['Ada']],
	['a bare name', { authors: 'Ada' }, ['Ada']],
	['the feed’s where the item names none', { authors: [null] }, ['Desk']],
])('authors: %s', async (_name, item, authors) => {
	const { items } = await parse(JSON.stringify({ authors: [{ name: 'Desk' }], items: [item] }));
	expect(items[0]?.authors).toEqual(authors);
});

test.each<[string, string | Uint8Array]>([
	['a byte order mark', `\uFEFF${feed(GOOD)}`],
	['white space', `\n\t ${feed(GOOD)}`],
	['a guard against inclusion', `)]}'\n${feed(GOOD)}`],
	['a call', `callback(${feed(GOOD)});`],
	['UTF-16', Buffer.from(feed(GOOD), 'utf16le')],
	['UTF-16, big-endian', Buffer.from(`\uFEFF${feed(GOOD)}`, 'utf16le').swap16()],
])('in front: %s', async (_name, body) => {
	expect(await parse(body)).toMatchObject({ title: 'Harbour Post', items: [GOOD] });
});

describe('broken JSON keeps what can be kept', () => {
	const two = feed(GOOD, { id: 'second', title: 'Second' });
	test.each<[string, string, readonly string[]]>([
		['cut inside the second item', two.slice(0, -12), ['good']],
		['cut behind the last item', two.slice(0, -2), ['good', 'second']],
		['a comma too many', two.replace(']}', ',],}'), ['good', 'second']],
		['a line break in a string', two.replace('Second', 'Sec\nond'), ['good', 'second']],
		['one item with no value', two.replace('"Good"', ''), ['second']],
		['a head that is broken', two.replace('"Harbour Post"', 'undefined'), ['good', 'second']],
	])('%s', async (_name, text, ids) => {
		expect((await parse(text)).items.map(({ id }) => id)).toEqual(ids);
	});
});
