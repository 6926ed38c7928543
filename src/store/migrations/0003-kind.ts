/** How a feed's document is read: 'feed', or 'page' for a page whose posts or headlines stand for one. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
	await sql`alter table feeds add column kind text not null default 'feed'`.execute(db);
}
