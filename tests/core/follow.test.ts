import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createFollow, unfollow } from '../../src/core/follow.ts';
import type { News } from '../../src/core/news.ts';
import { FeedError, FetchError } from '../../src/errors.ts';
import { shortId } from '../../src/id.ts';
import type { ChannelRef, ParsedFeed } from '../../src/model.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { saveFetch } from '../../src/store/feeds.ts';
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

let folder: string;
let database: Database;
let order: News['follow'];
const planned: string[] = [];
let woken = 0;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'follow-'));
	database = await openDatabase({ dataDir: folder });
	order = createFollow({
		db: database.db,
		feedIdOf: (url) => shortId('feed', url),
		discover: async (url) => {
			if (url.includes('empty')) throw new FeedError('not-a-feed', 'html');
			return { url: `${new URL(url).origin}/feed.xml`, feed: harbour, others: [] };
		},
		planNewest: async (_tx, subscription) => void planned.push(subscription.channel),
		wake: () => {
			woken++;
		},
		now: () => NOON,
	});
});
afterAll(async () => {
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
	const follow = (
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

	test.each([
		['no address', '@everyone', FetchError],
		['a page without a feed', 'https://empty.example/', FeedError],
	])('%s stores nothing', async (_case, address, kind) => {
		await expect(follow('preview:g', address)).rejects.toBeInstanceOf(kind);
		expect(await followed('preview:g')).toEqual([]);
	});

	test.each(['1', 'https://harbour.example/feed.xml', 'harbour.example', 'harbour post', 'POST'])(
		'unfollow %s',
		async (which) => {
			await follow('preview:d', 'harbour.example');
			expect((await unfollow(database.db, 'preview:d', which)).feed.title).toBe('Harbour Post');
			expect(await followed('preview:d')).toEqual([]);
		},
	);

	test('unfollowing asks back rather than guess', async () => {
		await follow('preview:e', 'harbour.example');
		await follow('preview:e', 'lighthouse.example');
		await expect(unfollow(database.db, 'preview:e', 'post')).rejects.toEqual(asks('problem-unfollow-many'));
		for (const which of ['3', '0', 'whale', '*'])
			await expect(unfollow(database.db, 'preview:e', which)).rejects.toEqual(asks('problem-unfollow-none'));
		expect(await followed('preview:e')).toHaveLength(2);
	});
});
