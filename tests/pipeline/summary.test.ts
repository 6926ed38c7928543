import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeArticleWorkers } from '../../src/article/article-worker.ts';
import { FetchError } from '../../src/errors.ts';
import { createSummarize } from '../../src/pipeline/summary.ts';
import { type Cache, openCache } from '../../src/store/cache.ts';
import { article, NOON } from '../doc/fiction.ts';

const TEXT =
	'The night ferry has returned to Port Averil after a month of repairs. Its captain thanked forty mechanics of the yard for their patience. Tickets for the winter crossing are sold at the quay from Monday on.';

let folder: string;
let cache: Cache;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'summary-'));
	cache = await openCache({ dataDir: folder });
});
afterAll(async () => {
	await closeArticleWorkers();
	await cache.close();
	rmSync(folder, { recursive: true });
});

test.each([
	[1, 1, undefined],
	[3, 3, true],
	[6, 3, true],
])('of three sentences %i asked for are %i, and all of them: %s', async (asked, given, isAll) => {
	const summarize = createSummarize({
		readPage: async (url) => {
			throw new FetchError('dns', url);
		},
		cache,
	});
	const summary = await summarize({
		article: article('f1', { text: TEXT, url: '', language: 'en' }),
		sentences: asked,
		channel: 'preview:news',
		locale: 'en',
		deadline: NOON,
	});
	expect(summary).toMatchObject({ kind: 'quoted', sentences: { length: given } });
	expect('isAll' in summary ? summary.isAll : undefined).toBe(isAll);
});
