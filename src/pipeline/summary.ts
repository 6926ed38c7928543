/**
 * The sentences that stand for an article. Rules:
 * 1. They are the article's own, found in the thread for foreign text. With a language model configured they are the
 *    model's, each proven by the article (written.ts); what it does not give is quoted, and the summary says why.
 * 2. A feed often gives a line or two and the page was not read in time: the page is then read when somebody
 *    asks, and its text kept in the cache. What cannot be read leaves the summary to the feed's text.
 */
import { summarizeInWorker } from '../article/article-worker.ts';
import type { Article } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import type { Summary, SummaryOrder } from '../summary.ts';
import type { ReadPages } from './page.ts';
import type { Write, WriteOrder } from './written.ts';

/** Less text than this has nothing to choose from. */
const STUB_CHARACTERS = 600;
const READ_WITHIN_MS = 8_000;
const KEPT_MS = 24 * 3_600_000;
/** A page that could not be read is tried again soon, but not at every question. */
const FAILED_MS = 5 * 60_000;

/** What a model is told of an article: not when we saw it, which stands in for a date that is not known. */
function asked({ title, text, language, publishedAt, seenAt }: Article): WriteOrder['article'] {
	return {
		title,
		text,
		...(language !== undefined && { language }),
		...(publishedAt !== seenAt && { publishedAt }),
	};
}

export function createSummarize(deps: {
	readonly readPages: ReadPages;
	readonly cache: Cache;
	readonly model?: { readonly name: string; readonly write: Write } | undefined;
}) {
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

	return async ({ article, sentences, channel, locale, deadline }: SummaryOrder): Promise<Summary> => {
		const isStub = article.text.length < STUB_CHARACTERS && article.url !== '';
		const whole = { ...article, text: isStub ? await fuller(article) : article.text };
		const { model } = deps;
		const language = locale.slice(0, 2);
		const order = { article: asked(whole), channel, language, count: sentences, deadline };
		const written = await model?.write(order);
		if (model && typeof written === 'object') return { kind: 'written', by: model.name, sentences: written };
		const quoted = await summarizeInWorker(whole, sentences);
		const instead = model && typeof written === 'string' ? { of: model.name, because: written } : undefined;
		return { kind: 'quoted', sentences: quoted, ...(instead && { instead }) };
	};
}
