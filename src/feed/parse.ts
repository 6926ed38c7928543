/**
 * Door: the bytes of any feed to its items. Rules:
 * 1. All reading happens in a thread that is killed after TIME_LIMIT_MS of its own work: no feed can stop the
 *    program.
 * 2. Every way to fail is a FeedError with its cause; a feed never crashes the caller.
 */
import { availableParallelism } from 'node:os';
import { FeedError, type FeedProblem } from '../errors.ts';
import type { FeedKind, ParsedFeed } from '../model.ts';
import { createWorkerPool, WorkerCrash, type WorkerPool, WorkerTimeout } from '../worker.ts';
import { LIMITS } from './draft.ts';

/** Of the thread's own work: 15 MB take half of it, and a busy machine is not held against a feed. */
const TIME_LIMIT_MS = 1000;
/** The second starts when the first is busy, and ends when nothing waits: a burst of news uses both cores. */
const THREADS = Math.min(2, availableParallelism());
/**
 * A last resort: V8 ends the process, not the thread, where one allocation outgrows it. What a document may take is
 * bounded before (json-weight.ts, the caps of xml.ts and draft.ts), and is far below.
 */
const HEAP_MB = 256;

export interface ParseJob {
	readonly body: Uint8Array;
	readonly url: string;
	readonly contentType: string | undefined;
	/** A 'page' is read as a feed where it is none. */
	readonly kind: FeedKind;
}

export type ParseAnswer =
	| { readonly kind: 'feed'; readonly feed: ParsedFeed }
	| { readonly kind: 'refused'; readonly problem: FeedProblem; readonly message: string };

let pool: WorkerPool<ParseJob, ParseAnswer> | undefined;

function threads(): WorkerPool<ParseJob, ParseAnswer> {
	pool ??= createWorkerPool(new URL('./parse-worker.ts', import.meta.url), {
		size: THREADS,
		timeoutMs: TIME_LIMIT_MS,
		maxHeapMb: HEAP_MB,
	});
	return pool;
}

/** A thread that ran out of time or of memory: nobody knows whether it was a feed. */
export function refusalOf(error: unknown, url: string): FeedError {
	const tookTooMuch = error instanceof WorkerTimeout || error instanceof WorkerCrash;
	const reason = error instanceof Error ? error.message : String(error);
	return new FeedError(tookTooMuch ? 'too-slow' : 'not-a-feed', `${url}: ${reason}`);
}

interface Meta {
	/** Relative links start from it. */
	readonly url: string;
	/** Of HTTP; its charset is a hint. */
	readonly contentType?: string | undefined;
}

async function parse(kind: FeedKind, body: Uint8Array, meta: Meta): Promise<ParsedFeed> {
	if (body.byteLength > LIMITS.document) throw new FeedError('too-large', `${body.byteLength} bytes`);
	let answer: ParseAnswer;
	try {
		answer = await threads().run({ body, url: meta.url, contentType: meta.contentType, kind });
	} catch (error) {
		throw refusalOf(error, meta.url);
	}
	if (answer.kind === 'refused') throw new FeedError(answer.problem, `${meta.url}: ${answer.message}`);
	return answer.feed;
}

/** @throws FeedError */
export const parseFeed = (body: Uint8Array, meta: Meta): Promise<ParsedFeed> => parse('feed', body, meta);

/** The posts or headlines of a page that has no feed. @throws FeedError 'not-a-feed' for a page of other things */
export const parsePage = (body: Uint8Array, meta: Meta): Promise<ParsedFeed> => parse('page', body, meta);
