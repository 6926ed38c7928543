/**
 * Transactions that go one at a time. Rules:
 * 1. Feeds that carry the same new articles in another order would wait for each other's rows, and PostgreSQL
 *    ends such a deadlock by failing one of them. So ingests take turns.
 * 2. On SQLite the one connection is the turn.
 */
import { sql } from 'kysely';
import { dialectOf } from './dialect.ts';
import type { Db } from './schema.ts';

/** Any number will do, as long as no other advisory lock in the database has it. */
const TURN = 4_310_001;

/** Waits until no other transaction that took a turn is open; to be asked for before anything else in it. */
export async function takeTurn(tx: Db): Promise<void> {
	if (dialectOf(tx) === 'postgres') await sql`select pg_advisory_xact_lock(${TURN})`.execute(tx);
}
