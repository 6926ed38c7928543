/**
 * How often one person may ask. Rules:
 * 1. A bucket of `perMinute` questions that refills evenly: a burst is fine, a stream is not.
 * 2. Memory is bounded: a full bucket is forgotten, for it says the same as none.
 */

const PEOPLE_AT_MOST = 10_000;
const MINUTE_MS = 60_000;

export interface RateLimit {
	/** Takes one question. @returns 0, or the milliseconds to wait for the next. */
	take(person: string): number;
}

export function createRateLimit(options: { readonly perMinute: number; now(): number }): RateLimit {
	const { perMinute, now } = options;
	const refillMs = MINUTE_MS / perMinute;
	const buckets = new Map<string, { readonly left: number; readonly at: number }>();
	const leftOf = (bucket: { left: number; at: number }, at: number): number =>
		Math.min(perMinute, bucket.left + Math.max(0, at - bucket.at) / refillMs);

	function forget(at: number): void {
		for (const [person, bucket] of buckets) {
			if (leftOf(bucket, at) >= perMinute) buckets.delete(person);
		}
		// Everyone is busy at once: the oldest go, so that memory stays bounded.
		for (const person of buckets.keys()) {
			if (buckets.size < PEOPLE_AT_MOST) return;
			buckets.delete(person);
		}
	}

	return {
		take: (person) => {
			const at = now();
			const bucket = buckets.get(person);
			const left = bucket ? leftOf(bucket, at) : perMinute;
			if (left < 1) return Math.ceil((1 - left) * refillMs);
			if (!bucket && buckets.size >= PEOPLE_AT_MOST) forget(at);
			buckets.set(person, { left: left - 1, at });
			return 0;
		},
	};
}
