import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, type SearchQuery } from '../../src/article-index/search.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const HOUR = 3_600_000;

describe('a query', () => {
	test.each<[words: string, query: Partial<SearchQuery>]>([
		['', {}],
		['strike', { all: [['strike']] }],
		['Grève Élysée', { all: [['greve'], ['elysee']] }],
		["l'énergie", { all: [['l', 'energie']] }],
		['"night train" rail', { all: [['night', 'train'], ['rail']] }],
		[
			'“night train” «grande ligne»',
			{
				all: [
					['night', 'train'],
					['grande', 'ligne'],
				],
			},
		],
		['"night train', { all: [['night', 'train']] }],
		['rail -football -"night train"', { all: [['rail']], none: [['football'], ['night', 'train']] }],
		['source:Harbour rail', { all: [['rail']], source: 'Harbour' }],
		['source:"Harbour Post"', { source: 'Harbour Post' }],
		['source:harbour.example', { source: 'harbour.example' }],
		['LANG:FR', { language: 'fr' }],
		['lang:français', { all: [['lang', 'francais']] }],
		['since:2026-11-01', { since: new Date(2026, 10, 1).getTime() }],
		['since:12h', { since: NOW - 12 * HOUR }],
		['since:3d', { since: NOW - 72 * HOUR }],
		['since:2w since:1m', { since: NOW - 720 * HOUR }],
		['since:2026-02-31', { all: [['since', '2026', '02', '31']] }],
		['since:yesterday', { all: [['since', 'yesterday']] }],
		['source: rail', { all: [['source'], ['rail']] }],
		['-source:harbour', { none: [['source', 'harbour']] }],
		['https://harbour.example/a', { all: [['https', 'harbour', 'example', 'a']] }],
		['首相訪米', { all: [['首相', '訪米']] }],
		['* AND (NEAR) ; -- - " ""', { all: [['and'], ['near']] }],
	])('%j', (words, query) => {
		expect(parseQuery(words, NOW)).toEqual({ all: [], none: [], ...query });
	});

	test('never throws, and stays small', () => {
		const hostile = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 2_000 }),
			fc
				.array(fc.constantFrom('-', '"', 'source:', 'since:', 'lang:', ' ', 'a', '«', '99d'))
				.map((parts) => parts.join('')),
		);
		fc.assert(
			fc.property(hostile, (words) => {
				const { all, none } = parseQuery(words, NOW);
				expect(all.length + none.length).toBeLessThanOrEqual(32);
				for (const phrase of [...all, ...none]) expect(phrase.length).toBeGreaterThan(0);
			}),
		);
	});
});
