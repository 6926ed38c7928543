import { afterEach, describe, expect, test } from 'vitest';
import type { FeedItem } from '../../src/model.ts';
import { planDigests } from '../../src/pipeline/planning.ts';
import { latestArticles } from '../../src/store/articles.ts';
import { nextDigestAt } from '../../src/subscription/digest.ts';
import { HOUR, NOON, openReader, type Reader, SITE } from './reader.ts';

let reader: Reader;
afterEach(() => reader.close());

const item = (id: string, more: Partial<FeedItem> = {}): FeedItem => ({
	id,
	url: `${SITE}/${id}`,
	title: `Report number ${id}`,
	content: `<p>What happened in ${id} is told here in a sentence of its own about ${id}.</p>`,
	authors: [],
	categories: [],
	enclosures: [],
	...more,
});

describe('what of a feed is told', () => {
	test('of a first fetch the newest, then each new item once, oldest first', async () => {
		reader = await openReader();
		await reader.fetch([item('c'), item('b'), item('a')]);
		expect(await reader.told()).toEqual(['Report number c']);
		await reader.fetch([item('e'), item('d'), item('c'), item('b')]);
		await reader.fetch([item('e'), item('d'), item('c'), item('b')]);
		expect(await reader.told()).toEqual(['Report number d', 'Report number e']);
		expect(await latestArticles(reader.database.db, { limit: 10 })).toHaveLength(5);
	});

	test('an edited title, date, address or guid tells nothing again', async () => {
		reader = await openReader();
		await reader.fetch([item('a')]);
		await reader.told();
		await reader.fetch([
			item('a', { title: 'Edited', publishedAt: new Date(NOON + HOUR), url: `${SITE}/elsewhere` }),
		]);
		await reader.fetch([item('guid-of-a', { url: `${SITE}/a`, title: 'Report number a' })]);
		expect(await reader.told()).toEqual([]);
	});

	test('items that share an address are told one by one', async () => {
		reader = await openReader();
		const version = (number: number) => item(`v${number}`, { url: `${SITE}/changelog#v${number}` });
		await reader.fetch([version(1)]);
		await reader.fetch([version(2), version(1)]);
		await reader.fetch([version(3), version(2), version(1)]);
		expect(await reader.told()).toEqual(['Report number v1', 'Report number v2', 'Report number v3']);
	});

	test('a hostile text costs no other item its post', async () => {
		reader = await openReader();
		await reader.fetch([item('a')]);
		await reader.fetch([item('c'), item('bad', { content: '<b>'.repeat(300_000) }), item('a')]);
		expect(await reader.told()).toEqual(['Report number a', 'Report number bad', 'Report number c']);
	});
});

describe('daily', () => {
	test('what waited for a digest goes out once, also when it goes out late', async () => {
		reader = await openReader('daily');
		await reader.fetch([item('a')]);
		const due = nextDigestAt(NOON);
		expect(await planDigests(reader.database.db, due - 1)).toBe(0);
		reader.clock = due + 17 * HOUR; // the program stood still past midnight
		expect(await planDigests(reader.database.db, reader.clock)).toBe(1);
		await reader.fetch([item('b'), item('a')]);
		reader.clock = nextDigestAt(reader.clock) + 1;
		expect(await planDigests(reader.database.db, reader.clock)).toBe(1);
		expect(await planDigests(reader.database.db, reader.clock)).toBe(0);
		expect(await reader.told()).toEqual(['Report number a', 'Report number b']);
	});
});
