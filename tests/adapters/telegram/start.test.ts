import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Adapter, Handle } from '../../../src/adapters/adapter.ts';
import { createTelegram } from '../../../src/adapters/telegram/index.ts';
import { doc, text } from '../../../src/doc/doc.ts';
import { startTelegram, type TelegramStandIn } from '../../stand-ins/telegram/index.ts';
import { commands, createEcho, createLines, openNewsroom, texts } from './newsroom.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function standIn(): Promise<TelegramStandIn> {
	const telegram = await startTelegram();
	closing.push(() => telegram.close());
	return telegram;
}

function botOn(telegram: TelegramStandIn, settings: { token?: string; publicUrl?: string } = {}) {
	const log = createLines();
	const bot = createTelegram({ token: telegram.token, apiUrl: telegram.apiUrl, log, texts, ...settings });
	closing.push(() => bot.stop());
	return { bot, log };
}

/** The web server in front of a bot, as src/web mounts it; the bot may come after the address. */
async function mount(): Promise<{ url: string; bot?: Adapter; statuses: number[] }> {
	const mounted: { url: string; bot?: Adapter; statuses: number[] } = { url: '', statuses: [] };
	const server: Server = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(Buffer.from(chunk));
		const hook = mounted.bot?.webhook;
		const secret = request.headers['x-telegram-bot-api-secret-token'];
		const answer =
			hook && request.url === hook.path
				? await hook.handle(
						new Request(mounted.url + hook.path, {
							method: 'POST',
							body: Buffer.concat(chunks),
							headers: { 'x-telegram-bot-api-secret-token': String(secret) },
						}),
					)
				: new Response('', { status: 404 });
		mounted.statuses.push(answer.status);
		response.writeHead(answer.status).end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	mounted.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	closing.push(
		() =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	);
	return mounted;
}

describe('the token', () => {
	test('a wrong one stops the start with the remedy, and is not shown', async () => {
		const telegram = await standIn();
		const { bot, log } = botOn(telegram, { token: '123:wrong' });
		await expect(bot.start(commands, createEcho().handle)).rejects.toThrow(/TELEGRAM_TOKEN.*@BotFather/);
		await expect(bot.start(commands, createEcho().handle)).rejects.not.toThrow(/123:wrong/);
		expect(log.lines.join()).not.toContain('123:wrong');
	});
	test('a Telegram that cannot be reached is tried again, without the token in the log', async () => {
		const telegram = await standIn();
		await telegram.nextSend('refused');
		const { bot, log } = botOn(telegram);
		await bot.start(commands, createEcho().handle);
		expect(log.lines.join()).toContain('ECONNREFUSED');
		await vi.waitFor(() => expect(log.lines.join()).toContain('connected to Telegram'), { timeout: 8000 });
		expect(log.lines.join()).not.toContain(telegram.token);
	});
});

describe('long polling', () => {
	test('two pollers of one token are explained', async () => {
		const telegram = await standIn();
		const first = botOn(telegram);
		const second = botOn(telegram);
		await first.bot.start(commands, createEcho().handle);
		await second.bot.start(commands, createEcho().handle);
		await vi.waitFor(() => expect(first.log.lines.join()).toContain('run one Depeche per token'));
	});
	test('after an outage it goes on', async () => {
		await using room = await openNewsroom();
		const chat = room.telegram.chat({ type: 'private', title: 'Ana' });
		await room.telegram.say(chat, '/summary 1');
		await room.telegram.nextSend('refused');
		expect((await room.telegram.say(chat, '/summary 2')).text).toBe('summary: 2');
		expect(room.calls.length).toBe(2);
	});
	test('a slow command holds nobody up, and what was answered is not answered again after a restart', async () => {
		const slow = Promise.withResolvers<void>();
		const echo = createEcho();
		await using room = await openNewsroom({
			handle: async (call) => {
				if (call.input.kind === 'line' && call.input.line === 'slow') await slow.promise;
				return echo.handle(call);
			},
		});
		const chat = room.telegram.chat({ type: 'private', title: 'Ana' });
		const waiting = room.telegram.say(chat, '/summary slow');
		expect((await room.telegram.say(chat, '/summary quick')).text).toBe('summary: quick');
		slow.resolve();
		await waiting;
		await room.bot.stop();
		const again = createEcho();
		const { bot } = botOn(room.telegram);
		await bot.start(commands, again.handle);
		await room.telegram.say(chat, '/summary 3');
		expect(again.calls.map(({ input }) => input)).toEqual([{ kind: 'line', line: '3' }]);
		await bot.stop();
	});
});

