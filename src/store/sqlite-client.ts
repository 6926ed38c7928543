/**
 * The main thread's end of a SQLite file. Rules:
 * 1. A call is answered once: with the result, with a DatabaseError, or with the error that ended the thread.
 * 2. The thread keeps the process alive only while an answer is awaited.
 * 3. A thread that ends unasked is not replaced: whoever opened it is told, and decides.
 */
import type { SQLInputValue } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { DatabaseError } from './database-error.ts';
import type { Answer, OpenRequest, Request, Result } from './sqlite-protocol.ts';

export interface SqliteClient {
	/** @throws DatabaseError */
	run(sql: string, values: readonly SQLInputValue[]): Promise<Result>;
	/** After every call that was made before it. */
	close(): Promise<void>;
}

/**
 * @param onLost the thread ended unasked: every query fails from now on.
 * @throws DatabaseError where the file cannot be opened.
 */
export async function openSqlite(
	request: OpenRequest,
	onLost?: (error: Error) => void,
): Promise<SqliteClient> {
	const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), {
		workerData: request,
		execArgv: [], // the process's own may be refused in a thread (--input-type)
	});
	const waiting = new Map<number, { sql: string; settle: PromiseWithResolvers<Result> }>();
	const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
	let ended: string | undefined;
	/** The end of the thread: while it opens, by its failure; later, by close. */
	let isWanted = true;
	let lastId = 0;

	function expect(id: number, sql: string): Promise<Result> {
		if (ended !== undefined) return Promise.reject(new DatabaseError('CLOSED', ended, sql));
		const settle = Promise.withResolvers<Result>();
		waiting.set(id, { sql, settle });
		worker.ref();
		return settle.promise;
	}

	function end(reason: string): void {
		ended ??= reason;
		for (const { sql, settle } of waiting.values()) {
			settle.reject(new DatabaseError('CLOSED', ended, sql));
		}
		waiting.clear();
	}

	worker.on('message', (answer: Answer) => {
		const call = waiting.get(answer.id);
		waiting.delete(answer.id);
		if (waiting.size === 0) worker.unref();
		if ('failure' in answer) {
			call?.settle.reject(new DatabaseError(answer.failure.code, answer.failure.message, call.sql));
		} else {
			call?.settle.resolve(answer.result);
		}
	});
	worker.on('error', (error) => end(`The SQLite thread failed: ${String(error)}`));
	worker.on('exit', () => {
		end(isWanted ? 'The database is closed' : 'The SQLite thread ended');
		if (!isWanted) onLost?.(new Error(`${ended}. Start Depeche again: what was committed is kept`));
	});

	const post = (message: Request): void => worker.postMessage(message);
	await expect(0, 'open');
	isWanted = false;
	return {
		run(sql, values) {
			const id = ++lastId;
			const result = expect(id, sql);
			if (ended === undefined) post({ id, sql, values });
			return result;
		},
		async close() {
			isWanted = true;
			if (ended === undefined) {
				worker.ref();
				post('close');
			}
			await exited;
		},
	};
}
