import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const URL_OF_PAGE = 'https://lequai.test/mer/pont';
const LINES = Array.from(
	{ length: 12 },
	(_, at) =>
		`Am ${at + 1}. März beschloss der Stadtrat, die im Januar zerstörte Brücke über den Fluss wieder aufzubauen.`,
);
const body = LINES.map((line) => `<p>${line}</p>`).join('');
const LEAD =
	'Die Brücke über den Fluss wird neu gebaut. Der Stadtrat hat das Geld bewilligt, und im Herbst sollen die ersten Wagen wieder fahren können.';
const extract = (inner: string, head = '') =>
	extractArticle(
		`<html><head><title>Die Brücke kommt wieder</title>${head}</head><body>${inner}</body></html>`,
		URL_OF_PAGE,
	);

describe('a lead outside of the body', () => {
	test.each([
		[
			'in a header',
			`<header><h1>Die Brücke kommt wieder</h1><p>${LEAD}</p></header><div class="article-body">${body}</div>`,
		],
		[
			'named a teaser',
			`<h1>Die Brücke kommt wieder</h1><div class="article-teaser">${LEAD}</div><div class="article-body">${body}</div>`,
		],
		[
			'as a heading',
			`<div><h1>Die Brücke kommt wieder</h1></div><h2>${LEAD}</h2><div class="article-body">${body}</div>`,
		],
	])('%s', (_name, html) => {
		expect(extract(html).text).toBe([LEAD, ...LINES].join('\n\n'));
	});
	test('that the page describes itself with, where no heading is the title', () => {
		const head = `<meta name="description" content="${LEAD}">`;
		expect(extract(`<div><p>${LEAD}</p></div><div class="article-body">${body}</div>`, head).text).toContain(
			LEAD,
		);
	});
	test.each([
		['a caption', `${LEAD} (Foto: dpa)`],
		['a subtitle', 'Das Geld ist bewilligt'],
	])('%s is none', (_name, line) => {
		const html = `<h1>Die Brücke kommt wieder</h1><div><p>${line}</p></div><div class="article-body">${body}</div>`;
		expect(extract(html).text).toBe(LINES.join('\n\n'));
	});
	test('that the body says as well stands once', () => {
		const html = `<h1>Die Brücke kommt wieder</h1><p>${LEAD}</p><div class="article-body"><p>${LEAD}</p>${body}</div>`;
		expect(extract(html).text.split(LEAD)).toHaveLength(2);
	});
});

describe('teasers behind the article', () => {
	const teaser = (title: string, address: string) =>
		`<div><h3><a href="${address}">${title}</a></h3><p>${title}: Was die Anwohner dazu sagen, und was der Hafen nun plant, steht hier in aller Kürze.</p></div>`;
	test('leave the text and are pointers', () => {
		const { text, readAlso } = extract(
			`<article><h1>Die Brücke kommt wieder</h1>${body}<h2>Aus der Stadt</h2>${teaser('Der Hafen wird tiefer', '/hafen')}${teaser('Ein Markt zieht um', '/markt')}</article>`,
		);
		expect(text).toBe(LINES.join('\n\n'));
		expect(readAlso.map((link) => link.url)).toEqual([
			'https://lequai.test/hafen',
			'https://lequai.test/markt',
		]);
	});
	test('stay where the article goes on behind them', () => {
		const { text } = extract(
			`<article><h1>Die Brücke kommt wieder</h1>${body}<h3><a href="/hafen">Der Hafen wird tiefer</a></h3>${body.replaceAll('März', 'April')}</article>`,
		);
		expect(text).toContain('Am 5. April');
	});
	test('that lead to another site are the article’s', () => {
		const { text } = extract(
			`<article><h1>Die Brücke kommt wieder</h1>${body}${teaser('Der Hafen wird tiefer', 'https://hafen.test/')}</article>`,
		);
		expect(text).toContain('Was die Anwohner dazu sagen');
	});
});

test('a list of links inside the article is no text', () => {
	const list = `<div><ul>${['Hafen', 'Markt', 'Kirche'].map((name) => `<li><a href="/${name}">Alles über: ${name} der Stadt</a></li>`).join('')}</ul></div>`;
	const { text } = extract(`<article><h1>Die Brücke kommt wieder</h1>${body}${list}${body}</article>`);
	expect(text).not.toContain('Alles über');
});

test.each([
	[
		'before French punctuation it stays',
		'Le prix du pont\u00a0: 5\u00a0000 francs',
		'Le prix du pont\u00a0: 5\u00a0000 francs',
	],
	['between words it is a space', 'à 75\u00a0ans et\u00a0plus', 'à 75 ans et plus'],
])('an unbreakable space: %s', (_name, line, expected) => {
	const { text } = extract(
		`<article><p>${line}, dit le maire devant le conseil municipal réuni hier soir.</p>${body}</article>`,
	);
	expect(text).toContain(expected);
});
