/** What a model writes, from the question to the cache: real sockets, a real thread, a budget. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeArticleWorkers } from '../../src/article/article-worker.ts';
import { createLlm } from '../../src/pipeline/llm.ts';
import { createBudget } from '../../src/pipeline/llm-budget.ts';
import { createWrite, type WriteOrder } from '../../src/pipeline/written.ts';
import { honest, type LlmStandIn, startLlm } from '../stand-ins/llm.ts';

const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };
const NOON = Date.UTC(2026, 10, 2, 12);
const DAY = 86_400_000;
const TEXT = [
	'The harbour of Averil closed on Monday after a crane fell onto the quay.',
	'Harbour master Ilse Marren said that nobody was hurt.',
	'Three ships were sent to Tollbeck, forty kilometres to the north.',
].join('\n\n');
const TRUE = honest([{ text: 'The harbour of Averil closed after a crane fell.', like: 'crane' }]);
const FALSE = honest([{ text: 'The harbour of Tollbeck closed after a crane fell.', like: 'crane' }]);

let standIn: LlmStandIn;
let kept: Map<string, unknown>;
let clock: number;
let asked: number;

const cache = {
	get: async (key: string) => kept.get(key),
	set: async (key: string, value: unknown) => void kept.set(key, value),
};

function writer(more: { readonly tokensADay?: number; readonly waitMs?: number } = {}) {
	const now = () => clock;
	const llm = createLlm({ baseUrl: standIn.url, model: 'tern-3b', apiKey: standIn.key }, { log, now });
	const { tokensADay, waitMs = 20_000 } = more;
	const budget = createBudget({ cache, now, ...(tokensADay !== undefined && { tokensADay }) });
	return createWrite({ llm, budget, cache, log, waitMs, now });
}

const order = (more: Partial<WriteOrder> = {}, text = TEXT): WriteOrder => ({
	article: { title: 'Averil harbour closed', text, language: 'en' },
	channel: 'discord:1',
	language: 'en',
	count: 3,
	deadline: clock + 25_000,
	...more,
});
const questions = (): number => standIn.questions.length - asked;

beforeAll(async () => {
	standIn = await startLlm();
});
afterAll(async () => {
	await standIn.close();
	await closeArticleWorkers();
	expect(standIn.violations).toEqual([]);
});
beforeEach(() => {
	kept = new Map();
	clock = NOON;
	asked = standIn.questions.length;
});

describe('a written summary', () => {
	test('names its places in the text', async () => {
		standIn.behave(TRUE);
		const written = await writer()(order());
		if (typeof written !== 'object') throw new Error(`${written}`);
		const [first] = written;
		expect(first?.text).toBe('The harbour of Averil closed after a crane fell.');
		expect(first?.from.map(({ text, start, end }) => text === TEXT.slice(start, end))).toEqual([true]);
	});

	test('is asked for once, also by two at a time, and again for another language or length', async () => {
		standIn.behave(TRUE);
		const write = writer();
		await Promise.all([write(order()), write(order({ channel: 'telegram:2' }))]);
		await write(order());
		expect(questions()).toBe(1);
		await write(order({ language: 'fr' }));
		await write(order({ count: 1 }));
		expect(questions()).toBe(3);
	});

	test('what was not proven is not asked for again and again', async () => {
		standIn.behave(FALSE);
		const write = writer();
		expect([await write(order()), await write(order())]).toEqual(['unproven', 'unproven']);
		expect(questions()).toBe(1);
	});

	test('a text too short asks nobody', async () => {
		expect(await writer()(order({}, 'It rained.'))).toBeUndefined();
		expect(questions()).toBe(0);
	});

	test('what comes too late is found by the next one', async () => {
		const ready = Promise.withResolvers<void>();
		standIn.behave(TRUE);
		const slow = {
			...cache,
			set: async (key: string, value: unknown) => {
				if (key.startsWith('llm:')) await ready.promise;
				kept.set(key, value);
			},
		};
		const now = () => clock;
		const llm = createLlm({ baseUrl: standIn.url, model: 'tern-3b', apiKey: standIn.key }, { log, now });
		const write = createWrite({ llm, budget: createBudget({ cache, now }), cache: slow, log, now });
		expect(await write(order({ deadline: clock + 3_050 }))).toBe('silent');
		ready.resolve();
		await vi.waitFor(() => expect([...kept.keys()].some((key) => key.startsWith('llm:'))).toBe(true));
		expect(await write(order())).toBeTypeOf('object');
		expect(questions()).toBe(1);
	});

	test('a model that stalls is waited for no longer than told', async () => {
		standIn.behave(() => 'stall');
		// A channel of its own: what is still under way must not spend another test's tokens.
		expect(await writer({ waitMs: 20 })(order({ channel: 'discord:9' }))).toBe('silent');
	});
});

describe('the budget of a day', () => {
	const texts = Array.from(
		{ length: 4 },
		(_, number) => `${TEXT}\n\nEdition ${number} of this report is out.`,
	);

	test('what the address counts is spent; the next day begins anew', async () => {
		standIn.behave((question, request) => ({ text: String(TRUE(question, request)), tokens: 4_000 }));
		const write = writer({ tokensADay: 7_000 });
		expect(await write(order({}, texts[0]))).toBeTypeOf('object');
		expect(await write(order({}, texts[1]))).toBeTypeOf('object');
		expect(await write(order({}, texts[2]))).toBe('spent');
		expect(await write(order({ channel: 'discord:2' }, texts[2]))).toBeTypeOf('object');
		clock += DAY;
		expect(await write(order({}, texts[3]))).toBeTypeOf('object');
	});

	test('two at once do not spend the same rest', async () => {
		standIn.behave(TRUE);
		const write = writer({ tokensADay: 3_000 });
		const outcomes = await Promise.all([write(order({}, texts[0])), write(order({}, texts[1]))]);
		expect(outcomes.filter((outcome) => outcome === 'spent')).toHaveLength(1);
	});

	test('an address that fails costs nothing; a cache that forgets gives nothing away', async () => {
		const write = writer({ tokensADay: 3_000 });
		standIn.behave(() => ({ status: 500 }));
		for (const text of texts.slice(0, 2)) expect(await write(order({}, text))).toBe('silent');
		standIn.behave((question, request) => ({ text: String(TRUE(question, request)), tokens: 2_900 }));
		expect(await write(order({}, texts[2]))).toBeTypeOf('object');
		kept.clear();
		expect(await write(order({}, texts[3]))).toBe('spent');
	});
});
