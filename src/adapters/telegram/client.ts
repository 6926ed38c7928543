/**
 * grammY's API client over connections of our own. Rules:
 * 1. A connection that has been idle for four seconds is closed here. Reused just as the far end closes it, it
 *    would lose a post's answer, and a lost answer on Telegram stays unknown.
 * 2. Every call has a time limit: grammY's own is 500 seconds.
 * 3. `close` ends calls that wait, the long poll above all.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Api } from 'grammy';

const IDLE_MS = 4_000;
const OFFICIAL = 'https://api.telegram.org';

export interface Client {
	readonly api: Api;
	close(): void;
}

export function createClient(
	token: string,
	options: { apiUrl?: string | undefined; seconds: number },
): Client {
	const apiRoot = (options.apiUrl ?? OFFICIAL).replace(/\/$/, '');
	const agent = new (apiRoot.startsWith('https:') ? HttpsAgent : HttpAgent)({
		keepAlive: true,
		timeout: IDLE_MS,
	});
	const api = new Api(token, { apiRoot, timeoutSeconds: options.seconds, baseFetchConfig: { agent } });
	return { api, close: () => agent.destroy() };
}
