/**
 * The loop that asks feeds for news. Rules:
 * 1. One fetch per feed for all its subscribers; a few feeds at once, never two of one host.
 * 2. next_check_at lives in the store: a restart asks nobody too early. The loop sleeps until the next is due.
 * 3. 304, or the same bytes as last time: nothing is parsed. Everything else goes to `ingest`, which saves the
 *    validators in its own transaction: they never outrun the items they stand for.
 * 4. A failure is written down with its cause and backs off; it keeps address and validators. 410 ends the feed.
 *    Trouble of our own (the store, a bug) is never the feed's: it rests a little, longer each time, in memory.
 * 5. A new address is adopted only after permanent redirects to a document that shows an item we know.
 */
import { createHash } from 'node:crypto';
import { FeedError, FetchError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Feed, ParsedFeed, Validators } from '../model.ts';
import type { Db } from '../store/db.ts';
import { dueFeeds, nextCheckAt, saveFailure, saveFetch, saveUnchanged } from '../store/feeds.ts';
import { seenItems } from '../store/ledger.ts';
import { freshFor } from './directives.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { parseFeed, parsePage } from './parse.ts';
import { type Bounds, nextCheck, nextTry } from './schedule.ts';
import { settled } from './settle.ts';

export interface PollingDeps {
	readonly db: Db;
	readonly fetcher: Fetcher;
	/** Must call `save` inside its own transaction. */
	ingest(feed: Feed, parsed: ParsedFeed, save: (tx: Db) => Promise<void>): Promise<void>;
	readonly bounds: Bounds;
	readonly log: Log;
	now?(): number;
}

export interface Polling {
	/** Looks at once for feeds that are due. */
	wake(): void;
	/** Aborts fetches, waits for what is being stored. */
	stop(): Promise<void>;
}

const AT_ONCE = 8;
/** Due feeds are looked through page by page, so that one crowded host does not hide the others. */
const PAGE = 64;
/** Another process may have added a feed without waking us. */
const LONGEST_SLEEP_MS = 30_000;
const TROUBLE_MS = 5_000;

/** A pause after failures tells nothing about the feed's rhythm. */
function lastPause(feed: Feed): number | undefined {
	if (feed.fetchedAt === undefined || feed.failures > 0) return undefined;
	return feed.nextCheckAt - feed.fetchedAt;
}

const hostOf = (feed: Feed): string => URL.parse(feed.url)?.host ?? feed.url;

const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

