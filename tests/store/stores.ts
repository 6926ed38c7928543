/**
 * Runs one suite on every database. PostgreSQL is the one at TEST_DATABASE_URL, by default the local one; each
 * test file gets a database of its own there, dropped at the end.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Database, type Db, type Dialect, openDatabase } from '../../src/store/db.ts';

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

async function onServer(statement: string): Promise<readonly unknown[]> {
	const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 2_000 });
	await client.connect();
	try {
		return (await client.query(statement)).rows;
	} finally {
		await client.end();
	}
}

export const postgresAnswers = await onServer(
	'select from pg_roles where rolname = current_user and (rolcreatedb or rolsuper)',
).then(
	(rows) => rows.length > 0,
	() => false,
);

export const POSTGRES = postgresAnswers
	? 'PostgreSQL'
	: 'PostgreSQL (skipped: none answers at TEST_DATABASE_URL)';

export interface TestStore extends Database {
	/** Of PostgreSQL. */
	readonly databaseUrl: string;
	/** Closes, and opens the same data again; that handle is to be closed by the caller. */
	reopen(): Promise<Database>;
	drop(): Promise<void>;
}

export async function openTestStore(dialect: Dialect): Promise<TestStore> {
	const dataDir = await mkdtemp(join(tmpdir(), 'depeche-store-'));
	const name = `depeche_test_${randomBytes(6).toString('hex')}`;
	const url = new URL(SERVER);
	url.pathname = `/${name}`;
	if (dialect === 'postgres') await onServer(`create database ${name}`);
	const open = () => openDatabase({ dataDir, ...(dialect === 'postgres' && { databaseUrl: url.href }) });
	const store = await open();
	let closing: Promise<void> | undefined;
	const close = (): Promise<void> => {
		closing ??= store.close();
		return closing;
	};
	return {
		...store,
		close,
		databaseUrl: url.href,
		async reopen() {
			await close();
			return open();
		},
		async drop() {
			await close();
			if (dialect === 'postgres') await onServer(`drop database ${name} with (force)`);
			await rm(dataDir, { recursive: true });
		},
	};
}

const TABLES = [
	'import_entries',
	'imports',
	'digest_entries',
	'deliveries',
	'subscriptions',
	'stories',
	'hub_subscriptions',
	'feed_items',
	'articles',
	'feeds',
	'host_rests',
] as const;

/** The tests run on both databases, each starting from empty tables. */
export function onEveryStore(tests: (db: () => Db, dialect: Dialect) => void): void {
	for (const dialect of ['sqlite', 'postgres'] as const) {
		const name = dialect === 'sqlite' ? 'SQLite' : POSTGRES;
		describe.skipIf(dialect === 'postgres' && !postgresAnswers)(name, () => {
			let store: TestStore;
			beforeAll(async () => {
				store = await openTestStore(dialect);
			});
			afterAll(() => store.drop());
			beforeEach(async () => {
				for (const table of TABLES) await store.db.deleteFrom(table).execute();
			});
			tests(() => store.db, dialect);
		});
	}
}
