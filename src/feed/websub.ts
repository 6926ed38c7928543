/**
 * Subscriptions at the hubs that feeds name (WebSub), so that news come at once. Rules:
 * 1. A feed's hub and own address are taken from the Link header of its answer, else from the document. Another
 *    hub or address is another subscription; the old one is left, as is one to a feed that nobody reads.
 * 2. Asking goes through the guarded fetcher, is repeated with growing pauses until the hub confirms, and again at
 *    four fifths of the lease. All of it is in the store: a restart keeps every subscription.
 * 3. Polling stays: it is only drawn out (stretchChecks) while the hub is confirmed and has told something lately.
 */
import { randomBytes } from 'node:crypto';
import { FetchError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Feed, FeedId, ParsedFeed } from '../model.ts';
import type { Db } from '../store/db.ts';
import { feedByUrl } from '../store/feeds.ts';
import {
	dueHubs,
	forgetHub,
	type HubSubscription,
	leaveUnread,
	moveCallbacks,
	noteAsked,
	stretchChecks,
	wantHub,
} from '../store/hub-subscriptions.ts';
import type { Fetcher } from './fetch.ts';
import { type HubLinks, hubLinks } from './hub-links.ts';
import { hubRequest } from './hub-protocol.ts';

type Ingest = (feed: Feed, parsed: ParsedFeed, save: (tx: Db) => Promise<void>) => Promise<void>;

export interface WebSub {
	/**
	 * The same fetcher; what Link headers say of hubs is remembered until the answer is ingested. What 304 says is
	 * noted at once, for nothing of it is ingested.
	 */
	listening(fetcher: Fetcher): Fetcher;
	/** The same ingest; afterwards the feed's hub is subscribed to. */
	noting(ingest: Ingest): Ingest;
	start(): Promise<void>;
	/** Asks what is due; resolves when all has been asked. */
	tick(): Promise<void>;
	stop(): Promise<void>;
}

export const HUB_PATH = '/websub/';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;
const TICK_MS = 30 * SECOND;
const AT_ONCE = 16;
const RETRY = { first: 10 * MINUTE, longest: DAY };
/** A hub that does not confirm our leaving forgets us with its lease. */
const LEAVING_TRIES = 3;
const STRETCH = { factor: 4, lately: 7 * DAY };
const HEADERS_KEPT = 1000;
const UNCHANGED_KEPT = 20_000;

/** The oldest gives way. */
function keep<T>(map: Map<string, T>, key: string, value: T, most: number): void {
	map.delete(key);
	map.set(key, value);
	const [oldest] = map.keys();
	if (map.size > most && oldest !== undefined) map.delete(oldest);
}

const unguessable = (): string => randomBytes(24).toString('base64url');

