import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isStopWord, tokens } from '../../src/article/terms.ts';

describe('tokens', () => {
	test.each([
		['case and accents', 'ÉLECTIONS à Łódź', ['elections', 'a', 'lodz']],
		['ligatures', 'Straße, œuvre', ['strasse', 'oeuvre']],
		['a dotted capital', 'İstanbul', ['istanbul']],
		['an elision', 'l’Ukraine d’abord', ['l', 'ukraine', 'd', 'abord']],
		['a hyphen', 'COVID-19', ['covid', '19']],
		['thousands, spaced', '1 000 000 d’euros', ['1000000', 'd', 'euros']],
		['thousands, comma', '1,000,000 euros', ['1000000', 'euros']],
		['thousands and cents', '1,234.56', ['1234', '56']],
		['a date is no thousands', '12.05.2024', ['12', '05', '2024']],
		['a decimal', '14,5 %', ['14', '5']],
		[
			'Cyrillic',
			'Ёлка в Києві',
			[
				'елка',
				'в',
				'києві'
					.normalize('NFKD')
					.replace(/\u0308/g, '')
					.normalize('NFC'),
			],
		],
		['Arabic vowels', 'العَرَبِيَّة', ['العربية']],
		['Hindi keeps its vowels', 'हिन्दी समाचार', ['हिन्दी', 'समाचार']],
		['Korean stays composed', '서울에서 지진', ['서울에서', '지진']],
		['Japanese is segmented', '東京で地震', ['東京', 'で', '地震']],
		['Thai is segmented', 'ประเทศไทยร้อน', ['ประเทศไทย', 'ร้อน']],
		['nothing', ' … — ', []],
	])('%s', (_name, text, expected) => {
		expect(tokens(text)).toEqual(expected);
	});

	test('a malformed language is no error', () => {
		expect(tokens('東京で', 'x_!')).toEqual(['東京', 'で']);
	});

	test('tokens of joined tokens are the same tokens', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
				for (const token of tokens(text)) expect(token).toMatch(/^[\p{L}\p{M}\p{N}]+$/u);
			}),
		);
	});
});

test.each(['\u0301\u0323', '\u05b0\u05bc', '\u0323\uff9e'])(
	'a letter under a hundred thousand marks: %j',
	(marks) => {
		const took = (count: number): number => {
			const began = performance.now();
			expect(tokens(`a${marks.repeat(count)}`).length).toBeLessThan(2);
			return performance.now() - began;
		};
		took(1_000);
		expect(took(80_000)).toBeLessThan(8 * took(20_000) + 200);
	},
);

test('a megabyte without a space', () => {
	expect(tokens('海水上涨'.repeat(250_000)).length).toBeGreaterThan(250_000);
});

describe('isStopWord', () => {
	test.each([
		['le', 'fr', true],
		['etait', 'fr', true],
		['ukraine', 'fr', false],
		['the', 'en', true],
		['world', 'en', false],
		['the', 'fr', false],
		['x', undefined, true],
		['the', undefined, false],
		['the', 'en-GB', true],
		['constructor', '__proto__', false],
	])('%s in %s: %s', (token, language, expected) => {
		expect(isStopWord(token, language)).toBe(expected);
	});
});
