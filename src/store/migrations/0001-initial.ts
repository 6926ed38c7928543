/**
 * The first schema. Rules:
 * 1. One text for both databases. What differs is named at the top: 64-bit integers, the counting key,
 *    the end of a table, an index on addresses of any length, and the full-text index.
 * 2. SQLite's tables are strict, so that both refuse a wrong type.
 * 3. Wide columns come last: a row's small ones are then read without its text.
 */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

const WORDS = {
	sqlite: {
		int: 'integer',
		seq: 'integer primary key autoincrement',
		end: ') strict',
		byUrl: 'create index feeds_by_url on feeds (url)',
		search: [
			// Contentless: the tokens are only indexed. Every printable character belongs to a token, so the
			// tokenizer cuts where the app did and nowhere else.
			`create virtual table article_search using fts5 (
				title, body, content = '', contentless_delete = 1,
				tokenize = "ascii tokenchars '!""#$%&''''()*+,-./:;<=>?@[\\]^_\`{|}~'"
			)`,
			// What PostgreSQL does by its foreign key.
			`create trigger articles_forgotten after delete on articles begin
				delete from article_search where rowid = old.seq;
			end`,
		],
	},
	postgres: {
		int: 'bigint',
		seq: 'bigint generated always as identity primary key',
		end: ')',
		byUrl: 'create index feeds_by_url on feeds using hash (url)',
		search: [
			`create table article_search (
				seq bigint primary key references articles (seq) on delete cascade,
				tokens tsvector not null
			)`,
			// Without the pending list no insert has to pay for hundreds of others at once.
			'create index article_search_tokens on article_search using gin (tokens) with (fastupdate = off)',
		],
	},
} as const;

export async function up(db: Kysely<unknown>): Promise<void> {
	const { int, seq, end, byUrl, search } = WORDS[dialectOf(db)];
	const statements = [
		`create table feeds (
			id text primary key not null,
			url text not null,
			title text not null,
			site_url text,
			language text,
			etag text,
			last_modified text,
			body_hash text,
			fetched_at ${int},
			next_check_at ${int} not null,
			failures ${int} not null,
			last_error text,
			ended_at ${int}
		${end}`,
		byUrl,
		'create index feeds_due on feeds (next_check_at)',

		`create table feed_items (
			feed_id text not null references feeds (id) on delete cascade,
			item_key text not null,
			article_id text,
			seen_at ${int} not null,
			primary key (feed_id, item_key)
		${end}`,

		`create table articles (
			seq ${seq},
			id text not null unique,
			story_id text not null,
			feed_id text references feeds (id) on delete set null,
			published_at ${int} not null,
			updated_at ${int},
			seen_at ${int} not null,
			read_count ${int},
			comment_count ${int},
			language text,
			origin text not null,
			source text not null,
			section text,
			url text not null,
			title text not null,
			teaser text not null,
			image text,
			author_bio text,
			authors text not null,
			tags text not null,
			links text not null,
			text text not null
		${end}`,
		'create index articles_of_story on articles (story_id, published_at)',
		'create index articles_of_feed on articles (feed_id, published_at)',
		'create index articles_by_time on articles (published_at, seq)',
		'create index articles_by_arrival on articles (seen_at)',
		...search,

		`create table stories (
			id text primary key not null,
			title text not null,
			first_at ${int} not null,
			last_at ${int} not null,
			article_count ${int} not null
		${end}`,

		`create table subscriptions (
			id text primary key not null,
			channel text not null,
			feed_id text not null references feeds (id),
			pace text not null,
			filter text,
			locale text not null,
			created_at ${int} not null,
			paused_reason text,
			unique (channel, feed_id)
		${end}`,
		'create index subscriptions_of_feed on subscriptions (feed_id)',

		`create table deliveries (
			seq ${seq},
			id text not null unique,
			platform text not null,
			channel text not null,
			subject text not null,
			article_ids text not null,
			locale text not null,
			state text not null check (state in ('due', 'sending', 'sent', 'gone', 'rejected', 'unknown')),
			due_at ${int} not null,
			planned_at ${int} not null,
			attempts ${int} not null,
			first_tried_at ${int},
			sent_at ${int},
			message_id text,
			reason text,
			unique (subject, channel)
		${end}`,
		'create index deliveries_in_state on deliveries (platform, state, seq)',
		'create index deliveries_of_channel on deliveries (channel, state, seq)',
		'create index deliveries_by_message on deliveries (channel, message_id)',

		`create table digest_entries (
			channel text not null,
			story_id text not null,
			subscription_id text not null,
			article_id text not null,
			due_at ${int} not null,
			planned_at ${int} not null,
			closed ${int} not null,
			primary key (channel, story_id)
		${end}`,
		'create index digest_entries_due on digest_entries (closed, due_at)',
		'create index digest_entries_of_story on digest_entries (story_id)',
		'create index digest_entries_of_subscription on digest_entries (subscription_id)',
	];
	for (const statement of statements) await sql.raw(statement).execute(db);
}
