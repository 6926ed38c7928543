/**
 * The connection to Discord. Rules:
 * 1. The smallest intent (Guilds): no message of anybody is read but the one somebody points at.
 * 2. Nothing is cached that this program does not use; what discord.js needs itself (servers, channels, roles)
 *    stays.
 * 3. Every event that would crash the process unheard is heard, and logged without the token.
 */
import {
	Client,
	DiscordAPIError,
	DiscordjsError,
	DiscordjsErrorCodes,
	Events,
	GatewayCloseCodes,
	GatewayIntentBits,
	Options,
	RESTEvents,
} from 'discord.js';
import { ConfigError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { reasonOf } from './failure.ts';

const INVALID_REQUESTS_WORTH_A_WARNING = 100;

const TOKEN_REFUSED =
	'DISCORD_TOKEN: Discord does not accept this token. Copy it again: https://discord.com/developers/applications → your application → Bot → Reset Token.';

export function createClient(api: string, log: Log): Client {
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
			`Discord closed the connection for good. ${code === GatewayCloseCodes.AuthenticationFailed ? TOKEN_REFUSED : ''}`,
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

/** The gateway closed the connection and will not take it again. */
class GatewayRefusal extends Error {
	readonly code: number;
	constructor(code: number) {
		super(`the gateway closed the connection with ${code}`);
		this.code = code;
	}
}

/** Why a start failed, with the remedy; discord.js' own error may carry the request, so it is not passed on. */
export function startError(error: unknown, api: string): Error {
	const isRefused =
		(error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
		(error instanceof GatewayRefusal && error.code === GatewayCloseCodes.AuthenticationFailed) ||
		(error instanceof DiscordAPIError && error.status === 401);
	if (isRefused) return new ConfigError([TOKEN_REFUSED]);
	return new Error(
		`Discord cannot be reached at ${new URL(api).origin} (${reasonOf(error)}). Check the network, or DISCORD_API_URL if it is set.`,
	);
}

/** Rejects when the gateway refuses us; discord.js itself would go on waiting. */
export const refusal = (client: Client): Promise<never> =>
	new Promise((_, reject) =>
		client.once(Events.ShardDisconnect, ({ code }) => reject(new GatewayRefusal(code))),
	);
