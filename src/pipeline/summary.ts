/**
 * The sentences that stand for an article. Rules:
 * 1. They are the article's own, found in the thread for foreign text. With a language model configured they are the
 *    model's, each proven by the article (written.ts); what it does not give is quoted, and the summary says why.
 * 2. A feed often gives a line or two and the page was not read in time: the page is then read when somebody
 *    asks, and its text kept in the cache. What cannot be read leaves the summary to the feed's text, and the summary
 *    says why it has no more to go by.
 */
import { z } from 'zod';
import { summarizeInWorker } from '../article/article-worker.ts';
import { FetchError, UserError } from '../errors.ts';
import type { Article } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import { SHORTAGES, type Shortage, type Summary, type SummaryOrder } from '../summary.ts';
import type { ReadPage } from './page.ts';
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

/** All of an article that can be read, and why that may be only its beginning. */
const Whole = z.object({ text: z.string(), shortage: z.enum(SHORTAGES).exactOptional() });
type Whole = z.infer<typeof Whole>;

/** Payment, membership, permission. */
const REFUSALS: ReadonlySet<number> = new Set([401, 402, 403, 451]);

function shortageOf(error: unknown): Shortage {
	if (error instanceof UserError) return 'large';
	if (!(error instanceof FetchError)) return 'slow';
	switch (error.problem) {
		case 'robots':
			return 'robots';
		case 'status':
			return REFUSALS.has(error.status ?? 0) ? 'refused' : 'down';
		case 'challenge':
			return 'refused';
		case 'too-large':
			return 'large';
		case 'timeout':
			return 'slow';
		default:
			return 'down';
	}
}

export function createSummarize(deps: {
	readonly readPage: ReadPage;
	readonly cache: Cache;
	readonly model?: { readonly name: string; readonly write: Write } | undefined;
}) {
	async function fuller({ id, url, text }: Article): Promise<Whole> {
		const key = `whole:${id}`;
		const kept = Whole.safeParse(await deps.cache.get(key));
		if (kept.success) return kept.data;
		let whole: Whole;
		try {
			const { extracted } = await deps.readPage(url, AbortSignal.timeout(READ_WITHIN_MS));
			whole = {
				text: extracted.text.length > text.length ? extracted.text : text,
				...(extracted.isPaywalled && { shortage: 'subscribers' }),
			};
		} catch (error) {
			whole = { text, shortage: shortageOf(error) };
		}
		const isRead = whole.shortage === undefined || whole.shortage === 'subscribers';
		await deps.cache.set(key, whole, isRead ? KEPT_MS : FAILED_MS);
		return whole;
	}

	function wholeOf(article: Article): Whole | Promise<Whole> {
		const { text, url, excerpt } = article;
		if (excerpt === 'subscribers') return { text, shortage: 'subscribers' };
		return text.length < STUB_CHARACTERS && url !== '' ? fuller(article) : { text };
	}

	return async ({ article, sentences, channel, locale, deadline }: SummaryOrder): Promise<Summary> => {
		const { text, shortage } = await wholeOf(article);
		const whole = { ...article, text };
		const because = shortage === undefined ? {} : { shortage };
		const { model } = deps;
		const language = locale.slice(0, 2);
		const order = { article: asked(whole), channel, language, count: sentences, deadline };
		const written = await model?.write(order);
		if (model && typeof written === 'object')
			return { kind: 'written', by: model.name, sentences: written, ...because };
		const quoted = await summarizeInWorker(whole, sentences);
		const isAll = (await summarizeInWorker(whole, sentences + 1)).length <= sentences;
		const instead = model && typeof written === 'string' ? { of: model.name, because: written } : undefined;
		return {
			kind: 'quoted',
			sentences: quoted,
			...(isAll && { isAll }),
			...(instead && { instead }),
			...because,
		};
	};
}
