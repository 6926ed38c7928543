import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { doc, link, text } from '../../../src/doc/doc.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

let room: Newsroom;
beforeAll(async () => {
	room = await openNewsroom();
});
afterAll(() => room[Symbol.asyncDispose]());
afterEach(() => {
	expect(room.telegram.violations).toEqual([]);
	expect(room.telegram.unknownRoutes).toEqual([]);
	expect(room.telegram.avoidable).toBe(0);
});

const last = () => room.calls.at(-1);
const post = {
	...doc(text(link('The bridge opens', 'https://lighthouse.example.org/bridge'))),
	actions: [
		{ kind: 'invoke' as const, label: 'Summary', command: 'summary', args: { article: '0123456789abc' } },
		{ kind: 'open' as const, label: 'Open', url: 'https://lighthouse.example.org/bridge?from=bot' },
	],
};

describe('the menu', () => {
	test('managers and private chats see all, others what they may use, in every language', () => {
		const names = (key: string) => room.telegram.menus.get(key)?.map((entry) => entry.command);
		expect(names('default')).toEqual(['summary', 'help']);
		expect(names('all_chat_administrators')).toEqual(['summary', 'follow', 'help']);
		expect(names('all_private_chats fr')).toEqual(['summary', 'follow', 'help']);
		expect(room.telegram.menus.get('default fr')?.[0]?.description).toBe('fr command-summary');
		expect(room.telegram.menus.size).toBe(6);
	});
});

describe('commands', () => {
	test('private chat: the words, the person, their language; typing is shown', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'private', title: 'Ana', language: 'fr' });
		const answer = await telegram.say(chat, '/summary  2\nand more ');
		expect(answer.text).toBe('summary: 2\nand more');
		expect(last()).toMatchObject({
			channel: `telegram:${chat.id}`,
			user: String(chat.owner.id),
			locale: 'fr',
		});
		expect(telegram.typing).toContain(chat.id);
	});
	test('group: with and without our name, not with another’s', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'group', title: 'Readers', botIsAdmin: true });
		expect((await telegram.say(chat, `/summary@${telegram.botUsername} 1`)).text).toBe('summary: 1');
		const before = room.calls.length;
		telegram.write(chat, '/summary@other_bot 1');
		telegram.write(chat, '/nobody_knows_this');
		telegram.write(chat, 'just talk about https://lighthouse.example.org');
		expect((await telegram.say(chat, '/SUMMARY 3')).text).toBe('summary: 3');
		expect(room.calls.length).toBe(before + 1);
	});
	test('topic: answered there; General is the chat itself', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'supergroup', title: 'Forum', topics: ['News', 'Talk'] });
		const topic = chat.topics.News;
		if (topic === undefined) throw new Error('no topic');
		const answer = await telegram.say(chat, '/summary 1', { topic });
		expect(answer.message_thread_id).toBe(topic);
		expect(last()?.channel).toBe(`telegram:${chat.id}:${topic}`);
		expect((await telegram.say(chat, '/summary 1')).message_thread_id).toBeUndefined();
		expect(last()?.channel).toBe(`telegram:${chat.id}`);
	});
	test('channel: its editors are managers', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'channel', title: 'The Lighthouse' });
		expect((await telegram.say(chat, '/follow lighthouse.example.org')).text).toBe(
			'follow: lighthouse.\u2060example.\u2060org',
		);
		expect(telegram.typing).not.toContain(chat.id);
	});
	test('hello, and a command nobody knows, in a private chat', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'private', title: 'Ben' });
		expect((await telegram.say(chat, '/start')).text).toBe('help:');
		expect((await telegram.say(chat, '/sumary 1')).text).toBe('sumary: 1');
	});
	test('a bare link or a pasted article is a request for its summary, small talk for help', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'private', title: 'Cleo' });
		await telegram.say(chat, 'look: lighthouse.example.org/bridge');
		expect(last()).toMatchObject({
			command: 'summary',
			input: { line: 'https://lighthouse.example.org/bridge' },
		});
		const article = 'The bridge opens at noon. '.repeat(20).trim();
		await telegram.say(chat, article);
		expect(last()).toMatchObject({ command: 'summary', input: { line: article } });
		await telegram.say(chat, 'hello');
		expect(last()?.command).toBe('help');
	});
	test('an article that the app cut into messages is one article', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'private', title: 'Finn' });
		const parts = ['/summary The bridge opens. ', 'It closes at night. ', 'Nobody minds.'];
		const [first = '', second = '', third = ''] = parts.map((part, index) =>
			index < 2 ? part.repeat(4096 / part.length).trim() : part,
		);
		const before = room.calls.length;
		const answer = telegram.say(chat, first);
		telegram.write(chat, second);
		telegram.write(chat, third);
		await answer;
		expect(last()?.input).toEqual({
			kind: 'line',
			line: [first.slice('/summary '.length), second, third].join('\n'),
		});
		expect(room.calls.length).toBe(before + 1);
	});
});

