/**
 * What Discord (or the way to it) answered → what to do next. Rules:
 * 1. A request that never left, and a refusal that says "not now", certainly sent nothing: later.
 * 2. A lost or broken answer (5xx, a reset, a time limit) may have sent it: unknown.
 * 3. What is logged of an error is its code and Discord's words: its request, address and token stay out.
 */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { SendOutcome } from '../../errors.ts';

/** The channel cannot be posted to until somebody changes something there. */
const GONE: ReadonlySet<unknown> = new Set([
	10003, // unknown channel
	10004, // unknown guild
	50001, // missing access
	50007, // the person takes no direct messages
	50008, // not a text channel
	50013, // missing permissions
	50024, // not possible in this kind of channel
	50083, // archived thread
	160005, // locked thread
]);
/** Discord's own "try again": slow mode, write limits, overload. */
const LATER: ReadonlySet<unknown> = new Set([20016, 20028, 20029, 40003, 130000]);

const SOON = 5_000;
/** A refusal without Discord's own code comes from the wall in front of it. */
const WALL = 60_000;

/** Errors before the first byte went out, by the system call that failed. */
function neverLeft(error: unknown): boolean {
	if (!(error instanceof Error)) return false;
	if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(neverLeft);
	const syscall = 'syscall' in error ? error.syscall : undefined;
	const code = 'code' in error ? error.code : undefined;
	return syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT';
}

/** Short enough for a log line, and nothing of the request in it. */
export function reasonOf(error: unknown): string {
	if (error instanceof RateLimitError) return `rate limit (${error.global ? 'global' : error.scope})`;
	if (error instanceof DiscordAPIError) return `${error.code ?? error.status} ${error.message}`.slice(0, 300);
	if (error instanceof HTTPError) return `${error.status} ${error.message}`;
	if (!(error instanceof Error)) return 'unknown failure';
	const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
	return error.message === '' ? code : `${code}: ${error.message}`.slice(0, 300);
}

export function outcomeOf(error: unknown): SendOutcome {
	const reason = reasonOf(error);
	if (error instanceof RateLimitError)
		return {
			kind: 'later',
			retryAfter: error.retryAfter,
			scope: error.global || error.scope === 'global' ? 'platform' : 'channel',
			reason,
		};
	if (error instanceof DiscordAPIError) {
		if (GONE.has(error.code)) return { kind: 'gone', reason };
		if (LATER.has(error.code)) return { kind: 'later', retryAfter: SOON, scope: 'channel', reason };
		const isWall = typeof error.code !== 'number' && (error.status === 403 || error.status === 429);
		if (isWall || error.status === 401) return { kind: 'later', retryAfter: WALL, scope: 'platform', reason };
		return { kind: 'rejected', reason };
	}
	if (neverLeft(error)) return { kind: 'later', retryAfter: SOON, scope: 'platform', reason };
	return { kind: 'unknown', reason };
}
