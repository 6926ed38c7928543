import { afterAll, describe, expect, test } from 'vitest';
import {
	closeArticleWorkers,
	composeInWorker,
	extractInWorker,
	pasteInWorker,
	summarizeInWorker,
} from '../../src/article/article-worker.ts';

afterAll(closeArticleWorkers);

const PROSE = 'The sea rose over the quay of Kermor and the town slept through the night. ';
const TAIL = `<p>${PROSE.repeat(8)}</p>`;
const many = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length));
const page = (body: string): string =>
	`<html><head><title>The tide at Kermor</title></head><body><article><h1>The tide at Kermor</h1>${TAIL}${body}</article></body></html>`;
const jsonLd = (json: string): string => `<script type="application/ld+json">${json}</script>`;
const MB = 1_000_000;

/** The thread's limit of time and memory is the bound: without an answer the job rejects. */
describe('a page costs only itself', () => {
	test.each([
		['open tags without end', many('<b>', MB)],
		['open anchors and paragraphs', many('<a><p>x', MB)],
		['lonely brackets', many('<', MB)],
		['bare ampersands', many('&', MB)],
		['declarations cut by the limit of size', many('<!', 3 * MB)],
		['non-breaking spaces', `<p>x${many('\u00a0', MB)}y</p>`],
		['links in one line', many('<a href="/x">Text of a link x</a> ', MB)],
		['bracketed pointers', `<p>${many('(Read also: the pier is shut) ', 3 * MB)}</p>`],
		['much text deep inside', `${many('<div style="display:block">', 280 * 27)}${many('x ', MB)}`],
		[
			'nested parts with names of noise',
			many(`${many('<div class="share">', 4_750)}x${many('</div>', 1_500)}`, MB),
		],
		['nested articles', many(`${many('<article>', 2_250)}x${many('</article>', 2_500)}`, MB)],
		['60,000 dates', many('<time>12 March</time>', 1.3 * MB)],
		['100,000 attributes', `<p ${Array.from({ length: 100_000 }, (_, n) => `a${n}="1"`).join(' ')}>x</p>`],
		[
			'a headline inside a headline',
			jsonLd(`{"@type":"Report","headline":${'{"name":'.repeat(50_000)}1${'}'.repeat(50_001)}`),
		],
		['Chinese without a stop', `<p>${many('海水上涨', MB)}</p>`],
		['marks upon marks', `<p>a${many('\u0301\u0323', MB)}</p>`],
	])('%s', async (_name, body) => {
		expect((await extractInWorker(page(body), 'https://quay.test/a')).text).toContain('The sea rose');
	});
});

describe('a body of a feed costs only itself', () => {
	const compose = (content: string) =>
		composeInWorker({
			url: 'https://quay.test/a',
			id: 'a',
			seenAt: Date.UTC(2026, 2, 1),
			item: { id: 'i', title: 'The tide', authors: ['Ada Reed'], categories: [], enclosures: [], content },
		});
	test.each([
		['open tags without end', many('<b>', MB)],
		['open tags and text', many('<b>x', MB)],
		['open anchors and paragraphs', many('<a><p>x', MB)],
		['links in one line', many('<a href="/x">Text of a link x</a> ', MB)],
		['links never closed', many('<a href="/x">x', MB)],
		['tiny paragraphs', many('<p>a', MB)],
		['Chinese without a stop', many('海水上涨', MB)],
		['quotations never closed', many(`${'„„. A '.repeat(69)}“ `, MB)],
	])('%s', async (_name, body) => {
		const { text } = await compose(`${TAIL}${body}`);
		expect(text).toContain('The sea rose');
		expect(text.length).toBeLessThanOrEqual(200_000);
	});
});

describe('a text costs only itself', () => {
	const quotations = many(`${'„„. A '.repeat(69)}“ `, 60_000);
	test('quotations never closed are summed up', async () => {
		expect(await summarizeInWorker({ text: `${PROSE}${quotations}`, language: 'en' }, 1)).toHaveLength(1);
	});
	test.each([
		['quotations never closed', quotations],
		['one word', many('x', MB)],
		['tiny lines', many('a\n', MB)],
		['a note of the author without end', `Next article\nThe pier\n${many('x', MB)}`],
	])('%s pasted', async (_name, text) => {
		const article = await pasteInWorker({ text: `The tide\n${PROSE}\n${text}`, id: 'p', seenAt: 0 });
		expect(article.title).toBe('The tide');
		expect(article.authorBio?.length ?? 0).toBeLessThanOrEqual(1_000);
	});
});
