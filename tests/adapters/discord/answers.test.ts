import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createDiscord } from '../../../src/adapters/discord/index.ts';
import { doc, text } from '../../../src/doc/doc.ts';
import {
	collectingLog,
	commands,
	echo,
	type Newsroom,
	openNewsroom,
	post,
	refusal,
	texts,
} from './newsroom.ts';

let room: Newsroom;
beforeAll(async () => {
	room = await openNewsroom();
});
afterEach(() => room.answerWith(echo));
afterAll(async () => {
	await room.adapter.stop();
	expect(room.discord.violations).toEqual([]);
	expect(room.discord.unknownRoutes).toEqual([]);
	expect(room.discord.avoidable).toBe(0);
	expect(room.logged.join('\n')).not.toContain(room.discord.token);
	await room.discord.close();
});
const news = () => room.discord.channel('news').id;

describe('slash commands', () => {
	test('typed options arrive as values, the answer is public', async () => {
		const answer = await room.discord.slash(news(), 'latest', { count: 3 }, { locale: 'fr' });
		expect(answer.text).toContain('latest');
		expect(answer.private).toBe(false);
		expect(room.calls.at(-1)).toMatchObject({
			command: 'latest',
			input: { kind: 'values', values: { count: 3 } },
			channel: `discord:${news()}`,
			locale: 'fr',
		});
	});

	test('a private command is answered to the person alone', async () => {
		const answer = await room.discord.slash(
			news(),
			'follow',
			{ address: 'https://a.example' },
			{ manager: true },
		);
		expect(answer.private).toBe(true);
		expect(room.discord.messages(news())).not.toContain(answer.message);
	});

	test('who manages the channel is asked of Discord', async () => {
		await room.discord.slash(news(), 'follow', { address: 'x' }, { manager: true });
		expect(await room.calls.at(-1)?.isManager()).toBe(true);
		await room.discord.slash(news(), 'follow', { address: 'x' });
		expect(await room.calls.at(-1)?.isManager()).toBe(false);
	});

	test('a direct message belongs to its person', async () => {
		const answer = await room.discord.slash(room.discord.direct().id, 'follow', { address: 'x' });
		expect(answer.text).toContain('follow');
		expect(await room.calls.at(-1)?.isManager()).toBe(true);
	});

	test('a private answer to a public command replaces the public sign', async () => {
		room.answerWith(() => refusal);
		const before = room.discord.messages(news()).length;
		const answer = await room.discord.slash(news(), 'latest');
		expect(answer.private).toBe(true);
		expect(answer.text).toContain('Only who manages');
		expect(room.discord.messages(news())).toHaveLength(before);
	});

	test('an answer of several messages comes in order', async () => {
		const paragraphs = Array.from({ length: 9 }, (_, index) => `${index} ${'word '.repeat(250)}`);
		room.answerWith(() => ({ doc: doc(...paragraphs.map((words) => text(words))), private: false }));
		const answer = await room.discord.slash(news(), 'latest');
		await vi.waitFor(() => expect(answer.messages).toHaveLength(3));
		expect(answer.text.match(/^\d/gm)).toEqual([...'012345678']);
	});

	test('an answer of many messages keeps the pace of its webhook', { timeout: 15_000 }, async () => {
		const paragraphs = Array.from({ length: 27 }, (_, index) => `${index}. ${'word '.repeat(250)}`);
		room.answerWith(() => ({ doc: doc(...paragraphs.map((words) => text(words))), private: false }));
		const answer = await room.discord.slash(news(), 'latest');
		await vi.waitFor(() => expect(answer.messages).toHaveLength(9), 10_000);
		expect(answer.text.match(/^\d+(?=\\?\. word)/gm)?.map(Number)).toEqual(
			paragraphs.map((_, index) => index),
		);
		expect(room.discord.avoidable).toBe(0);
	});

	test('a slow answer is announced before it is there', async () => {
		const announced = room.discord.acknowledged();
		// Never answered without: the stand-in ends the wait for a first sign after 3 seconds.
		room.answerWith(async (call) => {
			await announced;
			return echo(call);
		});
		expect((await room.discord.slash(news(), 'latest')).text).toContain('latest');
	});

	test('a failure ends the "thinking" and disturbs nothing else', async () => {
		room.answerWith(() => {
			throw new Error('broken');
		});
		void room.discord.slash(news(), 'latest').catch(() => undefined);
		await vi.waitFor(() => expect(room.logged.join('\n')).toMatch(/could not be answered.*broken/));
		room.answerWith(echo);
		expect((await room.discord.slash(news(), 'latest')).text).toContain('latest');
	});
});

describe('buttons and the Apps menu', () => {
	test('a button of a post is a command with its values, answered to the person alone', async () => {
		await room.adapter.send({ key: 'k1', channel: `discord:${news()}`, doc: post('k1') });
		const message = await room.discord.waitForMessage(news(), ({ nonce }) => nonce === 'k1');
		const answer = await room.discord.press(message, 'Summary');
		expect(answer.private).toBe(true);
		expect(room.calls.at(-1)).toMatchObject({ command: 'summary', input: { values: { article: 'a1' } } });
	});

	test('the menu on a post of ours: its address and its id', async () => {
		const { messageId } = await room.adapter.send({
			key: 'k2',
			channel: `discord:${news()}`,
			doc: post('k2'),
		});
		const message = await room.discord.waitForMessage(news(), ({ id }) => id === messageId);
		await room.discord.menu('menu-summary (en)', message);
		expect(room.calls.at(-1)).toMatchObject({
			command: 'summary',
			input: { values: {} },
			about: { messageId, urls: ['https://harbour.example/k2'] },
		});
	});

	test("the menu on a person's message, in a language of its own, in a direct message", async () => {
		const said = room.discord.say(room.discord.direct().id, 'Have you seen https://a.example/x?', [
			{ url: 'https://a.example/x', title: 'A title', type: 'link' },
		]);
		await room.discord.menu('menu-summary (fr)', said);
		expect(room.calls.at(-1)?.about).toMatchObject({
			urls: ['https://a.example/x'],
			text: 'Have you seen https://a.example/x?\nA title',
		});
	});
});

describe('the connection', () => {
	test('a broken gateway is resumed, and commands arrive again', async () => {
		const { resumes } = room.discord;
		room.discord.dropConnection();
		await vi.waitFor(() => expect(room.discord.resumes).toBe(resumes + 1), 10_000);
		await vi.waitFor(() => expect(room.discord.connected).toBe(true));
		expect((await room.discord.slash(news(), 'latest')).text).toContain('latest');
		expect(room.discord.identifies).toBe(1);
	});

	test('commands are registered once per change', async () => {
		const ids = () => room.discord.commands.map(({ id }) => id);
		const before = ids();
		const again = (words: string) =>
			createDiscord({
				token: room.discord.token,
				apiUrl: room.discord.apiUrl,
				log: collectingLog(room.logged),
				texts: new Map([...texts, ['fr', (key: string) => `${key}${words}`]]),
			});
		for (const [words, isSame] of [
			[' (fr)', true],
			[' changed', false],
		] as const) {
			const twin = again(words);
			await twin.start(commands, async (call) => echo(call));
			await twin.stop();
			expect(JSON.stringify(ids()) === JSON.stringify(before)).toBe(isSame);
		}
	});
});
