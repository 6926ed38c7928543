import { afterEach, describe, expect, test } from 'vitest';
import { articleIdOf } from '../../src/feed/identity.ts';
import { latestArticles } from '../../src/store/articles.ts';
import { restartFeed } from '../../src/store/checks.ts';
import { entry, list, title } from './fiction.ts';
import { HOUR, NOON, openReader, type Reader, SITE } from './reader.ts';

let reader: Reader;
afterEach(() => reader.close());

describe('what is written down with the feed', () => {
	test('how many were kept back, for those who manage its channels', async () => {
		reader = await openReader();
		await reader.publish(list(8, 1));
		await reader.publish(list(48, 31, (n) => ({ date: NOON - n * HOUR })));
		expect(await reader.feed()).toMatchObject({ heldAt: NOON + HOUR, heldCount: 15 });
	});

	test('a first fetch is never held, nor one that begins anew', async () => {
		reader = await openReader();
		await reader.publish(list(8, 1));
		await restartFeed(reader.database.db, 'lantern', NOON);
		await reader.publish(list(48, 31));
		expect(await reader.feed()).not.toHaveProperty('heldAt');
		expect(await reader.told()).toEqual([title(8), title(48)]);
	});

	test('the link is the key after two renamings in a row, not after one', async () => {
		reader = await openReader();
		const named = (letter: string) => list(5, 1, (n) => ({ guid: `${letter}${n}` }));
		for (const letter of ['a', 'b', 'b', 'c']) await reader.publish(named(letter));
		expect(await reader.feed()).not.toHaveProperty('keyedBy');
		await reader.publish(named('d'));
		expect(await reader.feed()).toMatchObject({ keyedBy: 'link' });
	});
});

test('a link that must be followed is shown as the page it led to', async () => {
	const extracted = { title: '', text: '', authors: [], readAlso: [], tags: [] };
	const link = 'http://feedproxy.google.com/~r/lantern/~3/abc/';
	reader = await openReader('live', {
		readPages: async (urls) =>
			new Map(urls.map((url) => [url, { url: `${SITE}/frost?utm_source=feedburner`, extracted }])),
	});
	await reader.publish([entry(1, { link })]);
	await reader.publish([entry(1, { link, title: 'Edited' })]);
	await reader.publish([entry(1, { link: `${SITE}/frost`, guid: 'moved-away-from-feedburner' })]);
	const [article, ...others] = await latestArticles(reader.database.db, { limit: 9 });
	expect(article).toMatchObject({ id: articleIdOf(`${SITE}/frost`), url: `${SITE}/frost` });
	expect(others).toEqual([]);
	expect(await reader.told()).toEqual([title(1)]);
});
