import { describe, expect, test } from 'vitest';
import { createHostTurns } from '../../src/pipeline/host-turns.ts';

const patient = new AbortController().signal;
const A = 'https://quay.test/a';
const B = 'https://quay.test/b';
const ELSEWHERE = 'https://pier.test/a';

/** Work that is done when the test says so. */
function work(log: string[], name: string) {
	const done = Promise.withResolvers<string>();
	return {
		done,
		run: () => {
			log.push(name);
			return done.promise;
		},
	};
}

describe('one at a time', () => {
	test('of a host in the order of asking; of different hosts at once', async () => {
		const log: string[] = [];
		const turns = createHostTurns();
		const [a, b, other] = ['a', 'b', 'other'].map((name) => work(log, name));
		if (!a || !b || !other) throw new Error('three works');
		const first = turns(A, patient, a.run);
		const second = turns(B, patient, b.run);
		const third = turns(ELSEWHERE, patient, other.run);
		await Promise.resolve();
		other.done.resolve('other');
		expect(await third).toBe('other');
		expect(log).toEqual(['a', 'other']);
		a.done.resolve('a');
		expect(await first).toBe('a');
		b.done.resolve('b');
		expect(await second).toBe('b');
		expect(log).toEqual(['a', 'other', 'b']);
	});

	test('a failure lets the next one in', async () => {
		const turns = createHostTurns();
		const failed = turns(A, patient, () => Promise.reject(new Error('down')));
		await expect(failed).rejects.toThrow('down');
		expect(await turns(B, patient, async () => 'up')).toBe('up');
	});

	test('who gives up leaves the line, and does not push in', async () => {
		const log: string[] = [];
		const turns = createHostTurns();
		const [a, c] = [work(log, 'a'), work(log, 'c')];
		const first = turns(A, patient, a.run);
		const leaver = new AbortController();
		const second = turns(A, leaver.signal, async () => log.push('b'));
		const third = turns(A, patient, c.run);
		leaver.abort(new Error('no longer'));
		await expect(second).rejects.toThrow('no longer');
		expect(log).toEqual(['a']);
		a.done.resolve('a');
		c.done.resolve('c');
		expect(await Promise.all([first, third])).toEqual(['a', 'c']);
		expect(log).toEqual(['a', 'c']);
	});

	test('a thousand in a line, all served', async () => {
		const turns = createHostTurns();
		let running = 0;
		const served = await Promise.all(
			Array.from({ length: 1_000 }, (_, place) =>
				turns(A, patient, async () => {
					running++;
					await Promise.resolve();
					expect(running--).toBe(1);
					return place;
				}),
			),
		);
		expect(served).toHaveLength(1_000);
	});
});
