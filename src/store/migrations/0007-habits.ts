/**
 * What a reader remembers of a feed and of its host between two visits. Rules:
 * 1. A feed read before keeps its next check; its habits are learnt anew from the first visit on.
 */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
	const isPostgres = dialectOf(db) === 'postgres';
	const int = isPostgres ? 'bigint' : 'integer';
	const columns = [
		'validators_url text',
		`not_before ${int}`,
		'habits text',
		'old_url text',
		'trouble text',
		`failing_since ${int}`,
		'told text',
		`gone_at ${int}`,
	];
	const statements = [
		...columns.map((column) => `alter table feeds add column ${column}`),
		`create table host_rests (
			host text primary key not null,
			until ${int} not null,
			strikes ${int} not null
		${isPostgres ? ')' : ') strict'}`,
	];
	for (const statement of statements) await sql.raw(statement).execute(db);
}
