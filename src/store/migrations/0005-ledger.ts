/**
 * The ledger learns by what an item is known when its id has changed, and feeds what became of their ids. An item
 * that was shown before keeps its article's key as its address: for articles of the feed's own site they are one.
 */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
	const int = dialectOf(db) === 'sqlite' ? 'integer' : 'bigint';
	const statements = [
		'alter table feed_items add column address_key text',
		'alter table feed_items add column title_key text',
		'alter table feed_items add column body_key text',
		`alter table feed_items add column said_at ${int}`,
		`alter table feed_items add column last_seen_at ${int} not null default 0`,
		'update feed_items set address_key = article_id, last_seen_at = seen_at',
		'create index feed_items_by_address on feed_items (feed_id, address_key)',
		'create index feed_items_by_article on feed_items (feed_id, article_id)',
		'create index feed_items_by_title on feed_items (feed_id, title_key)',
		'alter table feeds add column keyed_by text',
		`alter table feeds add column renamings ${int} not null default 0`,
		`alter table feeds add column held_at ${int}`,
		`alter table feeds add column held_count ${int}`,
		`alter table feeds add column forgotten_at ${int}`,
	];
	for (const statement of statements) await sql.raw(statement).execute(db);
}
