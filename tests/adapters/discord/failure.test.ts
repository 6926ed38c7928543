import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../src/adapters/discord/failure.ts';

const SECRET = 'secret-token';
const api = (status: number, code: number) =>
	new DiscordAPIError({ code, message: 'Refused' }, code, status, 'POST', `https://x/${SECRET}`, {
		body: SECRET,
		files: undefined,
	});
const limited = (global: boolean, scope: 'user' | 'shared' | 'global') =>
	new RateLimitError({
		timeToReset: 0,
		limit: 5,
		method: 'POST',
		hash: '',
		url: '',
		route: '',
		majorParameter: '',
		global,
		retryAfter: 1500,
		sublimitTimeout: 0,
		scope,
	});
const system = (code: string, syscall: string) =>
	Object.assign(new Error(`${syscall} ${code}`), { code, syscall });

describe('what to do next', () => {
	test.each([
		['unknown channel', api(404, 10003), { kind: 'gone' }],
		['unknown server', api(404, 10004), { kind: 'gone' }],
		['missing access', api(403, 50001), { kind: 'gone' }],
		['missing permissions', api(403, 50013), { kind: 'gone' }],
		['archived thread', api(400, 50083), { kind: 'gone' }],
		['invalid body', api(400, 50035), { kind: 'rejected' }],
		['automod', api(400, 200000), { kind: 'rejected' }],
		['sent once and deleted since', api(404, 10008), { kind: 'rejected' }],
		['slow mode', api(400, 20016), { kind: 'later', scope: 'channel' }],
		['overloaded', api(400, 130000), { kind: 'later', scope: 'channel' }],
		['token refused', api(401, 0), { kind: 'later', scope: 'platform' }],
		['limit of the channel', limited(false, 'user'), { kind: 'later', scope: 'channel', retryAfter: 1500 }],
		['limit of the bot', limited(true, 'global'), { kind: 'later', scope: 'platform', retryAfter: 1500 }],
		[
			'500',
			new HTTPError(500, 'Server Error', 'POST', SECRET, { body: SECRET, files: undefined }),
			{ kind: 'unknown' },
		],
		['connection refused', system('ECONNREFUSED', 'connect'), { kind: 'later', scope: 'platform' }],
		['every address refused', new AggregateError([system('ECONNREFUSED', 'connect')]), { kind: 'later' }],
		['no such host', system('ENOTFOUND', 'getaddrinfo'), { kind: 'later', scope: 'platform' }],
		['reset', system('ECONNRESET', 'read'), { kind: 'unknown' }],
		[
			'socket closed',
			Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' }),
			{ kind: 'unknown' },
		],
		['time limit', new DOMException('aborted', 'AbortError'), { kind: 'unknown' }],
		['not an error at all', 'what?', { kind: 'unknown' }],
	])('%s', (_, error, outcome) => {
		const result = outcomeOf(error);
		expect(result).toMatchObject(outcome);
		expect(JSON.stringify(result)).not.toContain(SECRET);
	});
});
