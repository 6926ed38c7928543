/**
 * Discord behind the port. Rules:
 * 1. Two clients: discord.js for the gateway and the answers to people (client.ts), a bare one that repeats
 *    nothing for posts (send.ts).
 * 2. A stop lets answers that are being written finish, for a moment.
 */
import { once } from 'node:events';
import { Events } from 'discord.js';
import type { Log } from '../../log.ts';
import type { Adapter } from '../adapter.ts';
import { createClient, refusal, startError } from './client.ts';
import { menuNames, register, registrations, type Texts } from './commands.ts';
import { createAnswering } from './interactions.ts';
import { createPosting } from './send.ts';

const DISCORD_API = 'https://discord.com/api';
/** Discord enforces a nonce for "the past few minutes"; two of them are safe. */
const REPEAT_WINDOW = 120_000;
/** How long a stop waits for answers that are being written. */
const FAREWELL = 3_000;

export function createDiscord(options: {
	readonly token: string;
	/** The root that ends in /api; another one for a proxy or a stand-in. */
	readonly apiUrl?: string;
	readonly log: Log;
	/** The interface languages; `en` is the base. */
	readonly texts: Texts;
}): Adapter {
	const { token, log, texts } = options;
	const api = (options.apiUrl ?? DISCORD_API).replace(/\/+$/, '');
	const client = createClient(api, log);
	const stopping = new AbortController();
	const answering = new Set<Promise<void>>();
	const posting = createPosting({
		token,
		api,
		self: () => client.user?.id,
		permissionsIn(channelId) {
			const channel = client.channels.cache.get(channelId);
			if (!channel || channel.isDMBased() || !channel.guild.members.me) return undefined;
			return channel.permissionsFor(channel.guild.members.me);
		},
	});

	return {
		platform: 'discord',
		repeatWindow: REPEAT_WINDOW,

		async start(commands, handle) {
			const answer = createAnswering({
				reading: {
					commands: new Map(commands.map((command) => [command.name, command])),
					menu: menuNames(commands, texts),
				},
				handle,
				stopping: stopping.signal,
				log,
			});
			client.on(Events.InteractionCreate, (interaction) => {
				const work = answer(interaction).finally(() => answering.delete(work));
				answering.add(work);
			});
			try {
				await Promise.race([
					Promise.all([once(client, Events.ClientReady, { signal: stopping.signal }), client.login(token)]),
					refusal(client),
				]);
				if (!client.application) throw new Error('no application in the answer');
				const isWritten = await register(client.rest, client.application.id, registrations(commands, texts));
				log.info(
					{
						platform: 'discord',
						servers: client.guilds.cache.size,
						commands: isWritten ? 'registered' : 'unchanged',
					},
					'connected',
				);
			} catch (error) {
				await client.destroy();
				posting.close();
				throw startError(error, api);
			}
		},

		send: (message) => posting.send(message),
		find: (message, since) => posting.find(message, since),

		async stop() {
			client.removeAllListeners(Events.InteractionCreate);
			const farewell = new Promise((resolve) => setTimeout(resolve, FAREWELL).unref());
			await Promise.race([Promise.allSettled(answering), farewell]);
			stopping.abort();
			posting.close();
			await client.destroy();
		},
	};
}
