/**
 * Kysely on PostgreSQL. Rules:
 * 1. 64-bit integers are read as numbers: everything we count is far below 2^53.
 * 2. Errors come back as on SQLite: the code and the SQL, no value. PostgreSQL's `detail` and the messages of
 *    data errors (class 22) quote values, so they are left behind.
 * 3. Nothing waits for ever. The server gives a statement up first, which leaves its connection usable; where
 *    not even that answer comes (a proxy that swallows everything), the connection is given up.
 */
import { type Dialect, PostgresDialect, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { DatabaseError, storable } from './database-error.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** In ms. The first holds for the wait for another's locks too, and for the turn of an ingest. */
const LIMITS = { statement: 20_000, query: 25_000, idleInTransaction: 60_000 };

const types: pg.CustomTypesConfig = {
	getTypeParser: (oid, format) =>
		oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format),
};

const codeOf = (error: unknown): string =>
	error instanceof Error && 'code' in error ? String(error.code) : 'CLOSED';

function typed(error: unknown, sql: string): DatabaseError {
	const code = codeOf(error);
	const reason = error instanceof Error && !code.startsWith('22') ? error.message : 'A value was refused';
	return new DatabaseError(code, reason, sql);
}

/** The server ended the connection, or the network did; anything else leaves it usable. */
const endsConnection = (error: unknown): boolean =>
	(error instanceof pg.DatabaseError && error.severity !== 'ERROR') || !/^[0-9A-Z]{5}$/.test(codeOf(error));

export function postgresDialect(url: string, limits = LIMITS): Dialect {
	const pool = new pg.Pool({
		connectionString: url,
		max: MAX_CONNECTIONS,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		statement_timeout: limits.statement,
		query_timeout: limits.query,
		idle_in_transaction_session_timeout: limits.idleInTransaction,
		keepAlive: true,
		keepAliveInitialDelayMillis: CONNECT_TIMEOUT_MS,
		application_name: 'depeche',
		types,
	});
	// A connection that breaks is replaced; without a listener, idle or in use, it would end the process.
	pool.on('error', () => {});
	pool.on('connect', (client) => client.on('error', () => {}));
	return new PostgresDialect({
		pool: {
			options: pool.options,
			end: () => pool.end(),
			connect: () =>
				pool.connect().then(guarded, (error: unknown) => {
					throw typed(error, 'connect');
				}),
		},
	});
}

const guards = new WeakMap<pg.PoolClient, PostgresPoolClient>();

/**
 * The same client with typed errors, not to be used again once it is broken. One guard per client: Kysely
 * recognises a connection by its object.
 */
function guarded(client: pg.PoolClient): PostgresPoolClient {
	const known = guards.get(client);
	if (known) return known;
	let broken: DatabaseError | undefined;
	const query = async (sql: string, parameters: readonly unknown[]) => {
		// The rollback on a connection that fell silent would only wait for as long again, and hide the reason.
		if (broken) throw broken;
		try {
			return await client.query(sql, parameters.map(storable));
		} catch (error) {
			const failure = typed(error, sql);
			if (endsConnection(error)) broken = failure;
			throw failure;
		}
	};
	const release = (destroy?: boolean) => client.release(destroy || broken !== undefined);
	const guard: PostgresPoolClient = Object.create(client, {
		query: { value: query },
		release: { value: release },
	});
	guards.set(client, guard);
	return guard;
}
