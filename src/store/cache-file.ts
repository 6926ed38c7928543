/**
 * keyv's storage in a SQLite file of its own. Rules:
 * 1. The outbox never waits for it: another file, another thread.
 * 2. It stays small: expired rows are swept, and above its size those that would expire first go.
 * 3. A damaged file is thrown away: all that is lost is work.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { detectKeyvStorage, type KeyvStorageAdapter } from 'keyv';
import { DatabaseError } from './database-error.ts';
import { openSqlite, type SqliteClient } from './sqlite-client.ts';

const PRAGMAS = [
	'page_size = 8192',
	'journal_mode = wal',
	'synchronous = normal', // a power cut may lose the last entries, never the file
	'cache_size = -8192', // KiB
	'journal_size_limit = 16777216',
];
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const WRITES_BETWEEN_SWEEPS = 500;

export type Storage = Pick<
	KeyvStorageAdapter,
	| 'capabilities'
	| 'get'
	| 'getMany'
	| 'has'
	| 'hasMany'
	| 'set'
	| 'setMany'
	| 'delete'
	| 'deleteMany'
	| 'clear'
	| 'disconnect'
>;

async function openFile(path: string): Promise<SqliteClient> {
	try {
		return await openSqlite({ path, pragmas: PRAGMAS });
	} catch (error) {
		if (!(error instanceof DatabaseError && isDamaged(error))) throw error;
		for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
		return openSqlite({ path, pragmas: PRAGMAS });
	}
}

function isDamaged(error: DatabaseError): boolean {
	const code = Number(error.code.replace('SQLITE_', '')) & 0xff;
	return code === SQLITE_CORRUPT || code === SQLITE_NOTADB;
}

/** @throws DatabaseError where the file cannot be opened. */
export async function openCacheFile(dataDir: string, maxBytes: number): Promise<Storage> {
	const file = await openFile(join(dataDir, 'cache.db'));
	await file.run(
		'create table if not exists cache (key text primary key not null, expires integer, value text not null) strict',
		[],
	);
	await file.run('create index if not exists cache_by_expiry on cache (expires)', []);
	let writes = 0;

	async function usedBytes(): Promise<number> {
		const { rows } = await file.run(
			`select (page_count - freelist_count) * page_size as bytes
			from pragma_page_count, pragma_freelist_count, pragma_page_size`,
			[],
		);
		return Number(rows[0]?.bytes ?? 0);
	}

	async function sweep(): Promise<void> {
		await file.run('delete from cache where expires <= ?', [Date.now()]);
		while ((await usedBytes()) > maxBytes) {
			const { changes } = await file.run(
				`delete from cache where key in (
					select key from cache order by expires limit (select count(*) / 10 + 1 from cache)
				)`,
				[],
			);
			if (changes === 0) break;
		}
	}

	async function get(key: string): Promise<string | undefined> {
		const { rows } = await file.run('select value from cache where key = ? and expires > ?', [
			key,
			Date.now(),
		]);
		const value = rows[0]?.value;
		return typeof value === 'string' ? value : undefined;
	}

	async function set(key: string, value: unknown, expires?: number): Promise<boolean> {
		if (typeof value !== 'string') return false;
		await file.run('insert or replace into cache (key, expires, value) values (?, ?, ?)', [
			key,
			expires ?? Number.MAX_SAFE_INTEGER,
			value,
		]);
		if (++writes % WRITES_BETWEEN_SWEEPS === 0) await sweep();
		return true;
	}

	async function remove(key: string): Promise<boolean> {
		return (await file.run('delete from cache where key = ?', [key])).changes > 0;
	}

	await sweep();
	const storage: Storage = {
		get,
		set,
		delete: remove,
		has: async (key) => (await get(key)) !== undefined,
		getMany: (keys) => Promise.all(keys.map(get)),
		hasMany: (keys) => Promise.all(keys.map(async (key) => (await get(key)) !== undefined)),
		setMany: (entries) => Promise.all(entries.map(({ key, value, expires }) => set(key, value, expires))),
		deleteMany: (keys) => Promise.all(keys.map(remove)),
		clear: async () => {
			await file.run('delete from cache', []);
		},
		disconnect: () => file.close(),
	};
	// keyv hands over absolute times only to a storage that says it takes them.
	return { ...storage, capabilities: { ...detectKeyvStorage(storage), expires: true } };
}
