import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChannelRef, FeedItem } from '../../src/model.ts';
import { createIngest } from '../../src/pipeline/ingest.ts';
import { createLibrary } from '../../src/pipeline/library.ts';
import { planDigests } from '../../src/pipeline/planning.ts';
import { articlesByIds, latestArticles } from '../../src/store/articles.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { claimDue, markSent } from '../../src/store/deliveries.ts';
import { ensureFeed, feedByUrl, saveFetch } from '../../src/store/feeds.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { nextDigestAt } from '../../src/subscription/digest.ts';

const NOON = Date.UTC(2026, 10, 2, 12);
const HOUR = 3_600_000;
const SITE = 'https://lantern.example';
const CHANNEL: ChannelRef = 'preview:news';

let folder: string;
let database: Database;
let clock: number;

const item = (id: string, more: Partial<FeedItem> = {}): FeedItem => ({
	id,
	url: `${SITE}/${id}`,
	title: `Report number ${id}`,
	content: `<p>What happened in ${id} is told here in a sentence of its own about ${id}.</p>`,
	authors: [],
	categories: [],
	enclosures: [],
	...more,
});

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'ingest-'));
	database = await openDatabase({ dataDir: folder });
	clock = NOON;
});
afterEach(async () => {
	await database.close();
	rmSync(folder, { recursive: true });
});

/** A channel that follows a feed. */
async function follow(pace: 'live' | 'daily') {
	const { db } = database;
	const ingest = createIngest({
		library: createLibrary(db),
		readPages: async () => new Map(),
		stopping: new AbortController().signal,
		planned: () => {},
		now: () => clock,
	});
	const url = `${SITE}/rss`;
	const feed = await ensureFeed(db, { id: 'lantern', url, title: 'The Lantern' }, clock);
	const subscription = { id: 'one', channel: CHANNEL, feedId: feed.id, pace, locale: 'en', createdAt: clock };
	await putSubscription(db, subscription);
	return {
		async fetch(...items: FeedItem[]): Promise<void> {
			const saved = { validators: {}, fetchedAt: clock, nextCheckAt: clock };
			await ingest((await feedByUrl(db, url)) ?? feed, { items }, (tx) => saveFetch(tx, feed.id, saved));
			clock += 60_000;
		},
		/** The titles of what waits, in the order of posting; a digest's are joined. */
		async told(): Promise<readonly string[]> {
			const titles: string[] = [];
			for (;;) {
				const [delivery] = await claimDue(db, 'preview', clock, 1, []);
				if (!delivery) return titles;
				await markSent(db, delivery.id, { messageId: delivery.id, sentAt: clock });
				titles.push((await articlesByIds(db, delivery.articleIds)).map(({ title }) => title).join(' + '));
			}
		},
	};
}

describe('what of a feed is told', () => {
	test('of a first fetch the newest, then each new item once, oldest first', async () => {
		const { fetch, told } = await follow('live');
		await fetch(item('c'), item('b'), item('a'));
		expect(await told()).toEqual(['Report number c']);
		await fetch(item('e'), item('d'), item('c'), item('b'));
		await fetch(item('e'), item('d'), item('c'), item('b'));
		expect(await told()).toEqual(['Report number d', 'Report number e']);
		expect(await latestArticles(database.db, { limit: 10 })).toHaveLength(5);
	});

	test('an edited title, date, address or guid tells nothing again', async () => {
		const { fetch, told } = await follow('live');
		await fetch(item('a'));
		await told();
		await fetch(item('a', { title: 'Edited', publishedAt: new Date(NOON + HOUR), url: `${SITE}/elsewhere` }));
		await fetch(item('guid-of-a', { url: `${SITE}/a`, title: 'Report number a' }));
		expect(await told()).toEqual([]);
	});

	test('items that share an address are told one by one', async () => {
		const { fetch, told } = await follow('live');
		const version = (number: number) => item(`v${number}`, { url: `${SITE}/changelog#v${number}` });
		await fetch(version(1));
		await fetch(version(2), version(1));
		await fetch(version(3), version(2), version(1));
		expect(await told()).toEqual(['Report number v1', 'Report number v2', 'Report number v3']);
	});

	test('a hostile text costs no other item its post', async () => {
		const { fetch, told } = await follow('live');
		await fetch(item('a'));
		await fetch(item('c'), item('bad', { content: '<b>'.repeat(300_000) }), item('a'));
		expect(await told()).toEqual(['Report number a', 'Report number bad', 'Report number c']);
	});
});

describe('daily', () => {
	test('what waited for a digest goes out once, also when it goes out late', async () => {
		const { fetch, told } = await follow('daily');
		await fetch(item('a'));
		const due = nextDigestAt(NOON);
		expect(await planDigests(database.db, due - 1)).toBe(0);
		clock = due + 17 * HOUR; // the program stood still past midnight
		expect(await planDigests(database.db, clock)).toBe(1);
		await fetch(item('b'), item('a'));
		clock = nextDigestAt(clock) + 1;
		expect(await planDigests(database.db, clock)).toBe(1);
		expect(await planDigests(database.db, clock)).toBe(0);
		expect(await told()).toEqual(['Report number a', 'Report number b']);
	});
});
