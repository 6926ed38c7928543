/**
 * Discord behind the port. Rules:
 * 1. The smallest intent (Guilds): no message of anybody is read but the one somebody points at.
 * 2. Two clients: discord.js for the gateway and the answers to people, a bare one that never repeats for posts.
 * 3. Nothing is cached that this program does not use; what discord.js needs itself (servers, channels, roles) stays.
 * 4. The token is in no log line and in no error.
 */
import { once } from 'node:events';
import {
	Client,
	DiscordAPIError,
	DiscordjsError,
	DiscordjsErrorCodes,
	Events,
	GatewayIntentBits,
	Options,
	RESTEvents,
} from 'discord.js';
import { ConfigError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Adapter } from '../adapter.ts';
import { menuNames, register, registrations, type Texts } from './commands.ts';
import { reasonOf } from './failure.ts';
import { createAnswering } from './interactions.ts';
import { createPosting } from './send.ts';

const DISCORD_API = 'https://discord.com/api';
/** Discord enforces a nonce for "the past few minutes"; two of them are safe. */
const REPEAT_WINDOW = 120_000;
/** How long a stop waits for answers that are being written. */
const FAREWELL = 3_000;
const INVALID_REQUESTS_WORTH_A_WARNING = 100;

const TOKEN_REFUSED =
	'DISCORD_TOKEN: Discord does not accept this token. Copy it again: https://discord.com/developers/applications → your application → Bot → Reset Token.';

function createClient(api: string, log: Log): Client {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds],
		rest: { api, invalidRequestWarningInterval: INVALID_REQUESTS_WORTH_A_WARNING },
		allowedMentions: { parse: [] },
		makeCache: Options.cacheWithLimits({
			...Options.DefaultMakeCacheSettings,
			ApplicationCommandManager: 0,
			ApplicationEmojiManager: 0,
			AutoModerationRuleManager: 0,
			BaseGuildEmojiManager: 0,
			EntitlementManager: 0,
			GuildBanManager: 0,
			GuildEmojiManager: 0,
			GuildInviteManager: 0,
			GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
			GuildMessageManager: 0,
			GuildScheduledEventManager: 0,
			GuildStickerManager: 0,
			MessageManager: 0,
			PresenceManager: 0,
			ReactionManager: 0,
			ReactionUserManager: 0,
			StageInstanceManager: 0,
			ThreadMemberManager: 0,
			UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
			VoiceStateManager: 0,
		}),
	});
	const platform = 'discord';
	client.on(Events.Error, (error) => log.error({ platform, reason: reasonOf(error) }, 'connection error'));
	client.on(Events.ShardError, (error) => log.warn({ platform, reason: reasonOf(error) }, 'gateway error'));
	client.on(Events.ShardReconnecting, () => log.info({ platform }, 'reconnecting'));
	client.on(Events.ShardResume, () => log.info({ platform }, 'connected again'));
	client.on(Events.Invalidated, () => log.error({ platform }, 'Discord ended the session: start again'));
	client.on(Events.ShardDisconnect, ({ code }) =>
		log.error(
			{ platform, code },
			`Discord closed the connection for good. ${code === 4004 ? TOKEN_REFUSED : ''}`,
		),
	);
	client.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) =>
		log.warn(
			{ platform, count },
			'many refused requests: Discord blocks an address after 10,000 in 10 minutes',
		),
	);
	return client;
}

/** Why a start failed, with the remedy; discord.js' own error may carry the request, so it is not passed on. */
function startError(error: unknown, api: string): Error {
	const isRefused =
		(error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
		(error instanceof DiscordAPIError && error.status === 401);
	if (isRefused) return new ConfigError([TOKEN_REFUSED]);
	return new Error(
		`Discord cannot be reached at ${new URL(api).origin} (${reasonOf(error)}). Check the network, or DISCORD_API_URL if it is set.`,
	);
}

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
			const me = channel && !channel.isDMBased() ? channel.guild.members.me : null;
			return me && channel && !channel.isDMBased() ? channel.permissionsFor(me) : undefined;
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
				await Promise.all([
					once(client, Events.ClientReady, { signal: stopping.signal }),
					client.login(token),
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
