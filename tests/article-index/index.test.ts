import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Vocabulary } from '../../src/article/vocabulary.ts';
import { ArticleIndex, type IndexedArticle } from '../../src/article-index/index.ts';
import { sign } from '../../src/article-index/signature.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 1);
const article = (id: string, title: string, text = '', day = 0): IndexedArticle => ({
	id,
	title,
	text,
	language: 'en',
	publishedAt: new Date(START + day * DAY),
});

const bridge = article(
	'bridge',
	'Port Linden reopens its old bridge',
	'The iron bridge of Port Linden reopens on Friday after two years of work.\n\nMayor Ines Oldcastle said the repair cost 14 million crowns and that trams would cross it again in spring.',
);
const trams = article(
	'trams',
	'Trams return to the Port Linden bridge',
	'Trams will cross the iron bridge in spring, mayor Ines Oldcastle announced in Port Linden.',
	3,
);
const harvest = article(
	'harvest',
	'Late frost halves the cherry harvest',
	'Growers in the valley of Aubrelle expect half of last year, the union of orchards says.',
	1,
);
const oldBridge = article(
	'oldBridge',
	'Port Linden closes its old bridge',
	'The iron bridge is unsafe.',
	-40,
);

function indexOf(...articles: IndexedArticle[]): ArticleIndex {
	const index = new ArticleIndex();
	for (const one of articles) index.add(one);
	return index;
}
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

describe('related', () => {
	const index = indexOf(bridge, trams, harvest, oldBridge);

	test('finds the same matter, nearest first, and not the article itself', () => {
		expect(ids(index.related('bridge'))).toEqual(['trams', 'oldBridge']);
	});

	test('keeps to the days and the number asked for', () => {
		expect(ids(index.related('bridge', { withinDays: 30 }))).toEqual(['trams']);
		expect(ids(index.related('bridge', { limit: 1 }))).toEqual(['trams']);
		expect(index.related('bridge', { limit: 0 })).toEqual([]);
	});

	test('scores lie between 0 and 1', () => {
		const twins = indexOf(bridge, { ...bridge, id: 'twin' });
		expect(twins.related('bridge')[0]?.score).toBeCloseTo(1, 5);
		for (const { score } of index.related('bridge')) expect(score).toBeLessThan(1);
	});

	test('of equals, the one nearer in time goes first', () => {
		const near = { ...trams, id: 'near', publishedAt: bridge.publishedAt };
		expect(ids(indexOf(trams, near, bridge).related('bridge'))).toEqual(['near', 'trams']);
	});

	test('knows nothing of an article that is not there', () => {
		expect(index.related('nowhere')).toEqual([]);
		expect(index.has('nowhere')).toBe(false);
	});

	test('an article added again changes nothing; a removed one is not found', () => {
		const changing = indexOf(bridge, trams, harvest, oldBridge);
		changing.add({ ...trams, title: 'Something else' });
		expect(changing.size).toBe(4);
		changing.remove('trams');
		changing.remove('trams');
		expect(changing.size).toBe(3);
		expect(ids(changing.related('bridge'))).toEqual(['oldBridge']);
		changing.remove('harvest');
		expect(ids(changing.related('bridge'))).toEqual(['oldBridge']);
		changing.add(trams);
		expect(ids(changing.related('bridge'))).toEqual(['trams', 'oldBridge']);
	});
});

test('related is exact: it equals comparing with every article', () => {
	const word = fc.constantFrom(
		...'river bridge tram mayor vote fire storm harbour train school'.split(' '),
		'14',
		'2026',
	);
	const words = fc.array(word, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '));
	const corpus = fc.array(fc.record({ title: words, text: words, day: fc.nat(60) }), {
		minLength: 2,
		maxLength: 25,
	});
	fc.assert(
		fc.property(
			corpus,
			fc.nat(),
			fc.integer({ min: 1, max: 30 }),
			fc.array(fc.nat(24)),
			(rows, pick, limit, gone) => {
				const articles = rows.map(({ title, text, day }, n) => article(String(n), title, text, day));
				const asked = String(pick % articles.length);
				const removed = new Set(gone.map(String).filter((id) => id !== asked));
				const index = indexOf(...articles);
				for (const id of removed) index.remove(id);

				const vocabulary = new Vocabulary(1_000);
				const signatures = articles.map((one) => sign(one, vocabulary));
				const vectors = signatures.map(
					(signature) =>
						new Map(signature.map(({ term, weight }) => [term, weight * vocabulary.rarity(term)])),
				);
				const dot = (a: Map<number, number> | undefined, b: Map<number, number> | undefined): number =>
					[...(a ?? [])].reduce((sum, [term, weight]) => sum + weight * (b?.get(term) ?? 0), 0);
				const own = vectors[Number(asked)];
				const expected = articles
					.map(({ id, publishedAt }, n) => {
						const days =
							Math.abs(publishedAt.getTime() - (articles[Number(asked)]?.publishedAt.getTime() ?? 0)) / DAY;
						const cosine = dot(own, vectors[n]) / Math.sqrt(dot(own, own) * dot(vectors[n], vectors[n]));
						return { id, score: cosine / (1 + days / 200) };
					})
					.filter(({ id, score }) => id !== asked && !removed.has(id) && score > 0)
					.sort((a, b) => b.score - a.score);

				const found = index.related(asked, { limit });
				expect(found).toHaveLength(Math.min(limit, expected.length));
				found.forEach(({ id, score }, rank) => {
					expect(score).toBeCloseTo(expected[rank]?.score ?? Number.NaN, 9);
					expect(score).toBeCloseTo(expected.find((one) => one.id === id)?.score ?? Number.NaN, 9);
				});
			},
		),
		{ numRuns: 150 },
	);
});

describe('near-duplicates', () => {
	const sentences = Array.from(
		{ length: 12 },
		(_, n) =>
			`Sentence ${n} of the agency tells fact number ${n * 7} about harbour ${n * 3} and its ${n} cranes.`,
	);
	const agency = article('agency', 'Harbour opens', sentences.join(' '));
	test.each<[name: string, text: string, duplicate: boolean]>([
		['the same text', sentences.join(' '), true],
		['in capitals, other punctuation', sentences.join(' — ').toUpperCase(), true],
		[
			'with a paragraph before and after',
			`Our reporters write. ${sentences.join(' ')} Read more tomorrow.`,
			true,
		],
		['a third cut off', sentences.slice(0, 8).join(' '), true],
		['one sentence quoted', `${sentences[3]} ${bridge.text} ${trams.text}`, false],
		['another matter', `${bridge.text} ${trams.text} ${harvest.text}`, false],
		['too short to tell', 'Harbour opens.', false],
	])('%s: %j', (_, text, duplicate) => {
		const index = indexOf(agency, article('copy', 'Another title', text));
		expect(index.nearDuplicate('copy')).toBe(duplicate ? 'agency' : undefined);
	});

	test('a copy of a copy names the first; without the first there is none', () => {
		const copies = [agency, { ...agency, id: 'second' }, { ...agency, id: 'third' }];
		const index = indexOf(...copies);
		expect(index.nearDuplicate('third')).toBe('agency');
		index.remove('agency');
		expect(index.nearDuplicate('third')).toBeUndefined();
	});
});
