/**
 * What becomes of a delivery after each attempt: pure decisions. Rules:
 * 1. `firstTriedAt` is the time of the first attempt whose outcome is not certain. While every attempt
 *    certainly failed it is cleared, so an attempt is the first exactly when it carries its own claim's time.
 * 2. An uncertain delivery is repeated blindly only while the platform's idempotency key is trusted, counted
 *    from that first attempt; after it the platform is asked; where it cannot tell, the delivery rests as
 *    `unknown` and is never sent again.
 * 3. The platform is asked a while after the last attempt: a message still on its way would look absent.
 * 4. A certain failure clears nothing while an earlier attempt is still uncertain.
 * 5. Failures to compose are counted apart from attempts: "later" from the platform uses none of them up.
 */
import type { Adapter } from '../adapters/adapter.ts';
import type { SendOutcome } from '../errors.ts';
import type { ChannelRef, Delivery } from '../model.ts';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Longer than any adapter lets a request live. */
const SETTLES_IN_MS = 30_000;
/** What an adapter asks for may be 0; a loop without a pause may not be. */
const SHORTEST_WAIT_MS = 250;
/** Failures to compose a message: then it is no passing trouble. */
const COMPOSING_FAILURES = 5;

export type Trust = 'repeat' | 'find' | 'unknown';

export type Verdict =
	| { readonly kind: 'sent'; readonly messageId: string }
	| {
			readonly kind: 'again';
			readonly afterMs: number;
			/** Certainly not sent, by this attempt and all before. */
			readonly certain: boolean;
			/** What waits for as long: later posts of the channel may not overtake. */
			readonly holds: 'channel' | 'platform';
			readonly movedTo?: ChannelRef;
			readonly reason: string;
	  }
	| { readonly kind: 'end'; readonly state: 'gone' | 'rejected' | 'unknown'; readonly reason: string };

export const isFirst = (delivery: Delivery, claimedAt: number): boolean =>
	delivery.firstTriedAt === claimedAt;

/** What an uncertain delivery may be used for now. */
export function trust(
	adapter: Pick<Adapter, 'repeatWindow' | 'find'>,
	delivery: Delivery,
	now: number,
): Trust {
	const age = now - (delivery.firstTriedAt ?? 0);
	if (age < adapter.repeatWindow) return 'repeat';
	return adapter.find ? 'find' : 'unknown';
}

export function uncertain(
	adapter: Pick<Adapter, 'repeatWindow' | 'find'>,
	delivery: Delivery,
	now: number,
	reason: string,
): Verdict {
	const allowed = trust(adapter, delivery, now);
	if (allowed === 'unknown') return { kind: 'end', state: 'unknown', reason };
	const afterMs = allowed === 'find' ? SETTLES_IN_MS : backoff(delivery.attempts);
	return { kind: 'again', afterMs, certain: false, holds: 'channel', reason };
}

export function afterSend(
	adapter: Pick<Adapter, 'repeatWindow' | 'find'>,
	delivery: Delivery,
	outcome: SendOutcome,
	claimedAt: number,
	now: number,
): Verdict {
	const certain = isFirst(delivery, claimedAt);
	switch (outcome.kind) {
		case 'gone':
		case 'rejected':
			return { kind: 'end', state: outcome.kind, reason: outcome.reason };
		case 'moved':
			return {
				kind: 'again',
				afterMs: SHORTEST_WAIT_MS,
				certain,
				holds: 'channel',
				movedTo: outcome.to,
				reason: 'the channel has moved',
			};
		case 'later':
			return {
				kind: 'again',
				afterMs: Math.max(outcome.retryAfter, SHORTEST_WAIT_MS),
				certain,
				holds: outcome.scope,
				reason: outcome.reason,
			};
		case 'unknown':
			return uncertain(adapter, delivery, now, outcome.reason);
	}
}

/** @param found the adapter's answer to `find`. */
export function afterFind(found: { readonly messageId: string } | 'absent' | undefined): Verdict {
	if (found === undefined) {
		return { kind: 'end', state: 'unknown', reason: 'the platform cannot tell whether it was posted' };
	}
	if (found !== 'absent') return { kind: 'sent', messageId: found.messageId };
	const reason = 'looked for and not found';
	return { kind: 'again', afterMs: SHORTEST_WAIT_MS, certain: true, holds: 'channel', reason };
}

/** The look itself failed: nothing is known and nothing was sent, so look again later. */
export function findFailed(delivery: Delivery, reason: string): Verdict {
	return { kind: 'again', afterMs: backoff(delivery.attempts), certain: false, holds: 'channel', reason };
}

/** Claimed, and put back untouched. */
export function notAttempted(delivery: Delivery, claimedAt: number): Verdict {
	const certain = isFirst(delivery, claimedAt);
	return { kind: 'again', afterMs: SHORTEST_WAIT_MS, certain, holds: 'channel', reason: 'waits its turn' };
}

/** Our own fault, before the call. @param failures this one included; 0 where the store failed, which passes. */
export function notComposed(
	delivery: Delivery,
	claimedAt: number,
	failures: number,
	reason: string,
): Verdict {
	if (failures >= COMPOSING_FAILURES) return { kind: 'end', state: 'rejected', reason };
	const certain = isFirst(delivery, claimedAt);
	return { kind: 'again', afterMs: backoff(delivery.attempts), certain, holds: 'channel', reason };
}

function backoff(attempts: number): number {
	return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, attempts - 1));
}
