import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message as DiscordMessage } from '../stand-ins/discord/index.ts';
import type { Chat, Message as TelegramMessage } from '../stand-ins/telegram/index.ts';
import { type House, openHouse } from './house.ts';
import { FERRY, HARBOUR, HARBOUR_AGAIN, LIBRARY, type Outlet, openOutlet } from './outlet.ts';

const MANAGER = { manager: true };
/** For a machine that does something else meanwhile. */
const PATIENCE_MS = 20_000;
const BUTTONS = ['Summary', 'Related', 'Open'];

let house: House;
let courier: Outlet;
let gazette: Outlet;
let channel: string;
let group: Chat;

const says = (words: string) => (message: { readonly text: string }) => message.text.includes(words);
const posted = {
	discord: (words: string): readonly DiscordMessage[] => house.discord.messages(channel).filter(says(words)),
	telegram: (words: string): readonly TelegramMessage[] =>
		house.telegram.messages(group).filter((message) => !message.reply_to_message && says(words)(message)),
};

/** Both channels follow an outlet, and both have its newest article. */
async function followed(outlet: Outlet, newest: string): Promise<readonly [DiscordMessage, TelegramMessage]> {
	await house.discord.slash(channel, 'follow', { address: outlet.home }, MANAGER);
	await house.telegram.say(group, `/follow ${outlet.home}`);
	return arrived(newest);
}

function arrived(words: string): Promise<readonly [DiscordMessage, TelegramMessage]> {
	return Promise.all([
		house.discord.waitForMessage(channel, says(words), PATIENCE_MS),
		house.telegram.waitForMessage(
			group,
			(message) => !message.reply_to_message && says(words)(message),
			PATIENCE_MS,
		),
	]);
}

beforeEach(async () => {
	house = await openHouse({ channels: ['news'] });
	courier = openOutlet(house.publisher, 'courier', 'The Averil Courier', 'en');
	gazette = openOutlet(house.publisher, 'gazette', 'La Gazette d’Averil', 'fr');
	courier.publish(HARBOUR);
	courier.publish(LIBRARY);
	channel = house.discord.channel('news').id;
	group = house.telegram.chat({ type: 'supergroup', title: 'Averil readers' });
	await house.start();
});
afterEach(() => house.close());

describe('from a feed to both chats', () => {
	test('/follow shows what it found, and posts the newest article only', async () => {
		const answer = await house.discord.slash(channel, 'follow', { address: courier.home }, MANAGER);
		const reply = await house.telegram.say(group, `/follow ${courier.home}`);
		expect(answer.text).toContain('The Averil Courier');
		expect(reply.text).toContain('The Averil Courier');

		const [discord, telegram] = await arrived('library reopens');
		expect(discord.text).toContain('apprentices of the town');
		expect(telegram.text).toContain('apprentices of the town');
		expect(discord.buttons.map(({ label }) => label)).toEqual(BUTTONS);
		expect(telegram.reply_markup?.inline_keyboard.flat().map(({ text }) => text)).toEqual(BUTTONS);
		expect([...posted.discord('Crane topples'), ...posted.telegram('Crane topples')]).toEqual([]);
	});

	test('each new story is posted once, also when another outlet tells it', async () => {
		await followed(courier, 'library reopens');
		gazette.publish(FERRY);
		await followed(gazette, 'Night ferry');
		courier.publish({ ...FERRY, slug: 'ferry-again', minutesAgo: 1 });
		courier.publish({ ...HARBOUR_AGAIN, minutesAgo: 0 });
		await arrived('une grue s’effondre');
		for (const platform of [posted.discord, posted.telegram]) {
			expect(platform('Night ferry')).toHaveLength(1);
			expect(platform('une grue')).toHaveLength(1);
		}
	});

	test('a restart repeats nothing and loses nothing', async () => {
		await followed(courier, 'library reopens');
		await house.stop();
		courier.publish(FERRY);
		await house.start();
		await arrived('Night ferry');
		expect([posted.discord('library reopens').length, posted.telegram('library reopens').length]).toEqual([
			1, 1,
		]);
	});

	test('at the daily pace nothing is posted by itself at once', async () => {
		await house.discord.slash(channel, 'follow', { address: courier.home, pace: 'daily' }, MANAGER);
		await house.telegram.say(group, `/follow ${courier.home}`);
		await house.telegram.waitForMessage(group, (message) => says('library reopens')(message), PATIENCE_MS);
		expect(posted.discord('library reopens')).toEqual([]);
	});

	test('only managers follow and unfollow', async () => {
		const reader = house.telegram.user('Reader');
		const refused = await house.discord.slash(
			channel,
			'follow',
			{ address: courier.home },
			{ manager: false },
		);
		const said = await house.telegram.say(group, `/follow ${courier.home}`, { from: reader });
		expect(refused.text).toMatch(/manage/i);
		expect(said.text).toMatch(/manage|administrator/i);
		expect((await house.discord.slash(channel, 'following')).text).not.toContain('Averil');
	});

	test('/following numbers what /unfollow ends', async () => {
		await followed(courier, 'library reopens');
		expect((await house.discord.slash(channel, 'following')).text).toContain('The Averil Courier');
		const ended = await house.discord.slash(channel, 'unfollow', { subscription: '1' }, MANAGER);
		expect(ended.text).toContain('The Averil Courier');
		await house.telegram.say(group, '/unfollow Courier');
		expect((await house.telegram.say(group, '/following')).text).not.toContain('Courier');
	});
});

describe('asking about what was posted', () => {
	test('/summary: the button, the reply and the Apps menu give the article’s own sentences', async () => {
		const [discord, telegram] = await followed(courier, 'library reopens');
		const answers = [
			(await house.discord.press(discord, 'Summary')).text,
			(await house.discord.menu('Summary', discord)).text,
			(await house.discord.slash(channel, 'summary')).text,
			(await house.telegram.press(telegram, 'Summary')).text,
			(await house.telegram.say(group, '/summary', { replyTo: telegram })).text,
			(await house.telegram.say(group, '/summary')).text,
		];
		for (const answer of answers) {
			expect(answer).toContain('timber roof built by apprentices');
			expect(answer).not.toContain('Read also');
		}
	});

	test('/related and a number of its list; a link never seen is read on the spot', async () => {
		await followed(courier, 'library reopens');
		gazette.publish(HARBOUR_AGAIN);
		const link = gazette.url(HARBOUR_AGAIN.slug);
		const read = await house.telegram.say(group, `/summary ${link}`);
		expect(read.text).toContain('quatre-vingt-dix tonnes');
		const related = await house.telegram.say(group, `/related ${link}`);
		expect(related.text).toContain('Crane topples');
		expect((await house.telegram.say(group, '/summary 1')).text).toContain('toppled onto the eastern quay');
		const same = await house.discord.slash(channel, 'related', { article: link });
		expect(same.text).toContain('Crane topples');
		expect((await house.discord.slash(channel, 'summary', { article: '1' })).text).toContain(
			'toppled onto the eastern quay',
		);
	});

	test('/search, /latest and /story answer alike on both platforms', async () => {
		await followed(courier, 'library reopens');
		for (const [command, options, words] of [
			['search', { words: 'crane' }, 'Crane topples'],
			['latest', {}, 'library reopens'],
			['story', {}, 'Tollbeck library'],
			['help', {}, '/follow'],
		] as const) {
			const line = `/${command} ${Object.values(options).join(' ')}`.trim();
			expect((await house.discord.slash(channel, command, options)).text).toContain(words);
			expect((await house.telegram.say(group, line)).text).toContain(words);
		}
	});
});
