/**
 * All work on foreign text, off the main thread. Rules:
 * 1. A text that takes more than five seconds or half a gigabyte loses its thread, never the process.
 * 2. One thread: a small machine has a core or two, and no post waits for a page.
 * 3. An item of a feed is never lost for its text: where composing fails, the article goes without one.
 */
import type { Article, ArticleId, ExtractedArticle, Sentence } from '../model.ts';
import { createWorkerPool, type WorkerPool } from '../worker.ts';
import { bareArticle, type ComposeInput } from './bare.ts';
import type { Checked } from './llm-check.ts';
import type { Prompt, PromptArticle } from './llm-prompt.ts';

/** An article whose story is not known yet. */
export type Draft = Omit<Article, 'storyId'>;

export interface Summarizable {
	readonly title?: string;
	readonly text: string;
	readonly language?: string;
}

export interface PasteInput {
	readonly text: string;
	readonly id: ArticleId;
	/** Epoch ms. */
	readonly seenAt: number;
}

/** A summary in `count` sentences that a language model is to write. */
export interface Asked {
	readonly article: PromptArticle;
	/** ISO 639-1, of the answer. */
	readonly language: string;
	readonly count: number;
}

export type Job =
	| { readonly kind: 'page'; readonly html: Uint8Array | string; readonly url: string }
	| { readonly kind: 'compose'; readonly input: ComposeInput }
	| ({ readonly kind: 'paste' } & PasteInput)
	| { readonly kind: 'summarize'; readonly article: Summarizable; readonly count: number }
	| ({ readonly kind: 'ask' } & Asked)
	| ({ readonly kind: 'check'; readonly answer: string; readonly sentences: Prompt['sentences'] } & Asked);

export type Answer =
	| { readonly kind: 'page'; readonly page: ExtractedArticle }
	| { readonly kind: 'article'; readonly article: Draft }
	| { readonly kind: 'sentences'; readonly sentences: Sentence[] }
	| { readonly kind: 'prompt'; readonly prompt: Prompt | undefined }
	| { readonly kind: 'checked'; readonly checked: Checked };

let pool: WorkerPool<Job, Answer> | undefined;

function threads(): WorkerPool<Job, Answer> {
	pool ??= createWorkerPool(new URL('./article-thread.ts', import.meta.url), {
		size: 1,
		timeoutMs: 5_000,
		maxHeapMb: 512,
	});
	return pool;
}

type AnswerOf<Kind> = Extract<Answer, { readonly kind: Kind }>;

const isOf = <Kind extends Answer['kind']>(answer: Answer, kind: Kind): answer is AnswerOf<Kind> =>
	answer.kind === kind;

async function ask<Kind extends Answer['kind']>(
	job: Job,
	kind: Kind,
	signal: AbortSignal | undefined,
): Promise<AnswerOf<Kind>> {
	const answer = await threads().run(job, signal);
	if (!isOf(answer, kind)) throw new Error(`${job.kind} was answered with ${answer.kind}`);
	return answer;
}

/** @throws WorkerTimeout, WorkerCrash, or the signal's reason */
export async function extractInWorker(
	html: Uint8Array | string,
	url: string,
	signal?: AbortSignal,
): Promise<ExtractedArticle> {
	return (await ask({ kind: 'page', html, url }, 'page', signal)).page;
}

/**
 * Never fails for the item's sake: what cannot be composed in time goes as title, link and dates.
 * @throws the signal's reason; WorkerCrash when closeArticleWorkers came first
 */
export async function composeInWorker(input: ComposeInput, signal?: AbortSignal): Promise<Draft> {
	const mine = threads();
	try {
		return (await ask({ kind: 'compose', input }, 'article', signal)).article;
	} catch (error) {
		// A shutdown says nothing of the item: it is composed again when the program is back.
		if (signal?.aborted || pool !== mine) throw error;
		return bareArticle(input);
	}
}

/**
 * Pasted text as an article of its own, without an address.
 * @throws WorkerTimeout, WorkerCrash, or the signal's reason
 */
export async function pasteInWorker({ text, id, seenAt }: PasteInput, signal?: AbortSignal): Promise<Draft> {
	return (await ask({ kind: 'paste', text, id, seenAt }, 'article', signal)).article;
}

/**
 * @returns at most `count` sentences, as summarize.ts gives them
 * @throws WorkerTimeout, WorkerCrash, or the signal's reason
 */
export async function summarizeInWorker(
	{ title, text, language }: Summarizable,
	count: number,
	signal?: AbortSignal,
): Promise<Sentence[]> {
	const article = {
		text,
		...(title !== undefined && { title }),
		...(language !== undefined && { language }),
	};
	return (await ask({ kind: 'summarize', article, count }, 'sentences', signal)).sentences;
}

/**
 * @returns what to ask a language model; undefined where there is too little to sum up
 * @throws WorkerTimeout, WorkerCrash
 */
export async function promptInWorker({ article, language, count }: Asked): Promise<Prompt | undefined> {
	return (await ask({ kind: 'ask', article, language, count }, 'prompt', undefined)).prompt;
}

/**
 * @param sentences what the answer's numbers mean
 * @throws WorkerTimeout, WorkerCrash
 */
export async function checkInWorker(
	answer: string,
	{ article, language, count }: Asked,
	sentences: Prompt['sentences'],
): Promise<Checked> {
	const job = { kind: 'check', answer, article, language, count, sentences } as const;
	return (await ask(job, 'checked', undefined)).checked;
}

export async function closeArticleWorkers(): Promise<void> {
	const open = pool;
	pool = undefined;
	await open?.close();
}
