/**
 * Lists of feeds that a channel takes over. Rules:
 * 1. A channel has one import under way at most; the database itself sees to it.
 * 2. A subscription may begin in silence (`quiet`), and remembers the folders it came in (JSON).
 */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

const WORDS = {
	sqlite: { int: 'integer', end: ') strict' },
	postgres: { int: 'bigint', end: ')' },
} as const;

export async function up(db: Kysely<unknown>): Promise<void> {
	const { int, end } = WORDS[dialectOf(db)];
	const statements = [
		`alter table subscriptions add column quiet ${int} not null default 0`,
		'alter table subscriptions add column folders text',
		`create table imports (
			id text primary key not null,
			channel text not null,
			locale text not null,
			created_at ${int} not null,
			finished_at ${int},
			repeated ${int} not null,
			unreadable text not null,
			answer_id text
		${end}`,
		'create unique index imports_running on imports (channel) where finished_at is null',
		'create index imports_of_channel on imports (channel, created_at)',
		`create table import_entries (
			import_id text not null references imports (id) on delete cascade,
			place ${int} not null,
			state text not null check (state in ('waiting', 'followed', 'already', 'refused')),
			feed_id text not null,
			url text not null,
			title text not null,
			site_url text,
			pace text,
			filter text,
			folders text not null,
			primary key (import_id, place)
		${end}`,
	];
	for (const statement of statements) await sql.raw(statement).execute(db);
}