describe('a stop', () => {
	/** Says how long its command was allowed to run. */
	function createSlow() {
		const begun = Promise.withResolvers<void>();
		const end = Promise.withResolvers<void>();
		const handle: Handle = async ({ signal }) => {
			begun.resolve();
			await end.promise;
			return { doc: doc(text(signal.aborted ? 'too long' : 'in time')), private: false };
		};
		return { handle, begun: begun.promise, end: end.resolve };
	}
	test.each(['long polling', 'webhook'])('%s: lets a running answer finish', async (by) => {
		const telegram = await standIn();
		const mounted = await mount();
		const { bot } = botOn(telegram, by === 'webhook' ? { publicUrl: mounted.url } : {});
		mounted.bot = bot;
		const slow = createSlow();
		await bot.start(commands, slow.handle);
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		const answer = telegram.say(chat, '/summary 1');
		await slow.begun;
		const stopped = bot.stop();
		if (by === 'webhook') {
			telegram.write(chat, '/summary 2');
			await vi.waitFor(() => expect(mounted.statuses).toContain(503));
		}
		slow.end();
		expect((await answer).text).toBe('in time');
		await stopped;
	});
});

describe('webhook', () => {
	test('commands arrive, each once, however often they are delivered', async () => {
		const telegram = await standIn();
		const mounted = await mount();
		const { bot } = botOn(telegram, { publicUrl: mounted.url });
		mounted.bot = bot;
		const { calls, handle } = createEcho();
		await bot.start(commands, handle);
		expect(telegram.webhookUrl).toBe(mounted.url + bot.webhook?.path);
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		expect((await telegram.say(chat, '/summary 1')).text).toBe('summary: 1');
		telegram.repeat();
		expect((await telegram.say(chat, '/summary 2')).text).toBe('summary: 2');
		expect(calls.length).toBe(2);
		expect(mounted.statuses).toEqual([200, 200, 200]);
		expect([telegram.violations, telegram.unknownRoutes, telegram.avoidable]).toEqual([[], [], 0]);
	});
	test.each<[string, string | undefined, string, number]>([
		['no secret', undefined, '{}', 403],
		['a wrong secret', 'x', '{}', 403],
	])('%s is refused', async (_name, secret, body, status) => {
		const telegram = await standIn();
		const mounted = await mount();
		const { bot } = botOn(telegram, { publicUrl: mounted.url });
		await bot.start(commands, createEcho().handle);
		const headers: Record<string, string> =
			secret === undefined ? {} : { 'x-telegram-bot-api-secret-token': secret };
		const request = new Request('http://127.0.0.1/x', { method: 'POST', body, headers });
		expect((await bot.webhook?.handle(request))?.status).toBe(status);
		expect(bot.webhook?.path).not.toContain(telegram.token.slice(10, 20));
	});
	test('without https and at the official server, long polling serves', () => {
		const bot = createTelegram({
			token: '1:x',
			publicUrl: 'http://news.example.org',
			log: createLines(),
			texts,
		});
		expect(bot.webhook).toBeUndefined();
		expect(
			createTelegram({ token: '1:x', publicUrl: 'https://news.example.org/', log: createLines(), texts })
				.webhook?.path,
		).toMatch(/^\/telegram\/[\w-]{32}$/);
	});
	test('an address that Telegram cannot call is named with the remedy', async () => {
		const telegram = await standIn();
		const { bot } = botOn(telegram, { publicUrl: 'http://news.example.org' });
		await expect(bot.start(commands, createEcho().handle)).rejects.toThrow(/PUBLIC_URL.*https/);
	});
});
