/**
 * Kysely on PostgreSQL. Rules:
 * 1. 64-bit integers are read as numbers: everything we count is far below 2^53.
 * 2. Errors come back as on SQLite: the code and the SQL, no value. PostgreSQL's `detail` and the messages of
 *    data errors (class 22) quote values, so they are left behind.
 */
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseError, storable } from './database-error.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;

const types: pg.CustomTypesConfig = {
	getTypeParser: (oid, format) =>
		oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

function typed(error: unknown, sql: string): DatabaseError {
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
	const message = error instanceof Error && !code.startsWith('22') ? error.message : 'A value was refused';
	return new DatabaseError(code, message, sql);
}

export function postgresDialect(url: string): Dialect {
	const pool = new pg.Pool({
		connectionString: url,
		max: MAX_CONNECTIONS,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		application_name: 'depeche',
		types,
	});
	// An idle connection that breaks is replaced by the pool; without a listener it would end the process.
	pool.on('error', () => {});
	return new PostgresDialect({
		pool: {
			options: pool.options,
			end: () => pool.end(),
			connect: () => pool.connect().then(guarded),
		},
	});
}

const guards = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/** The same client with typed errors. One guard per client: Kysely recognises a connection by its object. */
function guarded(client: pg.PoolClient): PostgresPoolClient {
	const known = guards.get(client);
	if (known) return known;
	const query = (sql: string, parameters: readonly unknown[]) =>
		client.query(sql, parameters.map(storable)).catch((error: unknown) => {
			throw typed(error, sql);
		});
	const guard: PostgresPoolClient = Object.create(client, { query: { value: query } });
	guards.set(client, guard);
	return guard;
}
