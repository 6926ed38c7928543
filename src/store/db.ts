/**
 * Opening the store. Rules:
 * 1. SQLite in DATA_DIR by default; PostgreSQL where DATABASE_URL names one. The same queries run on both.
 * 2. The schema is brought up to date before anything else happens, all or nothing.
 * 3. What stands in the way is reported as a ConfigError with its remedy; a password is never part of it.
 * 4. A database that is lost for good (its thread died, another Depeche took it over) ends the process: it would
 *    fail every query for ever. The outbox is made for sudden ends.
 */
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { ConfigError } from '../errors.ts';
import { prepareDataDir } from './data-dir.ts';
import { DatabaseError } from './database-error.ts';
import { migrate } from './migrate.ts';
import { occupyServer } from './occupy-server.ts';
import { postgresDialect } from './postgres.ts';
import type { Db, Dialect, Tables } from './schema.ts';
import { openSqliteDialect } from './sqlite.ts';

export type { Db, Dialect, Tables } from './schema.ts';

export interface Database {
	readonly db: Db;
	readonly dialect: Dialect;
	/** Waits for what is being written. */
	close(): Promise<void>;
}

/** Nobody catches it: Node says what happened and ends with 1. */
const endProcess = (error: Error): void =>
	void setImmediate(() => {
		throw error;
	});

/** @throws ConfigError */
export async function openDatabase(options: {
	readonly dataDir: string;
	readonly databaseUrl?: string | undefined;
	/** Instead of ending the process. */
	readonly onLost?: (error: Error) => void;
}): Promise<Database> {
	const { dataDir, databaseUrl, onLost = endProcess } = options;
	const db = await (databaseUrl === undefined ? openFile(dataDir, onLost) : openServer(databaseUrl));
	const ending = [() => db.destroy()];
	const close = async (): Promise<void> => {
		for (const end of ending) await end();
	};
	try {
		if (databaseUrl !== undefined) ending.push(await occupyServer(databaseUrl, onLost));
		await migrate(db);
	} catch (error) {
		await close();
		throw error;
	}
	return { db, dialect: databaseUrl === undefined ? 'sqlite' : 'postgres', close };
}

async function openFile(dataDir: string, onLost: (error: Error) => void): Promise<Db> {
	await prepareDataDir(dataDir);
	const path = join(dataDir, 'depeche.db');
	let db: Db;
	try {
		db = new Kysely<Tables>({ dialect: await openSqliteDialect(path, { onLost }) });
	} catch (error) {
		throw new ConfigError([
			`${path} cannot be opened (${reasonOf(error)}). If it is damaged, put a backup in its place or move it away to start afresh.`,
		]);
	}
	try {
		await sql`create virtual table temp.probe using fts5 (word)`.execute(db);
		await sql`drop table temp.probe`.execute(db);
	} catch {
		await db.destroy();
		throw new ConfigError([
			`The SQLite of this Node (${process.version}) has no full-text search (FTS5). Start with "npm start", which brings its own Node, or set DATABASE_URL=postgres://…`,
		]);
	}
	return db;
}

async function openServer(url: string): Promise<Db> {
	const address = URL.parse(url);
	if (address === null || !['postgres:', 'postgresql:'].includes(address.protocol)) {
		throw new ConfigError([
			'DATABASE_URL is not an address of PostgreSQL. Write postgres://user:password@host:5432/database, or leave it out for SQLite.',
		]);
	}
	const db = new Kysely<Tables>({ dialect: postgresDialect(url) });
	try {
		await sql`select 1`.execute(db);
	} catch (error) {
		await db.destroy();
		throw new ConfigError([
			`DATABASE_URL: no database answers at ${address.host}${address.pathname} (${reasonOf(error)}). Check that PostgreSQL runs there and that user, password and database exist.`,
		]);
	}
	return db;
}

const reasonOf = (error: unknown): string =>
	error instanceof DatabaseError ? `${error.code} ${error.reason}`.trim() : String(error);
