/**
 * When a language model's address is left alone. Rules, in order:
 * 1. What it asks for itself (Retry-After) is obeyed for the whole address, up to an hour.
 * 2. What no repetition mends (a wrong key, an unknown model) rests for a quarter of an hour at once.
 * 3. Three failures in a row begin a rest of a minute, each failure after it one twice as long, up to a quarter of an
 *    hour. After a rest the next question is the trial.
 */

const MINUTE_MS = 60_000;
const LONGEST_MS = 15 * MINUTE_MS;
const LONGEST_ASKED_MS = 60 * MINUTE_MS;
const FAILURES = 3;

export interface Failure {
	/** HTTP status; undefined where there was no answer. */
	readonly status: number | undefined;
	readonly retryAfterMs: number | undefined;
}

export interface Rest {
	/** Milliseconds left; 0 while it may be asked. */
	left(): number;
	/** @returns whether it had failed before. */
	worked(): boolean;
	/** @returns whether a rest begins that nobody was told of yet. */
	failed(failure: Failure): boolean;
}

export function createRest(now: () => number): Rest {
	let until = 0;
	let failures = 0;
	let told = false;

	function restOf({ status, retryAfterMs }: Failure): number {
		if (retryAfterMs !== undefined) return Math.min(Math.max(retryAfterMs, 1_000), LONGEST_ASKED_MS);
		if (status === 429) return MINUTE_MS;
		if (status !== undefined && status >= 400 && status < 500) return LONGEST_MS;
		return failures < FAILURES ? 0 : Math.min(MINUTE_MS * 2 ** (failures - FAILURES), LONGEST_MS);
	}

	return {
		left: () => Math.max(0, until - now()),
		worked() {
			const before = told;
			until = 0;
			failures = 0;
			told = false;
			return before;
		},
		failed(failure) {
			failures++;
			const rest = restOf(failure);
			until = Math.max(until, now() + rest);
			const isNews = rest > 0 && !told;
			told ||= isNews;
			return isNews;
		},
	};
}
