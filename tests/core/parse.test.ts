import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import follow from '../../commands/follow.ts';
import { commands } from '../../commands/index.ts';
import latest from '../../commands/latest.ts';
import search from '../../commands/search.ts';
import summary from '../../commands/summary.ts';
import type { Command } from '../../src/core/command.ts';
import { printLine, usageOf } from '../../src/core/line.ts';
import { parseArgs } from '../../src/core/parse.ts';
import { translator } from '../../src/core/phrases.ts';
import { UserError } from '../../src/errors.ts';
import { costMeter } from '../cost.ts';

const help = { name: 'help', options: {} };
const en = translator('en');
const fr = translator('fr');
type Spec = Pick<Command, 'name' | 'options'>;

const line = (command: Spec, words: string, t = en) => parseArgs(command, { kind: 'line', line: words }, t);
const values = (command: Spec, given: Readonly<Record<string, string | number>>) =>
	parseArgs(command, { kind: 'values', values: given }, en);

function mistake(parse: () => unknown): UserError {
	try {
		parse();
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
	throw new Error('there was no mistake');
}

describe('a typed line', () => {
	const site = 'https://harbour.example/news';
	test.each([
		[site, { address: site, pace: undefined, filter: undefined }],
		[`${site} daily`, { address: site, pace: 'daily', filter: undefined }],
		[`daily ${site}`, { address: site, pace: 'daily', filter: undefined }],
		[`${site} DAILY`, { address: site, pace: 'daily', filter: undefined }],
		[`${site} pace:daily`, { address: site, pace: 'daily', filter: undefined }],
		[`Pace=daily address:${site}`, { address: site, pace: 'daily', filter: undefined }],
		[`address: ${site}`, { address: site, pace: undefined, filter: undefined }],
		[`${site} filter:ferry`, { address: site, pace: undefined, filter: 'ferry' }],
		[`${site} filter:"the ferry" daily`, { address: site, pace: 'daily', filter: 'the ferry' }],
		[`${site} filter:'"the ferry" -sport'`, { address: site, pace: undefined, filter: '"the ferry" -sport' }],
		[`${site} filter:«le bac»`, { address: site, pace: undefined, filter: 'le bac' }],
		[`${site} filter:"never closed`, { address: site, pace: undefined, filter: 'never closed' }],
		['"daily"', { address: 'daily', pace: undefined, filter: undefined }],
		['localhost:8080/feed', { address: 'localhost:8080/feed', pace: undefined, filter: undefined }],
		['feed://harbour.example', { address: 'feed://harbour.example', pace: undefined, filter: undefined }],
		['javascript:alert(1)', { address: 'javascript:alert(1)', pace: undefined, filter: undefined }],
		['mailto:a@b.example daily', { address: 'mailto:a@b.example', pace: 'daily', filter: undefined }],
		[`${site} filter: ferry pace: daily`, { address: site, pace: 'daily', filter: 'ferry' }],
		['live daily x', { address: 'x', pace: 'daily', filter: undefined }],
	])('/follow %s', (words, expected) => {
		expect(line(follow, words)).toEqual(expected);
	});

	test.each([
		[`${site} quotidien`, 'daily'],
		[`en direct ${site}`, 'live'],
		[`${site} En  Direct`, 'live'],
		[`${site} pace:"en direct"`, 'live'],
		[`${site} pace:quotidien`, 'daily'],
		[`${site} daily`, 'daily'],
	])('choices in French: /follow %s', (words, pace) => {
		expect(line(follow, words, fr)).toEqual({ address: site, pace, filter: undefined });
	});

	test.each([
		['', { from: undefined, count: 8 }],
		['5', { from: undefined, count: 5 }],
		['Harbour Post', { from: 'Harbour Post', count: 8 }],
		['France 24', { from: 'France 24', count: 8 }],
		['"24"', { from: '24', count: 8 }],
		['Harbour Post count:3', { from: 'Harbour Post', count: 3 }],
		['count=20', { from: undefined, count: 20 }],
		['from:harbour.example', { from: 'harbour.example', count: 8 }],
	])('/latest %s', (words, expected) => {
		expect(line(latest, words)).toEqual(expected);
	});

	test.each([
		[search, '"climate law" -sport source:harbour'],
		[summary, 'A pasted text: it has colons, "quotes"\n\nand lines.'],
		[summary, 'https://harbour.example/a?b=c&d=e'],
	])('prose stays as it was typed', (command, words) => {
		expect(Object.values(line(command, `  ${words} `))).toContain(words);
	});

	const link = 'https://harbour.example/a';
	const paste = 'Long is the night, and the ferry is late.\nThe harbour waits, at length: long';
	test.each([
		['', undefined, 'medium', en],
		['long', undefined, 'long', en],
		[`${link} short`, link, 'short', en],
		[`long ${link}`, link, 'long', en],
		[`court ${link}`, link, 'short', fr],
		['3 long', '3', 'long', en],
		['length:long 3', '3', 'long', en],
		[`article:${link} length=short`, link, 'short', en],
		[paste, paste, 'medium', en],
		[`length:short ${paste}`, paste, 'short', en],
		[`${paste}\nlength:short`, paste, 'short', en],
		['the length:long of it', 'the length:long of it', 'medium', en],
		['"long"', '"long"', 'medium', en],
	])('/summary %s', (words, article, length, t) => {
		expect(line(summary, words, t)).toEqual({ article, length });
	});

	test('a length that is none is told so', () => {
		expect(mistake(() => line(summary, '3 length:huge')).values).toMatchObject({ option: 'length' });
	});

	test('the name of a prose option may stand in front', () => {
		expect(line(search, 'words: ferry')).toEqual({ words: 'ferry' });
	});
});

describe('mistakes', () => {
	test.each([
		['missing', () => line(follow, ''), 'problem-missing', { option: 'address' }],
		['missing, only a choice', () => line(follow, 'daily'), 'problem-missing', { option: 'address' }],
		[
			'unknown pair',
			() => line(follow, 'x.example colour:red'),
			'problem-unknown-option',
			{ option: 'colour' },
		],
		['misspelt number', () => line(latest, 'cuont:5'), 'problem-unknown-option', { option: 'cuont' }],
		['no such choice', () => line(follow, 'x.example pace:hourly'), 'problem-choice', { value: 'hourly' }],
		['a value that is none', () => line(follow, 'x.example filter:'), 'problem-empty', { option: 'filter' }],
		['words where none go', () => line(help, 'now'), 'problem-no-words', { command: 'help' }],
		['number too large', () => line(latest, '50'), 'problem-integer', { min: 1, max: 20 }],
		['no number', () => line(latest, 'count:many'), 'problem-integer', { option: 'count' }],
		['too long', () => line(search, 'x'.repeat(201)), 'problem-too-long', { max: 200, length: 201 }],
		[
			'unknown value',
			() => values(follow, { address: 'x', colour: 'red' }),
			'problem-unknown-option',
			{ option: 'colour' },
		],
		['inherited name', () => values(follow, { constructor: 'x' }), 'problem-unknown-option', {}],
		['fraction', () => values(latest, { count: 2.5 }), 'problem-integer', {}],
		['empty value', () => values(search, { words: '  ' }), 'problem-missing', { option: 'words' }],
	])('%s', (_case, parse, phrase, expected) => {
		const error = mistake(parse);
		expect(error.phrase).toBe(phrase);
		expect(error.values).toMatchObject(expected);
		expect(error.values.usage).toMatch(/^\//);
		expect(error.values.example).toMatch(/^\//);
		expect(en(error.phrase, error.values)).not.toContain('{');
	});

	test('usage speaks the interface’s language, and what it shows may be typed', () => {
		expect(usageOf(follow, fr)).toBe('/follow <adresse> [rythme:"en direct"|quotidien] [filtre:…]');
		const args = { address: 'x.example', pace: 'live', filter: 'le bac' } as const;
		const printed = printLine(follow, args, fr);
		expect(printed).toBe('/follow adresse:x.example rythme:"en direct" filtre:"le bac"');
		expect(line(follow, printed.slice('/follow'.length), fr)).toEqual(args);
		expect(line(summary, '1 longueur:long', fr)).toEqual({ article: '1', length: 'long' });
		expect(mistake(() => line(follow, '', fr)).values).toMatchObject({ option: 'adresse' });
	});

	test('usage shows the form', () => {
		expect(commands.map((one) => usageOf(one, en))).toEqual([
			'/summary [article] [length:short|medium|long]',
			'/related [article]',
			'/latest [from] [count:1–20]',
			'/search <words>',
			'/story [article]',
			'/follow <address> [pace:live|daily] [filter:…]',
			'/unfollow <subscription>',
			'/following',
			'/import [address] [+ file]',
			'/export',
			'/help',
		]);
	});
});

describe('typed values', () => {
	test('buttons carry strings, slash options numbers', () => {
		expect(values(latest, { count: '3' })).toEqual({ from: undefined, count: 3 });
		expect(values(latest, { count: 3, from: ' Post ' })).toEqual({ from: 'Post', count: 3 });
	});
});

describe('whatever is typed', () => {
	const words = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 300 }),
		fc
			.array(
				fc.constantFrom(
					'"',
					"'",
					'«',
					'\\',
					':',
					'=',
					' ',
					'pace',
					'filter',
					'live',
					'count',
					'5',
					'\n',
					'é',
				),
			)
			.map((parts) => parts.join('')),
	);

	test('gives arguments or a mistake that can be mended', () => {
		fc.assert(
			fc.property(fc.constantFrom(...commands), words, (command, typed) => {
				try {
					line(command, typed);
				} catch (error) {
					expect(error).toBeInstanceOf(UserError);
				}
			}),
		);
	});

	test('what is printed is read back', () => {
		const value = words.map((text) => text.trim()).filter((text) => text !== '' && text.length <= 200);
		fc.assert(
			fc.property(
				value,
				fc.constantFrom('live', 'daily'),
				fc.option(value, { nil: undefined }),
				(address, pace, filter) => {
					const args = { address, pace, filter } as const;
					expect(line(follow, printLine(follow, args).slice('/follow'.length))).toEqual(args);
				},
			),
		);
	});

	test('a long line is read in one pass', () => {
		const cost = costMeter();
		for (const part of ['"', 'a:', "a:'", 'pace:', 'en ', '\\'])
			expect(() => line(follow, part.repeat(20_000), fr)).toThrow(UserError);
		expect(cost()).toBeLessThan(2_000);
	});
});
