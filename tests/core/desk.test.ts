import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Subject } from '../../src/core/command.ts';
import { createDesk } from '../../src/core/desk.ts';
import type { News } from '../../src/core/news.ts';
import { FetchError, UserError } from '../../src/errors.ts';
import { shortId } from '../../src/id.ts';
import type { Article, ChannelRef } from '../../src/model.ts';
import { createLists } from '../../src/pipeline/lists.ts';
import { insertArticle } from '../../src/store/articles.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { markSent, planDeliveries } from '../../src/store/deliveries.ts';
import { recordInStory } from '../../src/store/stories.ts';
import { article, HOUR, NOON } from '../doc/fiction.ts';

const idOf = (url: string): string => shortId('article', url);
const at = (path: string): string => `https://harbour.example/${path}`;
const stored = (path: string, title: string, more: Partial<Article> = {}): Article =>
	article(idOf(at(path)), { url: at(path), title, storyId: 'story1', ...more });

const ferry = stored('ferry', 'The ferry is back at sea');
const bridge = stored('bridge', 'A bridge for Saltmarsh', {
	storyId: 'story2',
	publishedAt: NOON - 2 * HOUR,
});
const market = stored('market', 'The market opens late', {
	source: 'Le Phare',
	publishedAt: NOON - 3 * HOUR,
});
const pier = stored('pier', 'The pier is painted', { storyId: 'story3', publishedAt: NOON - 4 * HOUR });

let folder: string;
let database: Database;
let cache: Cache;
let desk: News;
const read: string[] = [];

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'desk-'));
	database = await openDatabase({ dataDir: folder });
	cache = await openCache({ dataDir: folder });
	const { db } = database;
	for (const entry of [ferry, bridge, market, pier]) {
		const words = (text: string) => text.toLowerCase().replaceAll('.', '');
		await insertArticle(db, entry, { title: words(entry.title), body: words(entry.text) });
		await recordInStory(db, entry);
	}
	desk = createDesk({
		db,
		cache,
		index: {
			has: (id) => id === ferry.id,
			related: () => [
				{ id: bridge.id, score: 0.9 },
				{ id: 'forgotten', score: 0.8 },
				{ id: market.id, score: 0.4 },
				{ id: pier.id, score: 0.03 },
			],
		},
		idOf,
		feedIdOf: (url) => shortId('feed', url),
		read: async (url) => {
			read.push(url);
			if (url.includes('dead')) throw new FetchError('dns', url);
			return article('fresh', { url });
		},
		paste: (text) => article('pasted', { url: '', text }),
		summarize: async ({ article: { text } }) => ({
			kind: 'quoted',
			sentences: [{ text: text.slice(0, 5), start: 0, end: 5 }],
		}),
		discover: async (url) => {
			throw new FetchError('dns', url);
		},
		lists: createLists({
			get: async (url) => {
				throw new FetchError('dns', url);
			},
		}),
		carryOut: () => undefined,
		planNewest: async () => undefined,
		wake: () => undefined,
		now: () => NOON,
	});
});
afterAll(async () => {
	await cache.close();
	await database.close();
	rmSync(folder, { recursive: true });
});

async function post(
	channel: ChannelRef,
	messageId: string,
	ids: readonly string[],
	sentAt = NOON,
): Promise<void> {
	const id = shortId('delivery', channel, messageId);
	const subject = ids.length > 1 ? `digest:s:${messageId}` : `story:${messageId}`;
	await planDeliveries(database.db, [
		{ id, channel, subject, articleIds: ids, locale: 'en', dueAt: NOON, plannedAt: NOON },
	]);
	await markSent(database.db, id, { messageId, sentAt });
}

const find = (channel: ChannelRef, words?: string, about?: Subject) =>
	desk.article({ words, about, channel, signal: new AbortController().signal });
const message = (more: Partial<Subject> = {}): Subject => ({
	messageId: 'elsewhere',
	urls: [],
	text: '',
	...more,
});
const asks = (phrase: string) => expect.objectContaining({ phrase });

