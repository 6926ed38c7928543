/** When a hub said that there is news, kept from then to the next visit: one that runs already must not undo it. */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
	const int = dialectOf(db) === 'postgres' ? 'bigint' : 'integer';
	await sql.raw(`alter table feeds add column hinted_at ${int}`).execute(db);
}
