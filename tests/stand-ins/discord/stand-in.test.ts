import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type DiscordStandIn, startDiscord } from './index.ts';

const CHANNELS = Array.from({ length: 40 }, (_, index) => `c${index}`);
let discord: DiscordStandIn;
beforeAll(async () => {
	discord = await startDiscord({ guilds: [{ name: 'Main', channels: CHANNELS }] });
});
afterAll(() => discord.close());

let used = 0;
const fresh = () => discord.channel(`c${used++}`).id;
async function call(method: string, path: string, body?: unknown, token = discord.token) {
	const response = await fetch(`${discord.apiUrl}/v10${path}`, {
		method,
		headers: {
			authorization: `Bot ${token}`,
			'content-type': 'application/json',
			'user-agent': 'DiscordBot (https://depeche.example, 1)',
		},
		...(body !== undefined && { body: JSON.stringify(body) }),
	});
	const text = await response.text();
	const parsed = z
		.object({ code: z.number().optional(), id: z.string().optional(), retry_after: z.number().optional() })
		.or(z.array(z.unknown()))
		.parse(text === '' ? {} : JSON.parse(text));
	return { status: response.status, headers: response.headers, body: Array.isArray(parsed) ? {} : parsed };
}
const v2 = (...components: unknown[]) => ({ flags: 32768, allowed_mentions: { parse: [] }, components });
const words = (content: string) => ({ type: 10, content });
const button = (more: object) => ({ type: 1, components: [{ type: 2, style: 2, label: 'Go', ...more }] });
const post = (channel: string, body: unknown) => call('POST', `/channels/${channel}/messages`, body);

describe('bodies that Discord refuses are refused, and written down', () => {
	test.each([
		['41 components', v2(...Array.from({ length: 41 }, () => words('x')))],
		['4,001 characters', v2(words('x'.repeat(2000)), words('x'.repeat(2001)))],
		['an empty text', v2(words(' '))],
		['content beside components', { ...v2(words('x')), content: 'x' }],
		['content of 2,001 characters', { content: 'x'.repeat(2001), allowed_mentions: { parse: [] } }],
		['a button without custom_id', v2(button({}))],
		['the same custom_id twice', v2(button({ custom_id: 'a' }), button({ custom_id: 'a' }))],
		['a link to localhost', v2(button({ style: 5, url: 'http://localhost/' }))],
		['a javascript link', v2(button({ style: 5, url: 'javascript:alert(1)' }))],
		['a label of 81 characters', v2(button({ custom_id: 'a', label: 'x'.repeat(81) }))],
		[
			'six buttons in a row',
			v2({
				type: 1,
				components: Array.from({ length: 6 }, (_, n) => ({
					type: 2,
					style: 2,
					label: 'x',
					custom_id: `${n}`,
				})),
			}),
		],
		['a field nobody knows', { ...v2(words('x')), colour: 1 }],
		['an ephemeral post', { ...v2(words('x')), flags: 32768 | 64 }],
		['pings', { ...v2(words('x')), allowed_mentions: { parse: ['everyone'] } }],
		['a nonce of 26 characters', { ...v2(words('x')), nonce: 'n'.repeat(26) }],
		['nothing', {}],
	])('%s', async (_, body) => {
		const before = discord.violations.length;
		const { status, body: answer } = await post(fresh(), body);
		expect([status, answer.code]).toEqual([400, 50035]);
		expect(discord.violations.length).toBeGreaterThan(before);
	});
});

describe('what Discord does', () => {
	const good = { ...v2(words('hello')), nonce: 'n1', enforce_nonce: true };

	test('an enforced nonce gives the first message again; deleted, it is unknown', async () => {
		const channel = fresh();
		const first = await post(channel, good);
		expect((await post(channel, good)).body.id).toBe(first.body.id);
		expect(discord.copies('n1')).toBe(1);
		for (const message of discord.messages(channel)) discord.deleteMessage(message);
		expect((await post(channel, good)).body.code).toBe(10008);
	});

	test('rights and their codes; the first refusal is news, the second avoidable', async () => {
		const channel = fresh();
		discord.denyPermission(channel, 'send');
		const before = discord.avoidable;
		expect((await post(channel, good)).body.code).toBe(50013);
		expect(discord.avoidable).toBe(before);
		await post(channel, good);
		expect(discord.avoidable).toBe(before + 1);
		discord.deleteChannel(channel);
		expect((await post(channel, good)).body.code).toBe(10003);
	});

	test('five posts within 5 seconds, then 429 with what Discord says', async () => {
		const channel = fresh();
		const answers = [];
		for (let index = 0; index < 6; index++) answers.push(await post(channel, v2(words(`${index}`))));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
		expect(answers[4]?.headers.get('x-ratelimit-remaining')).toBe('0');
		expect(answers[5]?.headers.get('x-ratelimit-scope')).toBe('user');
		expect(answers[5]?.body.retry_after).toBeGreaterThan(3);
	});

	test('five orders to a webhook within 2 seconds, then 429', async () => {
		const answers = [];
		for (let index = 0; index < 6; index++)
			answers.push(await call('POST', '/webhooks/1/none', v2(words('x'))));
		expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 429]);
		expect(answers[5]?.body.retry_after).toBeLessThanOrEqual(2);
	});

	test('no 51 requests of a bot within a second', async () => {
		const answers = await Promise.all(Array.from({ length: 60 }, () => call('GET', '/users/@me')));
		const limited = answers.filter(({ status }) => status === 429);
		expect(limited.length).toBeGreaterThanOrEqual(10);
		expect(limited[0]?.headers.get('x-ratelimit-global')).toBe('true');
	});

	test('a wrong token and an unknown route', async () => {
		expect((await call('GET', '/users/@me', undefined, 'x')).status).toBe(401);
		expect((await call('GET', '/guilds/1/emojis')).status).toBe(404);
		expect(discord.unknownRoutes).toEqual(['GET /guilds/1/emojis']);
	});

	test('an interaction nobody knows', async () => {
		const { body } = await call('POST', '/interactions/1/none/callback', { type: 5 });
		expect(body.code).toBe(10062);
	});
});

describe('people use only what is there', () => {
	test('a command that is not registered', async () => {
		await expect(discord.slash(discord.channel('c0').id, 'nothing')).rejects.toThrow(/not registered/);
	});

	test('options as they were registered', async () => {
		const other = await startDiscord();
		const path = '/applications/1/commands';
		const option = {
			type: 4,
			name: 'count',
			description: 'How many',
			min_value: 1,
			max_value: 5,
			required: true,
		};
		const body = [{ name: 'latest', description: 'Newest', options: [option] }];
		await fetch(`${other.apiUrl}/v10${path}`, {
			method: 'PUT',
			headers: { authorization: `Bot ${other.token}`, 'user-agent': 'DiscordBot (https://x.example, 1)' },
			body: JSON.stringify(body),
		});
		const slash = (values: Record<string, string | number>) =>
			other.slash(other.channel('news').id, 'latest', values);
		await expect(slash({})).rejects.toThrow(/requires count/);
		await expect(slash({ count: 9 })).rejects.toThrow(/out of range/);
		await expect(slash({ count: 'x' })).rejects.toThrow(/whole number/);
		await expect(slash({ count: 1, other: 1 })).rejects.toThrow(/no option other/);
		await expect(slash({ count: 1 })).rejects.toThrow(/No bot is connected/);
		expect(other.violations).toEqual([]);
		await other.close();
	});
});
