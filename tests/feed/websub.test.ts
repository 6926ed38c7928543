import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { createHubCallback } from '../../src/feed/hub-callback.ts';
import { createWebSub, HUB_PATH, type WebSub } from '../../src/feed/websub.ts';
import type { ParsedFeed } from '../../src/model.ts';
import { saveFetch } from '../../src/store/checks.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { ensureFeed, feedsToRead } from '../../src/store/feeds.ts';
import { putSubscription, removeSubscription } from '../../src/store/subscriptions.ts';
import { startServer, type WebServer } from '../../src/web/server.ts';
import { hubRoutes } from '../../src/web/websub.ts';
import { type Hub, startHub } from '../stand-ins/hub.ts';
import { feedById } from '../store/look.ts';
import { aFeed, aSubscription, DAY, HOUR, NOW } from '../store/samples.ts';

const TOPIC = 'https://courier.example/self.xml';
const MINUTE = 60_000;
const log = pino({ level: 'silent' });

let dataDir: string;
let database: Database;
let fetcher: Fetcher;
let server: WebServer;
let hub: Hub;
let webSub: WebSub;
let clock: number;
let hints: number;

function create(publicUrl = server.url): WebSub {
	return createWebSub({ db: database.db, fetcher, publicUrl, maxSeconds: 7_200, log, now: () => clock });
}

beforeEach(async () => {
	clock = NOW;
	hints = 0;
	dataDir = mkdtempSync(join(tmpdir(), 'depeche-websub-'));
	database = await openDatabase({ dataDir });
	fetcher = createFetcher({ allowPrivate: ['127.0.0.0/8', '::1'], now: () => clock });
	const callback = createHubCallback({
		db: database.db,
		log,
		hinted: () => void hints++,
		now: () => clock,
	});
	server = await startServer({ port: 0, host: '127.0.0.1', routes: [hubRoutes(HUB_PATH, callback)], log });
	hub = await startHub(() => clock);
	webSub = create();
	await ensureFeed(database.db, aFeed(), NOW);
	await putSubscription(database.db, aSubscription('discord:1'));
});
afterEach(async () => {
	await webSub.stop();
	await Promise.all([server.close(), hub.close(), fetcher.close()]);
	await database.close();
	rmSync(dataDir, { recursive: true });
	expect(hub.violations).toEqual([]);
});

/** A visit begins, whatever the hour. */
const visit = () => feedsToRead(database.db, ['feed-1'], Number.MAX_SAFE_INTEGER);

/** The feed was read, and says this of its hub. */
async function read(said: Partial<ParsedFeed> = { hubUrl: hub.url, selfUrl: TOPIC }): Promise<void> {
	const feed = await feedById(database.db, 'feed-1');
	if (feed === undefined) throw new Error('no feed');
	const saved = { validators: {}, fetchedAt: clock, nextCheckAt: clock + HOUR };
	await visit();
	const ingest = webSub.noting(async (_feed, _parsed, save) => save(database.db));
	await ingest(feed, { items: [], ...said }, (tx) => saveFetch(tx, feed.id, saved));
	await webSub.tick();
	await hub.settled();
}
const rows = () => database.db.selectFrom('hub_subscriptions').selectAll().execute();
const nextCheck = async () => (await feedById(database.db, 'feed-1'))?.nextCheckAt;

describe('subscribing', () => {
	test('a feed that names a hub is subscribed to, once', async () => {
		await read();
		await read();
		expect(hub.asked).toEqual([`subscribe ${TOPIC}`]);
		expect([...hub.subscribers.values()]).toMatchObject([{ topic: TOPIC }]);
		expect(await rows()).toMatchObject([{ state: 'active', asked: null, lease_until: NOW + DAY }]);
	});

	test('the Link header stands above the document', async () => {
		const get: Fetcher['get'] = async (url) => ({
			status: 200,
			url,
			headers: { link: `<${hub.url}>; rel=hub, <https://courier.example/link.xml>; rel=self` },
			body: new Uint8Array(),
			validators: {},
		});
		await webSub.listening({ ...fetcher, get }).get(aFeed().url, { kind: 'feed' });
		await read({ hubUrl: 'https://other.example/', selfUrl: TOPIC });
		expect(hub.asked).toEqual(['subscribe https://courier.example/link.xml']);
	});

	test('the Link header of an unchanged feed counts, and is noted once', async () => {
		const get: Fetcher['get'] = async (url) => ({
			status: 304,
			url,
			headers: { link: `<${hub.url}>; rel=hub, <${TOPIC}>; rel=self` },
			body: new Uint8Array(),
			validators: {},
		});
		const listening = webSub.listening({ ...fetcher, get });
		for (const url of [aFeed().url, aFeed().url, 'https://nobody.example/reads-it'])
			await listening.get(url, { kind: 'feed' });
		await webSub.tick();
		await hub.settled();
		expect(hub.asked).toEqual([`subscribe ${TOPIC}`]);
	});

	test.each([
		['down', 'wanted'],
		['silent', 'wanted'],
		['denies', 'wanted'],
		[308, 'active'],
	] as const)('a hub that is %s', async (mood, state) => {
		const wait = { denies: 7 * DAY, down: 30 * MINUTE, silent: 10 * MINUTE, 308: 10 * MINUTE }[mood];
		hub.mood = mood;
		await read();
		expect(await rows()).toMatchObject([{ state }]);
		clock += MINUTE;
		await webSub.tick();
		expect(hub.asked).toHaveLength(1);
		hub.mood = 'kind';
		clock += wait;
		await webSub.tick();
		await hub.settled();
		expect(await rows()).toMatchObject([{ state: 'active' }]);
	});

	test('a hub that wants to be left alone is not asked, and that is no failure of it', async () => {
		hub.mood = 'down';
		await read();
		const before = await rows();
		clock += 10 * MINUTE;
		await webSub.tick();
		expect(hub.asked).toHaveLength(1);
		expect(await rows()).toMatchObject([{ failures: 1, next_try_at: NOW + 30 * MINUTE }]);
		expect(before).toMatchObject([{ failures: 1 }]);
	});

	test('the lease is renewed at four fifths, also after a restart', async () => {
		await read();
		await webSub.stop();
		webSub = create();
		clock += 0.8 * DAY - 1;
		await webSub.tick();
		expect(hub.asked).toHaveLength(1);
		clock += 1;
		await webSub.tick();
		await hub.settled();
		expect(hub.asked).toHaveLength(2);
		expect(await rows()).toMatchObject([{ lease_until: clock + DAY }]);
	});

	test('under another PUBLIC_URL every subscription is made again', async () => {
		await read();
		await webSub.stop();
		webSub = create(`${server.url.replace('localhost', '127.0.0.1')}`);
		await webSub.start();
		await webSub.tick();
		await hub.settled();
		expect([...hub.subscribers.keys()].map((url) => new URL(url).hostname)).toEqual([
			'localhost',
			'127.0.0.1',
		]);
	});
});

