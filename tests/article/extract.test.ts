import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';
import { costMeter } from '../cost.ts';
import { newsPage, PARAGRAPHS } from '../fixtures/pages/news-page.ts';

const URL_OF_PAGE = 'https://lequai.test/mer/phare-kermor';

describe('a French page with every habit', () => {
	const article = extractArticle(newsPage(), URL_OF_PAGE);
	test('its text is the paragraphs and the heading, nothing else', () => {
		expect(article.text).toBe(PARAGRAPHS.join('\n\n'));
	});
	test('its facts', () => {
		expect(article).toMatchObject({
			title: 'Le phare de Kermor rouvre après trois ans de travaux',
			authors: ['Maëlle Quéré'],
			authorBio: 'Maëlle Quéré est journaliste au Quai. Elle écrit sur la mer et ceux qui en vivent.',
			publishedAt: new Date('2026-02-28T08:00:00Z'),
			updatedAt: new Date('2026-02-28T10:30:00Z'),
			language: 'fr',
			section: 'Mer',
			image: 'https://lequai.test/photos/phare.jpg',
			canonicalUrl: 'https://lequai.test/mer/phare-kermor',
			previous: { title: 'La criée de Kermor change de directeur', url: 'https://lequai.test/criee' },
			next: { title: 'Tempête : le bac restera à quai demain', url: 'https://lequai.test/bac' },
			readCount: 1204,
			commentCount: 7,
			tags: ['phare', 'Kermor'],
		});
	});
	test('what it pointed to is kept', () => {
		expect(article.readAlso).toContainEqual({
			title: 'La jetée nord fermée tout l’hiver',
			url: 'https://lequai.test/jetee',
		});
		expect(article.readAlso).toContainEqual({
			title: 'Ces gardiens qui refusent de partir',
			url: 'https://lequai.test/gardiens',
		});
	});
});

describe('pointers in many languages leave the text', () => {
	const prose: Readonly<Record<string, string>> = {
		fr: 'Le conseil municipal a voté hier soir la reconstruction de la jetée, détruite par la tempête de janvier.',
		en: 'The town council voted last night to rebuild the pier that the January storm had destroyed.',
		de: 'Der Stadtrat hat gestern Abend beschlossen, den im Januar zerstörten Steg wieder aufzubauen.',
		es: 'El ayuntamiento votó anoche la reconstrucción del muelle que la tormenta de enero había destruido.',
		it: 'Il consiglio comunale ha votato ieri sera la ricostruzione del molo distrutto dalla tempesta di gennaio.',
		pt: 'A câmara municipal votou ontem à noite a reconstrução do cais destruído pela tempestade de janeiro.',
		uk: 'Міська рада вчора ввечері проголосувала за відбудову пірса, який зруйнувала січнева буря.',
		ru: 'Городской совет вчера вечером проголосовал за восстановление пирса, разрушенного январской бурей.',
		ar: 'صوت المجلس البلدي مساء أمس على إعادة بناء الرصيف الذي دمرته عاصفة يناير في المدينة الساحلية القديمة.',
		ja: '市議会は昨夜、一月の嵐で壊れた桟橋を再建することを決めた。工事は春に始まる予定だと市長は述べた。',
	};
	test.each([
		['fr', 'Lire aussi : '],
		['fr', 'À lire également '],
		['fr', 'SUR LE MÊME SUJET | '],
		['en', 'READ MORE: '],
		['en', 'Don’t miss: '],
		['en', 'You may also like '],
		['de', 'Lesen Sie auch: '],
		['de', 'Mehr zum Thema: '],
		['es', 'Lee también: '],
		['it', 'Leggi anche: '],
		['pt', 'Leia também: '],
		['uk', 'Читайте також: '],
		['ru', 'Читайте также: '],
		['ar', 'اقرأ أيضا: '],
		['ja', '関連記事:'],
	])('%s: %s', (language, phrase) => {
		const body = Array.from({ length: 4 }, (_, at) => `<p>${at + 1}. ${prose[language]}</p>`);
		body.splice(2, 0, `<p><strong>${phrase}</strong><a href="/other">Another harbour story entirely</a></p>`);
		const article = extractArticle(
			`<html lang="${language}"><head><title>Pier</title></head><body><article><h1>Pier</h1>${body.join('')}</article></body></html>`,
			URL_OF_PAGE,
		);
		expect(article.text).not.toContain('Another harbour');
		expect(article.text.split('\n\n')).toHaveLength(4);
		expect(article.readAlso).toEqual([
			{ title: 'Another harbour story entirely', url: 'https://lequai.test/other' },
		]);
		expect(article.language).toBe(language);
	});
});

test('a link to another site is cut and is no pointer', () => {
	const line = 'The town council voted last night to rebuild the pier that the January storm had destroyed.';
	const html = `<html><body><article><h1>Pier</h1><p>${line}</p><p><a href="https://shop.test/rope">Buy this rope for 39.99 at the shop</a></p><p>${line}</p><p>${line}</p></article></body></html>`;
	const { text, readAlso } = extractArticle(html, URL_OF_PAGE);
	expect(text).not.toContain('rope');
	expect(readAlso).toEqual([]);
});

