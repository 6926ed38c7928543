import { describe, expect, test } from 'vitest';
import { parsePage } from '../../src/article/page-tree.ts';

const PAGE = parsePage(
	'<html lang="fr"><head><title>Le phare</title><meta property="og:title" content="Le phare">' +
		'<script>var noise = "<p>";</script></head><body id="top"><!-- c --><main class="page wide"><article>' +
		'<h1>Le phare</h1><p class="lead">La lumière &amp; la mer</p><time datetime="2026-03-01">1er mars</time>' +
		'<ul><li>un<li>deux</ul></article></main><p data-kind="note">Fin</p></body></html>',
);

describe('selectors answer in the order of the page', () => {
	test.each([
		['p', ['La lumière & la mer', 'Fin']],
		['li', ['un', 'deux']],
		['.lead', ['La lumière & la mer']],
		['main.wide article > p', ['La lumière & la mer']],
		['body > p', ['Fin']],
		['main > p', []],
		['#top h1, title', ['Le phare', 'Le phare']],
		['meta[property="og:title"]', ['']],
		['[class~="wide"] time[datetime^="2026"]', ['1er mars']],
		['[class*="id"] h1', ['Le phare']],
		['[data-kind$="te"]', ['Fin']],
		['[lang|="fr"] h1', ['Le phare']],
		['p:not(.lead)', ['Fin']],
		['META[property="OG:TITLE" i]', ['']],
	])('%s', (selector, texts) => {
		expect([...(PAGE?.querySelectorAll(selector) ?? [])].map((element) => element.textContent)).toEqual(
			texts,
		);
	});
	test('what it cannot read is a mistake of ours', () => {
		expect(() => [...(PAGE?.querySelectorAll('p::first-line') ?? [])]).toThrow('no selector of ours');
	});
});

test('an element knows how much text it holds, scripts left out', () => {
	const sizeOf = (selector: string) => PAGE?.querySelector(selector)?.size;
	expect([sizeOf('head'), sizeOf('.lead'), sizeOf('ul')]).toEqual([8, 19, 6]);
});

test('Readability is given the page without scripts and comments', () => {
	expect(PAGE?.readable).toContain('<h1>Le phare</h1>');
	expect(PAGE?.readable).not.toMatch(/noise|<!--/);
});

test.each([
	['too deep', '<div>'.repeat(400)],
	['too many elements', '<p>x</p>'.repeat(40_000)],
	['too many attributes', `<p ${Array.from({ length: 130_000 }, (_, n) => `a${n}`).join(' ')}>`],
])('no tree for a page that is %s', (_name, html) => {
	expect(parsePage(html)).toBeUndefined();
});

test('a page that costs Readability too much keeps its tree', () => {
	const page = parsePage(`<body>${'<p>The sea rose.</p>'.repeat(7_000)}</body>`);
	expect(page?.body.size).toBe(91_000);
	expect(page?.readable).toBeUndefined();
});
