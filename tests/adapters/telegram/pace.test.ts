import { describe, expect, test } from 'vitest';
import { createPace } from '../../../src/adapters/telegram/pace.ts';

function clock() {
	let time = 1_000_000;
	const pace = createPace(() => time);
	const take = (chat: number): number => {
		const slot = pace.take(chat);
		if (slot.kind === 'wait') return slot.milliseconds;
		slot.done();
		return 0;
	};
	const pass = (ms: number): void => {
		time += ms;
	};
	return { pace, take, pass };
}

describe('a chat', () => {
	test('bears three at once, then one a second', () => {
		const { take, pass } = clock();
		expect([take(1), take(1), take(1), take(1)]).toEqual([0, 0, 0, 3000]);
		pass(3000);
		expect(take(1)).toBe(0);
	});
	test('one a second goes on for ever in private', () => {
		const { take, pass } = clock();
		for (let second = 0; second < 100; second++) {
			expect(take(1)).toBe(0);
			pass(1000);
		}
	});
	test('a group besides bears 20 a minute', () => {
		const { take, pass } = clock();
		for (let second = 0; second < 20; second++) {
			expect(take(-1)).toBe(0);
			pass(1000);
		}
		expect(take(-1)).toBe(40_000);
		pass(40_000);
		expect(take(-1)).toBe(0);
	});
	test('holds a place while an answer is awaited, and one window after it', () => {
		const { pace, take, pass } = clock();
		const slots = [pace.take(1), pace.take(1), pace.take(1)];
		pass(10_000);
		expect(take(1)).toBeGreaterThan(0);
		for (const slot of slots) if (slot.kind === 'go') slot.done();
		expect(take(1)).toBe(3000);
	});
	test('does not hold up another', () => {
		const { take } = clock();
		for (let times = 0; times < 4; times++) take(1);
		expect(take(2)).toBe(0);
	});
});

describe('all chats of the token', () => {
	test('bear 30 in a second together', () => {
		const { pace, take, pass } = clock();
		expect(Array.from({ length: 31 }, (_, chat) => take(chat + 1))).toEqual([...Array(30).fill(0), 1000]);
		expect(pace.take(99)).toMatchObject({ kind: 'wait', scope: 'token' });
		pass(1000);
		expect(take(99)).toBe(0);
	});
	test('wait out a hold, the longest one', () => {
		const { pace, take, pass } = clock();
		pace.hold(3000);
		pace.hold(1000);
		expect(pace.take(1)).toMatchObject({ kind: 'wait', milliseconds: 3000, scope: 'token' });
		pass(3000);
		expect([pace.heldFor(), take(1)]).toEqual([0, 0]);
	});
	test('one that has had its own waits for itself alone', () => {
		const { pace, take } = clock();
		for (let times = 0; times < 3; times++) take(1);
		expect(pace.take(1)).toMatchObject({ kind: 'wait', scope: 'chat' });
	});
});

test('after a restart a chat’s burst counts as spent, its minute does not', () => {
	let time = 10_000;
	const pace = createPace(() => time, time);
	expect(pace.take(-1)).toEqual({ kind: 'wait', milliseconds: 3_000, scope: 'chat' });
	time += 3_000;
	for (let message = 0; message < 20; message++) {
		const slot = pace.take(-1);
		expect(slot.kind).toBe('go');
		if (slot.kind === 'go') slot.done();
		time += 1_000;
	}
});
