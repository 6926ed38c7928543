import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createChats } from '../../../src/adapters/telegram/chats.ts';
import { createClient } from '../../../src/adapters/telegram/client.ts';
import { createPace } from '../../../src/adapters/telegram/pace.ts';
import { createSender } from '../../../src/adapters/telegram/send.ts';
import { doc, text } from '../../../src/doc/doc.ts';
import type { SendOutcome } from '../../../src/errors.ts';
import type { Chat, Fault } from '../../stand-ins/telegram/index.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

let room: Newsroom;
beforeAll(async () => {
	room = await openNewsroom();
});
afterAll(() => room[Symbol.asyncDispose]());
afterEach(async () => {
	await room.telegram.up();
	expect(room.telegram.violations).toEqual([]);
	expect(room.telegram.unknownRoutes).toEqual([]);
	expect(room.telegram.avoidable).toBe(0);
	expect(JSON.stringify(room.log.lines)).not.toContain(room.telegram.token);
});

const post = doc(text('The bridge opens.'));
const send = (chat: Chat, topic?: number) =>
	room.bot.send({
		key: 'k',
		channel: topic === undefined ? `telegram:${chat.id}` : `telegram:${chat.id}:${topic}`,
		doc: post,
	});

const refusal = (code: number, description: string, parameters?: { retry_after?: number }): Fault => ({
	code,
	description,
	...(parameters && { parameters }),
});

/** A Telegram that refuses everything for a minute. */
async function always429() {
	let calls = 0;
	const parameters = { retry_after: 60 };
	const server = createServer((_, response) => {
		calls++;
		const body = { ok: false, error_code: 429, description: 'Too Many Requests: retry after 60', parameters };
		response.writeHead(429).end(JSON.stringify(body));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	return {
		url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
		calls: () => calls,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			server.close();
		},
	};
}

describe('what a failure means', () => {
	const table: readonly [string, Fault, Partial<SendOutcome>, number][] = [
		['a lost answer', 'lost-answer', { kind: 'unknown' }, 1],
		['a server error', 500, { kind: 'unknown' }, 0],
		['nobody listening', 'refused', { kind: 'later', scope: 'platform' }, 0],
		['kicked', refusal(403, 'Forbidden: bot was kicked from the supergroup chat'), { kind: 'gone' }, 0],
		['blocked', refusal(403, 'Forbidden: bot was blocked by the user'), { kind: 'gone' }, 0],
		['deactivated', refusal(403, 'Forbidden: user is deactivated'), { kind: 'gone' }, 0],
		['deleted', refusal(403, 'Forbidden: the group chat was deleted'), { kind: 'gone' }, 0],
		['no such chat', refusal(400, 'Bad Request: chat not found'), { kind: 'gone' }, 0],
		[
			'no right',
			refusal(400, 'Bad Request: need administrator rights in the channel chat'),
			{ kind: 'gone' },
			0,
		],
		['no topic', refusal(400, 'Bad Request: message thread not found'), { kind: 'gone' }, 0],
		['a refused message', refusal(400, 'Bad Request: message is too long'), { kind: 'rejected' }, 0],
		['a revoked token', refusal(401, 'Unauthorized'), { kind: 'later', scope: 'platform' }, 0],
	];
	test.each(table)('%s', async (_name, fault, outcome, sent) => {
		const chat = room.telegram.chat({ type: 'supergroup', title: 'Plaza' });
		await room.telegram.nextSend(fault);
		const error: unknown = await send(chat).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ name: 'SendError', outcome });
		expect(String(error)).not.toContain(room.telegram.token);
		expect(error).toHaveProperty('cause', undefined);
		expect(room.telegram.messages(chat).length).toBe(sent);
	});
});

test('half an answer is cut off by the time limit, and unknown', async () => {
	const { telegram, log } = room;
	const pace = createPace();
	const { api, close } = createClient(telegram.token, { apiUrl: telegram.apiUrl, seconds: 0.5, holds: pace });
	const sender = createSender(api, createChats(api, log), pace, log);
	const chat = telegram.chat({ type: 'group', title: 'Half' });
	await telegram.nextSend('half-answer');
	await expect(sender.post(`telegram:${chat.id}`, post)).rejects.toMatchObject({
		outcome: { kind: 'unknown' },
	});
	expect(telegram.messages(chat).length).toBe(1);
	close();
});

