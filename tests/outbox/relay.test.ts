import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeliveryState } from '../../src/model.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { planDeliveries } from '../../src/store/deliveries.ts';
import { subscriptionsOfChannel } from '../../src/store/subscriptions.ts';
import { deliveryById } from '../store/look.ts';
import { createPlatform, type Newsroom, openNewsroom, START, type Take } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
	room = await openNewsroom();
});
afterEach(() => room.close());

const lost: Take = { outcome: { kind: 'unknown', reason: 'socket hang up' } };
const lostButPosted: Take = { ...lost, posted: true };
const later = (retryAfter: number, scope: 'channel' | 'platform' = 'channel'): Take => ({
	outcome: { kind: 'later', retryAfter, scope, reason: '429' },
});

describe('what becomes of a post', () => {
	test.each<{
		name: string;
		takes: Take[];
		repeatWindow?: number;
		find?: 'honest' | 'blind' | 'fails once';
		state: DeliveryState;
		attempts: number;
		copies: number;
	}>([
		{ name: 'accepted', takes: ['accept'], state: 'sent', attempts: 1, copies: 1 },
		{ name: 'told to come later', takes: [later(5_000)], state: 'sent', attempts: 2, copies: 1 },
		{
			name: 'refused for good',
			takes: [{ outcome: { kind: 'rejected', reason: '400' } }],
			state: 'rejected',
			attempts: 1,
			copies: 0,
		},
		{
			name: 'answer lost after it was posted, key known to the platform',
			takes: [lostButPosted],
			repeatWindow: 120_000,
			state: 'sent',
			attempts: 2,
			copies: 1,
		},
		{
			name: 'answer lost before it was posted, key known to the platform',
			takes: [lost],
			repeatWindow: 120_000,
			state: 'sent',
			attempts: 2,
			copies: 1,
		},
		{
			name: 'answer lost, no key, no way to look',
			takes: [lostButPosted],
			state: 'unknown',
			attempts: 1,
			copies: 1,
		},
		{
			name: 'answer lost, found',
			takes: [lostButPosted],
			find: 'honest',
			state: 'sent',
			attempts: 1,
			copies: 1,
		},
		{ name: 'answer lost, absent', takes: [lost], find: 'honest', state: 'sent', attempts: 2, copies: 1 },
		{
			name: 'answer lost, nobody can tell',
			takes: [lost],
			find: 'blind',
			state: 'unknown',
			attempts: 1,
			copies: 0,
		},
		{
			name: 'answer lost, the look fails at first',
			takes: [lostButPosted],
			find: 'fails once',
			state: 'sent',
			attempts: 1,
			copies: 1,
		},
		{
			name: 'answer lost, then held beyond the life of the key: never repeated blindly',
			takes: [lostButPosted, later(300_000)],
			repeatWindow: 120_000,
			find: 'honest',
			state: 'sent',
			attempts: 2,
			copies: 1,
		},
		{
			name: 'answer lost, then held beyond the life of the key, no way to look',
			takes: [lostButPosted, later(300_000)],
			repeatWindow: 120_000,
			state: 'unknown',
			attempts: 2,
			copies: 1,
		},
		{
			name: 'told to come later beyond the life of a key that was never used',
			takes: [later(300_000)],
			repeatWindow: 120_000,
			state: 'sent',
			attempts: 2,
			copies: 1,
		},
		{
			name: 'the adapter stumbles',
			takes: [{ bug: new TypeError('x is undefined') }],
			state: 'unknown',
			attempts: 1,
			copies: 0,
		},
	])('$name', async ({ state, attempts, copies, ...options }) => {
		await room.plan('1/a');
		const platform = createPlatform(room.clock, options);
		const relay = room.run(platform);
		await room.clock.passUntil(async () => (await room.state('1/a')) === state, 1_000);
		expect(platform.attempts.map(({ key }) => key)).toEqual(Array(attempts).fill('1/a'));
		expect(platform.posts.get('discord:1') ?? []).toHaveLength(copies);
		await relay.stop();
	});

	test('its id, time and message are kept', async () => {
		await room.plan('1/a');
		const relay = room.run(createPlatform(room.clock));
		await vi.waitFor(async () =>
			expect(await deliveryById(room.db, '1/a')).toMatchObject({
				state: 'sent',
				messageId: 'm-1/a',
				sentAt: START,
				attempts: 1,
			}),
		);
		await relay.stop();
	});

	test('"later" is obeyed to the millisecond, and a platform is held as a whole', async () => {
		await room.plan('1/a', '2/b');
		const platform = createPlatform(room.clock, { takes: [later(5_000, 'platform'), later(2_000)] });
		const relay = room.run(platform);
		await room.clock.passUntil(() => platform.attempts.length === 4, 100);
		const since = platform.attempts.map(({ at }) => at - START);
		expect(Math.min(...since.slice(2))).toBeGreaterThanOrEqual(5_000);
		await relay.stop();
	});

	test('a moved channel is followed, with all that waits for it', async () => {
		await room.plan('1/a', '1/b');
		const platform = createPlatform(room.clock, { takes: [{ outcome: { kind: 'moved', to: 'discord:9' } }] });
		const relay = room.run(platform);
		await room.clock.passUntil(() => (platform.posts.get('discord:9')?.length ?? 0) === 2);
		expect(platform.posts.get('discord:9')).toEqual(['1/a', '1/b']);
		expect(await subscriptionsOfChannel(room.db, 'discord:9')).toHaveLength(1);
		await relay.stop();
	});

	test('a channel that is gone is paused: no second refusal, its configuration stays', async () => {
		await room.plan('1/a', '1/b', '2/c');
		const platform = createPlatform(room.clock, { takes: [{ outcome: { kind: 'gone', reason: 'kicked' } }] });
		const relay = room.run(platform);
		await room.clock.passUntil(async () => (await room.state('2/c')) === 'sent');
		expect(await room.state('1/a')).toBe('gone');
		expect(await room.state('1/b')).toBe('due');
		expect(platform.attempts).toHaveLength(2);
		const [kept] = await subscriptionsOfChannel(room.db, 'discord:1');
		expect(kept?.subscription.pausedReason).toBe('kicked');
		await relay.stop();
	});

	test('one that cannot be composed is tried again, and given up in the end', async () => {
		await room.plan('1/a', '2/b', '3/c');
		let stumbles = 2;
		const platform = createPlatform(room.clock);
		const relay = room.run(platform, {
			async docOf(delivery) {
				if (delivery.id === '1/a') throw new Error('no view');
				if (delivery.id === '2/b' && stumbles-- > 0) throw new Error('not now');
				return delivery.id === '3/c' ? undefined : { blocks: [] };
			},
		});
		await room.clock.passUntil(async () => (await room.state('1/a')) === 'rejected', 1_000);
		expect(await room.state('2/b')).toBe('sent');
		expect(await room.state('3/c')).toBe('rejected');
		expect(platform.attempts.map(({ key }) => key)).toEqual(['2/b']);
		await relay.stop();
	});
});

