import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Trouble } from '../../src/errors.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { feedIdOf } from '../../src/feed/identity.ts';
import { type Polling, type PollingDeps, startPolling } from '../../src/feed/poll.ts';
import type { Feed, ParsedFeed } from '../../src/model.ts';
import { checkSoon, saveFetch } from '../../src/store/checks.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';
import { feedById } from '../store/look.ts';

const rss = (...titles: string[]): string =>
	`<rss version="2.0"><channel><title>Harbour Post</title><language>en</language>${titles.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`).join('')}</channel></rss>`;

let dataDir: string;
let database: Database;
let publisher: Publisher;
let fetcher: Fetcher;
let polling: Polling | undefined;
let ingested: { readonly feed: Feed; readonly parsed: ParsedFeed }[];
let told: (readonly [string, Trouble])[];

beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'depeche-poll-'));
	database = await openDatabase({ dataDir });
	publisher = await startPublisher();
	fetcher = createFetcher({ allowPrivate: ['127.0.0.0/8'] });
	ingested = [];
	told = [];
});
afterEach(async () => {
	await polling?.stop();
	polling = undefined;
	await Promise.all([publisher.close(), fetcher.close(), database.close()]);
	await rm(dataDir, { recursive: true });
});

async function follow(path: string, channels = 1, site = publisher.url): Promise<string> {
	const url = `${site}${path}`;
	const id = feedIdOf(url);
	await ensureFeed(database.db, { id, url, title: url }, 0);
	for (let number = 0; number < channels; number++) {
		await putSubscription(database.db, {
			id: `${id}-${number}`,
			channel: `discord:${number}`,
			feedId: id,
			pace: 'live',
			locale: 'en',
			createdAt: 0,
		});
	}
	return id;
}

function start(more: Partial<PollingDeps> = {}): Polling {
	polling = startPolling({
		db: database.db,
		fetcher,
		log: pino({ level: 'silent' }),
		bounds: { minSeconds: 900, maxSeconds: 86_400 },
		ingest: async (feed, parsed, save) => {
			await database.db.transaction().execute(save);
			ingested.push({ feed, parsed });
		},
		tell: async (_tx, feed, trouble) => void told.push([feed.id, trouble]),
		...more,
	});
	return polling;
}

async function feedWhen(id: string, ready: (feed: Feed) => boolean): Promise<Feed> {
	return vi.waitFor(
		async () => {
			const feed = await feedById(database.db, id);
			if (feed === undefined || !ready(feed)) throw new Error('not yet');
			return feed;
		},
		{ timeout: 10_000, interval: 10 },
	);
}
const isRead = (feed: Feed): boolean => feed.fetchedAt !== undefined;
const hasFailed = (feed: Feed): boolean => feed.failures > 0;

async function again(id: string): Promise<void> {
	await checkSoon(database.db, id, 0);
	polling?.wake();
}

test('one fetch for all subscribers; validators, head and next check are kept', async () => {
	publisher.serve('/feed', { body: rss('One'), headers: { etag: '"v1"' } });
	const id = await follow('/feed', 3);
	start();
	const feed = await feedWhen(id, isRead);
	expect(publisher.requests).toHaveLength(1);
	expect(feed).toMatchObject({
		title: 'Harbour Post',
		language: 'en',
		failures: 0,
		validators: { etag: '"v1"' },
	});
	expect(feed.nextCheckAt).toBeGreaterThanOrEqual((feed.fetchedAt ?? 0) + 900_000);
	expect(ingested.map(({ parsed }) => parsed.items.map(({ id: item }) => item))).toEqual([['One']]);
});

test('a document counts as memory until its visit is over, whatever came of it', async () => {
	publisher.serve('/good', { body: rss('One') });
	publisher.serve('/page', { body: '<html><body>no</body></html>' });
	publisher.serve('/broken', { status: 500, body: '' });
	for (const path of ['/good', '/page', '/broken']) await follow(path);
	const held = new Set<string>();
	const duringIngest: string[][] = [];
	const loop = start({
		fetcher: {
			...fetcher,
			get(url, options) {
				const path = new URL(url).pathname;
				held.add(path);
				void options.until?.then(() => held.delete(path));
				return fetcher.get(url, options);
			},
		},
		ingest: async (_feed, _parsed, save) => {
			await database.db.transaction().execute(save);
			duringIngest.push([...held]);
		},
	});
	await vi.waitFor(() => expect(publisher.requests).toHaveLength(3), { timeout: 10_000 });
	await loop.idle();
	expect(duringIngest).toEqual([expect.arrayContaining(['/good'])]);
	expect([...held]).toEqual([]);
});

test('304 and the same bytes are not ingested again', async () => {
	publisher.serve('/304', { body: rss('One'), headers: { etag: '"v1"' } });
	publisher.serve('/same', { body: rss('Two') });
	const ids = [await follow('/304'), await follow('/same')];
	start();
	for (const id of ids) {
		const before = await feedWhen(id, isRead);
		await again(id);
		await feedWhen(id, (feed) => (feed.fetchedAt ?? 0) > (before.fetchedAt ?? 0));
	}
	expect(ingested).toHaveLength(2);
	const conditional = publisher.requests.filter(({ headers }) => headers['if-none-match'] === '"v1"');
	expect(conditional).toHaveLength(1);
});

test("trouble of our own is not the feed's: nothing is noted, and after a rest it is asked again", async () => {
	publisher.serve('/feed', { body: rss('One') });
	const id = await follow('/feed');
	const takes = ['fails', 'fails', 'fails', 'works', 'fails', 'works'];
	const asked: number[] = [];
	let time = 0;
	let troubles = 0;
	start({
		now: () => Date.UTC(2026, 3, 14) + time,
		fetcher: {
			...fetcher,
			get(...order) {
				asked.push(time);
				return fetcher.get(...order);
			},
		},
		log: { debug() {}, info() {}, warn() {}, error: () => void troubles++ },
		async ingest(_feed, _parsed, save) {
			await database.db.transaction().execute(async (tx) => {
				await save(tx);
				if (takes.shift() === 'fails') throw new DatabaseError('40P01', 'deadlock detected', 'insert');
			});
		},
	});
	let seen = 0;
	async function rests(ms: number): Promise<void> {
		seen++;
		await vi.waitFor(() => expect(troubles).toBe(seen));
		expect(await feedById(database.db, id)).toMatchObject({ failures: 0 });
		expect(await feedById(database.db, id)).not.toHaveProperty('lastError');
		time += ms - 1;
		polling?.wake();
		await feedById(database.db, id); // the store answers in order: the wake has been heard
		time += 1;
		polling?.wake();
	}
	await rests(5_000);
	await rests(10_000);
	await rests(20_000);
	await feedWhen(id, isRead);
	publisher.serve('/feed', { body: rss('Two') });
	await again(id);
	await rests(5_000);
	await feedWhen(id, (feed) => (feed.fetchedAt ?? 0) === Date.UTC(2026, 3, 14) + 40_000);
	expect(asked).toEqual([0, 5_000, 15_000, 35_000, 35_000, 40_000]);
});

describe('failures', () => {
	test.each([
		['/404', 404, 'status 404'],
		['/403', 403, 'status 403'],
		['/page', 200, 'not-a-feed'],
	])('%s backs off and says why', async (path, status, words) => {
		publisher.serve(path, { status, body: '<html><body>no</body></html>', type: 'text/html' });
		const id = await follow(path);
		start();
		const feed = await feedWhen(id, hasFailed);
		expect(feed.lastError).toContain(words);
		expect(feed.nextCheckAt).toBeGreaterThan(Date.now() + 1_700_000);
		expect(feed.endedAt).toBeUndefined();
	});

	test('Retry-After is obeyed, and the validators survive', async () => {
		publisher.serve('/busy', { body: rss('One'), headers: { etag: '"v1"' } });
		const id = await follow('/busy');
		start();
		await feedWhen(id, isRead);
		publisher.serve('/busy', { status: 429, headers: { 'retry-after': '90000' }, body: '' });
		await again(id);
		const feed = await feedWhen(id, hasFailed);
		expect(feed.nextCheckAt).toBeGreaterThan(Date.now() + 89_000_000);
		expect(feed.validators.etag).toBe('"v1"');
	});

	test('one bad feed disturbs nobody', async () => {
		publisher.serve('/bad', { status: 500, body: '' });
		publisher.serve('/good', { body: rss('One') });
		await follow('/bad');
		const good = await follow('/good');
		start();
		expect((await feedWhen(good, isRead)).failures).toBe(0);
	});
});

test('never two requests at one host, and a restart asks nobody too early', async () => {
	for (let number = 0; number < 6; number++) {
		publisher.serve(`/${number}`, (_request, response) => void setTimeout(() => response.end(rss('x')), 5));
		await follow(`/${number}`);
	}
	start();
	await vi.waitFor(() => expect(ingested).toHaveLength(6), { timeout: 10_000 });
	expect(publisher.busiest).toBe(1);
	await polling?.stop();
	const asked = publisher.requests.length;
	start().wake();
	await polling?.stop();
	expect(publisher.requests).toHaveLength(asked);
});

test('a crowd of overdue feeds at one host does not hide the feed of another', async () => {
	publisher.serve('/0', () => {});
	for (let number = 0; number < 150; number++) await follow(`/${number}`);
	const other = await startPublisher();
	other.serve('/feed', { body: rss('One') });
	const id = await follow('/feed', 1, other.url);
	await saveFetch(database.db, id, { validators: {}, fetchedAt: 1, nextCheckAt: 1 });
	start();
	await vi.waitFor(() => expect(other.requests).toHaveLength(1));
	await other.close();
});

test('stop aborts what hangs and waits for what is being stored', async () => {
	publisher.serve('/hangs', () => {});
	const id = await follow('/hangs');
	start();
	await vi.waitFor(() => expect(publisher.requests).toHaveLength(1));
	await polling?.stop();
	expect(await feedById(database.db, id)).toMatchObject({ failures: 0 });
});

/** Sleeps as short as the loop allows: nothing here waits for a clock. */
const soon: NonNullable<PollingDeps['after']> = (_ms, run) => {
	const timer = setTimeout(run, 20);
	return () => clearTimeout(timer);
};

test('a store that does not answer for a moment keeps no feed and no host', async () => {
	publisher.serve('/feed', { body: rss('One') });
	const id = await follow('/feed');
	let loses = 1;
	const flaky = database.db.withPlugin({
		transformQuery: ({ node }) => node,
		async transformResult({ result }) {
			const isRow = result.rows.some((row) => 'etag' in row);
			if (isRow && loses-- > 0) throw new Error('connection terminated');
			return result;
		},
	});
	start({ db: flaky, after: soon });
	await feedWhen(id, isRead);
	expect(loses).toBeLessThan(1);
	expect(publisher.requests).toHaveLength(1);
});
