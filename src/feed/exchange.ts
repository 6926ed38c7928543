/**
 * One request and its answer, without redirects. Rules, in order:
 * 1. One request at a time per host; who waits for the host does not use up his time.
 * 2. An order has one limit of time for everything that is asked on its behalf.
 * 3. No cookies, no referrer, no credentials. Interim answers (1xx) are few or a trick; headers are 16 kB at most.
 * 4. The body of a failure is read by nobody.
 * 5. A host that says 'too many' (429, 503) rests, and no request reaches a host that does (host-rests.ts).
 * 6. Every failure is a FetchError with its cause, or the reason of the order's own signal.
 */
import PQueue from 'p-queue';
import { Agent, request } from 'undici';
import { FetchError } from '../errors.ts';
import { type BodyLimits, readBody } from './body.ts';
import type { Share } from './budget.ts';
import { isChallenge, toFetchError } from './causes.ts';
import { guardedConnector } from './connect.ts';
import { ACCEPT_ENCODING } from './decompress.ts';
import { retryAfter } from './directives.ts';
import { parseNetworks, type Resolve } from './guard.ts';
import type { HostRests } from './host-rests.ts';
import { hostKey } from './web-address.ts';

export interface Answer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** Decompressed; empty unless the status is 2xx. */
	readonly body: Uint8Array;
	/** False where the end of the body is missing. */
	readonly whole: boolean;
}

/** What somebody wants from us; the same for all its requests. */
export interface Order {
	readonly signal: AbortSignal | undefined;
	/** Milliseconds; each request takes its time from it. */
	left: number;
}

export interface Message {
	readonly method?: 'GET' | 'POST';
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string;
	/** Of the memory for bodies; the caller closes it. */
	readonly share: Share;
	/** Where less than usual is expected. */
	readonly limits?: BodyLimits;
}

export interface Exchange {
	/** @throws FetchError, or the order's own reason. */
	send(url: URL, order: Order, message: Message): Promise<Answer>;
	close(): Promise<void>;
}

export const LIMITS = {
	totalMs: 30_000,
	connectMs: 10_000,
	idleMs: 10_000,
	redirects: 5,
	wireBytes: 5 * 1024 * 1024,
	bodyBytes: 15 * 1024 * 1024,
};
export type FetchLimits = Readonly<typeof LIMITS>;

const UNREAD_BYTES = 16 * 1024;
const INTERIM_ANSWERS = 20;
/** Long enough for the next page of the same host, too short for thousands of idle connections. */
const KEEP_ALIVE_MS = 1000;
/** Given twice, these cannot be joined: the first counts. */
const SINGLE: ReadonlySet<string> = new Set([
	...['content-type', 'etag', 'last-modified', 'location', 'retry-after', 'expires', 'date', 'age'],
]);

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
	const flatHeaders: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value === undefined) continue;
		const key = name.toLowerCase();
		const isList = Array.isArray(value);
		flatHeaders[key] = isList ? ((SINGLE.has(key) ? value[0] : value.join(', ')) ?? '') : value;
	}
	return flatHeaders;
}

/** A wall says it for all bots at all times: it is no wish of the moment. */
export const isCrowded = ({ status, headers }: Pick<Answer, 'status' | 'headers'>): boolean =>
	(status === 429 || status === 503) && !isChallenge(status, headers);

export function createExchange(options: {
	readonly allowPrivate: readonly string[];
	readonly userAgent: string;
	readonly limits: FetchLimits;
	readonly resolve?: Resolve;
	readonly rests: HostRests;
	now(): number;
}): Exchange {
	const { limits, resolve, rests, now } = options;
	const agent = new Agent({
		connect: guardedConnector({
			allowed: parseNetworks(options.allowPrivate),
			timeoutMs: limits.connectMs,
			...(resolve !== undefined && { resolve }),
		}),
		headersTimeout: limits.idleMs,
		bodyTimeout: limits.idleMs,
		keepAliveTimeout: KEEP_ALIVE_MS,
		// A server's own wish counts only up to here.
		keepAliveMaxTimeout: KEEP_ALIVE_MS,
	});
	const lanes = new Map<string, PQueue>();

	/** @throws FetchError ('resting') */
	function assertAwake(url: URL): void {
		const until = rests.until(hostKey(url), now());
		if (until !== undefined) throw new FetchError('resting', url.href, { retryAfter: until - now() });
	}

	function hear(url: URL, head: Pick<Answer, 'status' | 'headers'>): void {
		if (isCrowded(head)) rests.rest(hostKey(url), retryAfter(head.headers, now()), now());
		else if (head.status < 400) rests.answered(hostKey(url));
	}

	async function answerTo(url: URL, message: Message, signal: AbortSignal, stop: (reason: Error) => void) {
		let interim = 0;
		const { method = 'GET', headers, body } = message;
		const answer = await request(url, {
			dispatcher: agent,
			method,
			signal,
			headers: { 'user-agent': options.userAgent, 'accept-encoding': ACCEPT_ENCODING, ...headers },
			...(body !== undefined && { body }),
			onInfo() {
				if (++interim > INTERIM_ANSWERS) stop(new Error('too many interim answers'));
			},
		});
		const received = flat(answer.headers);
		const status = answer.statusCode;
		hear(url, { status, headers: received });
		if (status >= 200 && status < 300) {
			const { share } = message;
			const most = message.limits ?? limits;
			const read = await readBody(answer.body, received['content-encoding'], most, { share, signal });
			return { status, headers: received, body: read.bytes, whole: read.whole };
		}
		// A short one is taken so that the connection can be used again.
		await answer.body.dump({ limit: UNREAD_BYTES, signal }).catch(() => {});
		return { status, headers: received, body: new Uint8Array(), whole: true };
	}

	async function exchange(url: URL, order: Order, message: Message): Promise<Answer> {
		if (order.left <= 0) throw new FetchError('timeout', url.href);
		assertAwake(url);
		const began = performance.now();
		const controller = new AbortController();
		let isLate = false;
		const timer = setTimeout(() => {
			isLate = true;
			controller.abort();
		}, order.left);
		const abort = (): void => controller.abort();
		order.signal?.addEventListener('abort', abort, { once: true });
		try {
			return await answerTo(url, message, controller.signal, (reason) => controller.abort(reason));
		} catch (error) {
			order.signal?.throwIfAborted();
			throw isLate ? new FetchError('timeout', url.href, { cause: error }) : toFetchError(error, url.href);
		} finally {
			clearTimeout(timer);
			order.signal?.removeEventListener('abort', abort);
			order.left -= performance.now() - began;
		}
	}

	return {
		async send(url, order, message) {
			// At once, and again when its turn has come: the one before may have been told to wait.
			assertAwake(url);
			const host = hostKey(url);
			let lane = lanes.get(host);
			if (lane === undefined) {
				lane = new PQueue({ concurrency: 1 });
				lanes.set(host, lane);
			}
			try {
				const { signal } = order;
				return await lane.add(() => exchange(url, order, message), signal === undefined ? {} : { signal });
			} finally {
				if (lane.size === 0 && lane.pending === 0) lanes.delete(host);
			}
		},
		close: () => agent.destroy(),
	};
}
