/**
 * The hosts that rest (host-rests.ts), kept over a restart: a hand of the loop (poll.ts). Rules:
 * 1. What the store knows is told to the fetcher before anything is asked.
 * 2. Each change is written down in its order. Where that fails, the log says so: the fetcher knows it all the same.
 */
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { hostRests, restHost, wakeHost } from '../store/host-rests.ts';
import type { HostRests } from './host-rests.ts';

export interface Hosts {
	/** Listens no more; resolves when all is written. */
	close(): Promise<void>;
}

export async function openHosts(db: Db, rests: HostRests, log: Log): Promise<Hosts> {
	rests.restore(await hostRests(db));
	let writing: Promise<void> = Promise.resolve();
	const hush = rests.listen((host, rest) => {
		writing = writing
			.then(() => (rest === undefined ? wakeHost(db, host) : restHost(db, rest)))
			.catch((error: unknown) => log.error({ host, error }, 'the rest of a host was not written down'));
	});
	return {
		close() {
			hush();
			return writing;
		},
	};
}
