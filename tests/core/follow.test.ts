import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFollow } from '../../src/core/follow.ts';
import type { Found, News } from '../../src/core/news.ts';
import { listFollowing, unfollow } from '../../src/core/unfollow.ts';
import { FeedError, FetchError, UserError } from '../../src/errors.ts';
import { shortId } from '../../src/id.ts';
import type { ChannelRef, ParsedFeed } from '../../src/model.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';
import { saveFetch } from '../../src/store/checks.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { subscriptionsOfChannel } from '../../src/store/subscriptions.ts';
import { HOUR, NOON } from '../doc/fiction.ts';

const item = (title: string, publishedAt: number) => ({
	id: title,
	title,
	publishedAt: new Date(publishedAt),
	authors: [],
	categories: [],
	enclosures: [],
});
const harbour: ParsedFeed = {
	title: 'Harbour Post',
	siteUrl: 'https://harbour.example/',
	items: [item('Older', NOON - HOUR), item('Newer', NOON)],
};

const SEVERAL = [
	{ url: 'https://town.example/feed.xml', title: 'Town' },
	{ url: 'https://port.example/feed.xml', title: 'Port' },
];

let folder: string;
let database: Database;
let cache: Cache;
let order: News['follow'];
const planned: string[] = [];
let woken = 0;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'follow-'));
	database = await openDatabase({ dataDir: folder });
	cache = await openCache({ dataDir: folder });
	order = createFollow({
		db: database.db,
		feedIdOf: (url) => shortId('feed', url),
		cache,
		discover: async (address) => {
			if (address.startsWith('@')) throw new FetchError('address', address);
			const url = /^https?:/.test(address) ? address : `https://${address}`;
			if (url.includes('closed')) throw new FetchError('robots', url);
			if (url.includes('front')) return { url, kind: 'page', feed: harbour, others: [] };
			if (url.includes('several')) return { choices: SEVERAL };
			if (url.includes('empty')) throw new FeedError('not-a-feed', 'html');
			return { url: new URL('/feed.xml', url).href, kind: 'feed', feed: harbour, others: [] };
		},
		planNewest: async (_tx, subscription) => void planned.push(subscription.channel),
		wake: () => {
			woken++;
		},
		now: () => NOON,
	});
});
afterAll(async () => {
	await cache.close();
	await database.close();
	rmSync(folder, { recursive: true });
});
beforeEach(() => {
	planned.length = 0;
	woken = 0;
});

const followed = (channel: ChannelRef) => subscriptionsOfChannel(database.db, channel);
const asks = (phrase: string) => expect.objectContaining({ phrase });

