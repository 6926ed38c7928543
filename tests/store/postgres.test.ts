import { once } from 'node:events';
import net from 'node:net';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { type Db, openDatabase, type Tables } from '../../src/store/db.ts';
import { occupyServer } from '../../src/store/occupy-server.ts';
import { postgresDialect } from '../../src/store/postgres.ts';
import { feedById } from './look.ts';
import { openTestStore, POSTGRES, postgresAnswers, type TestStore } from './stores.ts';

/** Between us and the server, until it swallows everything without a word. */
async function openProxy(databaseUrl: string) {
	const target = new URL(databaseUrl);
	const sockets = new Set<net.Socket>();
	let isSilent = false;
	const proxy = net.createServer((client) => {
		const server = net.connect(Number(target.port || 5432), target.hostname);
		for (const [from, to] of [
			[client, server],
			[server, client],
		] as const) {
			sockets.add(from);
			from.on('data', (bytes) => void (isSilent || to.write(bytes)));
			from.on('error', () => {});
			from.on('close', () => void (isSilent || to.destroy()));
		}
	});
	proxy.listen(0, '127.0.0.1');
	await once(proxy, 'listening');
	const address = proxy.address();
	const url = new URL(databaseUrl);
	url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
	return {
		url: url.href,
		silence() {
			isSilent = true;
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			proxy.close();
			await once(proxy, 'close');
		},
	};
}

describe.skipIf(!postgresAnswers)(POSTGRES, () => {
	let store: TestStore;
	beforeEach(async () => {
		store = await openTestStore('postgres');
	});
	afterEach(() => store.drop());

	/** Who holds the lock of this database, and who waits for it. */
	async function locks(db: Db) {
		const { rows } = await sql<{ pid: number; granted: boolean }>`
			select pid, granted from pg_locks where locktype = 'advisory'
			and database = (select oid from pg_database where datname = current_database())`.execute(db);
		return {
			holder: rows.find(({ granted }) => granted)?.pid,
			waiting: rows.filter(({ granted }) => !granted).length,
		};
	}
	const breakLock = async (db: Db) =>
		sql`select pg_terminate_backend(${(await locks(db)).holder}::int)`.execute(db);

	test('a connection that the server cuts is an error once', async () => {
		const cut = sql`select pg_terminate_backend(pg_backend_pid())`.execute(store.db);
		await expect(cut).rejects.toBeInstanceOf(DatabaseError);
		expect(await feedById(store.db, 'nobody')).toBeUndefined();
	});

	test('a server that falls silent fails what waits, transactions included, and closing comes to its end', async () => {
		const proxy = await openProxy(store.databaseUrl);
		const limits = { statement: 100, query: 200, idleInTransaction: 1_000 };
		const db = new Kysely<Tables>({ dialect: postgresDialect(proxy.url, limits) });
		await sql`select 1`.execute(db);
		const inTransaction = db.transaction().execute(async (tx) => {
			await sql`select 1`.execute(tx);
			proxy.silence();
			await sql`select 2`.execute(tx);
		});
		await expect(inTransaction).rejects.toThrow(/Query read timeout/);
		await db.destroy();
		await proxy.close();
	});

	test('a statement that takes too long is given up by the server, and its connection goes on', async () => {
		const limits = { statement: 50, query: 10_000, idleInTransaction: 1_000 };
		const db = new Kysely<Tables>({ dialect: postgresDialect(store.databaseUrl, limits) });
		await expect(sql`select pg_sleep(10)`.execute(db)).rejects.toMatchObject({ code: '57014' });
		expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
		await db.destroy();
	});

	describe('one Depeche per database', () => {
		test('a second one is told so, and may come when the first has left', async () => {
			const { databaseUrl } = store;
			const second = () => openDatabase({ dataDir: '/nowhere', databaseUrl });
			await expect(second()).rejects.toThrow(/another Depeche uses this database\. Stop that one first/);
			await store.close();
			await (await second()).close();
		});

		test('a lock whose connection broke is taken again', async () => {
			const before = await locks(store.db);
			await breakLock(store.db);
			await vi.waitFor(async () => {
				const { holder } = await locks(store.db);
				expect(holder).toBeTypeOf('number');
				expect(holder).not.toBe(before.holder);
			});
		});

		test('one that lost its lock to another is told to end', async () => {
			const { databaseUrl } = store;
			await store.close();
			const db = new Kysely<Tables>({ dialect: postgresDialect(databaseUrl) });
			const onLost = vi.fn();
			const leaveFirst = await occupyServer(databaseUrl, onLost, 10);
			const other = occupyServer(databaseUrl, () => {}, 10_000);
			await vi.waitFor(async () => expect((await locks(db)).waiting).toBe(1));
			await breakLock(db);
			const leaveOther = await other;
			await vi.waitFor(() => expect(onLost).toHaveBeenCalledWith(expect.any(ConfigError)));
			await leaveFirst();
			await leaveOther();
			await db.destroy();
		});
	});
});
