import { afterAll, describe, expect, test } from 'vitest';
import { closeExtractWorkers, extractInWorker } from '../../src/article/extract-worker.ts';

afterAll(closeExtractWorkers);

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
