/**
 * Polls thousands of feeds over TLS, each on a host of its own, through the real loop, the real ingest and a real
 * SQLite (synchronous=FULL), against a publisher in a process of its own: nine polls in ten answer 304, the tenth
 * has a new item, which becomes an article (its page is not read: that is another loop's work). Prints polls per
 * second with the publisher on the same cores, the processor time of each side, heap, resident memory and the
 * longest time the main loop was held up. Every round begins with all feeds due.
 * Usage: npx node --expose-gc bench/polling.ts [--feeds 10000] [--rounds 2]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import tls from 'node:tls';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { createFetcher, type Fetcher } from '../src/feed/fetch.ts';
import { parseFeed } from '../src/feed/parse.ts';
import { startPolling } from '../src/feed/poll.ts';
import type { Log } from '../src/log.ts';
import { createIngest } from '../src/pipeline/ingest.ts';
import { createLibrary } from '../src/pipeline/library.ts';
import { type Db, openDatabase } from '../src/store/db.ts';
import { ensureFeed } from '../src/store/feeds.ts';
import { rememberItems } from '../src/store/ledger.ts';
import { putSubscription } from '../src/store/subscriptions.ts';
import { certificate } from '../tests/stand-ins/certificate.ts';
import { etagOf, feedOf, hasNews, hostOf } from './polling/fiction.ts';

const { values } = parseArgs({
	options: { feeds: { type: 'string', default: '10000' }, rounds: { type: 'string', default: '2' } },
});
const FEEDS = Number(values.feeds);
const ROUNDS = Number(values.rounds);
const MB = 1024 * 1024;
/** A round that is not over by then is broken. */
const PATIENCE_MS = 300_000;

const Port = z.object({ port: z.number() });
const Served = z.object({
	polls: z.number(),
	notModified: z.number(),
	bytes: z.number(),
	connections: z.number(),
	resumed: z.number(),
	cpuMs: z.number(),
});

async function startPublisher() {
	const authority = certificate({ names: ['Polling authority'] });
	const { key, cert } = certificate({ names: ['*.polling.example'], issuer: authority.issuer });
	tls.setDefaultCACertificates([...tls.getCACertificates(), authority.cert]);
	const child = fork(fileURLToPath(new URL('polling/publisher.ts', import.meta.url)));
	const ask = async (message: object): Promise<unknown> => {
		const answer = once(child, 'message');
		child.send(message);
		return (await answer)[0];
	};
	const { port } = Port.parse(await ask({ key, cert }));
	return { port, served: async () => Served.parse(await ask({})), close: () => child.disconnect() };
}

const addressOf = (feed: number, port: number): string => `https://${hostOf(feed)}:${port}/feed`;

/** Every feed read before, so that the first round is like any other. */
async function seed(tx: Db, port: number): Promise<void> {
	const at = Date.now() - 7_200_000;
	for (let feed = 0; feed < FEEDS; feed++) {
		const id = `feed-${feed}`;
		const url = addressOf(feed, port);
		await ensureFeed(tx, { id, url, title: `Feed ${feed}` }, at);
		const channel = `preview:${feed % 100}` as const;
		const followed = { channel, feedId: id, pace: 'daily', locale: 'en', createdAt: at } as const;
		await putSubscription(tx, { id: `subscription-${feed}`, ...followed });
		const known = { fetched_at: at, body_hash: 'seeded', etag: etagOf(feed, 0) };
		await tx.updateTable('feeds').set(known).where('id', '=', id).execute();
		if (!hasNews(feed)) continue;
		const { items } = await parseFeed(Buffer.from(feedOf(hostOf(feed), feed, 0)), { url });
		const seen = items.map((item) => ({ itemId: item.id }));
		await rememberItems(tx, id, seen, at);
	}
}

/** The fetcher alone, without loop and store. */
async function fetchAll(fetcher: Fetcher, port: number): Promise<string> {
	const began = performance.now();
	const cpu = process.cpuUsage();
	let next = 0;
	const lane = async (): Promise<void> => {
		for (let feed = next++; feed < FEEDS; feed = next++) {
			const validators = { etag: etagOf(feed, 0) };
			await fetcher.get(addressOf(feed, port), { kind: 'feed', validators });
		}
	};
	await Promise.all(Array.from({ length: 100 }, lane));
	const { user, system } = process.cpuUsage(cpu);
	const seconds = (performance.now() - began) / 1000;
	return `${(FEEDS / seconds).toFixed(0)} polls/s, ${((user + system) / 1000 / FEEDS).toFixed(2)} ms of processor each`;
}

