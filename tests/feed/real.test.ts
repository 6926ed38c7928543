/** Feeds as they are found in the wild, against what another reader (Python feedparser) makes of them. */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseFeed } from '../../src/feed/parse.ts';
import type { FeedItem } from '../../src/model.ts';

const DATA = new URL('../../../shared/data/feeds/real.jsonl.gz', import.meta.url);

const known = z.object({
	title: z.string().nullish(),
	link: z.string().nullish(),
	links: z.array(z.string().nullable()).nullish(),
	guid: z.string().nullish(),
	dates: z.array(z.string().nullable()).nullish(),
});
const row = z.object({
	name: z.string(),
	base64: z.string(),
	expected: z.object({ entries: z.array(known) }),
});

const BASE = 'http://feed.example/feed';
const words = (html: string | null | undefined): string =>
	(html ?? '')
		.replace(/<[^<>]{0,500}>/g, '')
		.replace(/&(?:amp|#38);/g, '&')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&#x0024;/g, '$')
		.replace(/&(?:quot|#34);/g, '"')
		.replace(/&(?:#0?39|apos);/g, "'")
		.replace(/\s+|<\w{1,10}>|<\/\w{1,10}>/g, '');
const address = (link: string | null | undefined): string =>
	URL.parse(link?.trim() || 'none:', BASE)?.href ?? '';

/** Which of title, address, id and date another reader sees differently. */
function differences(item: FeedItem | undefined, entry: z.infer<typeof known>): string[] {
	if (item === undefined) return ['missing'];
	const found: string[] = [];
	if (words(item.title) !== words(entry.title)) found.push('title');
	const links = [entry.link, ...(entry.links ?? [])].map(address);
	if (entry.link && !links.includes(address(item.url))) found.push('url');
	const guid = entry.guid?.trim();
	if (guid && item.id !== guid && !item.id.startsWith(`${guid}|`)) found.push('id');
	const dates = (entry.dates ?? []).flatMap((date) => (date === null ? [] : [Date.parse(date)]));
	const ours = [item.publishedAt?.getTime(), item.updatedAt?.getTime()];
	if (dates.length > 0 && !ours.some((at) => at !== undefined && dates.includes(at - (at % 1000))))
		found.push('date');
	return found;
}

describe.skipIf(!existsSync(DATA))('real feeds (skipped where ../shared is absent)', () => {
	test('at least 98 % agree with feedparser in every item’s title, address, id and date', async () => {
		const lines = gunzipSync(readFileSync(DATA)).toString().trim().split('\n');
		const wrong: string[] = [];
		for (const line of lines) {
			const { name, base64, expected } = row.parse(JSON.parse(line));
			const feed = await parseFeed(Buffer.from(base64, 'base64'), { url: BASE }).catch(() => undefined);
			const differing = expected.entries.flatMap((entry, index) => differences(feed?.items[index], entry));
			if (feed?.items.length !== expected.entries.length) differing.push('count');
			if (differing.length > 0) wrong.push(`${name}: ${[...new Set(differing)].join(', ')}`);
		}
		expect(1 - wrong.length / lines.length, wrong.join('\n')).toBeGreaterThanOrEqual(0.98);
	});
});
