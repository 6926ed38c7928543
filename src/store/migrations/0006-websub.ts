/** Subscriptions at hubs (WebSub): one row for each callback that a hub may know. */
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
	const dialect = dialectOf(db);
	const int = dialect === 'sqlite' ? 'integer' : 'bigint';
	const statements = [
		`create table hub_subscriptions (
			id text primary key not null,
			feed_id text not null references feeds (id) on delete cascade,
			hub text not null,
			topic text not null,
			callback text not null,
			secret text not null,
			state text not null check (state in ('wanted', 'active', 'leaving')),
			asked text check (asked in ('subscribe', 'unsubscribe')),
			next_try_at ${int} not null,
			failures ${int} not null,
			lease_until ${int},
			pinged_at ${int},
			stretched_to ${int}
		)${dialect === 'sqlite' ? ' strict' : ''}`,
		'create index hub_subscriptions_due on hub_subscriptions (next_try_at)',
		'create index hub_subscriptions_of_feed on hub_subscriptions (feed_id)',
	];
	for (const statement of statements) await sql.raw(statement).execute(db);
}
