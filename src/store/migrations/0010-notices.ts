/** What a notice to a channel is about: one message names many feeds. */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

const WORDS = {
	sqlite: { int: 'integer', end: ') strict' },
	postgres: { int: 'bigint', end: ')' },
} as const;

export async function up(db: Kysely<unknown>): Promise<void> {
	const { int, end } = WORDS[dialectOf(db)];
	await sql
		.raw(`create table notice_entries (
			delivery_id text not null,
			feed_id text not null,
			trouble text not null,
			failing_since ${int} not null,
			noted_at ${int} not null,
			primary key (delivery_id, feed_id)
		${end}`)
		.execute(db);
}
