/**
 * The loop that asks feeds for news. Rules:
 * 1. One fetch per feed for all its subscribers; a few feeds at once, never two of one host.
 * 2. next_check_at lives in the store: a restart asks nobody too early. The loop sleeps until the next is due.
 * 3. 304, or the same bytes as last time: nothing is parsed. Everything else goes to `ingest`, which saves the
 *    validators in its own transaction: they never outrun the items they stand for.
 * 4. A failure is written down with its cause and backs off; it keeps address and validators. 410 ends the feed.
 * 5. A new address is adopted only after permanent redirects to a document that shows an item we know.
 */
import { createHash } from 'node:crypto';
import { FetchError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Feed, ParsedFeed, Validators } from '../model.ts';
import type { Db } from '../store/db.ts';
import { dueFeeds, nextCheckAt, saveFailure, saveFetch, saveUnchanged, seenItems } from '../store/feeds.ts';
import { freshFor } from './directives.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { parseFeed } from './parse.ts';
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
/** More than run at once, so that one crowded host does not hide the others. */
const LOOKAHEAD = 64;
/** Another process may have added a feed without waking us. */
const LONGEST_SLEEP_MS = 30_000;
const STORE_TROUBLE_MS = 5_000;
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
	const resting = new Map<string, number>();
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
			.get(feed.url, { kind: 'feed', validators: feed.validators, signal: stopping.signal })
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
		const parsed = await parseFeed(fetched.body, { url: fetched.url, contentType: fetched.contentType });
		const address = await newAddress(feed, fetched, parsed);
		const items = parsed.items.map((item) => settled(item, now()));
		const saved = { ...record(feed, fetched, validators, { ...parsed, items }), ...address };
		await ingest(feed, { ...parsed, items }, (tx) => saveFetch(tx, feed.id, saved));
		log.debug({ feed: feed.url, items: items.length }, 'feed read');
	}

	async function noteFailure(feed: Feed, error: unknown): Promise<void> {
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
		const message = error instanceof Error ? error.message : String(error);
		log.warn(
			{ feed: feed.url, error: message, failures: feed.failures + 1, ...(ended && { ended }) },
			'feed not read',
		);
		await saveFailure(db, feed.id, { error: message, nextCheckAt, ...(ended && { endedAt: at }) });
	}

	async function poll(feed: Feed, freeHost: () => void): Promise<void> {
		try {
			await check(feed, freeHost);
		} catch (error) {
			if (stopping.signal.aborted) return;
			await noteFailure(feed, error).catch((trouble: unknown) => {
				// Still due in the store: without a rest it would be asked again at once.
				resting.set(feed.id, now() + STORE_TROUBLE_MS);
				log.error({ feed: feed.url, error: trouble }, 'the store refused to note a failure');
			});
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
		timer = setTimeout(look, Math.min(ms, LONGEST_SLEEP_MS));
	}

	async function startDue(): Promise<void> {
		try {
			for (const feed of await dueFeeds(db, now(), LOOKAHEAD)) {
				if (running.size >= AT_ONCE || stopping.signal.aborted) break;
				const rests = (resting.get(feed.id) ?? 0) > now();
				if (!rests && !running.has(feed.id) && !hosts.has(hostOf(feed))) start(feed);
			}
			const next = await nextCheckAt(db);
			// What is due but waits for a host or a place is looked for again when that is free.
			const wait = next === undefined ? LONGEST_SLEEP_MS : next - now();
			const isHeld = wait <= 0 && (running.size > 0 || resting.size > 0);
			sleep(isHeld ? STORE_TROUBLE_MS : Math.max(wait, 10));
		} catch (error) {
			log.error({ error }, 'the store did not tell which feeds are due');
			sleep(STORE_TROUBLE_MS);
		}
	}

	function look(): void {
		if (stopping.signal.aborted) return;
		if (looking !== undefined) {
			lookAgain = true;
			return;
		}
		looking = startDue().finally(() => {
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
