import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clean, webUrl } from '../../src/doc/clean.ts';

describe('clean', () => {
	test.each([
		['plain words', 'plain words'],
		['  two\n\nlines\tand  spaces ', 'two lines and spaces'],
		['« oui »', '« oui »'],
		['right-to-left \u202eoverride\u202c ends', 'right-to-left override ends'],
		['is\u2066ola\u2069ted', 'isolated'],
		['zero\u200bwidth and b\ufeffom', 'zerowidth and bom'],
		['bell\u0007 and escape\u001b[31m', 'bell and escape[31m'],
		['half \ud83d of a pair', 'half of a pair'],
		['a family 👩‍👩‍👧 stays', 'a family 👩‍👩‍👧 stays'],
		['no\u0300\u0300\u0300\u0300\u0300\u0300\u0300ise', 'no\u0300\u0300\u0300\u0300ise'],
		['@everyone **bold** <b>', '@everyone **bold** <b>'],
		['\u200b\u202e', ''],
	])('%j → %j', (given, expected) => {
		expect(clean(given, 300)).toBe(expected);
	});

	test('clips at the end of a word', () => {
		expect(clean('one two three four', 12)).toBe('one two…');
	});

	test('never cuts a character as readers see it', () => {
		expect(clean('👩‍👩‍👧'.repeat(10), 12)).toBe('👩‍👩‍👧…');
	});

	test('whatever comes: short enough, on one line, and clean twice is clean once', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary', maxLength: 200 }),
				fc.integer({ min: 1, max: 100 }),
				(given, max) => {
					const shown = clean(given, max);
					expect(shown.length).toBeLessThanOrEqual(max);
					expect(shown.isWellFormed()).toBe(true);
					expect(shown).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
				},
			),
		);
	});
});

describe('webUrl', () => {
	test.each([
		['https://example.com/a', 'https://example.com/a'],
		['http://example.com', 'http://example.com/'],
		['javascript:alert(1)', undefined],
		['data:text/html,x', undefined],
		['/relative', undefined],
		['', undefined],
		[undefined, undefined],
		[`https://example.com/${'a'.repeat(3_000)}`, undefined],
	])('%j', (given, expected) => {
		expect(webUrl(given)).toBe(expected);
	});
});
