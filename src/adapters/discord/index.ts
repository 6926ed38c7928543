/**
 * Discord behind the port. Rules:
 * 1. Two clients: discord.js for the gateway and the answers to people (client.ts), a bare one that repeats
 *    nothing for posts (send.ts).
 * 2. Nothing is posted while Discord is not connected: nobody would answer the buttons.
 * 3. A stop lets answers that are being written finish, for a moment, before the connection ends.
 */
import { type Client, DiscordAPIError, Events } from 'discord.js';
import { SendError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Adapter } from '../adapter.ts';
import { createClient } from './client.ts';
import { menuNames, register, registrations, type Texts } from './commands.ts';
import { type Connection, createConnection, WAITS, type Waits } from './connection.ts';
import { reasonOf } from './failure.ts';
import { createAnswering } from './interactions.ts';
import { createPosting } from './send.ts';

const DISCORD_API = 'https://discord.com/api';
/** Discord enforces a nonce for "the past few minutes"; two of them are safe. */
const REPEAT_WINDOW = 120_000;
/** How long a stop waits for answers that are being written, and then for their last words. */
const FAREWELL = 3_000;
const LAST_WORDS = 1_000;
const SOON = 5_000;

const NOT_CONNECTED = {
	kind: 'later',
	retryAfter: SOON,
	scope: 'platform',
	reason: 'Discord is not connected',
} as const;

export function createDiscord(options: {
	readonly token: string;
	/** The root that ends in /api; another one for a proxy or a stand-in. */
	readonly apiUrl?: string;
	readonly log: Log;
	/** The interface languages; `en` is the base. */
	readonly texts: Texts;
	readonly waits?: Waits;
}): Adapter {
	const { token, log, texts, waits = WAITS } = options;
	const api = (options.apiUrl ?? DISCORD_API).replace(/\/+$/, '');
	const stopping = new AbortController();
	const answering = new Set<Promise<void>>();
	let isStopping = false;
	let connection: Connection | undefined;
	const posting = createPosting({
		token,
		api,
		log,
		self: () => connection?.client()?.user?.id,
		permissionsIn(channelId) {
			const channel = connection?.client()?.channels.cache.get(channelId);
			if (!channel || channel.isDMBased() || !channel.guild.members.me) return undefined;
			return channel.permissionsFor(channel.guild.members.me);
		},
	});

	/** Commands that Discord refuses are no reason to stay away: those of the last start still work. */
	async function writeCommands(client: Client, wanted: ReturnType<typeof registrations>): Promise<string> {
		if (!client.application) throw new Error('no application in the answer');
		try {
			return (await register(client.rest, client.application.id, wanted)) ? 'registered' : 'unchanged';
		} catch (error) {
			if (!(error instanceof DiscordAPIError) || error.status === 401) throw error;
			log.error({ platform: 'discord', reason: reasonOf(error) }, 'Discord did not take the commands');
			return 'refused';
		}
	}

	const settled = (ms: number): Promise<unknown> =>
		Promise.race([
			Promise.allSettled(answering),
			new Promise((resolve) => {
				setTimeout(resolve, ms).unref();
			}),
		]);

	return {
		platform: 'discord',
		repeatWindow: REPEAT_WINDOW,

		async start(commands, handle) {
			const wanted = registrations(commands, texts);
			const answer = createAnswering({
				reading: {
					commands: new Map(commands.map((command) => [command.name, command])),
					menu: menuNames(commands, texts),
				},
				handle,
				stopping: stopping.signal,
				log,
				api,
			});
			connection = createConnection({
				token,
				api,
				log,
				waits,
				create() {
					const client = createClient(api, log);
					client.on(Events.InteractionCreate, (interaction) => {
						if (isStopping) return;
						const work = answer(interaction).finally(() => answering.delete(work));
						answering.add(work);
					});
					return client;
				},
				async prepare(client) {
					const outcome = await writeCommands(client, wanted);
					const servers = client.guilds.cache.size;
					log.info({ platform: 'discord', servers, commands: outcome }, 'connected');
				},
			});
			await connection.start();
		},

		async send(message) {
			if (connection?.client()) return await posting.send(message);
			throw new SendError(NOT_CONNECTED);
		},
		async revise(message) {
			if (connection?.client()) return await posting.revise(message);
			throw new SendError(NOT_CONNECTED);
		},
		find: (message, since) => posting.find(message, since),

		async stop() {
			isStopping = true;
			await settled(FAREWELL);
			stopping.abort();
			await settled(LAST_WORDS);
			posting.close();
			await connection?.stop();
		},
	};
}
