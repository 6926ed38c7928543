/**
 * The process dies at every step of an attempt; another one starts on the same database, against the same
 * platform. A dead relay is one whose answers never come: it can neither record nor claim any more.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelRef } from '../../src/model.ts';
import { countStates } from '../../src/store/deliveries.ts';
import { createPlatform, type Newsroom, openNewsroom, START, type Take } from './newsroom.ts';

let room: Newsroom;
beforeEach(async () => {
	room = await openNewsroom();
});
afterEach(() => room.close());

const never = () => new Promise<never>(() => {});

type Step = 'claimed' | 'called, not accepted' | 'accepted, not recorded' | 'recorded';
const STEPS: readonly Step[] = ['claimed', 'called, not accepted', 'accepted, not recorded', 'recorded'];
const TAKES: Readonly<Record<Step, Take>> = {
	claimed: 'accept',
	'called, not accepted': 'swallow',
	'accepted, not recorded': 'accept, answer lost',
	recorded: 'accept',
};

/** Runs a relay into its death. @returns what stands on the platform then. */
async function dieAt(step: Step): Promise<Map<ChannelRef, string[]>> {
	const platform = createPlatform(room.clock, { takes: [TAKES[step]] });
	const relay = room.run(platform, step === 'claimed' ? { docOf: never } : {});
	const state = step === 'recorded' ? 'sent' : 'sending';
	await vi.waitFor(async () => {
		expect(await room.state('1/a')).toBe(state);
		expect(platform.attempts).toHaveLength(step === 'claimed' ? 0 : 1);
	});
	if (step === 'recorded') await relay.stop();
	return platform.posts;
}

describe.each(STEPS)('killed when a post was %s', (step) => {
	const posted = step === 'accepted, not recorded' || step === 'recorded';

	test.each<{
		name: string;
		awayMs: number;
		repeatWindow?: number;
		find?: 'honest' | 'blind';
		/** Where the step left the outcome open: what the next process makes of it. */
		copies: number;
		state: 'sent' | 'unknown';
	}>([
		{ name: 'back while the key is known', awayMs: 5_000, repeatWindow: 120_000, copies: 1, state: 'sent' },
		{
			name: 'back later, can look',
			awayMs: 600_000,
			repeatWindow: 120_000,
			find: 'honest',
			copies: 1,
			state: 'sent',
		},
		{
			name: 'back later, cannot look',
			awayMs: 600_000,
			repeatWindow: 120_000,
			copies: posted ? 1 : 0,
			state: 'unknown',
		},
		{ name: 'no key, can look', awayMs: 5_000, find: 'honest', copies: 1, state: 'sent' },
		{ name: 'no key, looks in vain', awayMs: 5_000, find: 'blind', copies: posted ? 1 : 0, state: 'unknown' },
		{ name: 'no key, cannot look', awayMs: 5_000, copies: posted ? 1 : 0, state: 'unknown' },
	])('$name', async ({ awayMs, copies, state, ...options }) => {
		await room.plan('1/a');
		const posts = await dieAt(step);
		room.clock.pass(awayMs);

		await room.plan('1/b', '2/c');
		const platform = createPlatform(room.clock, { ...options, posts });
		const relay = room.run(platform);
		await room.clock.passUntil(async () => (await room.state('1/b')) === 'sent', 1_000);

		expect(await room.state('1/a')).toBe(step === 'recorded' ? 'sent' : state);
		expect(await room.state('2/c')).toBe('sent');
		expect(posts.get('discord:1')?.filter((key) => key === '1/a') ?? []).toHaveLength(copies);
		expect(posts.get('discord:1')?.at(-1)).toBe('1/b');
		await relay.stop();
	});
});

test('the platform is asked only when what was on its way has arrived', async () => {
	await room.plan('1/a');
	const posts = await dieAt('called, not accepted');
	room.clock.pass(1_000);
	const platform = createPlatform(room.clock, { find: 'honest', posts });
	const relay = room.run(platform);
	await room.clock.passUntil(() => platform.looks.length > 0);
	expect((platform.looks[0]?.at ?? 0) - START).toBeGreaterThanOrEqual(30_000);
	await relay.stop();
});

test('at no moment of a fan-out are many posts in doubt', async () => {
	const posts = Array.from({ length: 40 }, (_, n) => `${n}/a`);
	const ROUND_TRIP_MS = 50;
	await room.plan(...posts);
	const platform = createPlatform(room.clock);
	const relay = room.run({
		...platform,
		async send(message) {
			await new Promise<void>((resolve) => void room.clock.after(ROUND_TRIP_MS, resolve));
			return platform.send(message);
		},
	});
	let most = 0;
	await room.clock.passUntil(async () => {
		const { sending, sent } = await countStates(room.db);
		most = Math.max(most, sending);
		return sent === posts.length;
	}, 5);
	expect(most).toBeLessThanOrEqual(10);
	await relay.stop();
});

test('a claim that was committed although its answer was lost is put back, not given up', async () => {
	await room.plan('1/a');
	let loses = 1;
	const flaky = room.db.withPlugin({
		transformQuery: ({ node }) => node,
		async transformResult({ result }) {
			const claimed = result.rows.some((row) => row.state === 'sending');
			if (claimed && loses-- > 0) throw new Error('connection lost');
			return result;
		},
	});
	const platform = createPlatform(room.clock);
	const relay = room.run(platform, { db: flaky });
	await room.clock.passUntil(async () => (await room.state('1/a')) === 'sent');
	expect(loses).toBeLessThan(1);
	expect(platform.posts.get('discord:1')).toEqual(['1/a']);
	await relay.stop();
});

test('an outcome that cannot be recorded at once is recorded later, and the post not repeated', async () => {
	await room.plan('1/a', '1/b');
	let failures = 3;
	const flaky = room.db.withPlugin({
		transformQuery({ node }) {
			const records = node.kind === 'UpdateQueryNode' && JSON.stringify(node).includes('message_id');
			if (records && failures-- > 0) throw new Error('disk full');
			return node;
		},
		transformResult: async ({ result }) => result,
	});
	const platform = createPlatform(room.clock);
	const relay = room.run(platform, { db: flaky });
	await room.clock.passUntil(async () => (await room.state('1/b')) === 'sent');
	expect(failures).toBeLessThan(1);
	expect(platform.posts.get('discord:1')).toEqual(['1/a', '1/b']);
	await relay.stop();
});

describe('stop', () => {
	test('finishes what is in flight and claims nothing more', async () => {
		await room.plan('1/a', '1/b');
		let answer = (_: { messageId: string }) => {};
		const platform = createPlatform(room.clock);
		const send = vi.fn(() => new Promise<{ messageId: string }>((resolve) => (answer = resolve)));
		const relay = room.run({ ...platform, send });
		await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
		const stopped = relay.stop();
		answer({ messageId: 'm1' });
		await stopped;
		expect(await room.state('1/a')).toBe('sent');
		expect(await room.state('1/b')).toBe('due');
	});

	test('waits no longer than ten seconds', async () => {
		await room.plan('1/a');
		const platform = createPlatform(room.clock, { takes: ['swallow'] });
		const relay = room.run(platform);
		await vi.waitFor(() => expect(platform.attempts).toHaveLength(1));
		let over = false;
		const stopped = relay.stop().then(() => {
			over = true;
		});
		room.clock.pass(9_999);
		await room.state('1/a');
		expect(over).toBe(false);
		room.clock.pass(1);
		await stopped;
		expect(await room.state('1/a')).toBe('sending');
	});
});
