import { expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/parse.ts';
import type { ParsedFeed } from '../../src/model.ts';

const parse = (text: string): Promise<ParsedFeed> =>
	parseFeed(Buffer.from(text), { url: 'https://harbour.example/news/feed' });
const rss = (items: string): string =>
	`<rss version="2.0"><channel><title>Harbour Post</title>${items}</channel></rss>`;
const ids = async (items: string) => (await parse(rss(items))).items.map(({ id }) => id);
test('unique within a feed, the same for the same bytes', async () => {
	const items =
		'<item><guid>1</guid><link>https://h.example/a</link></item>'.repeat(3) +
		'<item><guid>1</guid><link>https://h.example/b</link></item><item><title>x</title></item><item><title>y</title></item><item/>';
	const first = await ids(items);
	expect(new Set(first).size).toBe(first.length);
	expect(await ids(items)).toEqual(first);
});

test('unique even where a feed tries to collide', async () => {
	const guids = ['a', 'a', 'a|2', 'a\u0001', '\u0001', '\ud800', ' ', 'a|2'];
	const feed = await parse(JSON.stringify({ items: guids.map((id) => ({ id })) }));
	const found = feed.items.map(({ id }) => id);
	expect(found).toHaveLength(guids.length);
	expect(new Set(found).size).toBe(guids.length);
});

test('a newcomer on top does not rename the others', async () => {
	const old =
		'<item><guid>1</guid><link>https://h.example/a</link></item><item><guid>1</guid><link>https://h.example/b</link></item>';
	const before = await ids(old);
	const after = await ids(`<item><guid>1</guid><link>https://h.example/c</link></item>${old}`);
	expect(after.slice(1)).toEqual(before);
});
