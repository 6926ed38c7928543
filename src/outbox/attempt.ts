/**
 * One attempt at one delivery. Where a kill -9 may fall, and why nothing is lost or doubled:
 *
 *   claim        committed: row `sending`, with the time of its first uncertain attempt
 *   A            killed here: nothing was sent, the row says it may have been
 *   adapter.send
 *   B            killed here: it was sent or not, the row says it may have been
 *   record       one transaction
 *   C            killed here: the row says what happened
 *
 * 1. A and B look alike from outside, so the next start treats both as an uncertain attempt (verdict.ts):
 *    the same key again while the platform knows it, then a look into the channel, then `unknown`. A claim
 *    therefore stands as close before its call as can be: pace is waited for before, never after it.
 * 2. An outcome is recorded until it is: a store that fails for a moment does not make a sent post uncertain.
 *    The channel is held meanwhile, so nothing overtakes.
 * 3. An uncertain row becomes due strictly later than its first attempt, so that the next claim's time can
 *    never look like a first one.
 * 4. Whatever send throws that is no SendError is a lost answer: the message may be out.
 */
import type { Adapter, Outgoing } from '../adapters/adapter.ts';
import type { Doc } from '../doc/doc.ts';
import { SendError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Delivery } from '../model.ts';
import { DatabaseError } from '../store/database-error.ts';
import type { Db } from '../store/db.ts';
import { finish, markDue, markSent } from '../store/deliveries.ts';
import { moveChannel, pauseChannel } from '../store/subscriptions.ts';
import {
	afterFind,
	afterSend,
	findFailed,
	isFirst,
	notComposed,
	trust,
	uncertain,
	type Verdict,
} from './verdict.ts';

export type DocOf = (delivery: Delivery) => Promise<Doc | undefined>;

interface AttemptDeps {
	readonly adapter: Adapter;
	readonly docOf: DocOf;
	/** How often each delivery could not be composed; kept by the caller between attempts, in memory. */
	readonly stumbles: Map<string, number>;
	readonly log: Log;
	now(): number;
}

/** @param claimedAt the time given to the claim that brought the delivery. */
export async function attempt(deps: AttemptDeps, delivery: Delivery, claimedAt: number): Promise<Verdict> {
	const { adapter, docOf, stumbles, log, now } = deps;
	const means = isFirst(delivery, claimedAt) ? 'send' : trust(adapter, delivery, claimedAt);
	if (means === 'unknown') return uncertain(adapter, delivery, claimedAt, delivery.reason ?? 'no answer');

	let doc: Doc | undefined;
	try {
		doc = await docOf(delivery);
		stumbles.delete(delivery.id);
	} catch (error) {
		log.error({ error, delivery: delivery.id }, 'a post could not be composed');
		const failures = error instanceof DatabaseError ? 0 : (stumbles.get(delivery.id) ?? 0) + 1;
		if (failures > 0) stumbles.set(delivery.id, failures);
		const verdict = notComposed(delivery, claimedAt, failures, 'the post could not be composed');
		if (verdict.kind === 'end') stumbles.delete(delivery.id);
		return verdict;
	}
	if (doc === undefined) return { kind: 'end', state: 'rejected', reason: 'there is nothing left to say' };

	const message: Outgoing = {
		key: delivery.id,
		channel: delivery.channel,
		doc: { ...doc, mark: delivery.id },
	};
	const began = now();
	const { channel, subject } = delivery;
	const tell = () => log.info({ title: titleOf(message.doc), channel, subject, ms: now() - began }, 'posted');
	if (means === 'find') {
		try {
			const verdict = afterFind(await adapter.find?.(message, delivery.firstTriedAt ?? 0));
			if (verdict.kind === 'sent') tell();
			return verdict;
		} catch (error) {
			return findFailed(delivery, reasonOf(error));
		}
	}
	try {
		const { messageId } = await adapter.send(message);
		tell();
		return { kind: 'sent', messageId };
	} catch (error) {
		if (error instanceof SendError) return afterSend(adapter, delivery, error.outcome, claimedAt, now());
		log.error({ error, delivery: delivery.id }, 'a send failed in an unforeseen way');
		return uncertain(adapter, delivery, now(), reasonOf(error));
	}
}

/** Writes a verdict down, whole or not at all. */
export async function record(db: Db, delivery: Delivery, verdict: Verdict, now: number): Promise<void> {
	switch (verdict.kind) {
		case 'sent':
			return markSent(db, delivery.id, { messageId: verdict.messageId, sentAt: now });
		case 'again': {
			const { certain, reason, movedTo } = verdict;
			const dueAt = Math.max(now + verdict.afterMs, certain ? 0 : (delivery.firstTriedAt ?? 0) + 1);
			return db.transaction().execute(async (tx) => {
				// Due first: a move takes along what is due.
				await markDue(tx, delivery.id, { dueAt, reason, certain });
				if (movedTo !== undefined) await moveChannel(tx, delivery.channel, movedTo);
			});
		}
		case 'end':
			return db.transaction().execute(async (tx) => {
				await finish(tx, delivery.id, verdict.state, verdict.reason);
				if (verdict.state === 'gone') await pauseChannel(tx, delivery.channel, verdict.reason);
			});
	}
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function titleOf(doc: Doc): string | undefined {
	for (const block of doc.blocks) {
		if (block.kind === 'story') return block.story.title;
		if (block.kind === 'heading') return block.text;
	}
	return undefined;
}
