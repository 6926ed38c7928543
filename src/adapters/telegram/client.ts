/**
 * grammY's API client over connections of our own. Rules:
 * 1. A connection that has been idle for four seconds is closed here. Reused just as the far end closes it, it
 *    would lose a post's answer, and a lost answer on Telegram stays unknown.
 * 2. A call whose connection never came about (DNS, routes, TLS, certificates, a time limit before all that) is
 *    told apart from a lost answer: not a byte of the request left.
 * 3. Every call has a time limit: grammY's own is 500 seconds.
 * 4. `close` ends calls that wait, the long poll above all.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api } from 'grammy';
import { NeverConnected } from './failure.ts';

const IDLE_MS = 4_000;
const OFFICIAL = 'https://api.telegram.org';

export interface Client {
	readonly api: Api;
	close(): void;
}

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

export function createClient(
	token: string,
	options: { apiUrl?: string | undefined; seconds: number },
): Client {
	const apiRoot = (options.apiUrl ?? OFFICIAL).replace(/\/$/, '');
	const current = new AsyncLocalStorage<Connection>();
	const agent = createAgent(apiRoot.startsWith('https:'), current);
	const api = new Api(token, { apiRoot, timeoutSeconds: options.seconds, baseFetchConfig: { agent } });
	api.config.use(async (call, method, payload, signal) => {
		const connection = { isOpen: true };
		try {
			return await current.run(connection, () => call(method, payload, signal));
		} catch (error) {
			throw connection.isOpen ? error : new NeverConnected(error);
		}
	});
	return { api, close: () => agent.destroy() };
}
