import { describe, expect, test } from 'vitest';
import { checkSoon, saveFailure, saveFetch } from '../../src/store/checks.ts';
import { dueFeeds, ensureFeed, feedByUrl, nextCheckAt } from '../../src/store/feeds.ts';
import { rememberItems, seenItems } from '../../src/store/ledger.ts';
import { pauseChannel, putSubscription, resumeChannel } from '../../src/store/subscriptions.ts';
import { feedById } from './look.ts';
import { aFeed, aSubscription, HOUR, NOW } from './samples.ts';
import { onEveryStore } from './stores.ts';

onEveryStore((db) => {
	const follow = async (id: string, nextCheck = NOW) => {
		await ensureFeed(db(), aFeed(id), nextCheck);
		await putSubscription(db(), aSubscription('discord:1', id));
	};

	describe('a feed', () => {
		test('is stored once and is due at once', async () => {
			const first = await ensureFeed(db(), { ...aFeed(), siteUrl: 'https://courier.example/' }, NOW);
			const again = await ensureFeed(db(), { ...aFeed(), title: 'Another title' }, NOW + HOUR);
			expect(again).toEqual(first);
			expect(first).toEqual({
				...aFeed(),
				siteUrl: 'https://courier.example/',
				validators: {},
				nextCheckAt: NOW,
				failures: 0,
			});
			expect(await feedByUrl(db(), aFeed().url)).toEqual(first);
			expect(await feedById(db(), 'nobody')).toBeUndefined();
			expect(await feedByUrl(db(), 'https://nobody.example/')).toBeUndefined();
		});

		test('keeps validators byte for byte and forgets them when the publisher stops sending them', async () => {
			const { id } = await ensureFeed(db(), aFeed(), NOW);
			const etag = 'W/"é\'--\\ "';
			const next = { fetchedAt: NOW, nextCheckAt: NOW + HOUR };
			await saveFetch(db(), id, { ...next, validators: { etag, lastModified: 'yesterday', bodyHash: 'aa' } });
			expect((await feedById(db(), id))?.validators).toEqual({
				etag,
				lastModified: 'yesterday',
				bodyHash: 'aa',
			});
			await saveFetch(db(), id, { ...next, validators: {} });
			expect(await feedById(db(), id)).toMatchObject({ validators: {}, ...next });
		});

		test('counts its failures and forgets them after a success, which may bring a new address', async () => {
			const { id } = await ensureFeed(db(), aFeed(), NOW);
			for (const error of ['timeout', 'status 500']) {
				await saveFailure(db(), id, { error, nextCheckAt: NOW + HOUR });
			}
			expect(await feedById(db(), id)).toMatchObject({ failures: 2, lastError: 'status 500' });
			const url = 'https://courier.example/moved.xml';
			await saveFetch(db(), id, { url, title: 'New', validators: {}, fetchedAt: NOW, nextCheckAt: NOW });
			expect(await feedById(db(), id)).toEqual({
				id,
				url,
				oldUrl: aFeed().url,
				kind: 'feed',
				title: 'New',
				validators: {},
				fetchedAt: NOW,
				nextCheckAt: NOW,
				failures: 0,
			});
		});

		test('that shares its address with another is always the same one', async () => {
			for (const id of ['b', 'a', 'c']) await ensureFeed(db(), { ...aFeed(id), url: aFeed().url }, NOW);
			const read = { validators: {}, fetchedAt: NOW, nextCheckAt: NOW };
			await saveFetch(db(), 'b', read);
			expect((await feedByUrl(db(), aFeed().url))?.id).toBe('a');
			await saveFetch(db(), 'a', read);
			expect((await feedByUrl(db(), aFeed().url))?.id).toBe('a');
		});

		test('an address of any length can be looked up', async () => {
			const url = `https://courier.example/${'é/'.repeat(20_000)}`;
			await ensureFeed(db(), { ...aFeed(), url }, NOW);
			expect((await feedByUrl(db(), url))?.id).toBe('feed-1');
		});
	});

	describe('a feed is polled', () => {
		test('when its time has come, the longest overdue first', async () => {
			await follow('later', NOW + HOUR);
			await follow('now', NOW);
			await follow('overdue', NOW - HOUR);
			const due = await dueFeeds(db(), NOW, 10);
			expect(due.map((feed) => feed.id)).toEqual(['overdue', 'now']);
			expect(await nextCheckAt(db(), 0)).toBe(NOW - HOUR);
			expect(await nextCheckAt(db(), NOW)).toBe(NOW + HOUR);
		});

		test('page by page, also where many are due at one moment', async () => {
			const ids = ['a', 'b', 'c', 'd', 'e'];
			for (const id of ids) await follow(id, id === 'a' ? NOW : NOW - HOUR);
			const seen: string[] = [];
			for (let page = await dueFeeds(db(), NOW, 2); page.length > 0; ) {
				seen.push(...page.map(({ id }) => id));
				page = await dueFeeds(db(), NOW, 2, page.at(-1));
			}
			expect(seen).toEqual(['b', 'c', 'd', 'e', 'a']);
		});

		test('not when nobody follows it', async () => {
			await ensureFeed(db(), aFeed(), NOW);
			expect(await dueFeeds(db(), NOW, 10)).toEqual([]);
			expect(await nextCheckAt(db(), 0)).toBeUndefined();
		});

		test('not while all who follow it are paused', async () => {
			await follow('feed-1');
			await pauseChannel(db(), 'discord:1', 'kicked');
			expect(await dueFeeds(db(), NOW, 10)).toEqual([]);
			expect(await nextCheckAt(db(), 0)).toBeUndefined();
			await resumeChannel(db(), 'discord:1');
			expect(await dueFeeds(db(), NOW, 10)).toHaveLength(1);
		});

		test('not once its publisher ended it', async () => {
			await follow('feed-1');
			await saveFailure(db(), 'feed-1', { error: 'status 410', nextCheckAt: NOW, endedAt: NOW });
			expect(await dueFeeds(db(), NOW + HOUR, 10)).toEqual([]);
			expect(await feedById(db(), 'feed-1')).toMatchObject({ endedAt: NOW });
		});

		test('sooner when asked to, never later', async () => {
			await follow('feed-1', NOW + HOUR);
			await checkSoon(db(), 'feed-1', NOW);
			expect(await nextCheckAt(db(), 0)).toBe(NOW);
			await checkSoon(db(), 'feed-1', NOW + HOUR);
			expect(await nextCheckAt(db(), 0)).toBe(NOW);
		});
	});

	describe('items', () => {
		test('are remembered by feed, whatever their ids look like', async () => {
			await ensureFeed(db(), aFeed('a'), NOW);
			await ensureFeed(db(), aFeed('b'), NOW);
			const ids = ['1', '', 'it\'s "quoted"', 'nul \0', 'half \ud83d', 'x'.repeat(1_000_000)];
			await rememberItems(
				db(),
				'a',
				ids.map((itemId) => ({ itemId })),
				NOW,
			);
			await rememberItems(db(), 'a', [{ itemId: '1', articleId: 'article' }], NOW);
			expect(await seenItems(db(), 'a', [...ids, 'new'])).toEqual(new Set(ids));
			expect(await seenItems(db(), 'b', ids)).toEqual(new Set());
			expect(await seenItems(db(), 'a', [])).toEqual(new Set());
		});

		test('by the ten thousand', async () => {
			await ensureFeed(db(), aFeed(), NOW);
			const ids = Array.from({ length: 10_000 }, (_, index) => `item ${index}`);
			await rememberItems(
				db(),
				'feed-1',
				ids.map((itemId) => ({ itemId })),
				NOW,
			);
			expect((await seenItems(db(), 'feed-1', ids)).size).toBe(10_000);
		});
	});
});
