import { describe, expect, test } from 'vitest';
import { Vocabulary } from '../../src/article/vocabulary.ts';
import { weigh } from '../../src/article/weigh.ts';
import { costMeter } from '../cost.ts';

const FLAT = { title: 3, lead: 2, reach: 1_000, fade: Number.POSITIVE_INFINITY };
const article = {
	title: 'Storm hits Aubrelle',
	text: 'The storm reached Aubrelle at dawn.\n\nWinds of 130 km/h broke trees; the storm left by noon.',
	language: 'en',
};

describe('a word counts', () => {
	test.each<[word: string, count: number | undefined]>([
		['storm', 3 + 2 + 1],
		['aubrelle', 3 + 2],
		['trees', 1],
		['the', undefined],
		['harvest', undefined],
	])('%s: %j', (word, count) => {
		expect(weigh(article, FLAT).get(word)?.count).toBe(count);
	});

	test('less with distance, and nothing out of reach', () => {
		const faded = weigh(article, { ...FLAT, fade: 37 });
		expect(faded.get('trees')?.count).toBeCloseTo(Math.exp(-37 / 37), 5);
		expect(weigh(article, { ...FLAT, reach: 36 }).has('trees')).toBe(false);
	});
});

test.each<[text: string, names: string[]]>([
	['The mayor Ines Oldcastle spoke.', ['ines', 'oldcastle']],
	['Mayors speak. Winds blow.', []],
	['about 14 trams in 2026', ['14', '2026']],
	['le maire de Saint-Ambre', ['saint']],
	['東京で会見した', []],
])('names and numbers of %j: %j', (text, names) => {
	const words = weigh({ title: '', text, language: 'en' }, FLAT);
	expect([...words].filter(([, { isName }]) => isName).map(([word]) => word)).toEqual(names);
});

test('a capital name is found in linear time in text made to be slow', () => {
	const cost = costMeter();
	weigh({ title: '', text: 'a A'.repeat(300_000) }, { ...FLAT, reach: 1_000_000 });
	expect(cost()).toBeLessThan(3_000);
});

test('a word is rarer the fewer articles have it, and the background keeps rarities steady', () => {
	const vocabulary = new Vocabulary(100_000);
	const storm = vocabulary.numberOf('storm');
	for (let n = 0; n < 50; n++) vocabulary.learn(n < 10 ? ['weather', 'storm'] : ['weather']);
	expect(vocabulary.numberOf('storm')).toBe(storm);
	expect(vocabulary.learnt).toBe(50);
	expect(vocabulary.rarity(storm)).toBeGreaterThan(vocabulary.rarity(vocabulary.numberOf('weather')));
	const before = vocabulary.rarity(storm);
	for (let n = 0; n < 50; n++) vocabulary.learn(['weather']);
	expect(vocabulary.rarity(storm) - before).toBeLessThan(0.001);
});