export function createWebSub(deps: {
	readonly db: Db;
	readonly fetcher: Pick<Fetcher, 'post'>;
	readonly publicUrl: string;
	/** POLL_MAX_SECONDS. */
	readonly maxSeconds: number;
	readonly log: Log;
	readonly now?: () => number;
}): WebSub {
	const { db, fetcher, publicUrl, maxSeconds, log, now = Date.now } = deps;
	const base = `${publicUrl}${HUB_PATH}`;
	const stopping = new AbortController();
	const headers = new Map<string, HubLinks>();
	/** Address → what its last answer without a document said of its hub. */
	const unchanged = new Map<string, string>();
	let timer: NodeJS.Timeout | undefined;
	let running: Promise<void> = Promise.resolve();

	async function ask(subscription: HubSubscription): Promise<void> {
		const { id, hub, state, failures, leaseUntil } = subscription;
		const isLeaving = state === 'leaving';
		if (isLeaving && (leaseUntil === undefined || leaseUntil < now() || failures >= LEAVING_TRIES))
			return forgetHub(db, id);
		const mode = isLeaving ? 'unsubscribe' : 'subscribe';
		const pause = Math.min(RETRY.first * 2 ** Math.min(failures, 20), RETRY.longest);
		await noteAsked(db, id, mode, { at: now() + pause, failures: failures + 1 });
		try {
			await fetcher.post(hub, hubRequest(mode, subscription), { signal: stopping.signal });
		} catch (error) {
			if (stopping.signal.aborted) return;
			if (!(error instanceof FetchError)) throw error;
			// Nobody was asked: that is no failure of the hub.
			if (error.problem === 'resting')
				await noteAsked(db, id, mode, { at: now() + (error.retryAfter ?? pause), failures });
			log.debug({ hub, error: error.message }, 'the hub did not accept; it is asked again later');
		}
	}

	async function askDue(): Promise<void> {
		for (;;) {
			const due = await dueHubs(db, now(), AT_ONCE);
			await Promise.all(due.map(ask));
			if (due.length < AT_ONCE || stopping.signal.aborted) return;
		}
	}

	async function once(): Promise<void> {
		if (stopping.signal.aborted) return;
		try {
			await leaveUnread(db, now());
			await askDue();
			const longest = maxSeconds * SECOND;
			await stretchChecks(db, now(), { factor: STRETCH.factor, longest, since: now() - STRETCH.lately });
		} catch (error) {
			if (!stopping.signal.aborted) log.error({ error }, 'hubs could not be asked; trying again');
		}
	}

	function tick(): Promise<void> {
		clearTimeout(timer);
		running = running.then(once).finally(() => {
			clearTimeout(timer);
			if (!stopping.signal.aborted) timer = setTimeout(() => void tick(), TICK_MS);
		});
		return running;
	}

	async function want(feed: FeedId, hub: string | undefined, topic: string): Promise<void> {
		const id = unguessable();
		const wanted = { id, topic, callback: `${base}${id}`, secret: unguessable() };
		if (await wantHub(db, feed, hub === undefined ? undefined : { ...wanted, hub }, now())) void tick();
	}

	function note(feed: Feed, parsed: ParsedFeed): Promise<void> {
		const said = headers.get(feed.url);
		headers.delete(feed.url);
		const topic = said?.selfUrl ?? parsed.selfUrl ?? feed.url;
		return want(feed.id, said?.hubUrl ?? parsed.hubUrl, topic);
	}

	/** A header that came without a document is noted once. */
	async function noteUnchanged(url: string, { hubUrl, selfUrl = url }: HubLinks): Promise<void> {
		const said = `${hubUrl} ${selfUrl}`;
		if (hubUrl === undefined || unchanged.get(url) === said) return;
		const feed = await feedByUrl(db, url);
		if (feed === undefined) return;
		await want(feed.id, hubUrl, selfUrl);
		keep(unchanged, url, said, UNCHANGED_KEPT);
	}

	const unnoted =
		(feed: string) =>
		(error: unknown): void =>
			log.error({ feed, error }, 'the hub of the feed was not noted');

	return {
		listening: (wrapped) => ({
			...wrapped,
			async get(url, options) {
				const fetched = await wrapped.get(url, options);
				if (options.kind !== 'feed') return fetched;
				const links = hubLinks(fetched.headers.link, fetched.url);
				if (fetched.status === 304) await noteUnchanged(url, links).catch(unnoted(url));
				if (fetched.status !== 200) return fetched;
				headers.delete(url);
				if (links.hubUrl !== undefined) keep(headers, url, links, HEADERS_KEPT);
				return fetched;
			},
		}),
		noting: (ingest) => async (feed, parsed, save) => {
			await ingest(feed, parsed, save);
			// News are stored by now: what goes wrong here must not repeat them.
			await note(feed, parsed).catch(unnoted(feed.url));
		},
		async start() {
			await moveCallbacks(db, base, now());
			void tick();
		},
		tick,
		async stop() {
			stopping.abort(new Error('stopping'));
			clearTimeout(timer);
			await running;
		},
	};
}
