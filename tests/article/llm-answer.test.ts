import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statementsIn } from '../../src/article/llm-answer.ts';
import { checkAnswer } from '../../src/article/llm-check.ts';
import { sentences } from '../../src/article/sentences.ts';
import { costMeter } from '../cost.ts';

const TEXT = 'The harbour of Averil closed.';
const GOOD = { text: TEXT, from: [1, 4] };
const json = JSON.stringify([GOOD]);

describe('an answer is found', () => {
	test.each([
		['alone', json],
		['in a fence', `\`\`\`json\n${json}\n\`\`\``],
		['among chatter', `Sure! Here is [your] summary {so to speak}:\n${json}\nAnything else?`],
		[
			'after thinking aloud',
			`<think>Perhaps ${JSON.stringify([{ text: 'No, this is wrong.', from: [9] }])}</think>${json}`,
		],
		['in an object', JSON.stringify({ summary: [GOOD] })],
		['as one object', JSON.stringify(GOOD)],
		['with numbers as words, and twice', JSON.stringify([{ text: TEXT, from: ['1', 4, 4] }])],
		['with blanks', JSON.stringify([{ text: ' The harbour\n of Averil  closed. ', from: [1, 4] }])],
		['and more than was asked for', JSON.stringify([{ ...GOOD, mood: 'grave' }])],
	])('%s', (_, answer) => expect(statementsIn(answer)).toEqual([GOOD]));

	test.each([
		['nothing', ''],
		['chatter', 'I cannot do that.'],
		['cut off', json.slice(0, -3)],
		['other JSON', '{"error": [1, 2]}'],
		['depths', '['.repeat(30_000)],
	])('not in %s', (_, answer) => expect(statementsIn(answer)).toEqual([]));
});

describe('words that no reader is shown', () => {
	test.each([
		['a link', 'Read it all at https://evil.example/now today.'],
		['a bare link', 'Read it all at www.evil.example today.'],
		['a mention', 'The harbour closed, says @everyone today.'],
		['a tag', 'The harbour closed, #averil says today.'],
		['bold', 'The harbour **closed** for good today.'],
		['a masked link', 'The harbour [closed](x) for good today.'],
		['code', 'The harbour `closed` for good today.'],
		['markup', 'The harbour <b>closed</b> for good today.'],
		['a heading', '# The harbour closed for good today.'],
		['emoji', 'The harbour closed for good today 🎉🎉🎉.'],
		['what turns the line around', 'The harbour \u202eclosed for good today.'],
		['painted letters', `The harbour clo${'\u0301'.repeat(9)}sed for good today.`],
		['a fragment', 'The harbour closed for good to'],
		['two words', 'It closed.'],
		['a flood', `The harbour closed, ${'closed, '.repeat(99)}closed.`],
	])('%s', (_, text) =>
		expect(statementsIn(JSON.stringify([{ text, from: [1] }]))).toEqual([{ text: '', from: [] }]),
	);

	test.each([[[]], [[0]], [[-1]], [[1.5]], ['all'], [null], [undefined], [Array(50).fill(1)]])(
		'proofs %j',
		(from) => {
			expect(statementsIn(JSON.stringify([GOOD, { text: TEXT, from }]))[1]).toEqual({ text: '', from: [] });
		},
	);

	test('any answer is read without complaint', () => {
		const piece = fc.constantFrom(
			'[',
			']',
			'{',
			'}',
			'"',
			'\\',
			',',
			':',
			'"text"',
			'"from"',
			'1',
			'x',
			'</think>',
			json,
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => void statementsIn(pieces.join(''))),
		);
	});
});

describe('an answer is believed', () => {
	const text = [
		'The harbour of Averil closed on Monday after a crane fell onto the quay.',
		'Harbour master Ilse Marren said that nobody was hurt.',
		'Three ships were sent to Tollbeck, forty kilometres to the north.',
	].join(' ');
	const article = { title: 'Averil harbour closed', text, language: 'en' };
	const asked = { article, sentences: sentences(text, 'en'), language: 'en', count: 3 };
	const closed = { text: 'The harbour of Averil closed after a crane fell.', from: [1] };
	const ships = { text: 'Three ships were sent to Tollbeck.', from: [3] };
	const lie = { text: 'Nine ships were sent to Tollbeck.', from: [3] };
	const check = (statements: readonly object[], language = 'en') => {
		const { proven, flaws } = checkAnswer(JSON.stringify(statements), { ...asked, language });
		return { texts: proven.map((one) => one.text), flaws };
	};

	test.each<[string, readonly object[], readonly string[], readonly string[]]>([
		['whole', [closed, ships], [closed.text, ships.text], []],
		['without its one lie', [closed, lie, ships], [closed.text, ships.text], ['figure']],
		[
			'not at all where most of it is a lie',
			[closed, lie, { ...lie, text: 'Ten ships were sent to Tollbeck.' }],
			[],
			['figure', 'figure'],
		],
		['once, where it repeats itself', [closed, closed, ships], [closed.text, ships.text], []],
		['as far as was asked', [closed, ships, ships, lie], [closed.text, ships.text], []],
		['not where its proof is another sentence', [{ ...closed, from: [2] }], [], ['words']],
		['not where its proof is none', [{ ...closed, from: [7] }], [], ['form']],
		[
			'not where one statement is two sentences',
			[{ ...closed, text: `${closed.text} ${ships.text}`, from: [1, 3] }],
			[],
			['form'],
		],
	])('%s', (_, statements, texts, flaws) => expect(check(statements)).toEqual({ texts, flaws }));

	test('in little time, whatever the page and the model say', () => {
		const mass = 'Abba Acca 1.111 1 not a, « “ " 張偉明 '.repeat(20_000);
		const flood = { text: `${mass.slice(0, 400).replace(/[«“"]/g, '')} ends.`, from: [1, 2, 3] };
		const hostile = {
			article: { ...article, title: mass, text: mass },
			sentences: Array(3).fill({ text: mass, start: 0, end: 1 }),
		};
		const cost = costMeter();
		checkAnswer(JSON.stringify(Array(12).fill(flood)), { ...asked, ...hostile, count: 12 });
		expect(cost()).toBeLessThan(5_000);
	});

	test('only in the language that was asked for', () => {
		const { texts } = check([closed, ships], 'fr');
		expect(texts).toEqual([]);
	});
});
