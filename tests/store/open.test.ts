import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { openDatabase, type Tables } from '../../src/store/db.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { occupy } from '../../src/store/occupy.ts';
import { openSqliteDialect } from '../../src/store/sqlite.ts';
import { feedById } from './look.ts';
import { aFeed, NOW } from './samples.ts';
import { openTestStore, POSTGRES, postgresAnswers } from './stores.ts';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'depeche-open-'));
});
afterEach(() => rm(folder, { recursive: true }));

const problemOf = async (opening: Promise<unknown>): Promise<string> => {
	const error: unknown = await opening.then(
		() => undefined,
		(caught: unknown) => caught,
	);
	expect(error).toBeInstanceOf(ConfigError);
	return String(error);
};

describe('SQLite', () => {
	test('a missing DATA_DIR is made', async () => {
		const { close, dialect } = await openDatabase({ dataDir: join(folder, 'a', 'b') });
		expect(dialect).toBe('sqlite');
		await close();
	});

	test('a commit is on the disk when it is answered', async () => {
		const { db, close } = await openDatabase({ dataDir: folder });
		const pragma = async (name: string) =>
			Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {});
		expect(await pragma('journal_mode')).toEqual(['wal']);
		expect(await pragma('synchronous')).toEqual([2]);
		expect(await pragma('foreign_keys')).toEqual([1]);
		await close();
	});

	test('a DATA_DIR that cannot be written is named, with the remedy', async () => {
		await writeFile(join(folder, 'file'), '');
		const dataDir = join(folder, 'file', 'data');
		expect(await problemOf(openDatabase({ dataDir }))).toMatch(/DATA_DIR=.*file\/data cannot be written/);
	});

	test('a file that is no database is named, with the remedy', async () => {
		await writeFile(join(folder, 'depeche.db'), 'This is no database. '.repeat(1_000));
		expect(await problemOf(openDatabase({ dataDir: folder }))).toMatch(
			/depeche\.db cannot be opened.*backup/,
		);
	});

	test('what was asked before closing is answered, what comes after is an error', async () => {
		const { db, close } = await openDatabase({ dataDir: folder });
		const asked = ensureFeed(db, aFeed(), NOW);
		const found = asked.then(() => feedById(db, 'feed-1'));
		await found;
		const last = feedById(db, 'feed-1');
		await close();
		expect(await last).toBeDefined();
		await expect(feedById(db, 'feed-1')).rejects.toThrow();
	});

	test('a full disk fails the transaction and nothing else', async () => {
		const { db, close } = await openDatabase({ dataDir: folder });
		await sql`pragma max_page_count = 1`.execute(db); // the present size, as it cannot be less
		const filling = db.transaction().execute(async (tx) => {
			await ensureFeed(tx, aFeed('small'), NOW);
			await ensureFeed(tx, { ...aFeed('large'), title: 'x'.repeat(1_000_000) }, NOW);
		});
		await expect(filling).rejects.toMatchObject({ reason: 'database or disk is full' });
		expect(await feedById(db, 'small')).toBeUndefined();
		await sql`pragma max_page_count = 1000000`.execute(db);
		expect(await ensureFeed(db, aFeed('small'), NOW)).toBeDefined();
		await close();
	});

	test('a query on the database inside a transaction on it is told so, instead of waiting for ever', async () => {
		const db = new Kysely<Tables>({
			dialect: await openSqliteDialect(join(folder, 'own.db'), { maxWaitMs: 50 }),
		});
		const waiting = db.transaction().execute(() => sql`select 1`.execute(db));
		await expect(waiting).rejects.toThrow(/Inside one, use its own handle/);
		expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
		await db.destroy();
	});

	/** A process of its own opens the database and goes on with `script`. */
	async function inProcess(script: string): Promise<{ code: unknown; output: string }> {
		const at = (path: string) => JSON.stringify(new URL(`../../src/store/${path}`, import.meta.url));
		const opening = `
			let thread;
			process.once('worker', (worker) => { thread = worker; });
			const { openDatabase } = await import(${at('db.ts')});
			const { nextCheckAt } = await import(${at('feeds.ts')});
			const { db } = await openDatabase({ dataDir: ${JSON.stringify(folder)} });`;
		const child = spawn(process.execPath, ['--input-type=module', '-e', opening + script]);
		let output = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
		const [code] = await once(child, 'close');
		return { code, output };
	}

	test('an open database does not keep the process alive, a query does', async () => {
		const ended = await inProcess("nextCheckAt(db, 0).then((at) => console.log('answer', at));");
		expect(ended).toEqual({ code: 0, output: 'answer undefined\n' });
	});

	test('a thread that dies ends the process, which would fail every query for ever', async () => {
		const { code, output } = await inProcess('setInterval(() => {}, 1_000); await thread.terminate();');
		expect(code).toBe(1);
		expect(output).toMatch(/The SQLite thread ended\. Start Depeche again/);
	});
});

describe('one Depeche per folder', () => {
	test('a second one is told so, and may come when the first has left', async () => {
		const leave = await occupy(folder);
		expect(await problemOf(occupy(folder))).toMatch(
			/DATA_DIR=.* is in use by another Depeche\. Stop that one/,
		);
		leave();
		(await occupy(folder))();
	});

	test.each([
		['is no lock', () => writeFile(join(folder, 'depeche.lock'), 'nonsense '.repeat(1_000))],
		['is a folder', () => mkdir(join(folder, 'depeche.lock'))],
	])('a lock file that %s is named, and nobody else is blamed', async (_, spoil) => {
		await spoil();
		const problem = await problemOf(occupy(folder));
		expect(problem).toMatch(/depeche\.lock cannot be locked \(.+\)\. It holds nothing: delete it/);
		expect(problem).not.toContain('another Depeche');
	});
});

for (const dialect of ['sqlite', 'postgres'] as const) {
	describe.skipIf(dialect === 'postgres' && !postgresAnswers)(
		dialect === 'sqlite' ? 'SQLite' : POSTGRES,
		() => {
			test('what is written is there after opening again, and the schema is left as it is', async () => {
				const store = await openTestStore(dialect);
				await ensureFeed(store.db, aFeed(), NOW);
				const again = await store.reopen();
				expect(await feedById(again.db, 'feed-1')).toMatchObject(aFeed());
				await again.close();
				await store.drop();
			});

			test('a database that a newer program wrote is left alone', async () => {
				const store = await openTestStore(dialect);
				await sql`insert into migrations (name, timestamp) values ('9999-future', '')`.execute(store.db);
				expect(await problemOf(store.reopen())).toMatch(/newer Depeche \(it has 9999-future\)\. Update/);
				await store.drop();
			});
		},
	);
}

describe('PostgreSQL', () => {
	test.each([
		['mysql://localhost/x', /DATABASE_URL is not an address of PostgreSQL/],
		['localhost', /Write postgres:\/\/user:password@host/],
		['postgres://u:s3cret@127.0.0.1:1/x', /no database answers at 127\.0\.0\.1:1\/x \(ECONNREFUSED\b/],
	])('%s is refused with the remedy, without the password', async (databaseUrl, expected) => {
		const problem = await problemOf(openDatabase({ dataDir: folder, databaseUrl }));
		expect(problem).toMatch(expected);
		expect(problem).not.toContain('s3cret');
	});
});