describe('leaving', () => {
	test.each([
		['nobody follows the feed', async () => removeSubscription(database.db, 'discord:1/feed-1')],
		['the feed names no hub any more', async () => read({})],
	])('where %s', async (_case, happens) => {
		await read();
		await happens();
		await webSub.tick();
		await hub.settled();
		expect(hub.asked).toEqual([`subscribe ${TOPIC}`, `unsubscribe ${TOPIC}`]);
		expect(hub.subscribers.size).toBe(0);
		expect(await rows()).toEqual([]);
	});

	test('another topic is another subscription', async () => {
		await read();
		await read({ hubUrl: hub.url, selfUrl: `${TOPIC}?2` });
		expect([...hub.subscribers.values()].map(({ topic }) => topic)).toEqual([`${TOPIC}?2`]);
		expect(await rows()).toHaveLength(1);
	});

	test('a hub that does not confirm is left alone after three tries', async () => {
		await read();
		hub.mood = 'silent';
		await removeSubscription(database.db, 'discord:1/feed-1');
		for (let hour = 0; hour < 9; hour++) {
			await webSub.tick();
			clock += HOUR;
		}
		expect(hub.asked.slice(1)).toEqual(Array.from({ length: 3 }, () => `unsubscribe ${TOPIC}`));
		expect(await rows()).toEqual([]);
	});
});

describe('a ping', () => {
	test.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)(
		'signed by %s makes the feed due',
		async (method) => {
			await read();
			expect(await hub.ping(TOPIC, { method })).toEqual([202]);
			expect(hints).toBe(1);
			expect(await nextCheck()).toBe(NOW);
		},
	);

	test.each([
		['unsigned', { method: null }],
		['signed with another secret', { secret: 'guess' }],
	] as const)('%s is accepted and ignored', async (_case, options) => {
		await read();
		expect(await hub.ping(TOPIC, options)).toEqual([202]);
		expect(hints).toBe(0);
		expect(await nextCheck()).toBe(NOW + HOUR);
	});

	test('with a long body is a ping as well', async () => {
		await read();
		expect(await hub.ping(TOPIC, { body: 'x'.repeat(2_000_000) })).toEqual([202]);
		expect(hints).toBe(1);
	});

	test('a flood is one fetch a minute', async () => {
		await read();
		const statuses: number[] = [];
		for (let count = 0; count < 70; count++) statuses.push(...(await hub.ping(TOPIC)));
		expect(statuses).toEqual([
			...Array.from({ length: 60 }, () => 202),
			...Array.from({ length: 10 }, () => 429),
		]);
		expect(hints).toBe(2);
		await visit();
		await saveFetch(database.db, 'feed-1', { validators: {}, fetchedAt: NOW, nextCheckAt: NOW + HOUR });
		clock += MINUTE + 1;
		await hub.ping(TOPIC);
		expect(await nextCheck()).toBe(NOW + 2 * MINUTE);
	});

	test('polling is drawn out once while the hub tells of news, and not beyond the bound', async () => {
		await read();
		await webSub.tick();
		expect(await nextCheck()).toBe(NOW + HOUR);
		await hub.ping(TOPIC);
		clock += MINUTE;
		await read();
		await webSub.tick();
		expect(await nextCheck()).toBe(clock + 2 * HOUR);
		clock += 8 * DAY;
		await read();
		expect(await nextCheck()).toBe(clock + HOUR);
	});
});

describe('what nobody asked for', () => {
	const ask = async (url: string, query: Record<string, string>) => {
		const answer = await fetch(`${url}?${new URLSearchParams(query)}`);
		return [answer.status, await answer.text()];
	};
	const question = {
		'hub.mode': 'subscribe',
		'hub.topic': TOPIC,
		'hub.challenge': 'c',
		'hub.lease_seconds': '9',
	};

	test('a pending one is confirmed for its own topic alone, as plain text', async () => {
		hub.mood = 'silent';
		await read();
		const [row] = await rows();
		expect(await ask(row?.callback ?? '', { ...question, 'hub.topic': `${TOPIC}x` })).toContain(404);
		const answer = await fetch(
			`${row?.callback}?${new URLSearchParams({ ...question, 'hub.challenge': '<b>' })}`,
		);
		expect([answer.status, await answer.text()]).toEqual([200, '<b>']);
		expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
	});
});
