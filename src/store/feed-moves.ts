/**
 * Two feeds that turn out to be one. Rules:
 * 1. Who followed the one follows the other; a channel that followed both keeps what it said of the other.
 * 2. What the one has shown, the other has shown: nothing is posted twice.
 * 3. The empty one stays as a row that nobody reads, so that what names it still finds a feed.
 */
import { sql } from 'kysely';
import type { FeedId } from '../model.ts';
import type { Db } from './schema.ts';

/** @param from is followed by nobody afterwards. */
export async function mergeFeeds(tx: Db, from: FeedId, to: FeedId): Promise<void> {
	const twins = await tx
		.selectFrom('subscriptions as old')
		.innerJoin('subscriptions as kept', 'kept.channel', 'old.channel')
		.select(['old.id as old', 'kept.id as kept'])
		.where('old.feed_id', '=', from)
		.where('kept.feed_id', '=', to)
		.execute();
	for (const { old, kept } of twins) {
		await tx
			.updateTable('digest_entries')
			.set({ subscription_id: kept })
			.where('subscription_id', '=', old)
			.execute();
		await tx.deleteFrom('subscriptions').where('id', '=', old).execute();
	}
	await tx.updateTable('subscriptions').set({ feed_id: to }).where('feed_id', '=', from).execute();
	await sql`
		insert into feed_items (
			feed_id, item_key, article_id, seen_at, last_seen_at, address_key, title_key, body_key, said_at
		)
		select
			cast(${to} as text), item_key, article_id, seen_at, last_seen_at, address_key, title_key, body_key, said_at
		from feed_items where feed_id = ${from}
		on conflict do nothing`.execute(tx);
	await tx.updateTable('articles').set({ feed_id: to }).where('feed_id', '=', from).execute();
	// It answered at its address just now.
	await tx.updateTable('feeds').set({ ended_at: null, gone_at: null }).where('id', '=', to).execute();
}
