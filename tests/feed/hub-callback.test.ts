import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { createHubCallback, type HubCallback } from '../../src/feed/hub-callback.ts';
import { feedIdOf } from '../../src/feed/identity.ts';
import { startPolling } from '../../src/feed/poll.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { confirmLease, hubSubscription, noteAsked, wantHub } from '../../src/store/hub-subscriptions.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { answer, type Publisher, startPublisher } from '../stand-ins/publisher.ts';
import { feedById } from '../store/look.ts';
import { aSubscription, DAY } from '../store/samples.ts';

const CALLBACK = 'c'.repeat(32);
const MINUTE = 60_000;
const SECRET = 'a secret of the two';
const log = pino({ level: 'silent' });
const rss = (title: string): string =>
	`<rss version="2.0"><channel><title>Harbour Post</title><item><title>${title}</title></item></channel></rss>`;

let dataDir: string;
let database: Database;
let publisher: Publisher;
let fetcher: Fetcher;

beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'depeche-hint-'));
	database = await openDatabase({ dataDir });
	publisher = await startPublisher();
	fetcher = createFetcher({ allowPrivate: ['127.0.0.0/8'] });
});
afterEach(async () => {
	await Promise.all([publisher.close(), fetcher.close(), database.close()]);
	await rm(dataDir, { recursive: true });
});

/** A feed that the hub tells of. */
async function subscribed(url: string): Promise<string> {
	const { db } = database;
	const id = feedIdOf(url);
	const wanted = { id: CALLBACK, hub: 'https://hub.example/', topic: url, callback: 'x', secret: SECRET };
	await ensureFeed(db, { id, url, title: url }, 0);
	await putSubscription(db, { ...aSubscription('discord:1'), feedId: id });
	await wantHub(db, id, wanted, 0);
	await noteAsked(db, CALLBACK, 'subscribe', { at: 0, failures: 0 });
	await confirmLease(db, CALLBACK, { until: Date.now() + DAY, renewAt: Date.now() + DAY });
	return id;
}

const ping = () => ({
	signature: `sha256=${createHmac('sha256', SECRET).update('news').digest('hex')}`,
	body: (async function* () {
		yield Buffer.from('news');
	})(),
});

test.each([
	['with news', '"v2"'],
	['that changes nothing', '"v1"'],
])('a ping during a slow visit %s has the feed asked again at once', async (_case, tag) => {
	const { db } = database;
	const url = `${publisher.url}/feed`;
	const waits: (() => void)[] = [];
	let etag = '"v1"';
	publisher.serve('/feed', (request, response) => {
		const served = { body: rss(etag), headers: { etag } };
		waits.push(() => answer(served, request, response));
	});
	const asked = (count: number) =>
		vi.waitFor(() => expect(waits).toHaveLength(count), { timeout: 10_000, interval: 5 });
	const answered = async (number: number) => {
		waits[number]?.();
		await vi.waitFor(async () => expect((await feedById(db, id))?.nextCheckAt).toBeGreaterThan(Date.now()), {
			timeout: 10_000,
			interval: 5,
		});
	};

	const id = await subscribed(url);
	const polling = startPolling({
		db,
		fetcher,
		log,
		bounds: { minSeconds: 900, maxSeconds: 86_400 },
		ingest: async (_feed, _parsed, save) => db.transaction().execute(save),
		tell: async () => {},
	});
	try {
		const callback = createHubCallback({ db, log, hinted: polling.wake, now: Date.now });
		await asked(1);
		await answered(0);
		await db.updateTable('feeds').set({ next_check_at: 1 }).execute();
		polling.wake();
		await asked(2);

		expect(await callback.notified(CALLBACK, ping())).toMatchObject({ status: 202 });
		etag = tag;
		waits[1]?.();
		await asked(3);
		await answered(2);
		await polling.idle();
		expect(waits).toHaveLength(3);
	} finally {
		await polling.stop();
	}
});

describe('without a visit', () => {
	const TOPIC = 'https://courier.example/feed.xml';
	let clock: number;
	let hinted: string[];
	let callback: HubCallback;
	beforeEach(async () => {
		await subscribed(TOPIC);
		clock = Date.now();
		hinted = [];
		const { db } = database;
		callback = createHubCallback({ db, log, hinted: (id) => void hinted.push(id), now: () => clock });
	});
	const question = (more: Record<string, string> = {}) =>
		new URLSearchParams({
			...{ 'hub.mode': 'subscribe', 'hub.topic': TOPIC, 'hub.challenge': 'c', 'hub.lease_seconds': '9' },
			...more,
		});

	test.each([
		['another topic', { 'hub.topic': 'https://evil.example/' }],
		['leaving', { 'hub.mode': 'unsubscribe' }],
		['no challenge', { 'hub.challenge': '' }],
		['a mode of its own', { 'hub.mode': 'publish' }],
	])('what nobody asked for is not confirmed: %s', async (_case, more) => {
		const before = await hubSubscription(database.db, CALLBACK);
		expect(await callback.verify(CALLBACK, question(more))).toMatchObject({ status: 404 });
		expect(await hubSubscription(database.db, CALLBACK)).toEqual(before);
	});

	test('a hub that repeats its question is answered again while the lease runs, and gains nothing', async () => {
		const before = await hubSubscription(database.db, CALLBACK);
		expect(await callback.verify(CALLBACK, question())).toEqual({ status: 200, body: 'c' });
		expect(await hubSubscription(database.db, CALLBACK)).toEqual(before);
		clock += 2 * DAY;
		expect(await callback.verify(CALLBACK, question())).toMatchObject({ status: 404 });
	});

	test('who guesses is turned away before the store is asked; who is known is heard', async () => {
		const asked = vi.spyOn(database.db, 'selectFrom');
		const statuses: number[] = [];
		for (let count = 0; count < 2_000; count++) {
			const guess = String(count).padStart(32, 'x');
			statuses.push((await callback.notified(guess, ping())).status);
			clock += 10;
		}
		expect(statuses.slice(0, 120)).toEqual(Array.from({ length: 120 }, () => 404));
		expect(new Set(statuses.slice(120))).toEqual(new Set([429]));
		expect(asked.mock.calls.length).toBeLessThan(125);
		expect(await callback.notified(CALLBACK, ping())).toMatchObject({ status: 202 });
		expect(hinted).toEqual([feedIdOf(TOPIC)]);
		expect(await callback.notified('short', ping())).toMatchObject({ status: 404 });
		clock += MINUTE;
		expect(await callback.notified('y'.repeat(32), ping())).toMatchObject({ status: 404 });
	});
});
