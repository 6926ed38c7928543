import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractFromText } from '../../src/article/plaintext.ts';
import { PARAGRAPHS } from '../fixtures/pages/news-page.ts';

const TITLE = 'Le phare de Kermor rouvre, le maire prévient de la prochaine étape';
const PASTED = [
	'Accueil Mer et ports Le phare de Kermor rouvre, le maire prévient de la...',
	'',
	TITLE,
	'',
	'186',
	'0',
	'',
	...PARAGRAPHS.slice(0, 2).flatMap((line) => [line, '']),
	'Lire aussi :  La jetée nord fermée tout l’hiver ! Une décision qui fâche les pêcheurs',
	'',
	...PARAGRAPHS.slice(2).flatMap((line) => [line, '']),
	'Article précédentLa criée de Kermor change de directeur',
	'Article suivantTempête : le bac restera “à quai” demain.',
	'30 ans, dont 5 au bord de la mer, j’écris plus vite que la marée ^^ Fan de voile et de crêpes !',
].join('\n');

describe('a pasted page', () => {
	const article = extractFromText(PASTED);
	test('its text is the body alone', () => {
		expect(article.text).toBe(PARAGRAPHS.join('\n\n'));
	});
	test('its facts', () => {
		expect(article).toMatchObject({
			title: TITLE,
			section: 'Mer et ports',
			readCount: 186,
			commentCount: 0,
			language: 'fr',
			readAlso: [{ title: 'La jetée nord fermée tout l’hiver ! Une décision qui fâche les pêcheurs' }],
			previous: { title: 'La criée de Kermor change de directeur' },
			next: { title: 'Tempête : le bac restera “à quai” demain.' },
			authorBio:
				'30 ans, dont 5 au bord de la mer, j’écris plus vite que la marée ^^ Fan de voile et de crêpes !',
		});
	});
});

describe('an English page', () => {
	const article = extractFromText(
		[
			'Home > Harbour > Kermor light',
			'Kermor light opens again',
			'By Maud Hale',
			'Published 28 February 2026',
			'The old light of Kermor opened its doors on Saturday after three years of work, and four hundred people climbed it.',
			'READ MORE: The north pier stays shut all winter',
			'“We thought it would never end,” said the foreman, who showed the new lantern to the first guests of the morning.',
			'Sign up for our newsletter',
			'Be the first to comment on this article.',
			'Share this',
			'Tags: lighthouse, harbour',
			'Previous article: The fish market has a new head',
			'Next article: The ferry stays in port',
			'© 2026 The Quay. All rights reserved.',
		].join('\n\n'),
	);
	test('body', () => {
		expect(article.text.split('\n\n')).toEqual([
			'The old light of Kermor opened its doors on Saturday after three years of work, and four hundred people climbed it.',
			'“We thought it would never end,” said the foreman, who showed the new lantern to the first guests of the morning.',
		]);
	});
	test('facts', () => {
		expect(article).toMatchObject({
			title: 'Kermor light opens again',
			section: 'Harbour',
			readAlso: [{ title: 'The north pier stays shut all winter' }],
			tags: ['lighthouse', 'harbour'],
			previous: { title: 'The fish market has a new head' },
			next: { title: 'The ferry stays in port' },
		});
	});
});

test.each([
	[
		'a first line that looks like a title',
		`Le phare rouvre\n\n${PARAGRAPHS[0]}`,
		'Le phare rouvre',
		PARAGRAPHS[0],
	],
	[
		'one paragraph: its first sentence',
		'La mer monte. Le quai attend.',
		'La mer monte.',
		'La mer monte. Le quai attend.',
	],
	['nothing', '', '', ''],
	['blank lines', ' \n\t\n', '', ''],
])('%s', (_name, pasted, title, text) => {
	expect(extractFromText(pasted)).toMatchObject({ title, text });
});

test('a long first sentence is clipped between words', () => {
	const { title } = extractFromText('la mer monte encore '.repeat(40));
	expect(title.length).toBeLessThanOrEqual(200);
	expect(title).toMatch(/(?:la|mer|monte|encore)…$/);
});

test('any text gives an article and never throws', () => {
	const line = fc.constantFrom(
		'Lire aussi :',
		'Accueil',
		'Article suivant',
		'186',
		'Tags:',
		'© ',
		'The sea rose. ',
		'',
		'«',
		'Par ',
	);
	fc.assert(
		fc.property(fc.array(fc.oneof(line, fc.string({ maxLength: 20 })), { maxLength: 40 }), (lines) => {
			const article = extractFromText(lines.join('\n'));
			expect(typeof article.title).toBe('string');
			expect(article.text).toBe(article.text.trim());
		}),
	);
});

const seed = new URL('../../../shared/seed/000_346372d2e4abeb38.txt', import.meta.url);
describe.skipIf(!existsSync(seed))('the founding example (needs ../shared/seed)', () => {
	test('gives its facts, and a body with none of them in it', () => {
		const article = extractFromText(readFileSync(seed, 'utf8'));
		expect(article).toMatchObject({
			section: 'Internationales',
			readCount: 186,
			commentCount: 0,
			language: 'fr',
		});
		expect(article.readAlso).toHaveLength(2);
		expect(article.previous?.title).toMatch(/^Telegram.*Russie$/);
		expect(article.next?.title).toMatch(/^Zelensky.*Ukraine\.$/);
		expect(article.authorBio).toMatch(/^25 ans.*!$/);
		expect(article.tags).toEqual([]);
		expect(article.authors).toEqual([]);
		expect(article.title).toMatch(/prochaine étape$/);
		for (const cut of [
			article.title,
			article.authorBio,
			article.previous?.title,
			article.next?.title,
			'Lire aussi',
			'186',
		])
			expect(article.text).not.toContain(cut ?? 'missing');
		expect(article.text).toMatch(/^Alexandre.*a-t-il ajouté\.$/s);
	});
});
