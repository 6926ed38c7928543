/**
 * The sentences that stand for an article. Rules:
 * 1. They are the article's own, found in the thread for foreign text.
 * 2. A feed often gives a line or two and the page was not read in time: the page is then read when somebody
 *    asks, and its text kept in the cache. What cannot be read leaves the summary to the feed's text.
 */
import { summarizeInWorker } from '../article/article-worker.ts';
import type { Article, Sentence } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import type { ReadPages } from './page.ts';

/** Less text than this has nothing to choose from. */
const STUB_CHARACTERS = 600;
const READ_WITHIN_MS = 8_000;
const KEPT_MS = 24 * 3_600_000;
/** A page that could not be read is tried again soon, but not at every question. */
const FAILED_MS = 5 * 60_000;

export function createSummarize(deps: { readonly readPages: ReadPages; readonly cache: Cache }) {
	async function fuller({ id, url, text }: Article): Promise<string> {
		const key = `text:${id}`;
		const kept = await deps.cache.get(key);
		if (typeof kept === 'string') return kept;
		const pages = await deps.readPages([url], AbortSignal.timeout(READ_WITHIN_MS));
		const read = pages.get(url)?.extracted.text;
		const best = read !== undefined && read.length > text.length ? read : text;
		await deps.cache.set(key, best, read === undefined ? FAILED_MS : KEPT_MS);
		return best;
	}

	return async (article: Article, sentences: number): Promise<readonly Sentence[]> => {
		const isStub = article.text.length < STUB_CHARACTERS && article.url !== '';
		return summarizeInWorker({ ...article, text: isStub ? await fuller(article) : article.text }, sentences);
	};
}
