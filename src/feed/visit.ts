/**
 * One visit to a feed, from the request to what is stored; a part of the loop (poll.ts). Rules:
 * 1. The fetch ends with its answer, and its host is free. What is new waits for its turn to be parsed and stored,
 *    few at a time; what is unchanged never waits for it.
 * 2. A failure is the feed's, unless our own network is down (outage.ts): then nothing is noted, as where its host
 *    has been put to rest meanwhile, and nobody was asked.
 * 3. The document counts as memory until the visit is over.
 * 4. Whatever else goes wrong is trouble of our own, and the caller's.
 */
import PQueue from 'p-queue';
import { FeedError, FetchError } from '../errors.ts';
import type { Feed, Validators } from '../model.ts';
import { forgive, postpone } from '../store/checks.ts';
import type { FeedToRead } from '../store/feeds.ts';
import { seenItems } from '../store/ledger.ts';
import { conclude, judge } from './check.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { hostOf } from './host-rests.ts';
import { createOutage, type Outage } from './outage.ts';
import { createOutcomes, type OutcomeDeps } from './outcome.ts';
import { parseFeed, parsePage } from './parse.ts';
import { settled } from './settle.ts';
import { inSlices } from './slices.ts';
import { isNetworkFailure } from './trouble.ts';

/** Feeds with news whose pages are read and stored at the same time. */
const READERS = 16;
/** After a failure that was our network's. */
const RETURN_MS = 30_000;

export interface VisitDeps extends OutcomeDeps {
	readonly fetcher: Fetcher;
	readonly stopping: AbortSignal;
	/** What is stored says that a feed is due at this time (epoch ms), which may be past by now. */
	due(at: number): void;
}

export interface Visits {
	readonly outage: Pick<Outage, 'isOn'>;
	/** @param freeHost is called once, when the host is no longer busy with it. @throws for trouble of our own. */
	visit(due: FeedToRead, freeHost: () => void): Promise<void>;
}

export function createVisits(deps: VisitDeps): Visits {
	const { db, fetcher, bounds, log, stopping, now, due } = deps;
	const outage = createOutage();
	const outcomes = createOutcomes(deps);
	const readers = new PQueue({ concurrency: READERS });

	function conclusion(
		feed: Feed,
		fetched: Fetched,
		validators: Validators,
		found: Pick<Parameters<typeof conclude>[0], 'parsed' | 'known'>,
	) {
		return conclude({ feed, fetched, validators, ...found, bounds, spread: Math.random(), now: now() });
	}

	async function read(feed: Feed, fetched: Fetched, validators: Validators): Promise<void> {
		const { body, url, contentType } = fetched;
		await readers.add(async () => {
			const parse = feed.kind === 'page' ? parsePage : parseFeed;
			const document = await parse(body, { url, contentType });
			const at = now();
			const items = await inSlices(document.items, (item) => settled(item, at));
			const parsed = { ...document, items };
			const ids = parsed.items.map(({ id }) => id);
			const known = (await seenItems(db, feed.id, ids)).size;
			const checked = conclusion(feed, fetched, validators, { parsed, known });
			await outcomes.read(feed, parsed, checked);
			due(checked.record.nextCheckAt);
			log.debug({ feed: feed.url, items: parsed.items.length }, 'feed read');
		});
	}

	async function check(
		{ feed, subscribers }: FeedToRead,
		freeHost: () => void,
		until: Promise<void>,
	): Promise<void> {
		const { url, validators: sent } = feed;
		const fetched = await fetcher
			.get(url, { kind: feed.kind, validators: sent, subscribers, signal: stopping, until, memory: 'feed' })
			.finally(freeHost);
		answered(hostOf(url));
		const { isNew, validators } = judge(feed, fetched);
		if (isNew) return read(feed, fetched, validators);
		const checked = conclusion(feed, fetched, validators, { parsed: undefined, known: 0 });
		await outcomes.unchanged(feed, checked);
		due(checked.record.nextCheckAt);
		log.debug({ feed: url, status: fetched.status }, 'feed unchanged');
	}

	function answered(host: string): void {
		if (outage.answered(host, now())) log.info({ host }, 'the network is back');
	}

	async function fail(feed: Feed, error: FetchError | FeedError): Promise<void> {
		if (error instanceof FetchError && error.problem === 'resting') {
			const awake = now() + (error.retryAfter ?? 0);
			await postpone(db, feed.id, awake);
			return due(awake);
		}
		const host = hostOf(error instanceof FetchError ? error.url : feed.url);
		if (isNetworkFailure(error)) {
			const wasOn = outage.isOn;
			const excused = outage.unreachable({ host, feed, now: now() });
			if (excused.length > 0) {
				if (!wasOn) log.warn({ feeds: excused.length }, 'our own network seems to be down');
				const back = now() + RETURN_MS;
				await forgive(db, excused, back);
				return due(back);
			}
		} else answered(host);
		due(await outcomes.failed(feed, error));
	}

	return {
		outage,
		async visit(toRead, freeHost) {
			const over = Promise.withResolvers<void>();
			try {
				await check(toRead, freeHost, over.promise);
			} catch (error) {
				const isTheirs = error instanceof FetchError || error instanceof FeedError;
				if (!isTheirs || stopping.aborted) throw error;
				await fail(toRead.feed, error);
			} finally {
				over.resolve();
			}
		},
	};
}
