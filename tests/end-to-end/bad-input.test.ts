import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Chat } from '../stand-ins/telegram/index.ts';
import { type House, openHouse } from './house.ts';
import { LIBRARY, openOutlet } from './outlet.ts';

const MANAGER = { manager: true };
const PATIENCE_MS = 20_000;
let house: House;
let group: Chat;
let channel: string;

beforeAll(async () => {
	house = await openHouse({ channels: ['news', 'quiet'] });
	channel = house.discord.channel('news').id;
	group = house.telegram.chat({ type: 'supergroup', title: 'Readers' });
	const { publisher } = house;
	publisher.serve('/plain', {
		type: 'text/html',
		body: '<!DOCTYPE html><title>No feed</title><p>Hello.</p>',
	});
	publisher.serve('/garbage.xml', { body: '\u0000<<rss<>&&&]]>\uffff<item' });
	publisher.serve('/gone', { status: 410, type: 'text/plain', body: 'gone' });
	await house.start();
});
afterAll(() => house.close());

const follow = async (address: string): Promise<readonly string[]> => [
	(await house.discord.slash(channel, 'follow', { address }, MANAGER)).text,
	(await house.telegram.say(group, `/follow ${address}`)).text,
];

describe('what nobody can follow gets a clear sentence', () => {
	test.each([
		['a page without a feed', () => `${house.publisher.url}/plain`, /no feed|feed/i],
		['garbage', () => `${house.publisher.url}/garbage.xml`, /feed/i],
		['a missing page', () => `${house.publisher.url}/nowhere`, /404/],
		['a dead port', () => 'http://127.0.0.1:2/', /connect|reach|answer/i],
		['a host that does not exist', () => 'http://nowhere.invalid/', /find|exist|spell|address/i],
		['a private address', () => 'http://10.0.0.1/feed', /private/i],
		['a private address in disguise', () => 'http://[::ffff:10.0.0.1]/', /private/i],
		['another scheme', () => 'ftp://example.org/feed', /address|http/i],
		['no address at all', () => '@everyone <b>hi</b>', /address/i],
	])('%s', async (_name, address, expected) => {
		for (const answer of await follow(address())) {
			expect(answer).toMatch(expected);
			expect(answer.length).toBeLessThan(500);
		}
	});

	test('an unknown command and a wrong option', async () => {
		const alone = house.telegram.chat({ type: 'private', title: 'Reader' });
		expect((await house.telegram.say(alone, '/sumary')).text).toContain('/summary');
		expect((await house.telegram.say(group, '/latest count:900')).text).toMatch(/20/);
		expect((await house.telegram.say(group, '/search')).text).toContain('/search');
		expect((await house.telegram.say(group, '/summary 99')).text).toMatch(/list|number/i);
	});

	test('nothing of it is followed', async () => {
		expect((await house.discord.slash(channel, 'following')).text).not.toContain('127.0.0.1');
	});
});

describe('hostile news disturbs nobody', () => {
	test('@everyone, markup and 4,000 characters in a headline are words, clipped', async () => {
		const outlet = openOutlet(house.publisher, 'loud', 'Loud <b>&</b> @here', 'en');
		const title = `@everyone <@1> **free** [click](https://evil.example) <b>x</b> /stop ${'long '.repeat(800)}`;
		outlet.publish({ ...LIBRARY, slug: 'loud', title });
		await follow(outlet.home);
		const post = await house.discord.waitForMessage(
			channel,
			({ text }) => text.includes('everyone'),
			PATIENCE_MS,
		);
		const twin = await house.telegram.waitForMessage(
			group,
			(message) => !message.reply_to_message && message.text.includes('everyone'),
			PATIENCE_MS,
		);
		expect(post.text.length).toBeLessThan(4_000);
		expect(post.text).not.toContain('<@1>');
		expect(post.text).not.toContain('**free**');
		expect(twin.text).toContain('**free** [click]');
		expect(twin.entities?.filter(({ type }) => type === 'mention' || type === 'bot_command')).toEqual([]);
	});

	test('a feed that turns into garbage is told in the log, and others go on', async () => {
		const { publisher } = house;
		const [first, second] = [
			openOutlet(publisher, 'first', 'First', 'en'),
			openOutlet(publisher, 'second', 'Second', 'en'),
		];
		first.publish({ ...LIBRARY, title: 'First of all' });
		second.publish({ ...LIBRARY, title: 'Second to none', slug: 'second' });
		await follow(first.home);
		publisher.serve('/first/feed.xml', { body: 'no feed any more' });
		await follow(second.home);
		await house.telegram.waitForMessage(group, ({ text }) => text.includes('Second to none'), PATIENCE_MS);
		await expect
			.poll(() => house.lines.some((line) => line.includes('not-a-feed')), { timeout: PATIENCE_MS })
			.toBe(true);
	});
});
