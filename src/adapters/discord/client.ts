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
import { makeRequest } from './request.ts';
import { buildStrategy } from './sharding.ts';

const MINUTE = 60_000;
const INVALID_REQUESTS_WORTH_A_WARNING = 100;

const TOKEN_REFUSED =
	'DISCORD_TOKEN: Discord does not accept this token. Copy it again: https://discord.com/developers/applications → your application → Bot → Reset Token.';

export function createClient(api: string, log: Log): Client {
	const client = new Client({
		intents: [GatewayIntentBits.Guilds],
		ws: { buildStrategy },
		rest: { api, makeRequest, invalidRequestWarningInterval: INVALID_REQUESTS_WORTH_A_WARNING },
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
	// An outage is tried twice a second; the log hears of it once a minute.
	const tell = sparing((reason) =>
		log.warn({ platform, reason }, 'the connection to Discord is broken, trying again (WebSocket, wss://)'),
	);
	client.on(Events.ShardError, (error) => tell(reasonOf(error)));
	client.on(Events.ShardReconnecting, () => tell('the gateway cannot be reached, or closed the connection'));
	client.on(Events.ShardResume, () => log.info({ platform }, 'connected again'));
	client.rest.on(RESTEvents.InvalidRequestWarning, ({ count }) =>
		log.warn(
			{ platform, count },
			'many refused requests: Discord blocks an address after 10,000 in 10 minutes',
		),
	);
	return client;
}

/** The same words at most once a minute. */
function sparing(tell: (words: string) => void): (words: string) => void {
	const told = new Map<string, number>();
	return (words) => {
		const now = Date.now();
		for (const [old, at] of told) if (at <= now - MINUTE) told.delete(old);
		if (told.has(words)) return;
		told.set(words, now);
		tell(words);
	};
}

/** Discord ended the session and will not take it again. */
class SessionEnd extends Error {
	readonly code: number | undefined;
	constructor(code?: number) {
		super('the session has ended');
		this.code = code;
	}
}

/** Why a connection failed or ended, with the remedy; discord.js' own error may carry the request, so it is not passed on. */
export function startError(error: unknown, api: string): Error {
	const isRefused =
		(error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
		(error instanceof SessionEnd && error.code === GatewayCloseCodes.AuthenticationFailed) ||
		(error instanceof DiscordAPIError && error.status === 401);
	if (isRefused) return new ConfigError([TOKEN_REFUSED]);
	if (error instanceof SessionEnd) {
		const name = error.code === undefined ? 'invalidated' : (GatewayCloseCodes[error.code] ?? 'unknown');
		return new Error(
			`Discord ended the session (${name}${error.code === undefined ? '' : `, ${error.code}`}).`,
		);
	}
	return new Error(
		`Discord cannot be reached at ${new URL(api).origin} (${reasonOf(error)}). Check the network, or DISCORD_API_URL if it is set.`,
	);
}

/** Rejects when Discord ends the session for good; discord.js itself would go on waiting. */
export const ended = (client: Client): Promise<never> =>
	new Promise((_, reject) => {
		client.once(Events.ShardDisconnect, ({ code }) => reject(new SessionEnd(code)));
		client.once(Events.Invalidated, () => reject(new SessionEnd()));
	});
