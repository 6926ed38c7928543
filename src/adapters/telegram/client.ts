/**
 * grammY's API client over connections of our own. Rules:
 * 1. A connection that has been idle for four seconds is closed here. Reused just as the far end closes it, it
 *    would lose a post's answer, and a lost answer on Telegram stays unknown.
 * 2. A call whose connection never came about (DNS, routes, TLS, certificates, a time limit before all that) is
 *    told apart from a lost answer: not a byte of the request left.
 * 3. Every 429 holds the token. Until that is over nothing is called: this client gives the same refusal itself,
 *    at once. Only what a person waits for, and what pace.ts does not see, waits here for a short hold.
 * 4. Every call has a time limit: grammY's own is 500 seconds.
 * 5. `close` ends calls that wait, the long poll above all.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { Api, type Transformer } from 'grammy';
import { NeverConnected } from './failure.ts';
import type { Pace } from './pace.ts';

const IDLE_MS = 4_000;
const AWAITED: ReadonlySet<string> = new Set(['answerCallbackQuery', 'getChatMember', 'getFile']);
const SHORT_HOLD_MS = 20_000;
/** For a 429 that names no time. */
const HOLD_SECONDS = 5;
const OFFICIAL = 'https://api.telegram.org';

/** Of the Bot API server, without a slash at its end. */
export const rootOf = (apiUrl: string | undefined): string => (apiUrl ?? OFFICIAL).replace(/\/$/, '');

export interface Client {
	readonly api: Api;
	close(): void;
}

/** Shared by all clients of a token. */
export type Holds = Pick<Pace, 'hold' | 'heldFor'>;

/** Of one call; a connection that is used again was there before it. */
interface Connection {
	isOpen: boolean;
}

function createAgent(isSecure: boolean, current: AsyncLocalStorage<Connection>): HttpAgent {
	const agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, timeout: IDLE_MS });
	const connect = agent.createConnection.bind(agent);
	agent.createConnection = (...given: Parameters<typeof connect>) => {
		const connection = current.getStore();
		const socket = connect(...given);
		if (!connection || !socket) return socket;
		connection.isOpen = false;
		// Node writes the request only now; a certificate it does not trust ends the socket before.
		socket.once(isSecure ? 'secureConnect' : 'connect', () => {
			connection.isOpen = true;
		});
		return socket;
	};
	return agent;
}

function watching(current: AsyncLocalStorage<Connection>): Transformer {
	return async (call, method, payload, signal) => {
		const connection = { isOpen: true };
		try {
			return await current.run(connection, () => call(method, payload, signal));
		} catch (error) {
			throw connection.isOpen ? error : new NeverConnected(error);
		}
	};
}

function holding({ hold, heldFor }: Holds): Transformer {
	return async (call, method, payload, signal) => {
		if (AWAITED.has(method) && heldFor() <= SHORT_HOLD_MS) await pause(heldFor(), undefined, { ref: false });
		const seconds = Math.ceil(heldFor() / 1000);
		if (seconds > 0) {
			const description = `Too Many Requests: retry after ${seconds}`;
			return { ok: false, error_code: 429, description, parameters: { retry_after: seconds } };
		}
		const answer = await call(method, payload, signal);
		if (!answer.ok && answer.error_code === 429)
			hold((answer.parameters?.retry_after ?? HOLD_SECONDS) * 1000);
		return answer;
	};
}

export function createClient(
	token: string,
	options: { apiUrl?: string | undefined; seconds: number; holds: Holds },
): Client {
	const apiRoot = rootOf(options.apiUrl);
	const current = new AsyncLocalStorage<Connection>();
	const agent = createAgent(apiRoot.startsWith('https:'), current);
	const api = new Api(token, { apiRoot, timeoutSeconds: options.seconds, baseFetchConfig: { agent } });
	api.config.use(watching(current), holding(options.holds));
	return { api, close: () => agent.destroy() };
}
