import { beforeEach, describe, expect, test } from 'vitest';
import {
	addDigestEntries,
	claimDue,
	closeDigest,
	countStates,
	deliveryByMessage,
	dueDigests,
	finish,
	inFlight,
	markDue,
	markSent,
	newestSent,
	planDeliveries,
	toldChannels,
} from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { pauseChannel, putSubscription, resumeChannel } from '../../src/store/subscriptions.ts';
import { deliveryById } from './look.ts';
import { aDelivery, aFeed, anEntry, aSubscription, HOUR, NOW } from './samples.ts';
import { onEveryStore } from './stores.ts';

onEveryStore((db) => {
	const A = aDelivery('discord:1', 'a');
	const claim = () => claimDue(db(), 'discord', NOW, 10, []);

	describe('planning', () => {
		test('makes a row that is due', async () => {
			await planDeliveries(db(), [A]);
			expect(await deliveryById(db(), A.id)).toEqual({ ...A, state: 'due', attempts: 0 });
			expect(await deliveryById(db(), 'nobody')).toBeUndefined();
		});
		test('the same again changes nothing, whatever became of it', async () => {
			await planDeliveries(db(), [A]);
			await claim();
			await markSent(db(), A.id, { messageId: '1', sentAt: NOW });
			const sent = await deliveryById(db(), A.id);
			await planDeliveries(db(), [A, A, { ...A, id: 'another id' }]);
			expect(await deliveryById(db(), A.id)).toEqual(sent);
			expect((await countStates(db())).due).toBe(0);
		});
		test('reaches ten thousand channels', async () => {
			const channels = Array.from({ length: 10_000 }, (_, index) => `discord:${index}` as const);
			await planDeliveries(
				db(),
				channels.map((channel) => aDelivery(channel, 'a')),
			);
			expect((await toldChannels(db(), 'a', channels)).size).toBe(10_000);
		});
	});

	describe('a delivery', () => {
		beforeEach(async () => {
			await planDeliveries(db(), [A]);
			await claim();
		});
		test('is in flight until its attempt has an answer', async () => {
			expect(await inFlight(db(), 'discord')).toEqual([
				{ ...A, state: 'sending', attempts: 1, firstTriedAt: NOW },
			]);
			expect(await inFlight(db(), 'telegram')).toEqual([]);
			await markSent(db(), A.id, { messageId: '77', sentAt: NOW + 5 });
			expect(await inFlight(db(), 'discord')).toEqual([]);
			expect(await deliveryById(db(), A.id)).toMatchObject({
				state: 'sent',
				messageId: '77',
				sentAt: NOW + 5,
			});
		});
		test('that was certainly not sent starts over', async () => {
			await markDue(db(), A.id, { dueAt: NOW + HOUR, reason: '429', certain: true });
			expect(await deliveryById(db(), A.id)).toEqual({
				...A,
				state: 'due',
				dueAt: NOW + HOUR,
				attempts: 1,
				reason: '429',
			});
		});
		test('that was perhaps sent remembers its first attempt', async () => {
			await markDue(db(), A.id, { dueAt: NOW + 1, certain: false });
			const [again] = await claimDue(db(), 'discord', NOW + 1, 10, []);
			expect(again).toMatchObject({ attempts: 2, firstTriedAt: NOW });
		});
		test.each(['gone', 'rejected', 'unknown'] as const)('ends as %s with the reason', async (state) => {
			await finish(db(), A.id, state, 'the platform said so');
			expect(await deliveryById(db(), A.id)).toMatchObject({ state, reason: 'the platform said so' });
			expect(await claim()).toEqual([]);
			expect(await countStates(db())).toEqual({
				due: 0,
				sending: 0,
				sent: 0,
				gone: 0,
				rejected: 0,
				unknown: 0,
				[state]: 1,
			});
		});
		test('once sent stays sent', async () => {
			await markSent(db(), A.id, { messageId: '1', sentAt: NOW });
			await markDue(db(), A.id, { dueAt: NOW, certain: true });
			await finish(db(), A.id, 'unknown', 'late answer');
			expect(await deliveryById(db(), A.id)).toMatchObject({ state: 'sent', messageId: '1' });
		});
		test.each(['gone', 'rejected', 'unknown'] as const)(
			'once %s stays so, whatever comes late',
			async (state) => {
				await finish(db(), A.id, state, 'the platform said so');
				await markDue(db(), A.id, { dueAt: NOW, certain: true });
				await finish(db(), A.id, state === 'gone' ? 'unknown' : 'gone', 'late answer');
				expect(await deliveryById(db(), A.id)).toMatchObject({ state, reason: 'the platform said so' });
			},
		);
		test('that was unknown is sent when that is proved', async () => {
			await finish(db(), A.id, 'unknown', 'lost answer');
			await markSent(db(), A.id, { messageId: '1', sentAt: NOW });
			expect(await deliveryById(db(), A.id)).not.toHaveProperty('reason');
		});
	});

	test('a message leads to its delivery, the newest one to what the channel read last', async () => {
		const B = aDelivery('discord:1', 'b', { plannedAt: NOW + 1 });
		const other = aDelivery('discord:2', 'a');
		await planDeliveries(db(), [A, B, other]);
		for (const [index, { id }] of [A, B, other].entries()) {
			await markSent(db(), id, { messageId: index === 1 ? '2' : '1', sentAt: NOW + index });
		}
		expect((await deliveryByMessage(db(), 'discord:1', '1'))?.id).toBe(A.id);
		expect((await deliveryByMessage(db(), 'discord:2', '1'))?.id).toBe(other.id);
		expect(await deliveryByMessage(db(), 'discord:1', '3')).toBeUndefined();
		expect((await newestSent(db(), 'discord:1'))?.id).toBe(B.id);
		expect(await newestSent(db(), 'discord:3')).toBeUndefined();
	});

	describe('digests', () => {
		beforeEach(async () => {
			await ensureFeed(db(), aFeed(), NOW);
			for (const channel of ['discord:1', 'discord:2'] as const) {
				await putSubscription(db(), aSubscription(channel, 'feed-1', { pace: 'daily' }));
			}
		});
		test('are due by subscription, each with its stories in order', async () => {
			const later = anEntry('discord:1', 'later', { dueAt: NOW + HOUR });
			const second = anEntry('discord:1', 'a', { plannedAt: NOW + 1 });
			const first = anEntry('discord:1', 'b');
			await addDigestEntries(db(), [later, second, first, anEntry('discord:2', 'a')]);
			const due = await dueDigests(db(), NOW);
			expect(due).toHaveLength(2);
			expect(due.find(({ subscription }) => subscription.channel === 'discord:1')).toEqual({
				subscription: aSubscription('discord:1', 'feed-1', { pace: 'daily' }),
				entries: [first, second],
			});
		});
		test('hold a story once per channel', async () => {
			await addDigestEntries(db(), [anEntry('discord:1', 'a')]);
			await addDigestEntries(db(), [anEntry('discord:1', 'a', { articleId: 'other' })]);
			expect((await dueDigests(db(), NOW))[0]?.entries).toEqual([anEntry('discord:1', 'a')]);
		});
		test('once closed are not due, and the channel stays told', async () => {
			const entries = [anEntry('discord:1', 'a'), anEntry('discord:2', 'a')];
			await addDigestEntries(db(), entries);
			await closeDigest(db(), entries.slice(0, 1));
			expect((await dueDigests(db(), NOW)).map(({ subscription }) => subscription.channel)).toEqual([
				'discord:2',
			]);
			await addDigestEntries(db(), entries);
			expect(await dueDigests(db(), NOW)).toHaveLength(1);
			expect(await toldChannels(db(), 'a', ['discord:1', 'discord:2', 'discord:3'])).toEqual(
				new Set(['discord:1', 'discord:2']),
			);
		});
		test('of a paused channel wait', async () => {
			await addDigestEntries(db(), [anEntry('discord:1', 'a')]);
			await pauseChannel(db(), 'discord:1', 'kicked');
			expect(await dueDigests(db(), NOW)).toEqual([]);
			await resumeChannel(db(), 'discord:1');
			expect(await dueDigests(db(), NOW)).toHaveLength(1);
		});
	});
});
