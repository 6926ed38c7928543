/**
 * Kysely on node:sqlite in a thread of its own. Rules:
 * 1. One connection, handed out in the order of asking: a transaction holds it until its end, so nothing else
 *    can slip into it. Whoever waits for it longer than a minute is told so: that is a query on the database
 *    inside a transaction on it, which would otherwise wait for itself.
 * 2. A commit is on the disk when it is answered: WAL with synchronous=FULL.
 */
import type { SQLInputValue } from 'node:sqlite';
import {
	CompiledQuery,
	type DatabaseConnection,
	type Dialect,
	type Driver,
	type QueryResult,
	SqliteAdapter,
	SqliteIntrospector,
	SqliteQueryCompiler,
} from 'kysely';
import { DatabaseError, storable } from './database-error.ts';
import { openSqlite, type SqliteClient } from './sqlite-client.ts';

const PRAGMAS = [
	'page_size = 8192', // before the first table, or never
	'journal_mode = wal',
	'synchronous = full',
	'foreign_keys = on',
	'cache_size = -65536', // KiB
	'journal_size_limit = 67108864', // the log shrinks again after a burst
];
const MAX_WAIT_MS = 60_000;

class Adapter extends SqliteAdapter {
	/** In SQLite, DDL can be rolled back: a migration is all or nothing. */
	override get supportsTransactionalDdl(): boolean {
		return true;
	}
	/** Otherwise Kysely would queue in front of the driver's own queue, and without its limit of waiting. */
	override get supportsMultipleConnections(): boolean {
		return true;
	}
}

function bindable(parameter: unknown): SQLInputValue {
	const value = storable(parameter);
	if (value === null || typeof value === 'string' || typeof value === 'number') return value;
	throw new TypeError(`SQLite cannot bind a ${typeof parameter}`);
}

class Connection implements DatabaseConnection {
	readonly #client: SqliteClient;
	constructor(client: SqliteClient) {
		this.#client = client;
	}

	async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
		const result = await this.#client.run(query.sql, query.parameters.map(bindable));
		// The rows' type is Kysely's promise about the query; the thread cannot know it.
		return { rows: result.rows as unknown as R[], numAffectedRows: BigInt(result.changes) };
	}

	streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
		throw new TypeError('Streaming is not supported: read in pages');
	}
}

class SqliteThreadDriver implements Driver {
	readonly #client: SqliteClient;
	readonly #connection: Connection;
	readonly #maxWaitMs: number;
	readonly #waiting: (() => void)[] = [];
	#taken = false;

	constructor(client: SqliteClient, maxWaitMs: number) {
		this.#client = client;
		this.#connection = new Connection(client);
		this.#maxWaitMs = maxWaitMs;
	}

	async init(): Promise<void> {}

	acquireConnection(): Promise<Connection> {
		if (!this.#taken) {
			this.#taken = true;
			return Promise.resolve(this.#connection);
		}
		return new Promise((resolve, reject) => {
			const turn = () => {
				clearTimeout(timer);
				resolve(this.#connection);
			};
			const timer = setTimeout(() => {
				this.#waiting.splice(this.#waiting.indexOf(turn), 1);
				const remedy = 'A transaction holds the database for too long. Inside one, use its own handle';
				reject(new DatabaseError('BUSY', remedy, 'begin'));
			}, this.#maxWaitMs);
			this.#waiting.push(turn);
		});
	}

	async releaseConnection(): Promise<void> {
		const next = this.#waiting.shift();
		if (next) next();
		else this.#taken = false;
	}

	async beginTransaction(connection: DatabaseConnection): Promise<void> {
		// Immediate: a transaction that only finds out later that it must write could be refused half way.
		await connection.executeQuery(CompiledQuery.raw('begin immediate'));
	}
	async commitTransaction(connection: DatabaseConnection): Promise<void> {
		await connection.executeQuery(CompiledQuery.raw('commit'));
	}
	async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
		try {
			await connection.executeQuery(CompiledQuery.raw('rollback'));
		} catch (error) {
			// A full disk makes SQLite roll back by itself: what failed before is the error to report, not this.
			if (!(error instanceof DatabaseError && error.reason.includes('no transaction is active'))) throw error;
		}
	}

	/** Waits for its turn: what was asked before is answered before. */
	async destroy(): Promise<void> {
		await this.acquireConnection();
		await this.#client.close();
	}
}

/** @throws DatabaseError where the file cannot be opened. */
export async function openSqliteDialect(
	path: string,
	options: { readonly maxWaitMs?: number; readonly onLost?: (error: Error) => void } = {},
): Promise<Dialect> {
	const { maxWaitMs = MAX_WAIT_MS, onLost } = options;
	const client = await openSqlite({ path, pragmas: PRAGMAS }, onLost);
	return {
		createAdapter: () => new Adapter(),
		createDriver: () => new SqliteThreadDriver(client, maxWaitMs),
		createIntrospector: (db) => new SqliteIntrospector(db),
		createQueryCompiler: () => new SqliteQueryCompiler(),
	};
}
