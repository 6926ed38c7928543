/**
 * The outbox: what is to be posted, and what became of it. Rules:
 * 1. One row per channel and subject; planning it again changes nothing.
 * 2. due → sending → sent | due again | gone | rejected | unknown. `sending` is written before the call (claim.ts).
 *    An outcome is for a row in flight: one that comes late never brings a row back that has ended, or is due
 *    again. Only the proof that it was sent is always taken.
 */
import type { ChannelRef, Delivery, DeliveryState, Platform, StoryId } from '../model.ts';
import type { PlannedDelivery } from '../subscription/plan.ts';
import { batches } from './batches.ts';
import { platformOf } from './channel.ts';
import { deliveryOf } from './rows.ts';
import type { Db } from './schema.ts';

export { claimDue, nextDueAt } from './claim.ts';
export { addDigestEntries, closeDigest, type DueDigest, dueDigests } from './digests.ts';

export async function planDeliveries(db: Db, planned: readonly PlannedDelivery[]): Promise<void> {
	for (const batch of batches(planned)) {
		await db
			.insertInto('deliveries')
			.values(
				batch.map((delivery) => ({
					id: delivery.id,
					platform: platformOf(delivery.channel),
					channel: delivery.channel,
					subject: delivery.subject,
					article_ids: JSON.stringify(delivery.articleIds),
					locale: delivery.locale,
					state: 'due' as const,
					due_at: delivery.dueAt,
					planned_at: delivery.plannedAt,
					attempts: 0,
				})),
			)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
}

/** Which of these channels were told the story, or will be: by a post of its own or in a digest. */
export async function toldChannels(
	db: Db,
	storyId: StoryId,
	channels: readonly ChannelRef[],
): Promise<Set<ChannelRef>> {
	const told = await db
		.selectFrom('deliveries')
		.select('channel')
		.where('subject', '=', `story:${storyId}`)
		.union((eb) => eb.selectFrom('digest_entries').select('channel').where('story_id', '=', storyId))
		.execute();
	return new Set(told.map((row) => row.channel)).intersection(new Set(channels));
}

/** Those whose attempt has no answer yet: after a start, the ones that a crash left behind. */
export async function inFlight(db: Db, platform: Platform): Promise<Delivery[]> {
	const rows = await db
		.selectFrom('deliveries')
		.selectAll()
		.where('platform', '=', platform)
		.where('state', '=', 'sending')
		.orderBy('seq')
		.execute();
	return rows.map(deliveryOf);
}

export async function markSent(
	db: Db,
	id: string,
	answer: { readonly messageId: string; readonly sentAt: number },
): Promise<void> {
	await db
		.updateTable('deliveries')
		.set({ state: 'sent', message_id: answer.messageId, sent_at: answer.sentAt, reason: null })
		.where('id', '=', id)
		.execute();
}

/** To be tried again at `dueAt`. `certain`: it was not sent, so the next attempt counts as the first. */
export async function markDue(
	db: Db,
	id: string,
	again: { readonly dueAt: number; readonly reason?: string | undefined; readonly certain: boolean },
): Promise<void> {
	await db
		.updateTable('deliveries')
		.set({
			state: 'due',
			due_at: again.dueAt,
			reason: again.reason ?? null,
			...(again.certain && { first_tried_at: null }),
		})
		.where('id', '=', id)
		.where('state', '=', 'sending')
		.execute();
}

export async function finish(
	db: Db,
	id: string,
	state: 'gone' | 'rejected' | 'unknown',
	reason: string,
): Promise<void> {
	await db
		.updateTable('deliveries')
		.set({ state, reason })
		.where('id', '=', id)
		.where('state', '=', 'sending')
		.execute();
}

export async function deliveryByMessage(
	db: Db,
	channel: ChannelRef,
	messageId: string,
): Promise<Delivery | undefined> {
	const row = await db
		.selectFrom('deliveries')
		.selectAll()
		.where('channel', '=', channel)
		.where('message_id', '=', messageId)
		.executeTakeFirst();
	return row && deliveryOf(row);
}

/** With articles: a notice or the report of an import is no news. */
export async function newestSent(db: Db, channel: ChannelRef): Promise<Delivery | undefined> {
	const row = await db
		.selectFrom('deliveries')
		.selectAll()
		.where('channel', '=', channel)
		.where('state', '=', 'sent')
		.where('article_ids', '<>', '[]')
		.orderBy('sent_at', 'desc')
		.orderBy('seq', 'desc')
		.limit(1)
		.executeTakeFirst();
	return row && deliveryOf(row);
}

export async function countStates(db: Db): Promise<Record<DeliveryState, number>> {
	const rows = await db
		.selectFrom('deliveries')
		.select((eb) => ['state', eb.fn.countAll<number>().as('count')] as const)
		.groupBy('state')
		.execute();
	const counts = { due: 0, sending: 0, sent: 0, gone: 0, rejected: 0, unknown: 0 };
	for (const row of rows) counts[row.state] = row.count;
	return counts;
}
