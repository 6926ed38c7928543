/** One channel that follows one feed: what is published goes through parsing, settling, ingest and a real store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFeed } from '../../src/feed/parse.ts';
import { settled } from '../../src/feed/settle.ts';
import type { ChannelRef, Feed, FeedItem } from '../../src/model.ts';
import { createIngest, type IngestDeps } from '../../src/pipeline/ingest.ts';
import { createLibrary } from '../../src/pipeline/library.ts';
import { articlesByIds } from '../../src/store/articles.ts';
import { saveFetch } from '../../src/store/checks.ts';
import { type Database, openDatabase } from '../../src/store/db.ts';
import { claimDue, markSent } from '../../src/store/deliveries.ts';
import { ensureFeed, feedByUrl } from '../../src/store/feeds.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';

export const NOON = Date.UTC(2026, 10, 2, 12);
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const SITE = 'https://lantern.example';
const CHANNEL: ChannelRef = 'preview:news';

export interface Entry {
	readonly guid?: string;
	readonly link?: string;
	readonly title?: string;
	readonly body?: string;
	/** Epoch ms. */
	readonly date?: number;
}

const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

function rss(entries: readonly Entry[]): string {
	const items = entries.map(({ guid, link, title, body, date }) =>
		[
			'<item>',
			guid === undefined ? '' : `<guid isPermaLink="false">${xml(guid)}</guid>`,
			link === undefined ? '' : `<link>${xml(link)}</link>`,
			title === undefined ? '' : `<title>${xml(title)}</title>`,
			body === undefined ? '' : `<description>${xml(body)}</description>`,
			date === undefined ? '' : `<pubDate>${new Date(date).toUTCString()}</pubDate>`,
			'</item>',
		].join(''),
	);
	return `<rss version="2.0"><channel><title>The Lantern</title>${items.join('')}</channel></rss>`;
}

export interface Reader {
	readonly database: Database;
	clock: number;
	feed(): Promise<Feed>;
	/** One fetch, an hour after the last. */
	fetch(items: readonly FeedItem[]): Promise<void>;
	publish(entries: readonly Entry[]): Promise<void>;
	/** The titles of what waits, in the order of posting; a digest's are joined. */
	told(): Promise<readonly string[]>;
	close(): Promise<void>;
}

export async function openReader(
	pace: 'live' | 'daily' = 'live',
	more: Partial<IngestDeps> = {},
): Promise<Reader> {
	const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
	const database = await openDatabase({ dataDir: folder });
	const { db } = database;
	const url = `${SITE}/rss`;
	const first = await ensureFeed(db, { id: 'lantern', url, title: 'The Lantern' }, NOON);
	await putSubscription(db, {
		id: 'one',
		channel: CHANNEL,
		feedId: first.id,
		pace,
		locale: 'en',
		createdAt: NOON,
	});
	const reader: Reader = {
		database,
		clock: NOON,
		feed: async () => (await feedByUrl(db, url)) ?? first,
		async fetch(items) {
			const at = reader.clock;
			const saved = { validators: {}, fetchedAt: at, nextCheckAt: at };
			const known = items.map((item) => settled(item, at));
			await ingest(await reader.feed(), { items: known }, (tx) => saveFetch(tx, first.id, saved));
			reader.clock += HOUR;
		},
		async publish(entries) {
			const { items } = await parseFeed(Buffer.from(rss(entries)), { url });
			await reader.fetch(items);
		},
		async told() {
			const titles: string[] = [];
			for (;;) {
				const [delivery] = await claimDue(db, 'preview', reader.clock, 1, []);
				if (!delivery) return titles;
				await markSent(db, delivery.id, { messageId: delivery.id, sentAt: reader.clock });
				titles.push((await articlesByIds(db, delivery.articleIds)).map(({ title }) => title).join(' + '));
			}
		},
		async close() {
			await database.close();
			rmSync(folder, { recursive: true });
		},
	};
	const ingest = createIngest({
		library: createLibrary(db),
		readPages: async () => new Map(),
		stopping: new AbortController().signal,
		planned: () => {},
		log: { warn() {} },
		now: () => reader.clock,
		...more,
	});
	return reader;
}
