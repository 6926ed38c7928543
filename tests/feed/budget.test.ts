import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBudget, type Share } from '../../src/feed/budget.ts';

const never = new AbortController().signal;
/** Until everything that can happen without us has happened. */
const quiet = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes, and tells whether it was granted. */
function takes(share: Share, bytes: number, signal = never) {
	const state = { is: 'waiting' };
	share.take(bytes, signal).then(
		() => Object.assign(state, { is: 'granted' }),
		() => Object.assign(state, { is: 'refused' }),
	);
	return state;
}

describe('who waits', () => {
	test('what fits is granted, what does not waits until enough is given back', async () => {
		const budget = createBudget(100);
		const [a, b] = [budget.open(), budget.open()];
		await a.take(80, never);
		a.settle();
		const more = takes(b, 30);
		await quiet();
		expect([more.is, budget.isFull, budget.held]).toEqual(['waiting', true, 80]);
		a.give(10);
		await quiet();
		expect([more.is, budget.isFull, budget.held]).toEqual(['granted', true, 100]);
		a.close();
		a.close();
		b.close();
		expect([budget.held, budget.isFull]).toEqual([0, false]);
	});

	test('first come, first served: a small one does not pass a large one', async () => {
		const budget = createBudget(100);
		const [a, b, c] = [budget.open(), budget.open(), budget.open()];
		await a.take(80, never);
		a.settle();
		const [large, small] = [takes(b, 50), takes(c, 10)];
		await quiet();
		expect([large.is, small.is]).toEqual(['waiting', 'waiting']);
		a.close();
		await quiet();
		expect([large.is, small.is]).toEqual(['granted', 'granted']);
	});

	test('who gives up leaves the line to the next', async () => {
		const budget = createBudget(100);
		const [a, b, c] = [budget.open(), budget.open(), budget.open()];
		await a.take(80, never);
		a.settle();
		const gone = new AbortController();
		const [large, small] = [takes(b, 50, gone.signal), takes(c, 10)];
		gone.abort(new Error('late'));
		await quiet();
		expect([large.is, small.is, budget.held]).toEqual(['refused', 'granted', 90]);
		expect(takes(b, 1, gone.signal)).toMatchObject({ is: 'waiting' });
		await quiet();
		expect(budget.held).toBe(90);
	});

	test('of those that would wait for each other, one goes on', async () => {
		const budget = createBudget(100);
		const [a, b] = [budget.open(), budget.open()];
		await Promise.all([a.take(50, never), b.take(50, never)]);
		const [first, second] = [takes(a, 50), takes(b, 50)];
		await quiet();
		expect([first.is, second.is, budget.held]).toEqual(['granted', 'waiting', 150]);
		await a.take(10, never);
		a.settle();
		await quiet();
		expect([second.is, budget.held]).toEqual(['waiting', 160]);
		a.close();
		await quiet();
		expect([second.is, budget.held]).toEqual(['granted', 100]);
	});
});

test('whatever bodies come, all end, and no more is held than the limit and one of them', async () => {
	const bodies = fc.array(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 6 }), { maxLength: 30 });
	await fc.assert(
		fc.asyncProperty(bodies, async (all) => {
			const limit = 100;
			const budget = createBudget(limit);
			let most = 0;
			await Promise.all(
				all.map(async (pieces) => {
					const share = budget.open();
					for (const bytes of pieces) {
						await share.take(bytes, never);
						most = Math.max(most, budget.held);
					}
					share.settle();
					await quiet();
					share.close();
				}),
			);
			const largest = Math.max(0, ...all.map((pieces) => pieces.reduce((sum, bytes) => sum + bytes, 0)));
			expect(most).toBeLessThanOrEqual(limit + largest);
			expect([budget.held, budget.isFull]).toEqual([0, false]);
		}),
		{ numRuns: 60 },
	);
});
