/** Addresses that are no feed, on both platforms: a question with buttons, a channel's preview, a front page. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Chat } from '../stand-ins/telegram/index.ts';
import { type House, openHouse } from './house.ts';
import { FERRY, HARBOUR, LIBRARY, openOutlet } from './outlet.ts';

const MANAGER = { manager: true };
const PATIENCE_MS = 20_000;

let house: House;
let channel: string;
let group: Chat;

beforeEach(async () => {
	house = await openHouse({ channels: ['news'] });
	channel = house.discord.channel('news').id;
	group = house.telegram.chat({ type: 'supergroup', title: 'Averil readers' });
	await house.start();
});
afterEach(() => house.close());

const posted = {
	discord: (words: string) => house.discord.messages(channel).filter(({ text }) => text.includes(words)),
	telegram: (words: string) =>
		house.telegram
			.messages(group)
			.filter(({ reply_to_message: to, text }) => to === undefined && text.includes(words)),
};
const count = (words: string): readonly number[] => [
	posted.discord(words).length,
	posted.telegram(words).length,
];
const arrived = (words: string) =>
	Promise.all([
		house.discord.waitForMessage(channel, ({ text }) => text.includes(words), PATIENCE_MS),
		house.telegram.waitForMessage(
			group,
			({ reply_to_message: to, text }) => to === undefined && text.includes(words),
			PATIENCE_MS,
		),
	]);
const followBoth = async (address: string): Promise<readonly string[]> => [
	(await house.discord.slash(channel, 'follow', { address }, MANAGER)).text,
	(await house.telegram.say(group, `/follow ${address}`)).text,
];
const page = (path: string, head: string, body = ''): void =>
	house.publisher.serve(path, {
		type: 'text/html; charset=utf-8',
		body: `<!DOCTYPE html><html lang="en"><head><title>Port Averil</title>${head}</head><body>${body}</body></html>`,
	});

describe('a page with several feeds', () => {
	beforeEach(() => {
		for (const [path, name, piece] of [
			['harbour', 'The Harbour', HARBOUR],
			['town', 'The Town', LIBRARY],
		] as const)
			openOutlet(house.publisher, path, name, 'en').publish(piece);
		page(
			'/',
			['harbour', 'town']
				.map((path) => `<link rel="alternate" type="application/rss+xml" href="/${path}/feed.xml">`)
				.join(''),
		);
	});

	test('is a question; pressing a button follows, at the pace that was given', async () => {
		const { url } = house.publisher;
		const answer = await house.discord.slash(channel, 'follow', { address: url, pace: 'daily' }, MANAGER);
		const reply = await house.telegram.say(group, `/follow ${url} daily`);
		for (const text of [answer.text, reply.text]) {
			expect(text).toContain('Which one shall I follow?');
			expect(text).toContain(`${url}/harbour/feed.xml`);
		}
		const labels = ['1. The Harbour', '2. The Town'];
		expect(reply.reply_markup?.inline_keyboard.flat().map((button) => button.text)).toEqual(labels);
		expect((await house.discord.slash(channel, 'following')).text).not.toContain('The Town');

		await house.stop();
		await house.start();
		const [message] = answer.messages;
		if (message === undefined) throw new Error('no message');
		expect((await house.discord.press(message, '2. The Town', { manager: false })).text).toMatch(/manage/);
		const pressed = await house.discord.press(message, '2. The Town', MANAGER);
		const pressedToo = await house.telegram.press(reply, '2. The Town');
		for (const text of [pressed.text, pressedToo.text])
			expect(text).toMatch(/Now following The Town[\s\S]*digest/);
		expect((await house.discord.slash(channel, 'following')).text).toMatch(/The Town.*daily/);
		expect((await house.telegram.say(group, '/follow 1')).text).toContain('Now following The Harbour');
	});
});

describe('pages read as feeds', () => {
	const post = (number: number, text: string): string =>
		`<div class="tgme_widget_message" data-post="averil/${number}"><div class="tgme_widget_message_text">${text}</div>
		<time datetime="2026-11-2${number}T08:00:00+00:00">08:00</time></div>`;
	const POSTS = ['The crane has been cleared away', 'The quay is open again', 'Tonight the ferry sails late'];
	const publishPosts = (many: number): void =>
		page(
			'/s/averil',
			'<meta property="og:title" content="Port Averil calling">',
			POSTS.slice(0, many)
				.map((text, at) => post(at + 1, text))
				.join(''),
		);

	const STORIES = [
		HARBOUR,
		LIBRARY,
		FERRY,
		{ ...LIBRARY, slug: 'school-bell', title: 'The old school bell rings in Tollbeck once more' },
	];
	function publishStories(...stories: typeof STORIES): void {
		const outlet = openOutlet(house.publisher, 'news', 'The Averil Courier', 'en');
		for (const story of stories) outlet.publish(story);
		house.publisher.serve('/news/feed.xml', { status: 404, type: 'text/plain', body: 'no feed' });
		page(
			'/front',
			'<meta property="og:site_name" content="The Averil Courier">',
			`<nav><a href="/section/of-a-long-name">All that goes on in the harbour</a></nav>${stories
				.map(({ slug, title }) => `<h2><a href="/news/${slug}">${title}</a></h2>`)
				.join('')}`,
		);
	}

	test.each([
		[
			'a channel’s preview',
			'/s/averil',
			'Port Averil calling',
			() => publishPosts(2),
			() => publishPosts(3),
			POSTS[1],
			POSTS[2],
			POSTS[0],
		],
		[
			'a front page',
			'/front',
			'The Averil Courier',
			() => publishStories(...STORIES.slice(0, 3)),
			() => publishStories(...STORIES.slice(3), ...STORIES.slice(0, 3)),
			'Crane topples',
			'school bell',
			'library reopens',
		],
	])(
		'%s: the newest now, then each new one once',
		async (_case, path, title, before, after, newest = '', fresh = '', old = '') => {
			before();
			for (const text of await followBoth(house.publisher.url + path)) {
				expect(text).toContain(`Now following ${title}`);
				expect(text).toContain('I read the page itself');
			}
			await arrived(newest);
			after();
			await arrived(fresh);
			expect([count(newest), count(fresh), count(old)]).toEqual([
				[1, 1],
				[1, 1],
				[0, 0],
			]);
		},
	);

	test('a page that robots.txt closes is not followed', async () => {
		publishStories(...STORIES);
		house.publisher.serve('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /front' });
		for (const text of await followBoth(`${house.publisher.url}/front`))
			expect(text).toMatch(/no feed there.*RSS/);
		expect((await house.discord.slash(channel, 'following')).text).not.toContain('Averil');
	});
});
