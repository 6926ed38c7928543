import { beforeEach, describe, expect, test } from 'vitest';
import type { ChannelRef } from '../../src/model.ts';
import {
	addDigestEntries,
	claimDue,
	dueDigests,
	markSent,
	newestSent,
	planDeliveries,
	toldChannels,
} from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import {
	moveChannel,
	pauseChannel,
	putSubscription,
	removeSubscription,
	resumeChannel,
	subscriptionsOfChannel,
	subscriptionsOfFeed,
} from '../../src/store/subscriptions.ts';
import { deliveryById } from './look.ts';
import { aDelivery, aFeed, anEntry, aSubscription, NOW } from './samples.ts';
import { onEveryStore } from './stores.ts';

const OLD: ChannelRef = 'telegram:-5';
const NEW: ChannelRef = 'telegram:-1005';

onEveryStore((db) => {
	beforeEach(async () => {
		for (const id of ['feed-1', 'feed-2']) await ensureFeed(db(), aFeed(id), NOW);
	});
	const follow = (channel: ChannelRef, feedId = 'feed-1', more = {}) =>
		putSubscription(db(), aSubscription(channel, feedId, more));
	const of = async (channel: ChannelRef) =>
		(await subscriptionsOfChannel(db(), channel)).map(({ subscription }) => subscription);

	describe('following', () => {
		test('a feed, with the feed in the list, in the order of following', async () => {
			await follow('discord:1', 'feed-2', { createdAt: NOW + 1 });
			expect(await follow('discord:1', 'feed-1', { filter: '"port" -ferry' })).toEqual({ created: true });
			const list = await subscriptionsOfChannel(db(), 'discord:1');
			expect(list.map(({ feed }) => feed.id)).toEqual(['feed-1', 'feed-2']);
			expect(list[0]?.subscription).toEqual(
				aSubscription('discord:1', 'feed-1', { filter: '"port" -ferry' }),
			);
			expect(await of('discord:2')).toEqual([]);
		});

		test('again changes pace, filter and language, and nothing else', async () => {
			await follow('discord:1', 'feed-1', { filter: 'port' });
			const again = { id: 'another', pace: 'daily', locale: 'fr', createdAt: NOW + 1 };
			expect(await follow('discord:1', 'feed-1', again)).toEqual({ created: false });
			expect(await of('discord:1')).toEqual([
				aSubscription('discord:1', 'feed-1', { pace: 'daily', locale: 'fr' }),
			]);
		});

		test('in a paused channel resumes all of it', async () => {
			await follow('discord:1', 'feed-1');
			await pauseChannel(db(), 'discord:1', 'kicked');
			await follow('discord:1', 'feed-2');
			expect((await of('discord:1')).map((one) => one.pausedReason)).toEqual([undefined, undefined]);
		});

		test('ends with the stories that waited for its digest', async () => {
			await follow('discord:1', 'feed-1', { pace: 'daily' });
			await addDigestEntries(db(), [anEntry('discord:1', 'waiting')]);
			await removeSubscription(db(), aSubscription('discord:1').id);
			await removeSubscription(db(), 'nobody');
			expect(await of('discord:1')).toEqual([]);
			expect(await toldChannels(db(), 'waiting', ['discord:1'])).toEqual(new Set());
		});
	});

	test('the subscriptions of a feed are those that can be reached', async () => {
		await follow('discord:1');
		await follow('discord:2');
		await follow('discord:2', 'feed-2');
		await pauseChannel(db(), 'discord:1', 'kicked');
		expect(await subscriptionsOfFeed(db(), 'feed-1')).toEqual([aSubscription('discord:2')]);
		expect((await of('discord:1'))[0]?.pausedReason).toBe('kicked');
		await resumeChannel(db(), 'discord:1');
		expect(await subscriptionsOfFeed(db(), 'feed-1')).toHaveLength(2);
	});

	describe('a channel with a new address', () => {
		test('keeps what it follows; what the new place follows already wins', async () => {
			await follow(OLD, 'feed-1', { pace: 'daily' });
			await follow(OLD, 'feed-2', { filter: 'port' });
			await follow(NEW, 'feed-1');
			await moveChannel(db(), OLD, NEW);
			expect(await of(OLD)).toEqual([]);
			expect(await of(NEW)).toEqual([
				aSubscription(NEW, 'feed-1'),
				aSubscription(NEW, 'feed-2', { id: aSubscription(OLD, 'feed-2').id, filter: 'port' }),
			]);
		});

		test('gets what was due, also what was being sent', async () => {
			await planDeliveries(db(), [aDelivery(OLD, 'a'), aDelivery(OLD, 'b')]);
			const [flying] = await claimDue(db(), 'telegram', NOW, 1, []);
			await moveChannel(db(), OLD, 'discord:9');
			expect(await deliveryById(db(), flying?.id ?? '')).toMatchObject({
				channel: 'discord:9',
				state: 'sending',
			});
			await markSent(db(), flying?.id ?? '', { messageId: '1', sentAt: NOW });
			expect(await claimDue(db(), 'discord', NOW, 9, [])).toHaveLength(1);
		});

		test('remembers what it was told, under no message of the old place', async () => {
			await planDeliveries(db(), [aDelivery(OLD, 'told'), aDelivery(OLD, 'both'), aDelivery(NEW, 'both')]);
			await claimDue(db(), 'telegram', NOW, 9, []);
			await markSent(db(), aDelivery(OLD, 'told').id, { messageId: '7', sentAt: NOW });
			await moveChannel(db(), OLD, NEW);
			expect(await toldChannels(db(), 'told', [OLD, NEW])).toEqual(new Set([NEW]));
			expect(await toldChannels(db(), 'both', [OLD, NEW])).toEqual(new Set([NEW]));
			const newest = await newestSent(db(), NEW);
			expect(newest).toMatchObject({ id: aDelivery(OLD, 'told').id, sentAt: NOW });
			expect(newest).not.toHaveProperty('messageId');
		});

		test('gets its digest once', async () => {
			await follow(OLD, 'feed-1', { pace: 'daily' });
			await follow(NEW, 'feed-1', { pace: 'daily' });
			await addDigestEntries(db(), [anEntry(OLD, 'a'), anEntry(OLD, 'b'), anEntry(NEW, 'b')]);
			await moveChannel(db(), OLD, NEW);
			const digests = await dueDigests(db(), NOW);
			expect(digests.map(({ entries }) => entries)).toEqual([[anEntry(NEW, 'a'), anEntry(NEW, 'b')]]);
		});

		test('may be told the same address', async () => {
			await follow(OLD);
			await moveChannel(db(), OLD, OLD);
			expect(await of(OLD)).toEqual([aSubscription(OLD)]);
		});
	});
});
