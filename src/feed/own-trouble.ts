/**
 * Feeds that we could not handle: a store that fails, a bug. They are still due in the store; each rests a little in
 * memory, twice as long each time, so that nobody is asked again and again for a fault of ours.
 */
import type { Waiting } from './backlog.ts';

const FIRST_MS = 5_000;

interface Rest {
	readonly feed: Waiting;
	readonly until: number;
	readonly pause: number;
	readonly isOver: boolean;
}

export interface OwnTrouble {
	has(id: string): boolean;
	/** @param longest the pause does not grow beyond it, ms. */
	rest(feed: Waiting, now: number, longest: number): void;
	/** It could be handled. */
	forget(id: string): void;
	/** Those whose rest is over, once. */
	back(now: number): readonly Waiting[];
	/** When the first of them is back; Infinity where none rests. */
	nextBack(): number;
}

export function createOwnTrouble(): OwnTrouble {
	const rests = new Map<string, Rest>();
	return {
		has: (id) => rests.get(id)?.isOver === false,
		rest(feed, now, longest) {
			const last = rests.get(feed.id)?.pause ?? FIRST_MS / 2;
			const pause = Math.min(last * 2, Math.max(longest, FIRST_MS));
			rests.set(feed.id, { feed, until: now + pause, pause, isOver: false });
		},
		forget: (id) => void rests.delete(id),
		back(now) {
			const over = [...rests.values()].filter(({ until, isOver }) => !isOver && until <= now);
			for (const rest of over) rests.set(rest.feed.id, { ...rest, isOver: true });
			return over.map(({ feed }) => feed);
		},
		nextBack() {
			let first = Number.POSITIVE_INFINITY;
			for (const { until, isOver } of rests.values()) if (!isOver) first = Math.min(first, until);
			return first;
		},
	};
}
