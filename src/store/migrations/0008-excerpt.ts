/** Whether an article's text is only its beginning, and why; null for what is read whole, or was stored before. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`alter table articles add column excerpt text`.execute(db);
}
