import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entry, HOUR, NOON, openReader, SITE } from './reader.ts';

const EDITS = ['none', 'title', 'date', 'guid', 'address'] as const;
const fetchOf = fc.record({
	newcomers: fc.integer({ min: 0, max: 3 }),
	leavers: fc.integer({ min: 0, max: 2 }),
	/** What happens to the nth entry. */
	edits: fc.array(fc.constantFrom(...EDITS), { minLength: 8, maxLength: 8 }),
});
const FEEDS = [
	['guid', 'link', 'date'],
	['guid', 'link'],
	['guid', 'date'],
	['link', 'date'],
	['date'],
	[],
] as const;

const letters = (n: number): string => `${n}`.replace(/\d/g, (digit) => 'kzmvtrsplg'.charAt(Number(digit)));

function edited(one: Entry, edit: (typeof EDITS)[number], round: number): Entry {
	const { guid, link, title = '', date } = one;
	// The last sign by which an entry could be known must not be the one that is edited.
	if (edit === 'title') return { ...one, title: `${title} ${letters(round)}` };
	if (edit === 'date' && date !== undefined) return { ...one, date: date + round * HOUR };
	if (edit === 'guid' && guid !== undefined) return { ...one, guid: `${guid}-${round}` };
	if (edit === 'address' && guid !== undefined && link !== undefined)
		return { ...one, link: `${link}-${round}` };
	return one;
}

test('property: whatever is edited, nothing is told twice, and what is new is told once', async () => {
	const rounds = fc.array(fetchOf, { minLength: 3, maxLength: 5 });
	await fc.assert(
		fc.asyncProperty(fc.constantFrom(...FEEDS), rounds, async (kept, fetches) => {
			const reader = await openReader();
			try {
				let count = 0;
				const fresh = (): Entry => {
					const name = letters(++count);
					const whole = {
						guid: `guid ${count}`,
						link: `${SITE}/${count}`,
						date: NOON - 90 * HOUR + count * HOUR,
					};
					const marks = Object.fromEntries(kept.map((mark) => [mark, whole[mark]]));
					return { ...marks, title: `The ${name} of ${name}ville opens`, body: `It is ${name}.` };
				};
				let entries: readonly Entry[] = [fresh(), fresh(), fresh(), fresh()].reverse();
				await reader.publish(entries);
				await reader.told();
				for (const [round, { newcomers, leavers, edits }] of fetches.entries()) {
					const first = count + 1;
					const arrived = Array.from({ length: newcomers }, fresh);
					const stay = entries.slice(0, Math.max(1, entries.length - leavers));
					entries = [
						...arrived.toReversed(),
						...stay.map((one, index) => edited(one, edits[index] ?? 'none', round + 1)),
					];
					await reader.publish(entries);
					const told = await reader.told();
					expect(told).toEqual(
						arrived.map(
							(_, index) => `The ${letters(first + index)} of ${letters(first + index)}ville opens`,
						),
					);
				}
			} finally {
				await reader.close();
			}
		}),
		{ numRuns: 12 },
	);
});
