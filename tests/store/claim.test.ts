import { describe, expect, test } from 'vitest';
import type { ChannelRef } from '../../src/model.ts';
import {
	claimDue,
	inFlight,
	markDue,
	markSent,
	nextDueAt,
	planDeliveries,
} from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import {
	pauseChannel,
	putSubscription,
	removeSubscription,
	resumeChannel,
} from '../../src/store/subscriptions.ts';
import { aDelivery, aFeed, aSubscription, HOUR, NOW } from './samples.ts';
import { onEveryStore } from './stores.ts';

onEveryStore((db) => {
	const plan = (...stories: readonly [ChannelRef, string, { dueAt?: number }?][]) =>
		planDeliveries(
			db(),
			stories.map(([channel, story, more]) => aDelivery(channel, story, more)),
		);
	const claim = async (now = NOW, limit = 10, busy: readonly ChannelRef[] = []) =>
		(await claimDue(db(), 'discord', now, limit, busy)).map((delivery) => delivery.id);
	const sent = (id: string) => markSent(db(), id, { messageId: id, sentAt: NOW });

	describe('claiming', () => {
		test('takes one per channel, oldest first, up to the limit', async () => {
			await plan(
				['discord:2', 'a'],
				['discord:1', 'b'],
				['discord:1', 'a'],
				['discord:3', 'a'],
				['telegram:1', 'a'],
			);
			expect(await claim(NOW, 2)).toEqual(['discord:2/a', 'discord:1/b']);
			expect(await claim()).toEqual(['discord:3/a']);
			expect(await claim()).toEqual([]);
			await sent('discord:1/b');
			expect(await claim()).toEqual(['discord:1/a']);
		});

		test('keeps the order of planning in a channel', async () => {
			await plan(['discord:1', 'z'], ['discord:1', 'a'], ['discord:1', 'm']);
			const order: string[] = [];
			for (let [id] = await claim(); id !== undefined; [id] = await claim()) {
				order.push(id);
				await sent(id);
			}
			expect(order).toEqual(['discord:1/z', 'discord:1/a', 'discord:1/m']);
		});

		test('leaves out busy channels', async () => {
			await plan(['discord:1', 'a'], ['discord:2', 'a']);
			expect(await claim(NOW, 10, ['discord:1', 'discord:7'])).toEqual(['discord:2/a']);
		});

		test('a retry holds its channel back, one planned for later does not', async () => {
			await plan(
				['discord:1', 'tried'],
				['discord:1', 'newer'],
				['discord:2', 'tomorrow', { dueAt: NOW + 24 * HOUR }],
				['discord:2', 'newer'],
			);
			expect(await claim(NOW, 1)).toEqual(['discord:1/tried']);
			await markDue(db(), 'discord:1/tried', { dueAt: NOW + HOUR, certain: true });
			expect(await claim()).toEqual(['discord:2/newer']);
			expect(await claim(NOW + HOUR)).toEqual(['discord:1/tried']);
		});

		test('is nothing before the time', async () => {
			await plan(['discord:1', 'a', { dueAt: NOW + 1 }]);
			expect(await claim(NOW)).toEqual([]);
			expect(await claim(NOW + 1)).toEqual(['discord:1/a']);
		});

		test('gives each row to one claimer', async () => {
			const channels = Array.from({ length: 60 }, (_, index) => `discord:${index}` as const);
			await plan(
				...channels.flatMap((channel): [ChannelRef, string][] => [
					[channel, 'a'],
					[channel, 'b'],
				]),
			);
			const claims = await Promise.all(Array.from({ length: 8 }, () => claim(NOW, 20)));
			for (let more = await claim(); more.length > 0; more = await claim()) claims.push(more);
			const ids = claims.flat();
			expect(new Set(ids).size).toBe(ids.length);
			expect([...ids].sort()).toEqual(channels.map((channel) => `${channel}/a`).sort());
			expect(await inFlight(db(), 'discord')).toHaveLength(60);
		});
	});

	test('a paused channel waits, with all it has', async () => {
		for (const id of ['feed-1', 'feed-2']) {
			await ensureFeed(db(), aFeed(id), NOW);
			await putSubscription(db(), aSubscription('discord:1', id));
		}
		await plan(['discord:1', 'a']);
		await pauseChannel(db(), 'discord:1', 'kicked');
		expect([await claim(), await nextDueAt(db(), 'discord')]).toEqual([[], undefined]);
		await removeSubscription(db(), aSubscription('discord:1', 'feed-2').id);
		expect(await claim()).toEqual([]);
		await resumeChannel(db(), 'discord:1');
		expect(await nextDueAt(db(), 'discord')).toBe(NOW);
		expect(await claim()).toEqual(['discord:1/a']);
	});

	describe('the next due time', () => {
		test('is that of the earliest that can be claimed', async () => {
			expect(await nextDueAt(db(), 'discord')).toBeUndefined();
			await plan(
				['discord:1', 'a', { dueAt: NOW + 2 * HOUR }],
				['discord:2', 'a', { dueAt: NOW + HOUR }],
				['telegram:1', 'a'],
			);
			expect(await nextDueAt(db(), 'discord')).toBe(NOW + HOUR);
			expect(await nextDueAt(db(), 'telegram')).toBe(NOW);
		});
		test('is that of the retry for those that wait behind it', async () => {
			await plan(['discord:1', 'a'], ['discord:1', 'b']);
			await claim();
			expect(await nextDueAt(db(), 'discord')).toBeUndefined();
			await markDue(db(), 'discord:1/a', { dueAt: NOW + HOUR, certain: true });
			expect(await nextDueAt(db(), 'discord')).toBe(NOW + HOUR);
		});
	});
});
