import { beforeEach, expect, test } from 'vitest';
import { followNext } from '../../src/core/import-step.ts';
import type { ChannelRef } from '../../src/model.ts';
import { planFor } from '../../src/pipeline/planning.ts';
import { saveFailure, saveFetch } from '../../src/store/checks.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import {
	failedFeeds,
	finishImport,
	importState,
	lastImport,
	type NewImport,
	openImports,
	refuseForbidden,
	startImport,
} from '../../src/store/imports.ts';
import {
	endQuiet,
	moveChannel,
	pauseChannel,
	putSubscription,
	removeSubscription,
	subscriptionsOfChannel,
} from '../../src/store/subscriptions.ts';
import { article } from '../doc/fiction.ts';
import { aFeed, aSubscription, HOUR, NOW } from '../store/samples.ts';
import { onEveryStore } from '../store/stores.ts';

const HERE: ChannelRef = 'telegram:-7';
const ELSEWHERE: ChannelRef = 'discord:7';
const wanted = (id: string, more: Partial<NewImport> = {}): NewImport => ({
	id,
	channel: HERE,
	locale: 'en',
	createdAt: NOW,
	repeated: 0,
	unreadable: [],
	feeds: ['a', 'b', 'c'].map((name) => ({
		feedId: name,
		url: `https://${name}.example/feed`,
		title: name,
		folders: ['News'],
	})),
	...more,
});
const READ = { validators: {}, fetchedAt: NOW, nextCheckAt: NOW + HOUR };

onEveryStore((db) => {
	const follow = async (one: NewImport): Promise<void> => {
		while (await followNext(db(), one, NOW));
	};
	const here = async () => (await subscriptionsOfChannel(db(), HERE)).map(({ subscription }) => subscription);
	beforeEach(async () => {
		for (const id of ['a', 'x'])
			await ensureFeed(db(), { ...aFeed(id), url: `https://${id}.example/feed` }, NOW);
	});

	test('a list is followed in its order, in silence, with its folders', async () => {
		expect(await startImport(db(), wanted('one'))).toBe(true);
		expect(await openImports(db())).toMatchObject([{ id: 'one', channel: HERE }]);
		await follow(wanted('one'));
		expect(await here()).toMatchObject(
			['a', 'b', 'c'].map((feedId) => ({ feedId, quiet: true, folders: ['News'], pace: 'live' })),
		);
		expect(await importState(db(), 'one')).toMatchObject({ already: 0, waiting: 3, read: 0, failed: 0 });
	});

	test('what is read, failed, known and unfollowed is told apart', async () => {
		await putSubscription(db(), aSubscription(HERE, 'a'));
		await startImport(db(), wanted('two'));
		await follow(wanted('two'));
		await saveFetch(db(), 'b', READ);
		await saveFailure(db(), 'c', { error: 'x', trouble: 'missing', nextCheckAt: NOW + HOUR });
		expect(await importState(db(), 'two')).toMatchObject({
			already: 1,
			read: 1,
			failed: 1,
			waiting: 0,
		});
		expect(await failedFeeds(db(), 'two')).toMatchObject([{ title: 'c', trouble: 'missing' }]);
		const ended = (await here()).find(({ feedId }) => feedId === 'c');
		await removeSubscription(db(), ended?.id ?? '');
		expect(await importState(db(), 'two')).toMatchObject({ already: 1, read: 1, waiting: 0, failed: 0 });
	});

	test('what leads into a forbidden network is told and not followed', async () => {
		await startImport(db(), wanted('net'));
		await follow(wanted('net'));
		const forbidden = { error: 'x', trouble: 'private' as const, nextCheckAt: NOW + HOUR };
		for (const id of ['a', 'b']) await saveFailure(db(), id, forbidden);
		// What was once read there stays followed: the setting may come back.
		await db().updateTable('feeds').set({ fetched_at: NOW }).where('id', '=', 'b').execute();
		await refuseForbidden(db(), { id: 'net', channel: HERE });
		expect((await here()).map(({ feedId }) => feedId)).toEqual(['b', 'c']);
		expect(await importState(db(), 'net')).toMatchObject({ refused: 1, failed: 1, waiting: 1 });
		expect(await failedFeeds(db(), 'net')).toMatchObject([
			{ title: 'a', trouble: 'private' },
			{ title: 'b', trouble: 'private' },
		]);
	});

	test('a feed that others read is not read anew, one that nobody reads is', async () => {
		for (const id of ['a', 'x']) await saveFetch(db(), id, READ);
		await putSubscription(db(), aSubscription(ELSEWHERE, 'a'));
		const list = wanted('three', {
			feeds: [
				{ feedId: 'a', url: 'https://a.example/feed', title: 'a', folders: [] },
				// Its own id is another one: the feed at this address answers.
				{ feedId: 'moved', url: 'https://x.example/feed', title: 'x', folders: [] },
			],
		});
		await startImport(db(), list);
		await follow(list);
		const rows = await subscriptionsOfChannel(db(), HERE);
		expect(rows.map(({ feed, subscription }) => [feed.id, feed.fetchedAt, subscription.quiet])).toEqual([
			['a', NOW, undefined],
			['x', undefined, true],
		]);
	});

	test('a first fetch tells the others, not the quiet; the next one tells all', async () => {
		await putSubscription(db(), aSubscription(ELSEWHERE, 'a'));
		await putSubscription(db(), { ...aSubscription(HERE, 'a'), quiet: true });
		const planned = async (id: string, isFirst: boolean) => {
			await db()
				.transaction()
				.execute((tx) => planFor(tx, 'a', article(id), NOW, isFirst));
			const rows = await db()
				.selectFrom('deliveries')
				.select('channel')
				.where('subject', '=', `story:${id}`)
				.execute();
			return rows.map(({ channel }) => channel).toSorted();
		};
		expect(await planned('f1', true)).toEqual([ELSEWHERE]);
		await endQuiet(db(), 'a');
		expect(await planned('f2', false)).toEqual([ELSEWHERE, HERE]);
	});

	test('one at a time in a channel; the last one is kept, and moves with the channel', async () => {
		expect(await startImport(db(), wanted('four'))).toBe(true);
		expect(await startImport(db(), wanted('five'))).toBe(false);
		await finishImport(db(), 'four', NOW);
		expect(await startImport(db(), wanted('five', { createdAt: NOW + 1 }))).toBe(true);
		expect(await importState(db(), 'four')).toBeUndefined();
		await moveChannel(db(), HERE, 'telegram:-1007');
		expect(await lastImport(db(), HERE)).toBeUndefined();
		expect(await lastImport(db(), 'telegram:-1007')).toMatchObject({ id: 'five' });
	});

	test('a channel that was out of reach begins anew in silence', async () => {
		await saveFetch(db(), 'x', READ);
		await putSubscription(db(), aSubscription(HERE, 'x'));
		await pauseChannel(db(), HERE, 'kicked');
		await startImport(db(), wanted('six'));
		await follow(wanted('six'));
		expect((await here()).every(({ quiet, pausedReason }) => quiet && pausedReason === undefined)).toBe(true);
	});
});
