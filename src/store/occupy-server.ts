/**
 * One Depeche per PostgreSQL database, as occupy.ts does for a folder. Rules:
 * 1. The lock belongs to a connection of its own: it ends with the process, however the process ends.
 * 2. A predecessor that was just killed may hold it a moment longer, so it is waited for. Of a machine that
 *    vanished the server learns within half a minute.
 * 3. When the connection breaks, the lock is taken again as soon as the server answers. If another Depeche has
 *    it by then, two work on one outbox: this one is told to end.
 */
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '../errors.ts';

/** Any number will do, as long as no other advisory lock in the database has it. */
const OCCUPIED = 4_310_002;
const LOCK_NOT_AVAILABLE = '55P03';
const PATIENCE_MS = 2_000;
/** Times the patience: our own broken session may hold the lock until the server has noticed (rule 2). */
const AGAIN = 20;
const CONNECT_TIMEOUT_MS = 10_000;
const RETRY_MS = 1_000;

async function take(url: string, patienceMs: number): Promise<pg.Client> {
	const client = new pg.Client({
		connectionString: url,
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		query_timeout: CONNECT_TIMEOUT_MS + patienceMs,
		keepAlive: true,
		keepAliveInitialDelayMillis: CONNECT_TIMEOUT_MS,
		application_name: 'depeche lock',
	});
	client.on('error', () => {}); // 'end' follows, and decides
	try {
		await client.connect();
		await client.query(
			`set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
			set lock_timeout = ${patienceMs}`,
		);
		await client.query('select pg_advisory_lock($1)', [OCCUPIED]);
		return client;
	} catch (error) {
		await client.end().catch(() => {});
		throw isTaken(error)
			? new ConfigError([
					'DATABASE_URL: another Depeche uses this database. Stop that one first, or name another database.',
				])
			: error;
	}
}

/** A pooler between us and the server may keep the session, and with it the lock. */
const release = (held: pg.Client): Promise<void> =>
	held.query('select pg_advisory_unlock($1)', [OCCUPIED]).then(
		() => held.end(),
		() => held.end(),
	);

const isTaken = (error: unknown): boolean =>
	error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;

/** @returns how to leave. @throws ConfigError where somebody else is in */
export async function occupyServer(
	url: string,
	onLost: (error: Error) => void,
	patienceMs = PATIENCE_MS,
): Promise<() => Promise<void>> {
	let left = false;
	let held = watched(await take(url, patienceMs));

	function watched(client: pg.Client): pg.Client {
		client.once('end', () => void takeAgain());
		return client;
	}

	async function takeAgain(): Promise<void> {
		while (!left) {
			try {
				held = watched(await take(url, AGAIN * patienceMs));
				if (left) await held.end();
				return;
			} catch (error) {
				if (error instanceof ConfigError) return onLost(error);
				await pause(RETRY_MS, undefined, { ref: false });
			}
		}
	}

	return async () => {
		left = true;
		// A silent server never says goodbye.
		await Promise.race([release(held), pause(RETRY_MS, undefined, { ref: false })]);
	};
}
