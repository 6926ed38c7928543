/**
 * The thread that owns a SQLite file. Rules:
 * 1. Statements run one after the other, in the order in which they arrive; each gets exactly one answer.
 *    The first answer (id 0) says whether the file could be opened.
 * 2. Prepared statements are kept, the most recently used 200.
 */
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Failure, OpenRequest, Request, Result } from './sqlite-protocol.ts';

const MAX_PREPARED = 200;

function open({ path, pragmas }: OpenRequest): DatabaseSync {
	const database = new DatabaseSync(path, { timeout: 5_000 });
	for (const pragma of pragmas) database.exec(`pragma ${pragma}`);
	return database;
}

function failureOf(error: unknown): Failure {
	const message = error instanceof Error ? error.message : String(error);
	const code =
		error instanceof Error && 'errcode' in error
			? `SQLITE_${error.errcode}`
			: error instanceof Error && 'code' in error
				? String(error.code)
				: 'SQLITE';
	return { code, message };
}

function serve(database: DatabaseSync, port: NonNullable<typeof parentPort>): void {
	const prepared = new Map<string, StatementSync>();

	function prepare(sql: string): StatementSync {
		const statement = prepared.get(sql) ?? database.prepare(sql);
		// Deleting first moves it to the young end of the map.
		prepared.delete(sql);
		prepared.set(sql, statement);
		for (const oldest of prepared.keys()) {
			if (prepared.size <= MAX_PREPARED) break;
			prepared.delete(oldest);
		}
		return statement;
	}

	function run(sql: string, values: readonly SQLInputValue[]): Result {
		const statement = prepare(sql);
		if (statement.columns().length > 0) {
			return { rows: statement.all(...values), changes: 0 };
		}
		return { rows: [], changes: Number(statement.run(...values).changes) };
	}

	port.on('message', (request: Request) => {
		if (request === 'close') {
			prepared.clear();
			database.close();
			port.close();
			return;
		}
		let answer: Answer;
		try {
			answer = { id: request.id, result: run(request.sql, request.values) };
		} catch (error) {
			answer = { id: request.id, failure: failureOf(error) };
		}
		port.postMessage(answer);
	});
}

if (parentPort) {
	try {
		serve(open(workerData), parentPort);
		parentPort.postMessage({ id: 0, result: { rows: [], changes: 0 } } satisfies Answer);
	} catch (error) {
		parentPort.postMessage({ id: 0, failure: failureOf(error) } satisfies Answer);
	}
}