describe('which article', () => {
	test.each([
		['a known link', ferry.url, ferry.id],
		['a known link in brackets', `<${ferry.url}>`, ferry.id],
		['a link in a sentence', `and ${ferry.url}?`, ferry.id],
		['a link without https://', 'harbour.example/ferry', ferry.id],
		['an id', ferry.id, ferry.id],
		['words of a headline', 'ferry back', ferry.id],
		['a link never seen', at('new'), 'fresh'],
		['a long text', 'Once upon a time. '.repeat(20), 'pasted'],
		['a text of lines', 'A title\n\nA text.', 'pasted'],
	])('%s', async (_case, words, expected) => {
		expect((await find('preview:words', words)).id).toBe(expected);
	});

	test.each([
		['words that no headline has', 'whale', 'problem-article-unknown'],
		['words of the text alone', 'repaired month', 'problem-article-unknown'],
		['signs alone', '?!', 'problem-article-unknown'],
		['an id of ours that is gone', '0000000000000', 'problem-article-gone'],
		['a number without a list', '2', 'problem-no-list'],
	])('%s', async (_case, words, phrase) => {
		await expect(find('preview:words', words)).rejects.toEqual(asks(phrase));
	});

	test('a number counts in the last list of its own channel', async () => {
		await desk.remember('preview:list', [market.id, ferry.id, 'forgotten']);
		expect((await find('preview:list', '2')).id).toBe(ferry.id);
		expect((await find('preview:list', '#1')).id).toBe(market.id);
		await expect(find('preview:list', '3')).rejects.toEqual(asks('problem-article-gone'));
		for (const beyond of ['0', '4'])
			await expect(find('preview:list', beyond)).rejects.toMatchObject({
				phrase: 'problem-number',
				values: { count: 3 },
			});
		await expect(find('preview:other', '2')).rejects.toBeInstanceOf(UserError);
	});

	test('nothing said: the newest post of the channel', async () => {
		await expect(find('preview:posts')).rejects.toEqual(asks('problem-nothing-posted'));
		await post('preview:posts', 'm1', [ferry.id], NOON);
		await post('preview:posts', 'm2', [bridge.id], NOON + 1);
		expect((await find('preview:posts')).id).toBe(bridge.id);
		expect((await find('preview:posts', undefined, message({ messageId: 'm1' }))).id).toBe(ferry.id);
	});

	test('a digest asks for a number and counts its own stories', async () => {
		await post('preview:digest', 'd1', [bridge.id, market.id]);
		await desk.remember('preview:digest', [ferry.id]);
		const about = message({ messageId: 'd1' });
		expect((await find('preview:digest', '2', about)).id).toBe(market.id);
		expect((await find('preview:digest', '1')).id).toBe(ferry.id);
		await expect(find('preview:digest', undefined, about)).rejects.toEqual(asks('problem-digest'));
		expect((await find('preview:digest', '1')).id).toBe(bridge.id);
	});

	test('somebody’s message: its first readable link, else its text', async () => {
		const links = message({ urls: [at('dead'), 'mailto:a@b.example', at('ferry')] });
		expect((await find('preview:about', undefined, links)).id).toBe(ferry.id);
		expect((await find('preview:about', undefined, message({ text: 'Long. '.repeat(50) }))).id).toBe(
			'pasted',
		);
		await expect(find('preview:about', undefined, message({ urls: [at('dead')] }))).rejects.toBeInstanceOf(
			FetchError,
		);
		await expect(find('preview:about', undefined, message({ text: 'hi' }))).rejects.toEqual(
			asks('problem-message-empty'),
		);
	});

	test('a message with many links is not a reason to read them all', async () => {
		read.length = 0;
		const urls = Array.from({ length: 50 }, (_, place) => at(`dead-${place}`));
		await expect(find('preview:about', undefined, message({ urls }))).rejects.toBeInstanceOf(FetchError);
		expect(read).toHaveLength(3);
	});
});

describe('questions', () => {
	test('related articles come in the index’s order, without what is gone or far off', async () => {
		expect(await desk.related(ferry, 5)).toEqual([
			{ article: bridge, score: 0.9 },
			{ article: market, score: 0.4 },
		]);
		expect(await desk.related(article('pasted', { url: '' }), 5)).toEqual([]);
	});

	test('a story is told from its start; an article without one stands alone', async () => {
		expect((await desk.story(ferry)).articles.map(({ id }) => id)).toEqual([market.id, ferry.id]);
		const pasted = article('pasted', { url: '' });
		expect(await desk.story(pasted)).toMatchObject({ articles: [pasted] });
	});

	test.each([
		['Le Phare', [market.id]],
		['https://www.harbour.example/news', [ferry.id, bridge.id, market.id, pier.id]],
		['www.harbour.example', [ferry.id, bridge.id, market.id, pier.id]],
		['100%', []],
	])('latest from %s', async (from, expected) => {
		expect((await desk.latest(from, 5)).map(({ id }) => id)).toEqual(expected);
	});

	test('search', async () => {
		expect((await desk.search('saltmarsh', 5)).map(({ id }) => id)).toEqual([bridge.id]);
		await expect(desk.search('?!', 5)).rejects.toEqual(asks('problem-search-words'));
	});
});
