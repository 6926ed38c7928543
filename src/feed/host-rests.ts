/**
 * Hosts that are to be left alone; the fetcher's own memory (exchange.ts). Rules:
 * 1. 429 and 503 are said by a host: nothing is asked of it, whoever asks and for what, until its rest is over.
 * 2. Retry-After says for how long, up to a week; where it does not, half an hour, doubling with each repeat.
 * 3. What it answers as it should ends the row of repeats. Of endless hosts, the newest are remembered.
 * 4. Who listens hears of every change: the polling loop keeps them for the next start (hosts.ts).
 */
import type { HostRest } from '../model.ts';
import { hostRest } from './schedule.ts';
import { hostKey } from './web-address.ts';

/** `rest` is unset where the host answers again. */
export type Heard = (host: string, rest: HostRest | undefined) => void;

export interface HostRests {
	/** When it may be asked again; undefined where it may now. */
	until(host: string, now: number): number | undefined;
	/** When the first of them may be asked again; Infinity where none rests. */
	nextAwake(now: number): number;
	/** It asked to be left alone. */
	rest(host: string, retryAfter: number | undefined, now: number): void;
	/** It answered as it should. */
	answered(host: string): void;
	/** Of an earlier run. */
	restore(rests: readonly HostRest[]): void;
	/** @returns how to hear no more. */
	listen(heard: Heard): () => void;
}

const KEPT = 5000;

/** The host by which an address rests. */
export function hostOf(address: string): string {
	const url = URL.parse(address);
	return url === null ? address : hostKey(url);
}

export function createHostRests(): HostRests {
	const resting = new Map<string, HostRest>();
	const listeners = new Set<Heard>();
	const tell: Heard = (host, rest) => {
		for (const heard of listeners) heard(host, rest);
	};

	function forget(host: string): void {
		if (resting.delete(host)) tell(host, undefined);
	}

	function put(rest: HostRest): void {
		resting.delete(rest.host);
		resting.set(rest.host, rest);
		// Maps keep their order: the first is the oldest.
		const [oldest] = resting.keys();
		if (resting.size > KEPT && oldest !== undefined) forget(oldest);
	}

	return {
		until(host, now) {
			const until = resting.get(host)?.until ?? 0;
			return until > now ? until : undefined;
		},
		nextAwake(now) {
			let first = Number.POSITIVE_INFINITY;
			for (const { until } of resting.values()) if (until > now) first = Math.min(first, until);
			return first;
		},
		rest(host, retryAfter, now) {
			const before = resting.get(host);
			const strikes = before?.strikes ?? 0;
			const until = Math.max(before?.until ?? 0, now + hostRest(retryAfter, strikes));
			const rest = { host, until, strikes: strikes + 1 };
			put(rest);
			tell(host, rest);
		},
		answered: forget,
		restore(rests) {
			for (const rest of rests) if ((resting.get(rest.host)?.until ?? 0) < rest.until) put(rest);
		},
		listen(heard) {
			listeners.add(heard);
			return () => void listeners.delete(heard);
		},
	};
}
