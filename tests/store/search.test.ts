import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { SearchQuery } from '../../src/article-index/search.ts';
import { insertArticle, searchArticles } from '../../src/store/articles.ts';
import type { Db } from '../../src/store/db.ts';
import { anArticle, DAY, NOW, publish } from './samples.ts';
import { onEveryStore } from './stores.ts';

const all = (...phrases: readonly string[]): SearchQuery => ({
	all: phrases.map((phrase) => phrase.split(' ')),
	none: [],
});
const find = async (db: Db, query: SearchQuery): Promise<string[]> =>
	(await searchArticles(db, query, 10)).map((article) => article.id);

onEveryStore((db) => {
	describe('search finds', () => {
		const harbour = () =>
			publish(
				db(),
				anArticle('ferry', { title: 'Ferry strike', text: 'The old harbour is closed.', language: 'en' }),
				anArticle('storm', { title: 'Storm', text: 'A storm over the harbour, old and new.' }),
				anArticle('phare', {
					title: 'Le phare',
					text: 'Le phare du port rouvre.',
					language: 'fr',
					source: 'Le Télescope',
					url: 'https://telescope.example/phare',
					publishedAt: NOW - 400 * DAY,
				}),
			);
		test.each<[string, SearchQuery, string[]]>([
			['a word', all('phare'), ['phare']],
			['all words', all('harbour', 'ferry'), ['ferry']],
			['a phrase', all('old harbour'), ['ferry']],
			['no phrase that begins in the title', all('strike the'), []],
			['without a word', { ...all('harbour'), none: [['storm']] }, ['ferry']],
			['without a phrase', { ...all('harbour'), none: [['old', 'harbour'], ['phare']] }, ['storm']],
			['only without', { all: [], none: [['harbour']] }, ['phare']],
			['in a language', { ...all(), language: 'fr' }, ['phare']],
			['since', { ...all('old'), since: NOW + 1 }, []],
			['from an outlet', { ...all('port'), source: 'telescope' }, ['phare']],
			['from another outlet', { ...all('port'), source: 'courier' }, []],
			['in any case', all('PHARE'), ['phare']],
			['nothing', all('zebra'), []],
		])('%s', async (_, query, expected) => {
			await harbour();
			expect((await find(db(), query)).sort()).toEqual(expected.sort());
		});

		test('every script that the app has cut into words', async () => {
			await insertArticle(db(), anArticle('ja'), { title: '灯台', body: '灯台 が 再開 する' });
			await insertArticle(db(), anArticle('th'), { title: '', body: 'ประภาคาร เปิด อีกครั้ง' });
			expect(await find(db(), all('再開'))).toEqual(['ja']);
			expect(await find(db(), all('灯台 が'))).toEqual(['ja']);
			expect(await find(db(), all('เปิด อีกครั้ง'))).toEqual(['th']);
		});
	});

	test('search forgets an article that is deleted', async () => {
		await publish(db(), anArticle('a', { title: 'Zeppelin' }), anArticle('b', { title: 'Zeppelin' }));
		await db().deleteFrom('articles').where('id', '=', 'a').execute();
		expect(await find(db(), all('zeppelin'))).toEqual(['b']);
		const left = await sql<{ n: number }>`select count(*) as n from article_search`.execute(db());
		expect(left.rows).toEqual([{ n: 1 }]);
	});

	describe('search ranks', () => {
		test('a word in the title first', async () => {
			await publish(
				db(),
				anArticle('title', { title: 'Zeppelin lands', text: 'It landed on the quay.' }),
				anArticle('body', { title: 'A landing', text: 'A zeppelin on the quay.' }),
			);
			expect(await find(db(), all('zeppelin'))).toEqual(['title', 'body']);
		});
		test('the fresh first where all else is equal', async () => {
			await publish(
				db(),
				anArticle('new', { title: 'Zeppelin', publishedAt: NOW }),
				anArticle('old', { title: 'Zeppelin', publishedAt: NOW - 30 * DAY }),
			);
			expect(await find(db(), all('zeppelin'))).toEqual(['new', 'old']);
			expect(await searchArticles(db(), all('zeppelin'), 1)).toHaveLength(1);
		});
	});

	describe('search is not led astray by', () => {
		const HOSTILE = [
			'"',
			"'",
			'AND',
			'OR NOT',
			'NEAR(a,b)',
			'title:x',
			'*',
			'^a',
			'a*',
			'-',
			'{title}:',
			"'a':1A",
			'&|!<->()',
			':*',
			'\\',
			"\\'",
			'c++',
			'%_',
			'\ud83d',
			'😀',
			'\u00a0',
			'\u200b',
			'x'.repeat(5_000),
		];
		test.each(HOSTILE.map((token) => [token]))('%.20s as a token', async (token) => {
			const phrase = token.split(' ');
			await insertArticle(db(), anArticle('a'), { title: '', body: `before ${token} after` });
			await insertArticle(db(), anArticle('b'), { title: '', body: 'before after' });
			expect(await find(db(), { all: [phrase], none: [] })).toEqual(['a']);
			expect(await find(db(), { all: [['before']], none: [phrase] })).toEqual(['b']);
		});

		test('a query of ten thousand words', async () => {
			const words = Array.from({ length: 10_000 }, (_, index) => `w${index}`);
			expect(await find(db(), { all: words.map((word) => [word]), none: [words] })).toEqual([]);
		});

		test('an article of a megabyte, of one word or of many', async () => {
			const many = Array.from({ length: 200_000 }, (_, index) => `${index.toString(36)}語`).join(' ');
			await insertArticle(db(), anArticle('many'), { title: many, body: many });
			await insertArticle(db(), anArticle('one'), { title: '', body: `${'é'.repeat(1_000_000)}` });
			await insertArticle(db(), anArticle('same'), { title: '', body: 'word '.repeat(200_000) });
			expect(await find(db(), all('1語'))).toEqual(['many']);
			expect(await find(db(), all('word word'))).toEqual(['same']);
		});

		test('any tokens at all', async () => {
			const token = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
			const phrases = fc.array(fc.array(token, { maxLength: 3 }), { maxLength: 3 });
			await fc.assert(
				fc.asyncProperty(phrases, phrases, async (wanted, unwanted) => {
					await find(db(), { all: wanted, none: unwanted });
				}),
				{ numRuns: 60 },
			);
		});
	});
});
