/**
 * Discord's limits, as strictly as they may be. Rules:
 * 1. Sliding windows: no 50 requests of a bot within any second, no 5 posts to a channel within any 5 seconds.
 * 2. Answers to people (interactions, webhooks) do not count.
 * 3. Every refusal says what Discord says: headers, scope, retry_after in seconds.
 */
const GLOBAL = { limit: 50, window: 1_000 };
const POSTS = { limit: 5, window: 5_000 };

export interface Refusal {
	readonly retryAfter: number;
	readonly global: boolean;
}

export function createRateLimits() {
	const requests: number[] = [];
	const posts = new Map<string, number[]>();

	/** @returns seconds to wait, or undefined and the request is counted. */
	function take(times: number[], { limit, window }: typeof GLOBAL, now: number): number | undefined {
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
		post(channelId: string, now = Date.now()): Refusal | undefined {
			const times = posts.get(channelId) ?? [];
			posts.set(channelId, times);
			const retryAfter = take(times, POSTS, now);
			return retryAfter === undefined ? undefined : { retryAfter, global: false };
		},
		/** The headers of an answer to a post. */
		headers(channelId: string, now = Date.now()): Record<string, string> {
			const times = posts.get(channelId) ?? [];
			const resetAfter = Math.max(0, (times[0] ?? now) + POSTS.window - now) / 1000;
			return {
				'x-ratelimit-limit': String(POSTS.limit),
				'x-ratelimit-remaining': String(Math.max(0, POSTS.limit - times.length)),
				'x-ratelimit-reset': String(now / 1000 + resetAfter),
				'x-ratelimit-reset-after': String(resetAfter),
				'x-ratelimit-bucket': 'stand-in-create-message',
			};
		},
	};
}
export type RateLimits = ReturnType<typeof createRateLimits>;
