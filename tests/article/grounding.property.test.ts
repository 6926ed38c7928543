/** Whatever is changed in a true sentence, it is no longer proven. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonWords, type Evidence, flawOf } from '../../src/article/grounding.ts';

const NAMES = ['Marren', 'Feld', 'Tollbeck', 'Averil', 'Skerry', 'Ostrand', 'Vallis', 'Quimper'] as const;
const DEEDS = ['warned', 'invited', 'sued', 'replaced', 'visited'] as const;
const THINGS = ['ships', 'workers', 'houses', 'bridges', 'trains'] as const;
const MONTHS = ['January', 'February', 'April', 'June', 'August', 'October'] as const;

const facts = fc.record({
	names: fc.shuffledSubarray([...NAMES], { minLength: 3, maxLength: 3 }),
	deed: fc.constantFrom(...DEEDS),
	counts: fc.uniqueArray(fc.integer({ min: 32, max: 999_999 }), { minLength: 3, maxLength: 3 }),
	things: fc.shuffledSubarray([...THINGS], { minLength: 2, maxLength: 2 }),
	months: fc.shuffledSubarray([...MONTHS], { minLength: 2, maxLength: 2 }),
});
interface Told {
	readonly names: readonly string[];
	readonly deed: string;
	readonly counts: readonly number[];
	readonly things: readonly string[];
	readonly months: readonly string[];
}

const grouped = (count: number | undefined): string => (count ?? 0).toLocaleString('en');
const source = ({ names: [a, b], deed, counts: [m, n], things: [x, y], months: [month] }: Told): string =>
	`The mayor of Port ${a} ${deed} her colleague ${b} in ${month} after losing ${grouped(m)} ${x} and ${grouped(n)} ${y}, the council said.`;
const claim = ({ names: [a, b], deed, counts: [m, n], things: [x, y], months: [month] }: Told): string =>
	`${a} ${deed} ${b} in ${month}, after losing ${m} ${x} and ${n} ${y}.`;

function verdict(text: string, told: Told): string {
	const sources = [source(told)];
	const evidence: Evidence = {
		sources,
		title: '',
		publishedAt: undefined,
		language: 'en',
		common: commonWords(sources[0] ?? ''),
	};
	return flawOf({ text, language: 'en' }, evidence) ?? 'proven';
}

const swapped = <T>([one, two, ...rest]: readonly T[]): readonly T[] =>
	one === undefined || two === undefined ? [] : [two, one, ...rest];
const other = <T>([one, ...rest]: readonly T[]): readonly T[] => {
	const last = rest.at(-1);
	return one === undefined || last === undefined ? [] : [last, ...rest.slice(0, -1), one];
};

describe('a sentence of the facts', () => {
	test('is proven as it is', () => {
		fc.assert(
			fc.property(facts, (told) => {
				expect(verdict(claim(told), told)).toBe('proven');
			}),
		);
	});

	test.each<[string, (told: Told) => Told]>([
		['another name', (told) => ({ ...told, names: other(told.names) })],
		['names exchanged', (told) => ({ ...told, names: swapped(told.names) })],
		['another number', (told) => ({ ...told, counts: other(told.counts) })],
		['numbers exchanged', (told) => ({ ...told, counts: swapped(told.counts) })],
		['things exchanged', (told) => ({ ...told, things: swapped(told.things) })],
		['another month', (told) => ({ ...told, months: swapped(told.months) })],
	])('is not with %s', (_, change) => {
		fc.assert(
			fc.property(facts, (told) => {
				expect(verdict(claim(change(told)), told)).not.toBe('proven');
			}),
		);
	});

	test('is not when it denies', () => {
		fc.assert(
			fc.property(facts, (told) => {
				const denied = claim(told).replace(` ${told.deed} `, ` never ${told.deed} `);
				expect(verdict(denied, told)).toBe('denial');
			}),
		);
	});

	test('any text gets a verdict, and an empty proof proves nothing', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary', maxLength: 300 }),
				fc.constantFrom('fr', 'en', 'ja', 'xx', undefined),
				(text, language) => {
					const evidence = {
						sources: [],
						title: text,
						publishedAt: undefined,
						language,
						common: commonWords(text),
					};
					expect(flawOf({ text, language }, evidence)).toBe('length');
					flawOf({ text, language: 'fr' }, { ...evidence, sources: [text] });
				},
			),
		);
	});
});
