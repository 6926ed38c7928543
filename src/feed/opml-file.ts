/**
 * The bytes of a file somebody sent → its list of feeds. Rules:
 * 1. Too large and packed files are refused unread; all reading happens in a thread that can be killed.
 * 2. What is wrong with the file is a UserError that says what to do, a file that kills its thread included. What
 *    is wrong with us goes on as it is.
 */
import { UserError } from '../errors.ts';
import { createWorkerPool, WorkerCrash, type WorkerPool, WorkerTimeout } from '../worker.ts';
import { OPML_BYTES, type Opml } from './opml.ts';

/** 5 MB take a quarter of a second; the rest is for a busy machine. */
const TIME_LIMIT_MS = 5_000;
const HEAP_MB = 128;

export interface OpmlJob {
	readonly body: Uint8Array;
	readonly contentType: string | undefined;
}

export type OpmlAnswer =
	| { readonly kind: 'list'; readonly list: Opml }
	| { readonly kind: 'refused'; readonly phrase: string; readonly values: UserError['values'] };

let pool: WorkerPool<OpmlJob, OpmlAnswer> | undefined;

function thread(): WorkerPool<OpmlJob, OpmlAnswer> {
	pool ??= createWorkerPool(new URL('./opml-worker.ts', import.meta.url), {
		size: 1,
		timeoutMs: TIME_LIMIT_MS,
		maxHeapMb: HEAP_MB,
	});
	return pool;
}

/** ZIP, gzip, bzip2, xz, 7z, RAR by their first bytes. */
const PACKED = ['504b0304', '504b0506', '1f8b', '425a68', 'fd377a58', '377abcaf', '52617221'];

/** @throws UserError */
export async function readOpmlFile(body: Uint8Array, contentType?: string): Promise<Opml> {
	if (body.byteLength > OPML_BYTES)
		throw new UserError('problem-file-too-large', { megabytes: OPML_BYTES / 1024 / 1024 });
	if (body.byteLength === 0) throw new UserError('problem-opml-empty');
	const start = Buffer.from(body.subarray(0, 4)).toString('hex');
	if (PACKED.some((magic) => start.startsWith(magic))) throw new UserError('problem-opml-packed');
	let answer: OpmlAnswer;
	try {
		answer = await thread().run({ body, contentType });
	} catch (error) {
		if (error instanceof WorkerTimeout || error instanceof WorkerCrash)
			throw new UserError('problem-opml-slow');
		throw error;
	}
	if (answer.kind === 'refused') throw new UserError(answer.phrase, answer.values);
	return answer.list;
}

export async function closeOpmlThread(): Promise<void> {
	await pool?.close();
	pool = undefined;
}
