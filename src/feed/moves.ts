/**
 * Has the feed moved for good? Rules:
 * 1. The proof is three successes in a row over two days, each led to the same address by permanent redirects
 *    alone (301, 308), each with a document that shows an item we know.
 * 2. Any other answer begins the proof anew.
 */
import type { Move } from '../model.ts';

const PROOF = { seen: 3, lastsMs: 48 * 3_600_000 };

/** @param to where permanent redirects led this time. */
export function nextMove(
	before: Move | undefined,
	to: string | undefined,
	showsKnown: boolean,
	now: number,
): Move | undefined {
	if (to === undefined || !showsKnown) return undefined;
	if (before?.to !== to) return { to, since: now, seen: 1 };
	return { ...before, seen: before.seen + 1 };
}

export const isProven = (move: Move | undefined, now: number): move is Move =>
	move !== undefined && move.seen >= PROOF.seen && now - move.since >= PROOF.lastsMs;
