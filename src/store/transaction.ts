/** Steps that belong together: joins the caller's transaction, or opens one. */
import { sql } from 'kysely';
import { dialectOf } from './dialect.ts';
import type { Db } from './schema.ts';

/** Any number will do, as long as nothing else of ours locks by it. */
const TURN = 4_310_001;

export function inTransaction<T>(db: Db, steps: (tx: Db) => Promise<T>): Promise<T> {
	return db.isTransaction ? steps(db) : db.transaction().execute(steps);
}

/**
 * Waits until no other transaction that took a turn is open; to be asked for before anything else in it.
 * Feeds that carry the same new articles in another order would wait for each other's rows, and PostgreSQL
 * ends such a deadlock by failing one of them. On SQLite the one connection is the turn.
 */
export async function takeTurn(tx: Db): Promise<void> {
	if (dialectOf(tx) === 'postgres') await sql`select pg_advisory_xact_lock(${TURN})`.execute(tx);
}
