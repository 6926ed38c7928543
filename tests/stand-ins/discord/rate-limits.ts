/**
 * Discord's limits, as strictly as they may be. Rules:
 * 1. Sliding windows: no 50 requests of a bot within any second, no 5 posts to a channel within any 5 seconds.
 * 2. Answers to people are outside the bot's limit, but each interaction is a webhook of its own: no 5 orders to
 *    it within any 2 seconds (as observed in the field), whatever the order. The first sign does not count.
 * 3. Every refusal says what Discord says: headers, scope, retry_after in seconds.
 */
interface Window {
	readonly limit: number;
	/** Milliseconds. */
	readonly window: number;
}
const GLOBAL: Window = { limit: 50, window: 1_000 };

/** The windows of one kind, each of its own channel or webhook. */
const KINDS = {
	post: { limit: 5, window: 5_000, bucket: 'stand-in-create-message' },
	webhook: { limit: 5, window: 2_000, bucket: 'stand-in-webhook' },
} as const;
type Kind = keyof typeof KINDS;

export interface Refusal {
	readonly retryAfter: number;
	readonly global: boolean;
}

export function createRateLimits() {
	const requests: number[] = [];
	const uses = new Map<string, number[]>();

	function usesOf(kind: Kind, id: string): number[] {
		const times = uses.get(`${kind} ${id}`) ?? [];
		uses.set(`${kind} ${id}`, times);
		return times;
	}

	/** @returns seconds to wait, or undefined and the request is counted. */
	function take(times: number[], { limit, window }: Window, now: number): number | undefined {
		while (times[0] !== undefined && times[0] <= now - window) times.shift();
		if (times.length >= limit) return ((times[0] ?? now) + window - now) / 1000;
		times.push(now);
		return undefined;
	}

	return {
		request(now = Date.now()): Refusal | undefined {
			const retryAfter = take(requests, GLOBAL, now);
			return retryAfter === undefined ? undefined : { retryAfter, global: true };
		},
		/** @param id of the channel, or the webhook's id and token. */
		use(kind: Kind, id: string, now = Date.now()): Refusal | undefined {
			const retryAfter = take(usesOf(kind, id), KINDS[kind], now);
			return retryAfter === undefined ? undefined : { retryAfter, global: false };
		},
		/** The headers of an answer to it. */
		headers(kind: Kind, id: string, now = Date.now()): Record<string, string> {
			const { limit, window, bucket } = KINDS[kind];
			const times = usesOf(kind, id);
			const resetAfter = Math.max(0, (times[0] ?? now) + window - now) / 1000;
			return {
				'x-ratelimit-limit': String(limit),
				'x-ratelimit-remaining': String(Math.max(0, limit - times.length)),
				'x-ratelimit-reset': String(now / 1000 + resetAfter),
				'x-ratelimit-reset-after': String(resetAfter),
				'x-ratelimit-bucket': bucket,
			};
		},
	};
}
