/**
 * Hosts that are to be left alone. Rules:
 * 1. 429 and 503 are said by a host, not by a feed: all its feeds rest, also after a restart.
 * 2. Retry-After says for how long, up to a week; where it does not, half an hour, doubling with each repeat.
 */
import type { Db } from '../store/db.ts';
import { type HostRest, hostRests, restHost, wakeHost } from '../store/feeds.ts';
import { hostRest } from './schedule.ts';

export const hostOf = (url: string): string => URL.parse(url)?.host ?? url;

export interface Hosts {
	rests(host: string, now: number): boolean;
	/** When the first of them may be asked again; Infinity where none rests. */
	nextAwake(now: number): number;
	/** It asked to be left alone. */
	rest(host: string, retryAfter: number | undefined, now: number): Promise<void>;
	/** It answered as it should. */
	answered(host: string): Promise<void>;
}

export async function openHosts(db: Db): Promise<Hosts> {
	const resting = new Map<string, HostRest>((await hostRests(db)).map((row) => [row.host, row]));
	return {
		rests: (host, now) => (resting.get(host)?.until ?? 0) > now,
		nextAwake(now) {
			let first = Number.POSITIVE_INFINITY;
			for (const { until } of resting.values()) if (until > now) first = Math.min(first, until);
			return first;
		},
		async rest(host, retryAfter, now) {
			const before = resting.get(host);
			const strikes = before?.strikes ?? 0;
			const until = Math.max(before?.until ?? 0, now + hostRest(retryAfter, strikes));
			const row = { host, until, strikes: strikes + 1 };
			resting.set(host, row);
			await restHost(db, row);
		},
		async answered(host) {
			if (resting.delete(host)) await wakeHost(db, host);
		},
	};
}