async function unread(db: Db, since: number): Promise<number> {
	const { count } = await db
		.selectFrom('feeds')
		.select((eb) => eb.fn.countAll<number>().as('count'))
		.where((eb) => eb.or([eb('fetched_at', 'is', null), eb('fetched_at', '<', since)]))
		.executeTakeFirstOrThrow();
	return Number(count);
}

async function failures(db: Db): Promise<string> {
	const rows = await db
		.selectFrom('feeds')
		.select(['last_error'])
		.where('failures', '>', 0)
		.limit(3)
		.execute();
	return rows.map(({ last_error }) => last_error ?? '').join('; ');
}

async function articles(db: Db): Promise<number> {
	const counted = db.selectFrom('articles').select((eb) => eb.fn.countAll<number>().as('count'));
	return Number((await counted.executeTakeFirstOrThrow()).count);
}

function heap(): number {
	if (globalThis.gc === undefined) throw new Error('Start it with --expose-gc.');
	globalThis.gc();
	return process.memoryUsage().heapUsed / MB;
}

const dataDir = await mkdtemp(join(tmpdir(), 'depeche-'));
const { db, close } = await openDatabase({ dataDir });
const publisher = await startPublisher();
await db.transaction().execute((tx) => seed(tx, publisher.port));
const fetcher = createFetcher({
	allowPrivate: ['127.0.0.0/8'],
	resolve: (_host, _options, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]),
});
const library = createLibrary(db);
const stopping = new AbortController();
const silent = () => {};
let lastError: unknown;
const log: Log = {
	debug: silent,
	info: silent,
	warn: (facts) => {
		lastError = facts;
	},
	error: console.error,
};
const start = () =>
	startPolling({
		db,
		fetcher,
		tell: async () => {},
		ingest: createIngest({
			library,
			log,
			readPages: async () => new Map(),
			stopping: stopping.signal,
			planned: silent,
			now: Date.now,
		}),
		bounds: { minSeconds: 3600, maxSeconds: 86_400 },
		log,
	});

let peak = 0;
const sampler = setInterval(() => {
	peak = Math.max(peak, process.memoryUsage.rss() / MB);
}, 100);
const empty = heap();
console.log(
	`${FEEDS} feeds; an empty loop: heap ${empty.toFixed(1)} MB, resident ${(process.memoryUsage.rss() / MB).toFixed(0)} MB`,
);
console.log(
	`the fetcher alone: ${await fetchAll(fetcher, publisher.port)}, the publisher’s ${((await publisher.served()).cpuMs / FEEDS).toFixed(2)} ms`,
);
for (let round = 1; round <= ROUNDS; round++) {
	await db.updateTable('feeds').set({ next_check_at: 0 }).execute();
	await publisher.served();
	const articlesBefore = await articles(db);
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	const cpu = process.cpuUsage();
	const began = Date.now();
	const polling = start();
	let left = FEEDS;
	while (left > 0 && Date.now() < began + PATIENCE_MS) {
		await pause(100);
		left = await unread(db, began);
	}
	const seconds = (Date.now() - began) / 1000;
	const { user, system } = process.cpuUsage(cpu);
	delay.disable();
	const grown = heap() - empty;
	await polling.stop();
	const served = await publisher.served();
	console.log(
		`round ${round}: ${(FEEDS / seconds).toFixed(0)} polls/s in ${seconds.toFixed(1)} s (304: ${served.notModified} of ${served.polls}, connections ${served.connections}, resumed ${served.resumed}; new articles ${(await articles(db)) - articlesBefore}); ` +
			`processor ${((user + system) / 1e6).toFixed(1)} s ours, ${(served.cpuMs / 1000).toFixed(1)} s the publisher's; ` +
			`heap +${grown.toFixed(1)} MB, resident at most ${peak.toFixed(0)} MB, loop held up ${(delay.max / 1e6).toFixed(0)} ms at most, ${(delay.percentile(99) / 1e6).toFixed(0)} ms p99` +
			(left > 0 ? `; ${left} not read: ${await failures(db)} ${JSON.stringify(lastError)}` : ''),
	);
}
clearInterval(sampler);
stopping.abort();
await fetcher.close();
publisher.close();
await close();
await rm(dataDir, { recursive: true });
process.exit(0);
