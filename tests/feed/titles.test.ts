import { describe, expect, test } from 'vitest';
import { createTitles, isSimilar, titleKeyOf, wordsOf } from '../../src/feed/titles.ts';

describe('an edited headline', () => {
	test.each([
		['Harbour frozen, ferries wait', 'Harbour still frozen, ferries wait', true],
		['HARBOUR  Frozen', 'harbour frozen', true],
		['Episode 12: the lamp', 'Episode 13: the lamp', false],
		['Harbour frozen', 'Harbour frozen since the week before the last great storm', false],
		['Harbour frozen', 'Baker retires', false],
		['!!!', '???', false],
		['', '', false],
	])('%j and %j', (one, other, expected) => {
		expect(isSimilar(wordsOf(one), wordsOf(other))).toBe(expected);
		expect(isSimilar(wordsOf(other), wordsOf(one))).toBe(expected);
	});
});

test.each([
	['case, width and spaces', ' Ｈarbour\n frozen ', 'harbour frozen', true],
	['what comes after the beginning', `${'a'.repeat(500)}b`, `${'a'.repeat(500)}c`, true],
	['letters that stand for many', '\u{FDFA}'.repeat(400), '\u{FDFA}'.repeat(300), true],
	['another word', 'harbour frozen', 'harbour thawed', false],
])('one key: %s', (_case, one, other, expected) => {
	expect(titleKeyOf(one) === titleKeyOf(other)).toBe(expected);
});

test('no title has no key and no words, also when asked twice', () => {
	const titles = createTitles();
	for (const title of [undefined, '', ' ', undefined, '']) {
		expect(titles.keyOf(title)).toBeUndefined();
		expect(titles.wordsOf(title).words.size).toBe(0);
	}
});
