/**
 * Stories that wait for a channel's digest. Rules:
 * 1. One entry per channel and story. It stays when its digest is planned: the channel counts as told.
 * 2. A paused channel's digests wait.
 */
import type { Subscription } from '../model.ts';
import type { DigestEntry } from '../subscription/plan.ts';
import { batches } from './batches.ts';
import { subscriptionOf } from './rows.ts';
import type { Db } from './schema.ts';

export async function addDigestEntries(db: Db, entries: readonly DigestEntry[]): Promise<void> {
	for (const batch of batches(entries)) {
		await db
			.insertInto('digest_entries')
			.values(
				batch.map((entry) => ({
					channel: entry.channel,
					story_id: entry.storyId,
					subscription_id: entry.subscriptionId,
					article_id: entry.articleId,
					due_at: entry.dueAt,
					planned_at: entry.plannedAt,
					closed: 0,
				})),
			)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
}

export interface DueDigest {
	readonly subscription: Subscription;
	readonly entries: readonly DigestEntry[];
}

/** Subscriptions of reachable channels with stories whose digest is due, each with its stories in order. */
export async function dueDigests(db: Db, now: number): Promise<DueDigest[]> {
	const rows = await db
		.selectFrom('digest_entries as entry')
		.innerJoin('subscriptions as subscription', 'subscription.id', 'entry.subscription_id')
		.selectAll('subscription')
		.select(['entry.story_id', 'entry.article_id', 'entry.due_at', 'entry.planned_at'])
		.where('entry.closed', '=', 0)
		.where('entry.due_at', '<=', now)
		.where('subscription.paused_reason', 'is', null)
		.orderBy('entry.planned_at')
		.orderBy('entry.story_id')
		.execute();
	return [...Map.groupBy(rows, (row) => row.id).values()].flatMap((group) =>
		group.slice(0, 1).map((first) => ({
			subscription: subscriptionOf(first),
			entries: group.map((row) => ({
				subscriptionId: row.id,
				channel: row.channel,
				storyId: row.story_id,
				articleId: row.article_id,
				dueAt: row.due_at,
				plannedAt: row.planned_at,
			})),
		})),
	);
}

/** Takes the entries out of the waiting; the channel still counts as told. */
export async function closeDigest(db: Db, entries: readonly DigestEntry[]): Promise<void> {
	for (const [channel, own] of Map.groupBy(entries, (entry) => entry.channel)) {
		for (const batch of batches(own)) {
			await db
				.updateTable('digest_entries')
				.set({ closed: 1 })
				.where('channel', '=', channel)
				.where(
					'story_id',
					'in',
					batch.map((entry) => entry.storyId),
				)
				.execute();
		}
	}
}