describe('trouble of our own is not held against a post', () => {
	test.each<{ name: string; takes: Take[]; failures: number; error: Error }>([
		{
			name: 'that the platform put off several times',
			takes: Array.from({ length: 6 }, () => later(250)),
			failures: 2,
			error: new Error('not now'),
		},
		{
			name: 'when the database is away for long',
			takes: [],
			failures: 12,
			error: new DatabaseError('ECONNREFUSED', 'nobody answers', 'select 1'),
		},
	])('$name', async ({ takes, failures, error }) => {
		await room.plan('1/a');
		const platform = createPlatform(room.clock, { takes });
		let left = failures;
		const relay = room.run(platform, {
			async docOf() {
				if (platform.attempts.length === takes.length && left-- > 0) throw error;
				return { blocks: [] };
			},
		});
		await room.clock.passUntil(
			async () => !['due', 'sending'].includes((await room.state('1/a')) ?? ''),
			1_000,
		);
		expect(await room.state('1/a')).toBe('sent');
		await relay.stop();
	});
});

describe('order and fairness', () => {
	test('a channel gets its posts in the order of planning, whatever happens to one of them', async () => {
		await room.plan('1/a', '1/b', '1/c');
		const platform = createPlatform(room.clock, {
			takes: [later(3_000), lostButPosted, 'accept', { outcome: { kind: 'rejected', reason: '400' } }],
			repeatWindow: 120_000,
		});
		const relay = room.run(platform);
		await room.clock.passUntil(async () => (await room.state('1/c')) === 'sent');
		expect(platform.attempts.map(({ key }) => key)).toEqual(['1/a', '1/a', '1/a', '1/b', '1/c']);
		await relay.stop();
	});

	test('a channel that never answers holds nobody else', async () => {
		await room.plan('1/a', '2/b', '3/c', '2/d');
		const platform = createPlatform(room.clock, { takes: ['swallow'] });
		room.run(platform);
		await room.clock.passUntil(async () => (await room.state('2/d')) === 'sent');
		expect(await room.state('1/a')).toBe('sending');
		expect(await room.state('3/c')).toBe('sent');
	});

	test('what is planned later goes out at a wake', async () => {
		const platform = createPlatform(room.clock);
		const relay = room.run(platform);
		await room.plan('1/a');
		relay.wake();
		await vi.waitFor(async () => expect(await room.state('1/a')).toBe('sent'));
		await relay.stop();
	});

	test('what is due at a time goes out at that time', async () => {
		await room.plan('1/a');
		const dueAt = START + 30_000;
		await planDeliveries(room.db, [
			{
				id: 'x',
				channel: 'discord:2',
				subject: 'digest:x',
				articleIds: ['a'],
				locale: 'en',
				dueAt,
				plannedAt: START,
			},
		]);
		const platform = createPlatform(room.clock);
		const relay = room.run(platform);
		await room.clock.passUntil(async () => (await room.state('x')) === 'sent', 500);
		expect(platform.attempts.at(-1)?.at).toBeGreaterThanOrEqual(dueAt);
		await relay.stop();
	});

	test('two hundred channels get one post each, and the platform its limit', async () => {
		const names = Array.from({ length: 200 }, (_, n) => `${n}/a`);
		await room.plan(...names);
		const platform = createPlatform(room.clock);
		const relay = room.run(platform);
		await room.clock.passUntil(() => platform.attempts.length === 200, 50);
		const times = platform.attempts.map(({ at }) => at);
		for (const at of times) {
			expect(times.filter((other) => other >= at && other < at + 1_000).length).toBeLessThanOrEqual(43);
		}
		expect(new Set(platform.attempts.map(({ channel }) => channel)).size).toBe(200);
		await relay.stop();
	});
});
