import { afterAll, describe, expect, test } from 'vitest';
import {
	closeArticleWorkers,
	composeInWorker,
	extractInWorker,
	pasteInWorker,
	summarizeInWorker,
} from '../../src/article/article-worker.ts';
import type { ComposeInput } from '../../src/article/bare.ts';
import { composeArticle } from '../../src/article/compose.ts';
import { extractFromText } from '../../src/article/plaintext.ts';
import { summarize } from '../../src/article/summarize.ts';

afterAll(closeArticleWorkers);

const page = (charset: string, word: string): string =>
	`<html><head><meta charset="${charset}"><title>Marée</title></head><body><article><h1>Marée</h1><p>${`La ${word} monte sur le quai et la ville regarde. `.repeat(8)}</p></article></body></html>`;

describe('extractInWorker', () => {
	test.each([
		['UTF-8', Buffer.from(page('utf-8', 'marée'))],
		['UTF-8 declared as latin1', Buffer.from(page('iso-8859-1', 'marée'))],
		['latin1', Buffer.from(page('iso-8859-1', 'marée'), 'latin1')],
		['latin1 with an unknown label', Buffer.from(page('x-none', 'marée'), 'latin1')],
		['a string', page('utf-8', 'marée')],
	])('%s', async (_name, html) => {
		const article = await extractInWorker(html, 'https://quai.test/a');
		expect(article.title).toBe('Marée');
		expect(article.text).toContain('La marée monte sur le quai');
	});

	test('a job given up by its caller rejects', async () => {
		const given = AbortSignal.abort(new Error('enough'));
		await expect(extractInWorker('<p>x', 'https://quai.test/', given)).rejects.toThrow('enough');
	});
});

const TIDE =
	'La marée monte sur le quai de Kermor. Les pêcheurs rentrent leurs filets avant la nuit. '.repeat(6);
const item = {
	id: 'i',
	title: 'La marée monte',
	url: 'https://quai.test/a',
	authors: ['Ada Reed'],
	categories: ['Mer'],
	enclosures: [],
	publishedAt: new Date('2026-02-28T08:00:00Z'),
};
const input = (content: string): ComposeInput => ({
	url: 'https://quai.test/a',
	id: 'a',
	seenAt: Date.UTC(2026, 2, 1),
	feed: { id: 'f', title: 'Le Quai', language: 'fr' },
	item: { ...item, content },
});
const bare = { title: 'La marée monte', url: 'https://quai.test/a', publishedAt: item.publishedAt.getTime() };

/** No body takes the thread down by itself any more: one that cannot be copied to it fails all the same. */
function uncopied(): ComposeInput {
	const given = input(TIDE);
	return { ...given, item: { ...item, ...{ content: TIDE, extra: () => {} } } };
}

describe('the thread answers as the doors do', () => {
	test('compose', async () => {
		expect(await composeInWorker(input(`<p>${TIDE}</p>`))).toEqual(composeArticle(input(`<p>${TIDE}</p>`)));
	});
	test('paste', async () => {
		const text = `La marée monte\n\n${TIDE}`;
		const expected = composeArticle({ url: '', id: 'p', seenAt: 7, page: extractFromText(text) });
		expect(await pasteInWorker({ text, id: 'p', seenAt: 7 })).toEqual(expected);
	});
	test('summarize', async () => {
		const article = { title: 'La marée monte', text: TIDE };
		expect(await summarizeInWorker(article, 1)).toEqual(summarize(article, 1));
	});
});

describe('an item is never lost for its text', () => {
	test('what fails is composed without one', async () => {
		expect(await composeInWorker(uncopied())).toMatchObject({
			...bare,
			text: '',
			teaser: '',
			language: 'fr',
		});
	});
	test('given up by its caller, it rejects', async () => {
		const given = AbortSignal.abort(new Error('enough'));
		await expect(composeInWorker(input(TIDE), given)).rejects.toThrow('enough');
	});
	test('a shutdown is not the item’s fault', async () => {
		const composing = composeInWorker(input(TIDE));
		await Promise.all([expect(composing).rejects.toThrow('closed'), closeArticleWorkers()]);
		expect((await composeInWorker(input(TIDE))).text).toBe(TIDE.trim());
	});
});