describe('managers', () => {
	test.each(['group', 'supergroup'] as const)(
		'%s: owner, administrator, anonymous yes; member no',
		async (type) => {
			const { telegram } = room;
			const editor = telegram.user('Editor');
			const chat = telegram.chat({ type, title: 'Desk', admins: [editor] });
			expect((await telegram.say(chat, '/follow a')).text).toBe('follow: a');
			expect((await telegram.say(chat, '/follow b', { from: editor })).text).toBe('follow: b');
			expect((await telegram.say(chat, '/follow c', { from: 'chat' })).text).toBe('follow: c');
			expect((await telegram.say(chat, '/follow d', { from: chat.member })).text).toBe('managers only');
		},
	);
	test('in a private chat everybody is', async () => {
		const chat = room.telegram.chat({ type: 'private', title: 'Dora' });
		expect((await room.telegram.say(chat, '/follow a')).text).toBe('follow: a');
	});
});

describe('posts and what is said about them', () => {
	test('a reply carries the post’s addresses; our own words are no article', async () => {
		const { telegram, bot } = room;
		const chat = telegram.chat({ type: 'supergroup', title: 'Plaza' });
		const { messageId } = await bot.send({ key: 'k', channel: `telegram:${chat.id}`, doc: post });
		const [message] = telegram.messages(chat);
		if (!message) throw new Error('no post');
		await telegram.say(chat, '/summary', { replyTo: message });
		expect(last()?.about).toEqual({
			messageId,
			urls: ['https://lighthouse.example.org/bridge', 'https://lighthouse.example.org/bridge?from=bot'],
			text: '',
		});
	});
	test('a reply to a person’s message carries its words too', async () => {
		const { telegram } = room;
		const chat = telegram.chat({ type: 'private', title: 'Ada' });
		const said = telegram.write(chat, '/help me read this', {});
		await telegram.say(chat, '/summary', { replyTo: said });
		expect(last()?.about?.text).toBe('/help me read this');
	});
	test('a button is its command, answered at the post', async () => {
		const { telegram, bot } = room;
		const chat = telegram.chat({ type: 'group', title: 'Square' });
		await bot.send({ key: 'k', channel: `telegram:${chat.id}`, doc: { ...post, mark: 'delivery-id-1' } });
		const [message] = telegram.messages(chat);
		if (!message) throw new Error('no post');
		const answer = await telegram.press(message, 'Summary', { from: chat.member });
		expect(answer.text).toBe('summary: {"article":"0123456789abc"}');
		expect(last()).toMatchObject({
			user: String(chat.member.id),
			about: { messageId: String(message.message_id) },
		});
	});
	test('a press of somebody who may not is answered to them alone', async () => {
		const { telegram, bot } = room;
		const chat = telegram.chat({ type: 'supergroup', title: 'Market' });
		const choice = {
			kind: 'invoke',
			label: '1. Town',
			command: 'follow',
			args: { address: 'pick-1' },
		} as const;
		await bot.send({ key: 'k', channel: `telegram:${chat.id}`, doc: { ...post, actions: [choice] } });
		const [message] = telegram.messages(chat);
		if (!message) throw new Error('no post');
		for (let times = 0; times < 2; times++)
			expect(await telegram.tap(message, '1. Town', { from: chat.member })).toEqual({
				text: 'managers only',
			});
		expect(telegram.messages(chat)).toHaveLength(1);
		expect((await telegram.press(message, '1. Town')).text).toBe('follow: {"address":"pick-1"}');
	});
	test('in a channel a reader’s tap leads to the private chat, and posts nothing to all', async () => {
		const { telegram, bot } = room;
		const channel = telegram.chat({ type: 'channel', title: 'The Beacon' });
		await bot.send({ key: 'k', channel: `telegram:${channel.id}`, doc: { ...post, mark: 'delivery-id-1' } });
		const [message] = telegram.messages(channel);
		if (!message) throw new Error('no post');
		const { url } = await telegram.tap(message, 'Summary', { from: channel.member });
		const payload = new URL(url ?? '').searchParams.get('start');
		const chat = telegram.chat({ type: 'private', title: 'Eve' });
		expect((await telegram.say(chat, `/start ${payload}`)).text).toBe('summary: {"article":"0123456789abc"}');
		expect(telegram.messages(channel).length).toBe(1);
		const forged = Buffer.from('follow?article=x').toString('base64url');
		expect((await telegram.say(chat, `/start ${forged}`)).text).toBe('help:');
	});
	test('removed and let in again: told by updates, without a refused call', async () => {
		const { telegram, bot } = room;
		const chat = telegram.chat({ type: 'group', title: 'Fickle' });
		const send = () => bot.send({ key: 'k', channel: `telegram:${chat.id}`, doc: post });
		telegram.kick(chat);
		await vi.waitFor(async () => expect(room.log.lines.join()).toContain('"kicked"'));
		await expect(send()).rejects.toMatchObject({ outcome: { kind: 'gone' } });
		telegram.invite(chat);
		await vi.waitFor(async () => expect(await send()).toHaveProperty('messageId'));
	});
	test('a group that became a supergroup', async () => {
		const { telegram, bot } = room;
		const chat = telegram.chat({ type: 'group', title: 'Growing' });
		const moved = telegram.migrate(chat);
		await vi.waitFor(() => expect(room.log.lines.join()).toContain(String(moved.id)));
		await expect(bot.send({ key: 'k', channel: `telegram:${chat.id}`, doc: post })).rejects.toMatchObject({
			outcome: { kind: 'moved', to: `telegram:${moved.id}` },
		});
	});
});
