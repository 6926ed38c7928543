/** The whole program between a Discord, a Telegram and a publisher of our own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { type Depeche, startDepeche } from '../../src/depeche.ts';
import { createLog } from '../../src/log.ts';
import { type DiscordStandIn, startDiscord } from '../stand-ins/discord/index.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';
import { startTelegram, type TelegramStandIn } from '../stand-ins/telegram/index.ts';
import { settingsFor } from './settings.ts';

export interface House {
	readonly discord: DiscordStandIn;
	readonly telegram: TelegramStandIn;
	readonly publisher: Publisher;
	/** What the log wrote. */
	readonly lines: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	start(): Promise<void>;
	stop(): Promise<void>;
	/** Stops everything; then nobody may have anything to complain about. */
	close(): Promise<void>;
}

export async function openHouse(options: {
	readonly channels: readonly string[];
	readonly environment?: Readonly<Record<string, string>>;
}): Promise<House> {
	const dataDir = mkdtempSync(join(tmpdir(), 'depeche-'));
	const discord = await startDiscord({ guilds: [{ name: 'Community', channels: options.channels }] });
	const telegram = await startTelegram();
	const publisher = await startPublisher();
	const lines: string[] = [];
	const environment = {
		...settingsFor(discord, telegram, dataDir),
		LOG_LEVEL: 'debug',
		...options.environment,
	};
	const config = readConfig(environment);
	const log = createLog({ level: config.LOG_LEVEL, secrets: [], write: (line) => void lines.push(line) });
	let depeche: Depeche | undefined;

	const stop = async (): Promise<void> => {
		await depeche?.stop();
		depeche = undefined;
	};
	return {
		discord,
		telegram,
		publisher,
		lines,
		environment,
		async start() {
			depeche = await startDepeche(config, log);
		},
		stop,
		async close() {
			await stop();
			await Promise.all([discord.close(), telegram.close(), publisher.close()]);
			rmSync(dataDir, { recursive: true, force: true });
			expect({
				violations: [...discord.violations, ...telegram.violations],
				unknownRoutes: [...discord.unknownRoutes, ...telegram.unknownRoutes],
				avoidable: discord.avoidable + telegram.avoidable,
				secretsInLog: lines.filter((line) => line.includes(discord.token) || line.includes(telegram.token)),
			}).toEqual({ violations: [], unknownRoutes: [], avoidable: 0, secretsInLog: [] });
		},
	};
}
