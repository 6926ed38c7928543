/**
 * Which delivery goes next. Rules:
 * 1. A channel has one delivery in flight, and the order of planning is kept: a newer one waits behind one that
 *    is due and behind one that waits for another attempt. One that was planned for later holds nobody back.
 * 2. Nothing is claimed for a paused channel; its rows wait.
 * 3. Choosing and marking are one statement: a row goes to one claimer, also among several processes.
 */
import type { ExpressionBuilder } from 'kysely';
import type { ChannelRef, Delivery, Platform } from '../model.ts';
import { dialectOf } from './dialect.ts';
import { deliveryOf } from './rows.ts';
import type { Db, DeliveriesTable, Tables } from './schema.ts';

type Outbox = Tables & { delivery: DeliveriesTable };

const channelIsPaused = (eb: ExpressionBuilder<Outbox, 'delivery'>) =>
	eb.exists(
		eb
			.selectFrom('subscriptions')
			.select('subscriptions.id')
			.whereRef('subscriptions.channel', '=', 'delivery.channel')
			.where('subscriptions.paused_reason', 'is not', null),
	);

const channelIsSending = (eb: ExpressionBuilder<Outbox, 'delivery'>) =>
	eb.exists(
		eb
			.selectFrom('deliveries as flying')
			.select('flying.seq')
			.whereRef('flying.channel', '=', 'delivery.channel')
			.where('flying.state', '=', 'sending'),
	);

/** An older one of the channel that is due, or was tried and will be tried again. */
const waitsBehindAnother = (eb: ExpressionBuilder<Outbox, 'delivery'>, now: number) =>
	eb.exists(
		eb
			.selectFrom('deliveries as older')
			.select('older.seq')
			.whereRef('older.channel', '=', 'delivery.channel')
			.where('older.state', '=', 'due')
			.whereRef('older.seq', '<', 'delivery.seq')
			.where((older) => older.or([older('older.due_at', '<=', now), older('older.attempts', '>', 0)])),
	);

/**
 * Takes up to `limit` deliveries whose time has come, at most one per channel and none for a channel that is
 * busy, and marks them `sending` in the same statement: nobody else gets them. In the order of planning.
 */
export async function claimDue(
	db: Db,
	platform: Platform,
	now: number,
	limit: number,
	busy: readonly ChannelRef[],
): Promise<Delivery[]> {
	const rows = await db
		.with(
			(cte) => cte('head').materialized(),
			(query) =>
				query
					.selectFrom('deliveries as delivery')
					.select('delivery.seq')
					.where('delivery.platform', '=', platform)
					.where('delivery.state', '=', 'due')
					.where('delivery.due_at', '<=', now)
					.$if(busy.length > 0, (open) => open.where('delivery.channel', 'not in', busy))
					.where((eb) =>
						eb.not(eb.or([channelIsPaused(eb), channelIsSending(eb), waitsBehindAnother(eb, now)])),
					)
					.orderBy('delivery.seq')
					.limit(limit)
					// On SQLite the one connection is the lock.
					.$if(dialectOf(db) === 'postgres', (open) => open.forUpdate('delivery').skipLocked()),
		)
		.updateTable('deliveries')
		.set((eb) => ({
			state: 'sending',
			attempts: eb('attempts', '+', 1),
			first_tried_at: eb.fn.coalesce('first_tried_at', eb.val(now)),
		}))
		.where('seq', 'in', (eb) => eb.selectFrom('head').select('head.seq'))
		.returningAll()
		.execute();
	return rows.sort((a, b) => a.seq - b.seq).map(deliveryOf);
}

/** When the next claim can succeed (epoch ms), as far as known now: the end of a send may bring it forward. */
export async function nextDueAt(db: Db, platform: Platform): Promise<number | undefined> {
	const row = await db
		// Per channel the retry that holds back what was planned after it.
		.with('retry', (query) =>
			query
				.selectFrom('deliveries')
				.select((eb) => ['channel', eb.fn.min('seq').as('seq')] as const)
				.where('platform', '=', platform)
				.where('state', '=', 'due')
				.where('attempts', '>', 0)
				.groupBy('channel'),
		)
		.selectFrom('deliveries as delivery')
		.leftJoin('retry', 'retry.channel', 'delivery.channel')
		.select((eb) => eb.fn.min('delivery.due_at').as('at'))
		.where('delivery.platform', '=', platform)
		.where('delivery.state', '=', 'due')
		.where((eb) => eb.or([eb('retry.seq', 'is', null), eb('delivery.seq', '<=', eb.ref('retry.seq'))]))
		.where((eb) => eb.not(eb.or([channelIsPaused(eb), channelIsSending(eb)])))
		.executeTakeFirst();
	return row?.at ?? undefined;
}
