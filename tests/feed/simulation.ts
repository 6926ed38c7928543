/**
 * Days of polling in seconds: the real loop with a real database, real sockets and a clock that jumps to whatever
 * comes next as soon as nothing is under way.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { feedIdOf } from '../../src/feed/identity.ts';
import { type Polling, startPolling } from '../../src/feed/poll.ts';
import type { Bounds } from '../../src/feed/schedule.ts';
import type { ChannelRef, Feed, FeedId, ParsedFeed } from '../../src/model.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { rememberItems, seenItems } from '../../src/store/ledger.ts';
import { planNotices } from '../../src/store/notices.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';
import { feedById } from '../store/look.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday at noon. */
export const START = Date.UTC(2026, 2, 2, 12);

/** Of a loopback publisher that does not answer, nobody waits long. */
const LIMITS = { totalMs: 1_000, idleMs: 300, connectMs: 300 };
const BOUNDS: Bounds = { minSeconds: 900, maxSeconds: 86_400, fastSeconds: 300 };

interface Timer {
	readonly at: number;
	readonly run: () => void;
}

export interface Simulation {
	readonly database: Database;
	now(): number;
	publisher(): Promise<Publisher>;
	follow(url: string, ...channels: readonly ChannelRef[]): Promise<FeedId>;
	feed(id: FeedId): Promise<Feed>;
	/** What was new, in the order in which it was stored. */
	readonly news: readonly { readonly feed: FeedId; readonly item: string; readonly at: number }[];
	start(): void;
	stop(): Promise<void>;
	/** Lets time pass, from one thing that is due to the next. */
	pass(ms: number): Promise<void>;
	close(): Promise<void>;
}

/** @param wrap what stands between the loop and the network, for a network that fails. */
export async function simulate(
	options: { readonly bounds?: Bounds; wrap?(fetcher: Fetcher): Fetcher } = {},
): Promise<Simulation> {
	const dataDir = await mkdtemp(join(tmpdir(), 'depeche-simulation-'));
	const database = await openDatabase({ dataDir });
	const { db } = database;
	let time = START;
	const now = (): number => time;
	const timers = new Set<Timer>();
	const publishers: Publisher[] = [];
	let fetcher: Fetcher | undefined;
	const news: { feed: FeedId; item: string; at: number }[] = [];
	let polling: Polling | undefined;

	async function ingest(
		feed: Feed,
		parsed: ParsedFeed,
		save: (tx: typeof db) => Promise<void>,
	): Promise<void> {
		await db.transaction().execute(async (tx) => {
			const ids = parsed.items.map(({ id }) => id);
			const seen = await seenItems(tx, feed.id, ids);
			const fresh = ids.filter((id) => !seen.has(id));
			await rememberItems(
				tx,
				feed.id,
				fresh.map((itemId) => ({ itemId })),
				time,
			);
			await save(tx);
			news.push(...fresh.map((item) => ({ feed: feed.id, item, at: time })));
		});
	}

	const stop = async (): Promise<void> => {
		await polling?.stop();
		polling = undefined;
		await fetcher?.close();
		timers.clear();
	};
	return {
		database,
		now,
		news,
		async publisher() {
			const publisher = await startPublisher(undefined, now);
			publishers.push(publisher);
			return publisher;
		},
		async follow(url, ...channels) {
			const id = feedIdOf(url);
			await ensureFeed(db, { id, url, title: url }, time);
			for (const channel of channels.length > 0 ? channels : (['discord:1'] as const)) {
				const subscription = {
					id: `${channel}/${id}`,
					channel,
					feedId: id,
					pace: 'live',
					locale: 'en',
				} as const;
				await putSubscription(db, { ...subscription, createdAt: time });
			}
			polling?.wake();
			return id;
		},
		async feed(id) {
			const feed = await feedById(db, id);
			if (feed === undefined) throw new Error(`no feed ${id}`);
			return feed;
		},
		start() {
			// A restart knows what is in the store, and nothing else.
			const guarded = createFetcher({ allowPrivate: ['127.0.0.0/8'], limits: LIMITS, now });
			fetcher = options.wrap?.(guarded) ?? guarded;
			polling = startPolling({
				db,
				fetcher,
				ingest,
				now,
				log: pino({ level: 'silent' }),
				bounds: options.bounds ?? BOUNDS,
				tell: (tx, feed, trouble, failingSince) => planNotices(tx, { feed, trouble, failingSince }, time),
				after(ms, run) {
					const timer = { at: time + ms, run };
					timers.add(timer);
					return () => void timers.delete(timer);
				},
			});
		},
		stop,
		async pass(ms) {
			const end = time + ms;
			for (;;) {
				await polling?.idle();
				const [next] = [...timers].toSorted((a, b) => a.at - b.at);
				if (next === undefined || next.at > end) break;
				timers.delete(next);
				time = next.at;
				next.run();
			}
			time = end;
		},
		async close() {
			await stop();
			await Promise.all([database.close(), ...publishers.map((one) => one.close())]);
			await rm(dataDir, { recursive: true });
		},
	};
}
