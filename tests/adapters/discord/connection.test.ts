// What happens when Discord cannot be reached, ends a session or refuses the token: told, and tried again.
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Reply } from '../../../src/adapters/adapter.ts';
import { createDiscord } from '../../../src/adapters/discord/index.ts';
import { ConfigError } from '../../../src/errors.ts';
import { type DiscordStandIn, startDiscord } from '../../stand-ins/discord/index.ts';
import { collectingLog, commands, echo, post, texts } from './newsroom.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function standIn(options: Parameters<typeof startDiscord>[0] = {}): Promise<DiscordStandIn> {
	const discord = await startDiscord(options);
	closing.push(discord.close);
	return discord;
}

/** @param patience how long (ms) its start waits. */
function botAt(discord: Pick<DiscordStandIn, 'apiUrl' | 'token'>, patience = 10_000) {
	const logged: string[] = [];
	const { apiUrl, token } = discord;
	const waits = { start: patience, first: 20, longest: 100 };
	const adapter = createDiscord({ token, apiUrl, texts, waits, log: collectingLog(logged) });
	closing.push(() => adapter.stop());
	return {
		adapter,
		log: () => logged.join('\n'),
		start: () => adapter.start(commands, async (call) => echo(call)),
	};
}

const PATIENCE = 5_000;
const connected = (discord: DiscordStandIn, log: () => string, times = 1) =>
	vi.waitFor(() => {
		expect(discord.connected).toBe(true);
		expect(log().match(/^connected /gm)).toHaveLength(times);
	}, PATIENCE);
const answered = async (discord: DiscordStandIn): Promise<void> =>
	expect((await discord.slash(discord.channel('news').id, 'latest')).text).toContain('latest');

describe('out of reach', () => {
	test.each(['reset', 'wall'] as const)(
		'the gateway alone (%s): the start goes on with the reason in the log, and Discord follows',
		async (by) => {
			const discord = await standIn();
			discord.cutOffGateway(by);
			const { adapter, log, start } = botAt(discord, 200);
			await start();
			expect(log()).toMatch(/connection to Discord is broken/);
			expect(log()).toContain('Discord has not answered yet');
			const message = {
				key: 'k1',
				channel: `discord:${discord.channel('news').id}`,
				doc: post('k1'),
			} as const;
			await expect(adapter.send(message)).rejects.toMatchObject({
				outcome: { kind: 'later', scope: 'platform' },
			});
			discord.cutOffGateway(undefined);
			await connected(discord, log);
			await answered(discord);
			expect(await adapter.send(message)).toHaveProperty('messageId');
			expect(discord.identifies).toBe(1);
			expect(
				log()
					.split('\n')
					.filter((line) => line.includes('is broken')).length,
			).toBeLessThan(3);
		},
	);

	test('REST too: the start goes on at once, and commands are registered when it is there', async () => {
		const gone = await startDiscord();
		await gone.close();
		const { log, start } = botAt(gone);
		await start();
		expect(log()).toMatch(/cannot be reached at .*ECONNREFUSED.*DISCORD_API_URL/);
		expect(log()).not.toContain('has not answered yet');
		const discord = await standIn({ port: Number(new URL(gone.apiUrl).port) });
		await connected(discord, log);
		expect(discord.commands.length).toBeGreaterThan(0);
		await answered(discord);
	});
});

describe('a session that Discord ends for good', () => {
	test('is told as an error, and followed by a new login', async () => {
		const discord = await standIn();
		const { log, start } = botAt(discord);
		await start();
		discord.endSession(4014);
		await connected(discord, log, 2);
		expect(log()).toMatch(/ended the session \(DisallowedIntents, 4014\)/);
		expect(discord.identifies).toBe(2);
		await answered(discord);
		expect(discord.violations).toEqual([]);
	});

	test('before the start is done: the start goes on', async () => {
		const discord = await standIn();
		discord.refuseIdentify(4013);
		const { log, start } = botAt(discord);
		await start();
		expect(log()).toContain('InvalidIntents');
		discord.refuseIdentify(undefined);
		await connected(discord, log);
	});

	test('because the token was reset: one look whether it is so, then Discord stays off', async () => {
		const discord = await standIn();
		const { log, start } = botAt(discord);
		await start();
		discord.revokeToken();
		discord.endSession(4004);
		await vi.waitFor(() => expect(log()).toMatch(/Discord stays off.*Reset Token/), PATIENCE);
		expect(discord.avoidable).toBe(1);
	});
});

describe('a refused token stops the start', () => {
	test('by REST, with the remedy and without the token', async () => {
		const token = 'wrong.token.of-nobody';
		const { apiUrl } = await standIn();
		const { log, start } = botAt({ apiUrl, token });
		const error: unknown = await start().catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(ConfigError);
		expect(String(error)).toMatch(/DISCORD_TOKEN.*Reset Token/);
		expect(`${String(error)} ${JSON.stringify(error)} ${log()}`).not.toContain(token);
	});

	test('by the gateway', async () => {
		const discord = await standIn();
		discord.refuseIdentify(4004);
		await expect(botAt(discord).start()).rejects.toThrow(/DISCORD_TOKEN/);
	});
});

describe('a stop', () => {
	test('lets a running answer finish', async () => {
		const discord = await standIn();
		const { adapter } = botAt(discord);
		const begun = Promise.withResolvers<void>();
		const end = Promise.withResolvers<void>();
		await adapter.start(commands, async (call): Promise<Reply> => {
			begun.resolve();
			await end.promise;
			return call.signal.aborted ? { ...echo(call), private: true } : echo(call);
		});
		const answer = discord.slash(discord.channel('news').id, 'latest');
		await begun.promise;
		const stopped = adapter.stop();
		end.resolve();
		expect(await answer).toMatchObject({ private: false, text: expect.stringContaining('latest') });
		await stopped;
		expect(discord.connected).toBe(false);
	});

	test('while the gateway is out of reach ends the trying', async () => {
		const discord = await standIn();
		discord.cutOffGateway('reset');
		const { adapter, start } = botAt(discord, 200);
		await start();
		await adapter.stop();
		discord.cutOffGateway(undefined);
		// Another bot of the same process connects after the time in which a shard would have tried again.
		const next = botAt(discord, 200);
		discord.cutOffGateway('reset');
		await next.start();
		discord.cutOffGateway(undefined);
		await connected(discord, next.log);
		expect(discord.identifies).toBe(1);
	});
});
