/**
 * Feeds and pages of the real web, served over loopback and followed from both platforms. Telegram allows a
 * group 20 messages a minute, so the feeds are shared out over several channels and groups.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Chat } from '../stand-ins/telegram/index.ts';
import { type House, openHouse } from './house.ts';

const FEEDS = '../shared/data/feeds/real.jsonl.gz';
const PAGES = '../shared/data/extraction/scrapinghub.jsonl.gz';
const here = existsSync(FEEDS) && existsSync(PAGES);

const COUNT = 60;
const GROUPS = 10;
const PER_FEED = 10;
const PATIENCE_MS = 60_000;
const MANAGER = { manager: true };

const FeedRow = z.object({
	name: z.string(),
	base64: z.string(),
	expected: z.object({ entries: z.array(z.object({ title: z.string().nullish() })) }),
});
const PageRow = z.object({ id: z.string(), url: z.string(), html: z.string(), text: z.string() });

function rows<T>(path: string, schema: z.ZodType<T>): readonly T[] {
	return gunzipSync(readFileSync(path))
		.toString('utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => schema.parse(JSON.parse(line)));
}

const escapeMarkup = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const letters = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

describe.skipIf(!here)(`real feeds and pages${here ? '' : ' (skipped: no ../shared/data here)'}`, () => {
	let house: House;
	let channels: readonly string[];
	let groups: readonly Chat[];
	let pages: readonly z.infer<typeof PageRow>[];

	beforeAll(async () => {
		const names = Array.from({ length: GROUPS }, (_, place) => `news-${place}`);
		house = await openHouse({ channels: names });
		channels = names.map((name) => house.discord.channel(name).id);
		groups = names.map((title) => house.telegram.chat({ type: 'supergroup', title }));
		const feeds = rows(FEEDS, FeedRow)
			.filter(({ expected }) => expected.entries.some(({ title }) => (title ?? '').trim() !== ''))
			.slice(0, COUNT);
		for (const [place, feed] of feeds.entries()) {
			house.publisher.serve(`/feeds/${place}`, {
				body: Buffer.from(feed.base64, 'base64'),
				type: 'application/xml',
			});
		}
		pages = rows(PAGES, PageRow).slice(0, COUNT);
		for (const [place, page] of pages.entries()) {
			house.publisher.serve(`/pages/${place}`, { body: page.html, type: 'text/html; charset=utf-8' });
		}
		await house.start();
	}, PATIENCE_MS);
	afterAll(() => house.close());

	test(
		`${COUNT} feeds are followed and each posts once on both platforms`,
		async () => {
			const followed = { discord: 0, telegram: 0 };
			for (let place = 0; place < COUNT; place++) {
				const address = `${house.publisher.url}/feeds/${place}`;
				const answer = await house.discord.slash(
					channels[place % GROUPS] ?? '',
					'follow',
					{ address },
					MANAGER,
				);
				const chat = groups[place % GROUPS];
				if (chat === undefined) throw new Error('no group');
				const reply = await house.telegram.say(chat, `/follow ${address}`);
				if (answer.text.includes('Now following')) followed.discord++;
				if (reply.text.includes('Now following')) followed.telegram++;
			}
			expect(followed).toEqual({ discord: COUNT, telegram: COUNT });
			const posts = () => ({
				discord: channels.flatMap((id) => house.discord.messages(id)).length,
				telegram: groups.flatMap((chat) => house.telegram.messages(chat)).filter((m) => !m.reply_to_message)
					.length,
			});
			// A feed may hold the same newest article as another: one story, one post.
			await expect
				.poll(posts, { timeout: PATIENCE_MS, interval: 500 })
				.toSatisfy(({ discord, telegram }) => discord >= COUNT * 0.9 && discord === telegram);
		},
		3 * PATIENCE_MS,
	);

	test(
		`${COUNT} pages are followed through feeds of theirs`,
		async () => {
			const [channel = ''] = channels;
			const [chat] = groups;
			if (chat === undefined) throw new Error('no group');
			for (let first = 0; first < COUNT; first += PER_FEED) {
				const items = pages.slice(first, first + PER_FEED).map(
					(page, place) => `<item><link>${house.publisher.url}/pages/${first + place}</link>
<title>${escapeMarkup(page.text.slice(0, 70))}</title><guid>${page.id}</guid></item>`,
				);
				house.publisher.serve(`/outlet/${first}`, {
					body: `<rss version="2.0"><channel><title>Outlet ${first}</title>${items.join('')}</channel></rss>`,
				});
				const address = `${house.publisher.url}/outlet/${first}`;
				await house.discord.slash(channel, 'follow', { address }, { ...MANAGER, id: `${2_000 + first}` });
				await house.telegram.say(chat, `/follow ${address}`);
			}
			const newest = pages
				.filter((_, place) => place % PER_FEED === 0)
				.map(({ text }) => letters(text.slice(0, 40)));
			const seen = () => ({
				discord: newest.filter((words) =>
					house.discord.messages(channel).some((m) => letters(m.text).includes(words)),
				),
				telegram: newest.filter((words) =>
					house.telegram.messages(chat).some((m) => letters(m.text).includes(words)),
				),
			});
			await expect
				.poll(seen, { timeout: PATIENCE_MS, interval: 500 })
				.toEqual({ discord: newest, telegram: newest });
		},
		3 * PATIENCE_MS,
	);

	test(
		`${COUNT} pages are summed up and related alike on both platforms`,
		async () => {
			const [channel = ''] = channels;
			const poor: string[] = [];
			for (const [place, page] of pages.entries()) {
				const article = `${house.publisher.url}/pages/${place}`;
				const reader = { id: `${100 + place}` };
				const alone = house.telegram.chat({ type: 'private', title: `Reader ${place}` });
				const summary = await house.discord.slash(channel, 'summary', { article }, reader);
				const twin = await house.telegram.say(alone, `/summary ${article}`);
				const quotes = summary.text.split('\n').filter((line) => line.startsWith('>'));
				const words = letters(quotes.join(' ')).slice(0, 40);
				if (words === '' || !letters(page.text).includes(words)) poor.push(`${page.url}: ${summary.text}`);
				else expect(letters(twin.text)).toContain(words);

				const related = await house.discord.slash(channel, 'related', { article }, reader);
				const same = await house.telegram.say(alone, `/related ${article}`);
				expect(related.text).toMatch(/On the same subject|know nothing else/);
				expect(same.text.includes('On the same subject')).toBe(related.text.includes('On the same subject'));
			}
			// Some pages of the set are lists and blogs whose gold text is a part of what stands there.
			expect(poor.length, poor.join('\n')).toBeLessThanOrEqual(COUNT * 0.15);
		},
		3 * PATIENCE_MS,
	);
});
