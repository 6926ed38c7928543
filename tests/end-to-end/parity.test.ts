/** Every command, with the same input, in a Discord channel and in a Telegram group of one house: the same facts. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { commands } from '../../commands/index.ts';
import { printLine } from '../../src/core/line.ts';
import type { Chat } from '../stand-ins/telegram/index.ts';
import { discordFacts, type Facts, telegramFacts } from './facts.ts';
import { type House, openHouse } from './house.ts';
import { FERRY, HARBOUR, HARBOUR_AGAIN, LIBRARY, type Outlet, openOutlet } from './outlet.ts';

const PATIENCE_MS = 20_000;

type Values = Readonly<Record<string, string | number>>;
type Question = readonly [command: string, values?: Values];
interface Outlets {
	readonly courier: Outlet;
	readonly gazette: Outlet;
}

/** Asked one after the other in a channel of their own, before which nothing was said there. */
const CONVERSATIONS: Readonly<Record<string, (outlets: Outlets) => readonly Question[]>> = {
	'a summary': ({ courier }) => [['summary', { article: courier.url(LIBRARY.slug) }]],
	'related articles, then one by its number': ({ courier }) => [
		['related', { article: courier.url(HARBOUR.slug) }],
		['summary', { article: '1' }],
	],
	'nothing related': ({ courier }) => [['related', { article: courier.url(LIBRARY.slug) }]],
	'a story of two outlets, then of one': ({ courier, gazette }) => [
		['story', { article: gazette.url(HARBOUR_AGAIN.slug) }],
		['story', { article: courier.url(LIBRARY.slug) }],
	],
	'the latest, of all and of one': () => [['latest'], ['latest', { from: 'Gazette', count: 1 }]],
	'a search, and one in vain': () => [
		['search', { words: '"timber roof" -crane' }],
		['search', { words: '@everyone <b>*zeppelin*</b>' }],
	],
	'what can be done': () => [['help']],
	'following, again with other choices': ({ courier }) => [
		['follow', { address: courier.home, pace: 'daily' }],
		['follow', { address: courier.feedUrl, pace: 'daily', filter: 'crane -"night ferry"' }],
		['following'],
	],
	'following and no longer': ({ gazette }) => [
		['follow', { address: gazette.home, pace: 'daily' }],
		['unfollow', { subscription: '1' }],
		['following'],
	],
	'several feeds at one address, then one by its number': () => [
		['follow', { address: house.publisher.url, pace: 'daily' }],
		['follow', { address: '2' }],
		['follow', { address: '9' }],
	],
	'a list in and out, where there is none': () => [
		['import'],
		['import', { address: 'http://10.0.0.1/feeds.opml' }],
		['export'],
	],
	'what cannot be done': () => [
		['summary', { article: '99' }],
		['latest', { from: 'nobody' }],
		['unfollow', { subscription: '*nothing*' }],
	],
	'addresses that lead nowhere': ({ courier }) => [
		['follow', { address: 'http://10.0.0.1/feed' }],
		['follow', { address: courier.url('no-such-page') }],
		['summary'],
	],
};
const POST = 'a post';
const LANGUAGES = ['en', 'fr'] as const;
const channelOf = (name: string, language: string): string => `${name} ${language}`;

let house: House;
let outlets: Outlets;

async function askDiscord(channel: string, language: string, [name, values = {}]: Question): Promise<Facts> {
	const id = house.discord.channel(channel).id;
	const answer = await house.discord.slash(id, name, values, { manager: true, locale: language });
	return discordFacts(...answer.messages);
}

async function askTelegram(group: Chat, [name, values = {}]: Question): Promise<Facts> {
	const command = commands.find((one) => one.name === name);
	if (!command) throw new Error(`No command ${name}`);
	return telegramFacts(await house.telegram.say(group, printLine(command, values)));
}

beforeAll(async () => {
	const channels = LANGUAGES.flatMap((language) =>
		[POST, ...Object.keys(CONVERSATIONS)].map((name) => channelOf(name, language)),
	);
	house = await openHouse({ channels: ['news', ...channels] });
	outlets = {
		courier: openOutlet(house.publisher, 'courier', 'The Averil Courier', 'en'),
		gazette: openOutlet(house.publisher, 'gazette', 'La *Gazette* d’Averil', 'fr'),
	};
	house.publisher.serve('/', {
		type: 'text/html',
		body: Object.values(outlets)
			.map(({ feedUrl }) => `<link rel="alternate" type="application/rss+xml" href="${feedUrl}">`)
			.join(''),
	});
	outlets.courier.publish(HARBOUR);
	outlets.courier.publish(LIBRARY);
	outlets.gazette.publish(HARBOUR_AGAIN);
	outlets.gazette.publish(FERRY);
	await house.start();
	for (const { home } of Object.values(outlets))
		await askDiscord('news', 'en', ['follow', { address: home }]);
	await vi.waitFor(
		async () => expect((await askDiscord('news', 'en', ['latest'])).words).toContain('The 4 newest articles'),
		{ timeout: PATIENCE_MS, interval: 250 },
	);
});
afterAll(() => house.close());

test('every command is asked', () => {
	const asked = Object.values(CONVERSATIONS).flatMap((of) => of(outlets).map(([name]) => name));
	expect(new Set(asked)).toEqual(new Set(commands.map(({ name }) => name)));
});

describe.each(LANGUAGES)('the same facts on both platforms, in %s', (language) => {
	test.each(Object.entries(CONVERSATIONS))('%s', async (name, of) => {
		const group = house.telegram.chat({ type: 'supergroup', title: name, language });
		for (const question of of(outlets)) {
			const discord = await askDiscord(channelOf(name, language), language, question);
			expect(await askTelegram(group, question), `/${question[0]}`).toEqual(discord);
			expect(discord.words).not.toBe('');
		}
	});

	test('a post', async () => {
		const id = house.discord.channel(channelOf(POST, language)).id;
		const group = house.telegram.chat({ type: 'supergroup', title: POST, language });
		const question: Question = ['follow', { address: outlets.gazette.home }];
		await askDiscord(channelOf(POST, language), language, question);
		await askTelegram(group, question);
		const [discord, telegram] = await Promise.all([
			house.discord.waitForMessage(id, ({ text }) => text.includes('Night ferry'), PATIENCE_MS),
			house.telegram.waitForMessage(group, ({ reply_to_message: to }) => to === undefined, PATIENCE_MS),
		]);
		expect(telegramFacts(telegram)).toEqual(discordFacts(discord));
	});
});
