import { expect, test, vi } from 'vitest';
import { saveFailure, saveFetch, saveUnchanged } from '../../src/store/checks.ts';
import { ensureFeed, feedsToRead } from '../../src/store/feeds.ts';
import {
	confirmLease,
	denyLease,
	dueHubs,
	forgetHub,
	hintFeed,
	hubSubscription,
	leaveUnread,
	moveCallbacks,
	noteAsked,
	notePing,
	stretchChecks,
	wantHub,
} from '../../src/store/hub-subscriptions.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { feedById } from './look.ts';
import { aFeed, aSubscription, DAY, HOUR, NOW } from './samples.ts';
import { onEveryStore } from './stores.ts';

const wanted = (id: string) => ({
	id,
	hub: 'https://hub.example/',
	topic: `https://courier.example/${id}`,
	callback: `https://old.example/websub/${id}`,
	secret: 'secret',
});

onEveryStore((db) => {
	const start = async (): Promise<void> => {
		await ensureFeed(db(), aFeed(), NOW);
		await saveFetch(db(), 'feed-1', { validators: {}, fetchedAt: NOW, nextCheckAt: NOW + HOUR });
		await putSubscription(db(), aSubscription('discord:1'));
		expect(await wantHub(db(), 'feed-1', wanted('a'), NOW)).toBe(true);
	};
	const state = async (id = 'a') => (await hubSubscription(db(), id))?.state;
	const lease = { until: NOW + DAY, renewAt: NOW + HOUR };

	test('from the wish to the lease: only what was asked is confirmed', async () => {
		await start();
		expect(await wantHub(db(), 'feed-1', { ...wanted('a'), id: 'again' }, NOW)).toBe(false);
		expect(await dueHubs(db(), NOW, 9)).toMatchObject([
			{ ...wanted('a'), feedId: 'feed-1', state: 'wanted' },
		]);
		expect(await confirmLease(db(), 'a', lease)).toBe(false);
		await noteAsked(db(), 'a', 'subscribe', { at: NOW + 1, failures: 1 });
		expect(await hubSubscription(db(), 'a')).toMatchObject({ asked: 'subscribe', failures: 1 });
		expect(await confirmLease(db(), 'a', lease)).toBe(true);
		expect(await confirmLease(db(), 'a', lease)).toBe(false);
		expect(await hubSubscription(db(), 'a')).toMatchObject({ state: 'active', leaseUntil: NOW + DAY });
		expect(await dueHubs(db(), NOW, 9)).toEqual([]);
		await denyLease(db(), 'a', NOW + DAY);
		expect(await state()).toBe('wanted');
	});

	test('another hub, none, or no reader: the old subscription is left', async () => {
		await start();
		expect(await wantHub(db(), 'feed-1', wanted('b'), NOW)).toBe(true);
		expect([await state('a'), await state('b')]).toEqual(['leaving', 'wanted']);
		await leaveUnread(db(), NOW);
		expect(await state('b')).toBe('wanted');
		await db().deleteFrom('subscriptions').execute();
		await leaveUnread(db(), NOW);
		expect(await state('b')).toBe('leaving');
		await forgetHub(db(), 'b');
		expect(await state('b')).toBeUndefined();
	});

	test('callbacks move with our address, once', async () => {
		await start();
		await noteAsked(db(), 'a', 'subscribe', { at: NOW + DAY, failures: 3 });
		await moveCallbacks(db(), 'https://new.example/websub/', NOW + 1);
		await moveCallbacks(db(), 'https://new.example/websub/', NOW + 2);
		expect(await dueHubs(db(), NOW + 1, 9)).toMatchObject([
			{ callback: 'https://new.example/websub/a', failures: 0 },
		]);
	});

	test('a hint brings a healthy feed forward, and a pause after one is drawn out once', async () => {
		await start();
		const nextCheck = async () => (await feedById(db(), 'feed-1'))?.nextCheckAt;
		await hintFeed(db(), 'feed-1', NOW + 5);
		await hintFeed(db(), 'feed-1', NOW + 9);
		expect(await nextCheck()).toBe(NOW + 5);
		await noteAsked(db(), 'a', 'subscribe', { at: NOW, failures: 0 });
		await confirmLease(db(), 'a', lease);
		await notePing(db(), 'a', NOW + 1);
		await feedsToRead(db(), ['feed-1'], NOW + 5);
		await saveFetch(db(), 'feed-1', { validators: {}, fetchedAt: NOW + 6, nextCheckAt: NOW + 6 + HOUR });
		for (const longest of [DAY, DAY]) await stretchChecks(db(), NOW + 7, { factor: 4, longest, since: NOW });
		expect(await nextCheck()).toBe(NOW + 6 + 4 * HOUR);
		await saveFailure(db(), 'feed-1', { error: 'status 429', nextCheckAt: NOW + DAY });
		await hintFeed(db(), 'feed-1', NOW + 9);
		expect(await nextCheck()).toBe(NOW + DAY);
	});

	test('a hint during a visit outlives what the visit leaves, whichever way it ends well', async () => {
		await start();
		const left = { validators: {}, fetchedAt: NOW + 9, nextCheckAt: NOW + DAY };
		const nextCheck = async () => (await feedById(db(), 'feed-1'))?.nextCheckAt;
		for (const end of [
			() => saveFetch(db(), 'feed-1', left),
			() => saveUnchanged(db(), [{ id: 'feed-1', record: left }]),
		]) {
			expect(await feedsToRead(db(), ['feed-1'], NOW + DAY)).toHaveLength(1);
			await hintFeed(db(), 'feed-1', NOW + 5);
			await end();
			expect(await nextCheck()).toBe(NOW + 5);
			expect(await feedsToRead(db(), ['feed-1'], NOW + DAY)).toHaveLength(1);
			await end();
			expect(await nextCheck()).toBe(NOW + DAY);
		}
		await hintFeed(db(), 'feed-1', NOW + 5);
		await saveFailure(db(), 'feed-1', { error: 'status 500', nextCheckAt: NOW + HOUR });
		expect(await nextCheck()).toBe(NOW + HOUR);
	});

	test('many pauses are drawn out in two statements', async () => {
		const ids = Array.from({ length: 40 }, (_, n) => `many-${n}`);
		for (const id of ids) {
			await ensureFeed(db(), { ...aFeed(), id, url: `https://courier.example/${id}` }, NOW);
			await wantHub(db(), id, wanted(id), NOW);
		}
		await db()
			.updateTable('feeds')
			.set({ fetched_at: NOW + 2, next_check_at: NOW + 2 + HOUR })
			.execute();
		const active = { state: 'active', lease_until: NOW + DAY, pinged_at: NOW + 1 } as const;
		await db().updateTable('hub_subscriptions').set(active).execute();
		await hintFeed(db(), 'many-7', NOW + 60_000);
		const begun = vi.spyOn(db(), 'transaction');
		await stretchChecks(db(), NOW + 3, { factor: 4, longest: DAY, since: NOW });
		expect(begun).toHaveBeenCalledTimes(1);
		begun.mockRestore();
		const rows = await db().selectFrom('feeds').select(['id', 'next_check_at']).execute();
		expect(rows.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
			ids
				.map((id) => ({ id, next_check_at: id === 'many-7' ? NOW + 60_000 : NOW + 2 + 4 * HOUR }))
				.toSorted((a, b) => a.id.localeCompare(b.id)),
		);
	});
});
