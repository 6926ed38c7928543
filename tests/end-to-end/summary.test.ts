/** What people see of a summary on both platforms: its lengths, paywalls, and pages that cannot be read. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message as DiscordMessage } from '../stand-ins/discord/index.ts';
import type { Chat, Message as TelegramMessage } from '../stand-ins/telegram/index.ts';
import { discordFacts, telegramFacts } from './facts.ts';
import { type House, openHouse } from './house.ts';
import { FERRY, HARBOUR, LIBRARY, type Outlet, openOutlet } from './outlet.ts';

const MANAGER = { manager: true };
const PATIENCE_MS = 20_000;

let house: House;
let courier: Outlet;
let channel: string;
let group: Chat;

/** Both channels follow the outlet and have its newest article. */
async function followed(words: string): Promise<readonly [DiscordMessage, TelegramMessage]> {
	await house.discord.slash(channel, 'follow', { address: courier.home }, MANAGER);
	await house.telegram.say(group, `/follow ${courier.home}`);
	return Promise.all([
		house.discord.waitForMessage(channel, ({ text }) => text.includes(words), PATIENCE_MS),
		house.telegram.waitForMessage(
			group,
			(message) => !message.reply_to_message && message.text.includes(words),
			PATIENCE_MS,
		),
	]);
}

/** The page of a piece is something else than the article. */
const page = (slug: string, answer: { readonly status?: number; readonly body?: string }): void =>
	house.publisher.serve(new URL(courier.url(slug)).pathname, { type: 'text/html', body: '', ...answer });

beforeEach(async () => {
	house = await openHouse({ channels: ['news'] });
	courier = openOutlet(house.publisher, 'courier', 'The Averil Courier', 'en');
	channel = house.discord.channel('news').id;
	group = house.telegram.chat({ type: 'supergroup', title: 'Averil readers' });
	await house.start();
});
afterEach(() => house.close());

describe('the length of a summary', () => {
	test('one, three or as many sentences as there are, typed or by buttons, also after a restart', async () => {
		courier.publish(HARBOUR);
		await followed('Crane topples');
		const short = {
			discord: await house.discord.slash(channel, 'summary', { length: 'short' }),
			telegram: await house.telegram.say(group, '/summary short'),
		};
		expect(telegramFacts(short.telegram)).toEqual(discordFacts(...short.discord.messages));
		const [answer] = short.discord.messages;
		expect(answer?.buttons.map(({ label }) => label)).toEqual(['Longer', 'Related', 'Story', 'Open']);
		await house.stop();
		await house.start();
		if (!answer) throw new Error('no answer');
		const medium = {
			discord: await house.discord.press(answer, 'Longer'),
			telegram: await house.telegram.press(short.telegram, 'Longer'),
		};
		expect(telegramFacts(medium.telegram)).toEqual(discordFacts(...medium.discord.messages));
		expect(medium.discord.text.length).toBeGreaterThan(short.discord.text.length);
		const [middle] = medium.discord.messages;
		if (!middle) throw new Error('no answer');
		const long = await house.discord.press(middle, 'Longer');
		expect(long.text).toContain('cracked bolt');
		expect(long.messages.flatMap(({ buttons }) => buttons.map(({ label }) => label))).not.toContain('Longer');
	});
});

describe('only the beginning', () => {
	test('a paywall is told in the post and under the summary', async () => {
		courier.publish(LIBRARY);
		page(LIBRARY.slug, {
			body: `<html lang="en"><head><title>${LIBRARY.title}</title><script type="application/ld+json">
				{"@context":"https://schema.org","@type":"NewsArticle","headline":"${LIBRARY.title}","isAccessibleForFree":false}
				</script></head><body><article><h1>${LIBRARY.title}</h1><p>${LIBRARY.paragraphs[0]}</p><p>${LIBRARY.paragraphs[1]}</p></article></body></html>`,
		});
		const posts = await followed('library reopens');
		const answers = [
			await house.discord.slash(channel, 'summary'),
			await house.telegram.say(group, '/summary'),
		];
		for (const { text } of [...posts, ...answers]) expect(text).toContain('free to read');
	});

	test.each([
		['the site refuses', { status: 403 }, 'does not let me read the page'],
		['the site is broken', { status: 500 }, 'cannot be reached just now'],
	])(
		'%s: the post goes out with the feed’s words, and the summary says why',
		async (_name, answer, words) => {
			courier.publish(FERRY);
			page(FERRY.slug, answer);
			const posts = await followed('Night ferry');
			for (const { text } of posts) expect(text).toContain('sail again from the first of May');
			const answers = [
				await house.discord.slash(channel, 'summary'),
				await house.telegram.say(group, '/summary'),
			];
			for (const { text } of answers) {
				expect(text).toContain('sail again from the first of May');
				expect(text).toContain(words);
			}
		},
	);

	test('robots are asked to stay away', async () => {
		house.publisher.serve('/robots.txt', {
			type: 'text/plain',
			body: `User-agent: *\nDisallow: /courier/${FERRY.slug}`,
		});
		courier.publish(FERRY);
		await followed('Night ferry');
		for (const { text } of [
			await house.discord.slash(channel, 'summary'),
			await house.telegram.say(group, '/summary'),
		])
			expect(text).toContain('asks programs not to read');
	});
});
