/** The language model's address as the program meets it: a real socket, and an address that misbehaves. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLlm, type Llm } from '../../src/pipeline/llm.ts';
import { type Behaviour, type LlmStandIn, startLlm } from '../stand-ins/llm.ts';

const QUESTION = { system: 'Sum up.', user: 'It rained.' };
const MINUTE = 60_000;

let standIn: LlmStandIn;
let clock: number;
let lines: string[];
let llm: Llm;

function open(callLimitMs = 10_000): Llm {
	const write = (_: object, message: string): void => void lines.push(message);
	const log = { debug: () => undefined, info: write, warn: write, error: write };
	const settings = { baseUrl: standIn.url, model: 'tern-3b', apiKey: standIn.key };
	return createLlm(settings, { log, now: () => clock, callLimitMs });
}

const reasonOf = (asked: Promise<unknown>): Promise<string> =>
	asked.then(
		() => 'answered',
		(error: unknown) => String(error),
	);

beforeAll(async () => {
	standIn = await startLlm();
});
afterAll(async () => {
	await standIn.close();
	expect(standIn.violations).toEqual([]);
});
beforeEach(() => {
	clock = Date.UTC(2026, 10, 2, 12);
	lines = [];
	llm = open();
});

describe('the address of a language model', () => {
	test('answers, and counts', async () => {
		standIn.behave(() => ({ text: 'Rain.', tokens: 12 }));
		expect(await llm.ask(QUESTION)).toEqual({ text: 'Rain.', tokens: 12 });
		expect(standIn.questions.at(-1)).toMatchObject(QUESTION);
	});

	test('need not count', async () => {
		standIn.behave(() => ({ text: 'Rain.', tokens: null }));
		expect(await llm.ask(QUESTION)).toEqual({ text: 'Rain.', tokens: undefined });
	});

	test.each<[string, Behaviour, RegExp]>([
		['fails', () => ({ status: 500 }), /500/],
		['sends what is no answer', () => ({ status: 200, body: '<html>Welcome</html>' }), /./],
		[
			'never stops',
			() => ({ status: 200, body: `{"a": "${'x'.repeat(400_000)}"}` }),
			/more than 262144 bytes/,
		],
		['sends elsewhere', () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' } }), /redirect/],
	])('one that %s is silent', async (_, behaviour, reason) => {
		standIn.behave(behaviour);
		expect(await reasonOf(llm.ask(QUESTION))).toMatch(/^LlmSilent: /);
		expect(await reasonOf(llm.ask(QUESTION))).toMatch(reason);
	});

	test('one that stalls is given up', async () => {
		standIn.behave(() => 'stall');
		expect(await reasonOf(open(30).ask(QUESTION))).toBe('LlmSilent: no answer within 0.03 s');
	});

	test('is asked without the usual parameters where it refuses them, from then on', async () => {
		standIn.behave((_, { temperature, max_tokens: most }) =>
			temperature === undefined && most === undefined ? 'Rain.' : { status: 400 },
		);
		const before = standIn.questions.length;
		expect((await llm.ask(QUESTION)).text).toBe('Rain.');
		expect((await llm.ask(QUESTION)).text).toBe('Rain.');
		expect(standIn.questions.length - before).toBe(3);
	});

	test.each<[string, Behaviour, questions: number, rest: number]>([
		['that asks for a pause', () => ({ status: 429, headers: { 'retry-after': '90' } }), 1, 90_000],
		['that is down and says how long', () => ({ status: 503, headers: { 'retry-after': '5' } }), 1, 5_000],
		['that asks for a year', () => ({ status: 429, headers: { 'retry-after': '31536000' } }), 1, 60 * MINUTE],
		['that is too busy to say', () => ({ status: 429 }), 1, MINUTE],
		['that knows no such model', () => ({ status: 404 }), 1, 15 * MINUTE],
		['that fails three times', () => ({ status: 500 }), 3, MINUTE],
	])('one %s rests, is told of once, and tried again', async (_, behaviour, questions, rest) => {
		standIn.behave(behaviour);
		const before = standIn.questions.length;
		for (let round = 0; round < questions + 2; round++) await reasonOf(llm.ask(QUESTION));
		expect(standIn.questions.length - before).toBe(questions);
		clock += rest - 1;
		expect(await reasonOf(llm.ask(QUESTION))).toBe('LlmSilent: it rests');
		clock += 1;
		await reasonOf(llm.ask(QUESTION)); // the trial
		clock += 60 * MINUTE;
		standIn.behave(() => 'Rain.');
		expect((await llm.ask(QUESTION)).text).toBe('Rain.');
		expect(lines).toEqual([expect.stringContaining('fails'), expect.stringContaining('answers again')]);
	});

	test('two questions at a time, and a few that wait', async () => {
		standIn.behave(() => 'stall');
		const hurried = open();
		const asked = Array.from({ length: 40 }, () => reasonOf(hurried.ask(QUESTION)));
		const turned = await Promise.all(asked.slice(-10));
		expect(new Set(turned)).toEqual(new Set(['LlmSilent: too many questions wait']));
		hurried.close();
		expect(await asked[0]).toBe('LlmSilent: stopping');
	});
});
