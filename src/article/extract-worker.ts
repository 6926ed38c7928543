/**
 * Extraction off the main thread. Rules:
 * 1. A page that takes more than five seconds or half a gigabyte loses its thread, never the process.
 * 2. One thread: a small machine has a core or two, and no post waits for a page.
 */
import type { ExtractedArticle } from '../model.ts';
import { createWorkerPool, type WorkerPool } from '../worker.ts';

export interface ExtractJob {
	readonly html: Uint8Array | string;
	readonly url: string;
}

let pool: WorkerPool<ExtractJob, ExtractedArticle> | undefined;

/** @throws WorkerTimeout, WorkerCrash, or the signal's reason */
export function extractInWorker(
	html: Uint8Array | string,
	url: string,
	signal?: AbortSignal,
): Promise<ExtractedArticle> {
	pool ??= createWorkerPool(new URL('./extract-thread.ts', import.meta.url), {
		size: 1,
		timeoutMs: 5_000,
		maxHeapMb: 512,
	});
	return pool.run({ html, url }, signal);
}

export async function closeExtractWorkers(): Promise<void> {
	const open = pool;
	pool = undefined;
	await open?.close();
}