test('under one registry live many sites', () => {
	const line = 'The town council voted last night to rebuild the pier that the January storm had destroyed.';
	const pointer = (host: string) =>
		`<p>Read also: <a href="https://${host}/b">The ferry stays in port</a></p>`;
	const html = `<html><body><article><h1>Pier</h1><p>${line}</p>${pointer('rope.co.uk')}${pointer('news.quay.co.uk')}<p>${line}</p><p>${line}</p></article></body></html>`;
	const { readAlso } = extractArticle(html, 'https://www.quay.co.uk/a');
	expect(readAlso.map((link) => link.url)).toEqual(['https://news.quay.co.uk/b']);
});

test('a bracketed pointer leaves its paragraph', () => {
	const line = 'The town council voted last night to rebuild the pier that the January storm had destroyed';
	const html = `<html><body><article><h1>Pier</h1><p>${line} (Read also: <a href="/b">The ferry stays in port</a>), said the mayor (aged 61).</p><p>${line}.</p><p>${line} again.</p></article></body></html>`;
	const { text, readAlso } = extractArticle(html, URL_OF_PAGE);
	expect(text).toContain('had destroyed, said the mayor (aged 61).');
	expect(readAlso).toEqual([{ title: 'The ferry stays in port', url: 'https://lequai.test/b' }]);
});

test.each([
	['Pier &#8217;rises&#8217;', 'Pier ’rises’'],
	['5 < 6', '5 < 6'],
])('a headline escaped too often: %s', (headline, title) => {
	const html = `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline })}</script><p>Sea.</p>`;
	expect(extractArticle(html, URL_OF_PAGE).title).toBe(title);
});

test('prose that begins like a pointer or a prompt stays', () => {
	const lines = [
		'Read also means that the clerk has read the paper aloud, the harbour master explained to the court on Monday.',
		'Subscribe or leave was the choice that the old reading society gave its members in the winter of 1911, and most of them left the town.',
		'Photographs of the pier were taken by the clerk before the storm, and nobody has seen them since that night.',
	];
	const html = `<html><body><article><h1>Words</h1>${[...lines, ...lines.map((line) => `Again: ${line}`)].map((line) => `<p>${line}</p>`).join('')}</article></body></html>`;
	const { text } = extractArticle(html, URL_OF_PAGE);
	for (const line of lines) expect(text).toContain(line);
});

describe('hostile pages', () => {
	test.each([
		['nothing', ''],
		['no markup', 'just words'],
		['depth', `${'<div>'.repeat(100_000)}<p>The sea rose over the quay at night.`],
		['breadth', '<p>x</p>'.repeat(100_000)],
		[
			'one attribute of a megabyte',
			`<p class="${'related '.repeat(130_000)}">The sea rose over the quay.</p>`,
		],
		['unclosed', '<article><p>The sea <b>rose <i>over <a href="'],
		[
			'broken JSON-LD',
			'<script type="application/ld+json">{"@type":"NewsArticle","headline":</script><p>Sea.</p>',
		],
		[
			'JSON-LD of wrong kinds',
			'<script type="application/ld+json">{"@type":["NewsArticle",5],"headline":{"a":1},"author":[[[]],7,{"name":{}}],"datePublished":{},"articleSection":9}</script><p>Sea.</p>',
		],
		[
			'deep JSON-LD',
			`<script type="application/ld+json">${'{"@graph":['.repeat(3_000)}${']}'.repeat(3_000)}</script><p>Sea.</p>`,
		],
	])('%s', (_name, html) => {
		const cost = costMeter();
		const article = extractArticle(html, URL_OF_PAGE);
		expect(typeof article.text).toBe('string');
		expect(cost()).toBeLessThan(10_000);
	});

	const tag = fc.constantFrom(
		'p',
		'div',
		'article',
		'a',
		'li',
		'ul',
		'table',
		'td',
		'figure',
		'h1',
		'br',
		'time',
		'script',
		'meta',
		'svg',
		'template',
		'form',
	);
	const text = fc.constantFrom(
		'Lire aussi : ',
		'The sea rose over the quay and the town slept. ',
		'186',
		'Tags: sea',
		'<',
		'&amp;',
		'"',
		'Article suivant',
		'\u0000',
		'🌊',
	);
	const piece = fc.oneof(
		tag.map(
			(name) =>
				`<${name} class="related author" itemprop="articleBody" href="javascript:x" datetime="99999-99-99">`,
		),
		tag.map((name) => `</${name}>`),
		text,
		fc.string({ maxLength: 8 }),
	);
	test('any nesting gives an article and never throws', () => {
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
				const article = extractArticle(pieces.join(''), URL_OF_PAGE);
				expect(article.text).toBe(article.text.trim());
				for (const link of article.readAlso) expect(link.url ?? 'https:').toMatch(/^https?:/);
			}),
			{ numRuns: 150 },
		);
	});
});