export function startPolling(deps: PollingDeps): Polling {
	const { db, fetcher, ingest, bounds, log } = deps;
	const now = deps.now ?? Date.now;
	const stopping = new AbortController();
	const running = new Map<string, Promise<void>>();
	const hosts = new Set<string>();
	/** Feeds that we could not handle: still due in the store, without a rest they would be asked again at once. */
	const resting = new Map<string, { readonly until: number; readonly pause: number }>();
	let timer: NodeJS.Timeout | undefined;
	let looking: Promise<void> | undefined;
	let lookAgain = false;

	/** What the store learns from a successful check. */
	function record(feed: Feed, fetched: Fetched, validators: Validators, parsed: ParsedFeed | undefined) {
		const at = now();
		return {
			validators,
			fetchedAt: at,
			nextCheckAt: nextCheck({
				now: at,
				items: parsed?.items,
				validators,
				lastPause: lastPause(feed),
				freshFor: freshFor(fetched.headers, at),
				ttl: parsed?.ttlSeconds === undefined ? undefined : parsed.ttlSeconds * 1000,
				bounds,
				spread: Math.random(),
			}),
			...(parsed?.title !== undefined && { title: parsed.title }),
			...(parsed?.siteUrl !== undefined && { siteUrl: parsed.siteUrl }),
			...(parsed?.language !== undefined && { language: parsed.language }),
		};
	}

	async function newAddress(feed: Feed, fetched: Fetched, parsed: ParsedFeed): Promise<{ url?: string }> {
		if (fetched.permanent === undefined) return {};
		const ids = parsed.items.map(({ id }) => id);
		const known = await seenItems(db, feed.id, ids);
		return known.size > 0 ? { url: fetched.permanent } : {};
	}

	async function check(feed: Feed, freeHost: () => void): Promise<void> {
		const fetched = await fetcher
			.get(feed.url, { kind: feed.kind, validators: feed.validators, signal: stopping.signal })
			.finally(freeHost);
		const bodyHash = fetched.status === 304 ? feed.validators.bodyHash : sha256(fetched.body);
		const validators = { ...fetched.validators, ...(bodyHash !== undefined && { bodyHash }) };
		// Some servers say 'nothing new' with an empty document.
		const isEmpty = fetched.body.length === 0 && feed.fetchedAt !== undefined;
		if (fetched.status === 304 || isEmpty || bodyHash === feed.validators.bodyHash) {
			await saveUnchanged(db, feed.id, record(feed, fetched, validators, undefined));
			log.debug({ feed: feed.url, status: fetched.status }, 'feed unchanged');
			return;
		}
		const read = feed.kind === 'page' ? parsePage : parseFeed;
		const parsed = await read(fetched.body, { url: fetched.url, contentType: fetched.contentType });
		const address = await newAddress(feed, fetched, parsed);
		const items = parsed.items.map((item) => settled(item, now()));
		const saved = { ...record(feed, fetched, validators, { ...parsed, items }), ...address };
		await ingest(feed, { ...parsed, items }, (tx) => saveFetch(tx, feed.id, saved));
		log.debug({ feed: feed.url, items: items.length }, 'feed read');
	}

	async function noteFailure(feed: Feed, error: FetchError | FeedError): Promise<void> {
		const at = now();
		const { status, retryAfter } = error instanceof FetchError ? error : {};
		const ended = status === 410;
		const nextCheckAt = nextTry({
			now: at,
			failures: feed.failures,
			status,
			retryAfter,
			bounds,
			spread: Math.random(),
		});
		log.warn(
			{ feed: feed.url, error: error.message, failures: feed.failures + 1, ...(ended && { ended }) },
			'feed not read',
		);
		await saveFailure(db, feed.id, { error: error.message, nextCheckAt, ...(ended && { endedAt: at }) });
	}

	async function poll(feed: Feed, freeHost: () => void): Promise<void> {
		try {
			await check(feed, freeHost).catch((error: unknown) => {
				const isTheirs = error instanceof FetchError || error instanceof FeedError;
				if (!isTheirs || stopping.signal.aborted) throw error;
				return noteFailure(feed, error);
			});
			resting.delete(feed.id);
		} catch (error) {
			if (stopping.signal.aborted) return;
			const last = resting.get(feed.id)?.pause ?? TROUBLE_MS / 2;
			const pause = Math.min(last * 2, Math.max(bounds.minSeconds * 1000, TROUBLE_MS));
			resting.set(feed.id, { until: now() + pause, pause });
			log.error({ feed: feed.url, error }, 'a feed could not be handled; trying again');
		}
	}

	function start(feed: Feed): void {
		const host = hostOf(feed);
		hosts.add(host);
		// Reading pages and storing takes longer than the fetch, and is no burden to the host.
		const freeHost = (): void => {
			hosts.delete(host);
			look();
		};
		const done = poll(feed, freeHost).finally(() => {
			running.delete(feed.id);
			look();
		});
		running.set(feed.id, done);
	}

	function sleep(ms: number): void {
		clearTimeout(timer);
		if (stopping.signal.aborted) return;
		timer = setTimeout(look, Math.max(10, Math.min(ms, LONGEST_SLEEP_MS)));
	}

	/** @returns when the first of those that rest may be asked again. */
	async function startDue(at: number): Promise<number> {
		let rested = Number.POSITIVE_INFINITY;
		let page: readonly Feed[] = [];
		do {
			page = await dueFeeds(db, at, PAGE, page.at(-1));
			for (const feed of page) {
				if (running.size >= AT_ONCE || stopping.signal.aborted) return rested;
				const until = resting.get(feed.id)?.until ?? 0;
				if (until > at) rested = Math.min(rested, until);
				else if (!running.has(feed.id) && !hosts.has(hostOf(feed))) start(feed);
			}
		} while (page.length === PAGE);
		return rested;
	}

	/** What is due but waits for a place or its host is looked for again when one of them is free. */
	async function lookOnce(): Promise<void> {
		try {
			const at = now();
			const rested = await startDue(at);
			const next = (await nextCheckAt(db, at)) ?? Number.POSITIVE_INFINITY;
			sleep(Math.min(rested, next) - now());
		} catch (error) {
			log.error({ error }, 'the store did not tell which feeds are due');
			sleep(TROUBLE_MS);
		}
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
		wake: look,
		async stop() {
			stopping.abort(new Error('stopping'));
			clearTimeout(timer);
			await looking;
			await Promise.all(running.values());
		},
	};
}
