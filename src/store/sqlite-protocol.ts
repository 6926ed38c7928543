/** What the main thread and the SQLite thread say to each other. */
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

export interface OpenRequest {
	readonly path: string;
	/** Run once, in order, before the first statement. */
	readonly pragmas: readonly string[];
}

export interface Statement {
	readonly id: number;
	readonly sql: string;
	readonly values: readonly SQLInputValue[];
}

export interface Result {
	readonly rows: readonly Readonly<Record<string, SQLOutputValue>>[];
	readonly changes: number;
}

export interface Failure {
	/** `SQLITE_<extended result code>`, or Node's own. */
	readonly code: string;
	readonly message: string;
}

export type Answer =
	| { readonly id: number; readonly result: Result }
	| { readonly id: number; readonly failure: Failure };

export type Request = Statement | 'close';
