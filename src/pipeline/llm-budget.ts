/**
 * How much of a language model a channel may use in a day. Rules:
 * 1. What a question may cost is set aside before it is asked, what it did cost is counted after: two at once cannot
 *    spend the same rest.
 * 2. The count is kept in the cache until the day (UTC) is over. Where the cache has lost it, the process's own count
 *    stands: an outage gives nothing away.
 */
import PQueue from 'p-queue';
import type { ChannelRef } from '../model.ts';
import type { Cache } from '../store/cache.ts';

/** About fifty summaries of long articles. */
const TOKENS_A_DAY = 200_000;
const DAY_MS = 86_400_000;

export interface Budget {
	/** @returns undefined where it does not suffice; else what tells the true cost, once. */
	take(channel: ChannelRef, tokens: number): Promise<((used: number) => Promise<void>) | undefined>;
}

export function createBudget(deps: {
	readonly cache: Pick<Cache, 'get' | 'set'>;
	readonly now: () => number;
	readonly tokensADay?: number;
}): Budget {
	const { cache, now, tokensADay = TOKENS_A_DAY } = deps;
	// Reading and writing a count are two steps: one after the other.
	const turns = new PQueue({ concurrency: 1 });
	let day = -1;
	let counts = new Map<ChannelRef, number>();

	async function add(channel: ChannelRef, tokens: number, limit: number): Promise<boolean> {
		const today = Math.floor(now() / DAY_MS);
		if (today !== day) {
			day = today;
			counts = new Map();
		}
		const key = `llm-tokens:${today}:${channel}`;
		const kept = await cache.get(key);
		const sum = Math.max(counts.get(channel) ?? 0, typeof kept === 'number' ? kept : 0) + tokens;
		// A correction may come after midnight: what it takes back is yesterday's.
		const count = Math.max(0, sum);
		if (count > limit) return false;
		counts.set(channel, count);
		await cache.set(key, count, 2 * DAY_MS);
		return true;
	}

	return {
		async take(channel, tokens) {
			const isGiven = await turns.add(() => add(channel, tokens, tokensADay));
			if (!isGiven) return undefined;
			return async (used) => {
				await turns.add(() => add(channel, used - tokens, Number.POSITIVE_INFINITY));
			};
		},
	};
}