describe('a 429', () => {
	test('of a post holds every other post back, here', async () => {
		await using own = await openNewsroom();
		const { telegram, bot, log } = own;
		const [one, other] = ['One', 'Other'].map((title) => telegram.chat({ type: 'group', title }));
		if (!one || !other) throw new Error('no chats');
		const sendTo = ({ id }: Chat) => bot.send({ key: 'k', channel: `telegram:${id}`, doc: post });
		await telegram.nextSend(refusal(429, 'Too Many Requests: retry after 3', { retry_after: 3 }));
		const limited = { kind: 'later', scope: 'platform' };
		await expect(sendTo(one)).rejects.toMatchObject({ outcome: { ...limited, retryAfter: 3000 } });
		await expect(sendTo(other)).rejects.toMatchObject({ outcome: limited });
		expect(telegram.avoidable).toBe(0);
		expect(log.lines.join()).toContain('asks for a pause');
	});
	test('of an answer holds posts back too, and nothing at all is called meanwhile', async () => {
		await using own = await openNewsroom();
		const { telegram, bot, log } = own;
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		const news = telegram.chat({ type: 'channel', title: 'News' });
		await telegram.nextSend(429);
		const answer = telegram.say(chat, '/help');
		await vi.waitFor(() => expect(log.lines.join()).toContain('asks for a pause'));
		await expect(bot.send({ key: 'k', channel: `telegram:${news.id}`, doc: post })).rejects.toMatchObject({
			outcome: { kind: 'later', scope: 'platform' },
		});
		expect((await answer).text).toBe('help:');
		expect(telegram.avoidable).toBe(0);
	});
	test.each(['sendChatAction', 'answerCallbackQuery', 'getChatMember', 'getUpdates'])(
		'of %s holds the token',
		async (method) => {
			const pace = createPace();
			await using server = await always429();
			const { api, close } = createClient('1:x', { apiUrl: server.url, seconds: 5, holds: pace });
			const calls: Readonly<Record<string, () => Promise<unknown>>> = {
				sendChatAction: () => api.sendChatAction(1, 'typing'),
				answerCallbackQuery: () => api.answerCallbackQuery('1'),
				getChatMember: () => api.getChatMember(1, 2),
				getUpdates: () => api.getUpdates(),
			};
			await expect(calls[method]?.()).rejects.toMatchObject({ error_code: 429 });
			expect(pace.take(1)).toMatchObject({ kind: 'wait', scope: 'token' });
			await expect(api.getMe()).rejects.toMatchObject({ parameters: { retry_after: 60 } });
			expect(server.calls()).toBe(1);
			close();
		},
	);
	test('a long one is not waited for: the person is told nothing, the log why', async () => {
		await using own = await openNewsroom();
		const { telegram, log } = own;
		const chat = telegram.chat({ type: 'private', title: 'Ben' });
		await telegram.nextSend(refusal(429, 'Too Many Requests: retry after 600', { retry_after: 600 }));
		telegram.write(chat, '/help');
		await vi.waitFor(() => expect(log.lines.join()).toContain('Telegram asks for a long pause'));
	});
});

describe('what the platform does by itself', () => {
	test('removed without a word', async () => {
		const chat = room.telegram.chat({ type: 'group', title: 'Silent' });
		room.telegram.kick(chat, { quietly: true });
		await expect(send(chat)).rejects.toMatchObject({
			outcome: { kind: 'gone', reason: 'Forbidden: bot was kicked from the group chat' },
		});
	});
	test('the right to write is taken', async () => {
		const chat = room.telegram.chat({ type: 'supergroup', title: 'Quiet' });
		room.telegram.silence(chat);
		await expect(send(chat)).rejects.toMatchObject({ outcome: { kind: 'gone' } });
	});
	test('migrated without a word', async () => {
		const chat = room.telegram.chat({ type: 'group', title: 'Growing' });
		const moved = room.telegram.migrate(chat, { quietly: true });
		await expect(send(chat)).rejects.toMatchObject({
			outcome: { kind: 'moved', to: `telegram:${moved.id}` },
		});
	});
	test('a closed and an unknown topic', async () => {
		const chat = room.telegram.chat({ type: 'supergroup', title: 'Forum', topics: ['News'] });
		const topic = chat.topics.News ?? 0;
		expect(await send(chat, topic)).toHaveProperty('messageId');
		room.telegram.closeTopic(chat, topic);
		await expect(send(chat, topic)).rejects.toMatchObject({
			outcome: { kind: 'gone', reason: 'Bad Request: TOPIC_CLOSED' },
		});
		await expect(send(chat, 99)).rejects.toMatchObject({ outcome: { kind: 'gone' } });
	});
	test('a chat that has had its burst is not even asked', async () => {
		const chat = room.telegram.chat({ type: 'private', title: 'Ana' });
		for (let times = 0; times < 3; times++) await send(chat);
		await expect(send(chat)).rejects.toMatchObject({ outcome: { kind: 'later', scope: 'channel' } });
		expect(room.telegram.messages(chat).length).toBe(3);
	});
	test('nothing to say, and a channel of another platform, are rejected', async () => {
		const chat = room.telegram.chat({ type: 'private', title: 'Ben' });
		await expect(
			room.bot.send({ key: 'k', channel: `telegram:${chat.id}`, doc: doc() }),
		).rejects.toMatchObject({
			outcome: { kind: 'rejected' },
		});
		await expect(room.bot.send({ key: 'k', channel: 'discord:1', doc: post })).rejects.toMatchObject({
			outcome: { kind: 'rejected' },
		});
	});
});

describe('answers', () => {
	test('many at once keep the chat’s window', async () => {
		const chat = room.telegram.chat({ type: 'group', title: 'Busy' });
		const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => room.telegram.say(chat, `/summary ${n}`)));
		expect(answers.map(({ text: words }) => words).sort()).toEqual(
			[1, 2, 3, 4, 5].map((n) => `summary: ${n}`),
		);
	});
	test('a lost answer is not said twice, and disturbs nothing', async () => {
		const chat = room.telegram.chat({ type: 'private', title: 'Dora' });
		await room.telegram.nextSend('lost-answer');
		await room.telegram.say(chat, '/summary 1');
		expect((await room.telegram.say(chat, '/summary 2')).text).toBe('summary: 2');
		expect(room.telegram.messages(chat).length).toBe(2);
	});
});