describe('following', () => {
	const ask = (
		channel: ChannelRef,
		address: string,
		more: { pace?: 'live' | 'daily'; filter?: string } = {},
	) =>
		order({
			channel,
			address,
			pace: more.pace,
			filter: more.filter,
			locale: 'en',
			signal: new AbortController().signal,
		});
	async function follow(...[channel, address, more]: Parameters<typeof ask>): Promise<Found> {
		const answer = await ask(channel, address, more);
		if ('choices' in answer) throw new Error('a question');
		return answer;
	}
	async function choicesOf(...[channel, address, more]: Parameters<typeof ask>) {
		const answer = await ask(channel, address, more);
		return 'choices' in answer ? answer.choices : [];
	}

	test('a new feed is stored and read soon; its first fetch brings the first post', async () => {
		const found = await follow('preview:a', 'harbour.example');
		expect(found).toMatchObject({
			created: true,
			feed: { url: 'https://harbour.example/feed.xml', title: 'Harbour Post' },
		});
		expect(found.newest.map(({ title }) => title)).toEqual(['Newer', 'Older']);
		expect([planned, woken]).toEqual([[], 1]);
	});

	test('a feed that is already read gives its newest article at once', async () => {
		const { feed } = await follow('preview:b', 'read.example');
		await saveFetch(database.db, feed.id, { validators: {}, fetchedAt: NOON, nextCheckAt: NOON });
		await follow('preview:c', 'read.example');
		expect(planned).toEqual(['preview:c']);
	});

	test('a feed that moved is the same feed at its new address', async () => {
		const { feed } = await follow('preview:h', 'old.example');
		const moved = { validators: {}, fetchedAt: NOON, nextCheckAt: NOON, url: 'https://new.example/feed.xml' };
		await saveFetch(database.db, feed.id, moved);
		expect((await follow('preview:h', 'new.example')).created).toBe(false);
		expect(await followed('preview:h')).toHaveLength(1);
	});

	test('what was taken for a feed and proves to be a page is read as one from now on', async () => {
		const url = 'https://front.example/';
		await ensureFeed(database.db, { id: shortId('feed', url), url, title: 'Front' }, NOON);
		const found = await follow('preview:n', url);
		expect(found.feed.kind).toBe('page');
		expect(await followed('preview:n')).toMatchObject([{ feed: { url, kind: 'page' } }]);
	});

	test('following again changes pace and filter and posts nothing', async () => {
		const { feed } = await follow('preview:f', 'again.example');
		await saveFetch(database.db, feed.id, { validators: {}, fetchedAt: NOON, nextCheckAt: NOON });
		const again = await follow('preview:f', 'again.example', { pace: 'daily', filter: 'ferry' });
		expect(again.created).toBe(false);
		expect(await followed('preview:f')).toMatchObject([{ subscription: { pace: 'daily', filter: 'ferry' } }]);
		expect(planned).toEqual([]);
		await follow('preview:f', 'again.example');
		expect(await followed('preview:f')).toMatchObject([{ subscription: { pace: 'daily', filter: 'ferry' } }]);
	});

	test('of several feeds one is chosen, by its token or by its number; pace and filter stay as they were given', async () => {
		const given = { pace: 'daily', filter: 'ferry' } as const;
		const [town, port] = await choicesOf('preview:k', 'several.example', given);
		expect(await followed('preview:k')).toEqual([]);
		expect([town?.title, port?.url]).toEqual(['Town', 'https://port.example/feed.xml']);
		expect((await follow('preview:k', port?.token ?? '')).feed.url).toBe('https://port.example/feed.xml');
		expect((await follow('preview:k', ' 1. ')).feed.url).toBe('https://town.example/feed.xml');
		const rows = (await followed('preview:k')).map(({ subscription: { pace, filter } }) => ({
			pace,
			filter,
		}));
		expect(rows).toEqual([given, given]);
		await follow('preview:k', '1', { pace: 'live' });
		expect((await followed('preview:k')).map(({ subscription }) => subscription.pace).toSorted()).toEqual([
			'daily',
			'live',
		]);
	});

	test('an answer nobody waits for asks for the address again', async () => {
		const [town] = await choicesOf('preview:l', 'several.example');
		for (const [channel, answer, phrase] of [
			['preview:m', '1', 'problem-choice-none'],
			['preview:m', '99', 'problem-choice-none'],
			['preview:m', town?.token ?? '', 'problem-choice-old'],
			['preview:l', 'pick-0000000000000-1', 'problem-choice-old'],
			['preview:l', '3', 'problem-choice-number'],
			['preview:l', '0', 'problem-choice-number'],
			['preview:l', '1.5', 'problem-choice-number'],
			['preview:l', '-1', 'problem-choice-number'],
			['preview:l', '2130706433', 'problem-choice-number'],
			['preview:l', '0x7f.1', 'problem-choice-number'],
		] as const)
			await expect(ask(channel, answer)).rejects.toEqual(asks(phrase));
	});

	test.each([
		['a site that asks programs to stay away', 'https://closed.example/', UserError],
		['no address', '@everyone', FetchError],
		['a page without a feed', 'https://empty.example/', FeedError],
	])('%s stores nothing', async (_case, address, kind) => {
		await expect(ask('preview:g', address)).rejects.toBeInstanceOf(kind);
		expect(await followed('preview:g')).toEqual([]);
	});

	test.each(['1', 'https://harbour.example/feed.xml', 'harbour.example', 'harbour post', 'POST'])(
		'unfollow %s',
		async (which) => {
			await follow('preview:d', 'harbour.example');
			expect((await unfollow({ db: database.db, cache }, 'preview:d', which)).feed.title).toBe(
				'Harbour Post',
			);
			expect(await followed('preview:d')).toEqual([]);
		},
	);

	test('unfollowing asks back rather than guess', async () => {
		await follow('preview:e', 'harbour.example');
		await follow('preview:e', 'lighthouse.example');
		await expect(unfollow({ db: database.db, cache }, 'preview:e', 'post')).rejects.toEqual(
			asks('problem-unfollow-many'),
		);
		for (const [which, phrase] of [
			['3', 'problem-unfollow-number'],
			['0', 'problem-unfollow-number'],
			['whale', 'problem-unfollow-none'],
			['*', 'problem-unfollow-none'],
		] as const)
			await expect(unfollow({ db: database.db, cache }, 'preview:e', which)).rejects.toEqual(asks(phrase));
		expect(await followed('preview:e')).toHaveLength(2);
	});
	test.each([
		['shown', true],
		['never shown', false],
	])('a number counts in the list that was %s: twice it names one feed', async (_case, isShown) => {
		const channel = isShown ? 'preview:o' : 'preview:p';
		const deps = { db: database.db, cache };
		for (const name of ['first', 'second', 'third']) await follow(channel, `${name}.example`);
		if (isShown) await listFollowing(deps, channel);
		const first = await unfollow(deps, channel, '1');
		await expect(unfollow(deps, channel, '1')).rejects.toEqual(asks('problem-unfollow-already'));
		expect((await unfollow(deps, channel, '#2.')).feed.url).not.toBe(first.feed.url);
		expect(await followed(channel)).toHaveLength(1);
		expect(await listFollowing(deps, channel)).toHaveLength(1);
		await expect(unfollow(deps, channel, '2')).rejects.toEqual(asks('problem-unfollow-number'));
		await unfollow(deps, channel, '1');
		expect(await followed(channel)).toEqual([]);
	});

	test('what changed is told', async () => {
		await follow('preview:q', 'told.example');
		const changes = async (more: Parameters<typeof ask>[2]) =>
			(await follow('preview:q', 'told.example', more)).changed;
		expect(await changes({})).toEqual([]);
		expect(await changes({ pace: 'live' })).toEqual([]);
		expect(await changes({ pace: 'daily' })).toEqual(['pace']);
		expect(await changes({ pace: 'live', filter: 'ferry' })).toEqual(['pace', 'filter']);
	});
});
