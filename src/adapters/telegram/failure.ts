/**
 * What a failed call means, by what to do next. Rules:
 * 1. A refusal that Telegram gave is certain: the message was not sent. Which kind, its own words tell.
 * 2. Without an answer, only a connection that never came about is certain, whatever its error is called: the
 *    client (client.ts) watched the socket. Once it stood, a time limit, a reset, half an answer or a server
 *    error leave the message unknown: Telegram has no key to repeat it safely.
 * 3. No word of the client's own errors is passed on: they carry the address, and in it the token.
 */
import { GrammyError, HttpError } from 'grammy';
import type { SendOutcome } from '../../errors.ts';

/** Milliseconds; for refusals that name no time of their own. */
const AGAIN = 5_000;
const TOKEN_AGAIN = 60_000;

/** Descriptions of Telegram's Bot API server and of Telegram itself, lower case. */
const GONE: readonly string[] = [
	'chat not found',
	'user not found',
	'message thread not found',
	'topic_closed',
	'topic_deleted',
	'topic_id_invalid',
	'not enough rights',
	'have no rights',
	'need administrator rights',
	'group chat was deactivated',
	'group chat was deleted',
	'chat_write_forbidden',
	'chat_restricted',
	'chat_send_plain_forbidden',
	'channel_private',
	'peer_id_invalid',
	'bot is not a member',
	'bot was kicked',
];

/** Not a byte of the request left. */
export class NeverConnected extends HttpError {
	constructor(error: unknown) {
		super('no connection to Telegram', error instanceof HttpError ? error.error : error);
	}
}

const later = (retryAfter: number, reason: string): SendOutcome => ({
	kind: 'later',
	retryAfter,
	scope: 'platform',
	reason,
});

export function outcomeOf(error: unknown): SendOutcome {
	const reason = explain(error);
	if (error instanceof NeverConnected) return later(AGAIN, reason);
	if (!(error instanceof GrammyError)) return { kind: 'unknown', reason };
	const { error_code: code, parameters } = error;
	if (parameters.migrate_to_chat_id !== undefined) {
		return { kind: 'moved', to: `telegram:${parameters.migrate_to_chat_id}` };
	}
	if (code === 429) return later((parameters.retry_after ?? AGAIN / 1000) * 1000, reason);
	// A wrong or revoked token: an operator mends it, no channel is to blame.
	if (code === 401 || code === 404) return later(TOKEN_AGAIN, reason);
	if (code >= 500) return { kind: 'unknown', reason };
	const said = reason.toLowerCase();
	if (code === 403 || GONE.some((words) => said.includes(words))) return { kind: 'gone', reason };
	return { kind: 'rejected', reason };
}

function codeOf({ error: cause }: HttpError): unknown {
	return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}

/** One line without addresses: Telegram's own words, or the name of the network's failure. */
export function explain(error: unknown): string {
	if (error instanceof GrammyError) return error.description;
	if (!(error instanceof HttpError)) return error instanceof Error ? error.message : 'an unknown failure';
	const code = codeOf(error);
	const missing = error instanceof NeverConnected ? 'no connection to' : 'no answer from';
	if (typeof code === 'string') return `${missing} Telegram (${code})`;
	const cause = error.error;
	if (cause instanceof Error && cause.message.includes('timed out')) return 'Telegram did not answer in time';
	return 'no complete answer from Telegram';
}

/** A refusal by Telegram, or a call that did not get through. */
export const isOfTelegram = (error: unknown): boolean =>
	error instanceof GrammyError || error instanceof HttpError;

export const isWrongToken = (error: unknown): boolean =>
	error instanceof GrammyError && (error.error_code === 401 || error.error_code === 404);
