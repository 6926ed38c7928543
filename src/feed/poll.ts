/**
 * The loop that asks feeds for news. Rules:
 * 1. One fetch per feed for all its subscribers; many feeds at once, never two of one host.
 * 2. next_check_at lives in the store: a restart asks nobody too early. The loop sleeps until the next is due, and
 *    reads a feed's row when its turn has come: what was unfollowed or put off meanwhile is not asked.
 * 3. What waits to be read after its fetch is bounded in number and in memory; only then fetches wait for it.
 * 4. The feeds of a host that rests wait for it (host-rests.ts). While our own network is down, one
 *    feed at a time is tried (outage.ts).
 * 5. Trouble of our own (the store, a bug) is never the feed's: it rests a little, longer each time, in memory.
 */
import type { FeedId } from '../model.ts';
import { postpone } from '../store/checks.ts';
import { dueFeeds, type FeedToRead, feedsToRead, nextCheckAt } from '../store/feeds.ts';
import { createBacklog, type Waiting } from './backlog.ts';
import { hostOf } from './host-rests.ts';
import { type Hosts, openHosts } from './hosts.ts';
import { createOwnTrouble } from './own-trouble.ts';
import { visitingTime } from './schedule.ts';
import { createVisits, type VisitDeps } from './visit.ts';

export interface PollingDeps extends Omit<VisitDeps, 'now' | 'stopping' | 'due'> {
	now?(): number;
	/** @returns how to call it off. */
	after?(ms: number, run: () => void): () => void;
}

export interface Polling {
	/** Looks at once for feeds that are due. @param hinted was made due, also where it is being asked just now. */
	wake(hinted?: FeedId): void;
	/** Resolves when nothing is being asked, read or stored. */
	idle(): Promise<void>;
	/** Aborts fetches, waits for what is being stored. */
	stop(): Promise<void>;
}

/** Open requests; on more, TLS alone keeps a core busy. */
const FETCHES = 100;
/** Answers that wait to be read. */
const HELD = 300;
/** While the memory for them is full: others than this loop may hold it. */
const FULL_MS = 250;
const PAGE = 500;
const BACKLOG = 20_000;
const SHORTEST_SLEEP_MS = 20;
/** Another process may have added a feed without waking us. */
const LONGEST_SLEEP_MS = 900_000;
/** While our network is down one feed at a time is tried. */
const PROBE_MS = { first: 5_000, longest: 60_000 };
const STORE_RETRY_MS = 5_000;

const realAfter = (ms: number, run: () => void): (() => void) => {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
};

