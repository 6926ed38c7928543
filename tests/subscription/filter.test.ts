import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Filterable, matches, parseFilter } from '../../src/subscription/filter.ts';
import { wants } from '../../src/subscription/match.ts';
import { costMeter } from '../cost.ts';

const strike: Filterable = {
	title: "Grève à l'Élysée-Montmartre : le rail network à l'arrêt",
	text: 'Les cheminots votent la grève.\n\nThe walkout starts on Monday, unions say.',
	section: 'Économie',
	tags: ['transport'],
};
const japanese: Filterable = { title: '首相が訪米へ', text: '東京で会見した。', tags: [] };

describe('a filter', () => {
	test.each<[filter: string, wanted: boolean]>([
		['', true],
		['grève', true],
		['GREVE', true],
		['elysee', true],
		['gre', false],
		['greve football', false],
		['football OR greve', true],
		['football OR rugby', false],
		['football OR greve monday', true],
		['football OR greve tuesday', false],
		['OR greve OR', true],
		['or', false],
		['"rail network"', true],
		['"network rail"', false],
		['“rail network”', true],
		['« rail network »', true],
		['"rail network', true],
		['"arret les cheminots"', false],
		['greve -football', true],
		['greve -monday', false],
		['-"rail network"', false],
		['economie transport', true],
		['transport,', true],
		["l'arrêt", true],
		['- -- "" * ( ) : greve', true],
	])('%j on a strike: %j', (filter, wanted) => {
		expect(matches(parseFilter(filter), strike)).toBe(wanted);
	});

	test.each<[filter: string, wanted: boolean]>([
		['首相', true],
		['東京', true],
		['大阪', false],
		['"訪米へ"', true],
	])('%s where words have no spaces: %j', (filter, wanted) => {
		expect(matches(parseFilter(filter), japanese)).toBe(wanted);
	});

	test('never throws, and stays small', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), fc.string(), (words, title) => {
				const filter = parseFilter(words);
				expect(filter.none.length + filter.all.flat().length).toBeLessThanOrEqual(32);
				matches(filter, { title, text: words, tags: [] });
			}),
		);
	});

	test('finds any words of the text that it is asked for', () => {
		const word = fc.string({ unit: fc.constantFrom(...'abcéñÖ7'), minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), fc.nat(), (words, pick) => {
				const article = { title: words.join(' '), text: '', tags: [] };
				const one = words[pick % words.length] ?? '';
				expect(matches(parseFilter(one.toUpperCase()), article)).toBe(true);
				expect(matches(parseFilter(`-${one}`), article)).toBe(false);
			}),
		);
	});

	test('takes linear time on text made to be slow', () => {
		const cost = costMeter();
		matches(parseFilter(`${'a'.repeat(400)}b`), { title: '', text: 'a'.repeat(1_000_000), tags: [] });
		parseFilter('"'.repeat(100_000));
		parseFilter('-'.repeat(100_000));
		expect(cost()).toBeLessThan(2_000);
	});
});

test('a paused channel wants nothing', () => {
	expect(wants({}, strike)).toBe(true);
	expect(wants({ filter: 'football' }, strike)).toBe(false);
	expect(wants({ pausedReason: 'kicked' }, strike)).toBe(false);
});
