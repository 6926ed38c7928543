import { expect, test } from 'vitest';
import { marksOf } from '../../src/feed/marks.ts';
import { recognise, type Sighting } from '../../src/feed/recognise.ts';
import { settled } from '../../src/feed/settle.ts';
import { inSlices } from '../../src/feed/slices.ts';
import type { FeedItem } from '../../src/model.ts';

/** How often the main loop turned while the work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
	let turns = 0;
	let isDone = false;
	const turn = (): void => {
		turns++;
		if (!isDone) setImmediate(turn);
	};
	setImmediate(turn);
	await work();
	isDone = true;
	return turns;
}

const item = (n: number, rest: Partial<FeedItem>): FeedItem => ({
	id: `item ${n}`,
	authors: [],
	categories: [],
	enclosures: [],
	...rest,
});
const parameters = Array.from({ length: 59 }, (_, n) => `utm_${n}=1`).join('&');
/** One letter of it stands for eighteen. */
const LONG = '\u{FDFA}'.repeat(490);

test('results come in order, and a short list takes one slice', async () => {
	expect(await inSlices(['a', 'b', 'c'], (text, index) => `${text}${index}`)).toEqual(['a0', 'b1', 'c2']);
	expect(await inSlices([], () => 1)).toEqual([]);
});

test('the worst addresses and titles that 5,000 items may have do not keep the main loop', async () => {
	const items = Array.from({ length: 5_000 }, (_, n) =>
		item(n, { url: `https://courier.example/${n}?${parameters}#place`, title: `${n} ${LONG}` }),
	);
	const turns = await turnsDuring(async () => {
		const clean = await inSlices(items, (one) => settled(one, 0));
		expect(clean[7]?.url).toBe('https://courier.example/7#place');
		const marks = await marksOf(clean);
		expect(new Set(marks.map(({ addressKey }) => addressKey)).size).toBe(5_000);
	});
	expect(turns).toBeGreaterThan(10);
});

test('titles that are all alike to some extent are compared without keeping it either', async () => {
	const words = (n: number) => Array.from({ length: 90 }, (_, i) => `w${(i * (n + 1)) % 991}`).join(' ');
	const items = Array.from({ length: 2_000 }, (_, n) => item(n, { title: `${LONG}${words(n)}` }));
	const ledger: readonly Sighting[] = items.map((one, n) => ({
		itemKey: `old ${n}`,
		title: `${one.title} once`,
		saidAt: 1,
	}));
	const marks = (await marksOf(items)).map((own) => ({ ...own, saidAt: 1 }));
	expect(await turnsDuring(() => recognise(items, marks, ledger, false))).toBeGreaterThan(2);
});