export function startPolling(deps: PollingDeps): Polling {
	const { db, bounds, log, now = Date.now, after = realAfter } = deps;
	const { rests, memory } = deps.fetcher;
	const stopping = new AbortController();
	const backlog = createBacklog();
	const ours = createOwnTrouble();
	const visits = createVisits({
		...deps,
		now,
		stopping: stopping.signal,
		due: noteDue,
	});
	const running = new Map<string, Promise<void>>();
	/** Made due since their last visit ended. */
	const hinted = new Set<FeedId>();
	let hosts: Hosts | undefined;
	let fetching = 0;
	/** Up to where the store's list of due feeds was read; undefined: from its beginning. */
	let cursor: { readonly id: string; readonly nextCheckAt: number } | undefined;
	let listAt = 0;
	let relistAt = 0;
	let probeAt = 0;
	let probePause = PROBE_MS.first;
	let callOff = (): void => {};
	let looking: Promise<void> | undefined;
	let lookAgain = false;

	function noteDue(at: number): void {
		listAt = Math.min(listAt, at);
		// It took so long that the list has passed its place.
		if (cursor !== undefined && at <= cursor.nextCheckAt) relistAt = 0;
	}

	async function handle(waiting: Waiting, toRead: FeedToRead, freeHost: () => void): Promise<void> {
		try {
			await visits.visit(toRead, freeHost);
			ours.forget(waiting.id);
		} catch (error) {
			if (stopping.signal.aborted) return;
			ours.rest(waiting, now(), bounds.minSeconds * 1000);
			log.error({ feed: toRead.feed.url, error }, 'a feed could not be handled; trying again');
		}
	}

	function start(waiting: Waiting, toRead: FeedToRead): void {
		const { id } = waiting;
		// Reading pages and storing takes longer than the fetch, and is no burden to the host.
		const freeHost = (): void => {
			fetching--;
			backlog.freeHost(waiting.host);
			look();
		};
		const done = handle(waiting, toRead, freeHost).finally(() => {
			running.delete(id);
			backlog.remove(id);
			if (hinted.delete(id)) relistAt = 0;
			look();
		});
		running.set(id, done);
	}

	/** @returns how many more fetches may begin. */
	function room(at: number): number {
		if (stopping.signal.aborted || memory.isFull) return 0;
		if (visits.outage.isOn) return fetching === 0 && probeAt <= at ? 1 : 0;
		return Math.min(FETCHES - fetching, HELD - running.size);
	}

	async function startNext(at: number): Promise<void> {
		const isResting = (host: string): boolean => rests.until(host, at) !== undefined;
		if (!visits.outage.isOn) probePause = PROBE_MS.first;
		for (let free = room(at); free > 0; free = room(at)) {
			const chosen = new Map<string, Waiting>();
			while (chosen.size < free) {
				const waiting = backlog.next(isResting);
				if (waiting === undefined) break;
				chosen.set(waiting.id, waiting);
			}
			if (chosen.size === 0) return;
			if (visits.outage.isOn) {
				probeAt = at + probePause;
				probePause = Math.min(probePause * 2, PROBE_MS.longest);
			}
			fetching += chosen.size;
			try {
				for (const toRead of await feedsToRead(db, [...chosen.keys()], at)) {
					const { feed } = toRead;
					const waiting = chosen.get(feed.id);
					const opens = visitingTime(at, feed.fetchedAt === undefined ? {} : (feed.habits?.directives ?? {}));
					if (waiting === undefined || opens > at) {
						await postpone(db, feed.id, opens);
						noteDue(opens);
						continue;
					}
					chosen.delete(feed.id);
					start(waiting, toRead);
				}
			} finally {
				// Gone, postponed, or a store that did not answer: none of them keeps a place or its host.
				for (const { id, host } of chosen.values()) {
					fetching--;
					backlog.remove(id);
					backlog.freeHost(host);
				}
			}
		}
	}

	/** Takes what has become due into the backlog. */
	async function list(at: number): Promise<void> {
		if (relistAt <= at) {
			cursor = undefined;
			relistAt = at + LONGEST_SLEEP_MS;
		}
		listAt = Number.POSITIVE_INFINITY;
		let page: Awaited<ReturnType<typeof dueFeeds>> = [];
		do {
			page = await dueFeeds(db, at, PAGE, cursor);
			for (const { id, url, answeredFrom } of page) {
				if (ours.has(id)) continue;
				const elsewhere = answeredFrom === null ? {} : { answeredFrom: hostOf(answeredFrom) };
				backlog.add({ id, host: hostOf(url), ...elsewhere });
			}
			cursor = page.at(-1) ?? cursor;
		} while (page.length === PAGE && backlog.size < BACKLOG);
		listAt = Math.min(listAt, (await nextCheckAt(db, at)) ?? Number.POSITIVE_INFINITY);
	}

	async function lookOnce(): Promise<void> {
		const at = now();
		try {
			hosts ??= await openHosts(db, rests, log);
			for (const feed of ours.back(at)) backlog.add(feed);
			if (Math.min(listAt, relistAt) <= at) await list(at);
			await startNext(at);
			const next = [
				listAt,
				relistAt,
				ours.nextBack(),
				rests.nextAwake(at),
				...(visits.outage.isOn ? [probeAt] : []),
				...(memory.isFull ? [at + FULL_MS] : []),
			];
			sleep(Math.min(...next) - now());
		} catch (error) {
			log.error({ error }, 'the store did not tell which feeds are due');
			// What had left the backlog unread is found again from the beginning.
			relistAt = 0;
			sleep(STORE_RETRY_MS);
		}
	}

	function sleep(ms: number): void {
		callOff();
		if (!stopping.signal.aborted)
			callOff = after(Math.min(Math.max(ms, SHORTEST_SLEEP_MS), LONGEST_SLEEP_MS), look);
	}

	function look(): void {
		if (stopping.signal.aborted) return;
		if (looking !== undefined) {
			lookAgain = true;
			return;
		}
		looking = lookOnce().finally(() => {
			looking = undefined;
			if (!lookAgain) return;
			lookAgain = false;
			look();
		});
	}

	look();
	return {
		wake(id) {
			if (id !== undefined) hinted.add(id);
			relistAt = 0;
			look();
		},
		async idle() {
			while (looking !== undefined || running.size > 0) await Promise.all([looking, ...running.values()]);
		},
		async stop() {
			stopping.abort(new Error('stopping'));
			callOff();
			await looking;
			await Promise.all(running.values());
			await hosts?.close();
		},
	};
}
