/**
 * A polite and careful GET. Rules, in order:
 * 1. http and https only, without credentials; every hop passes the guard of private networks.
 * 2. A page is read only if its robots.txt allows; a feed is published to be read by programs.
 * 3. One request at a time per host; five redirects, followed by hand; 30 s in all, from when the host is free.
 * 4. Validators go back byte for byte, and only to the address that gave them: an answer from another address
 *    (after a redirect) brings none.
 * 5. 5 MB on the wire, 15 MB after decompression.
 * 6. Every failure is a FetchError with its cause.
 */
import PQueue from 'p-queue';
import { Agent, request } from 'undici';
import manifest from '../../package.json' with { type: 'json' };
import { FetchError } from '../errors.ts';
import type { Validators } from '../model.ts';
import { readBody } from './body.ts';
import { isChallenge, toFetchError } from './causes.ts';
import { retryAfter } from './directives.ts';
import { guardedConnector, parseNetworks } from './guard.ts';
import { createRobotsGate } from './robots-gate.ts';

export interface Fetched {
	readonly status: 200 | 304;
	/** Where the answer came from, after redirects. */
	readonly url: string;
	/** The same, where all hops were permanent (301, 308). */
	readonly permanent?: string;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly contentType?: string;
	/** Decompressed; empty on 304. */
	readonly body: Uint8Array;
	/** What to send next time; of a 304, the old ones with what it renewed. */
	readonly validators: Validators;
}

export interface FetchOptions {
	readonly kind: 'feed' | 'page';
	readonly validators?: Validators;
	readonly signal?: AbortSignal;
}

export interface Fetcher {
	/** @throws FetchError, or the signal's reason. */
	get(url: string, options: FetchOptions): Promise<Fetched>;
	close(): Promise<void>;
}

const LIMITS = {
	totalMs: 30_000,
	connectMs: 10_000,
	idleMs: 10_000,
	redirects: 5,
	wireBytes: 5 * 1024 * 1024,
	bodyBytes: 15 * 1024 * 1024,
};
export type FetchLimits = Readonly<typeof LIMITS>;

const AGENT = 'Depeche';
const UNREAD_BYTES = 16 * 1024;
const ACCEPT = {
	feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
	page: 'text/html, application/xhtml+xml, */*;q=0.5',
} as const;
function webAddress(address: string, base?: string): URL {
	const url = URL.parse(address, base);
	if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:'))
		throw new FetchError('address', address);
	url.username = '';
	url.password = '';
	url.hash = '';
	return url;
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
	const flatHeaders: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers))
		if (value !== undefined)
			flatHeaders[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
	return flatHeaders;
}

function validatorsOf(headers: Readonly<Record<string, string>>): Validators {
	const { etag, 'last-modified': lastModified } = headers;
	return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
}

/** The order of one GET, the same for all its hops. */
interface Order {
	readonly kind: 'feed' | 'page';
	readonly signal: AbortSignal | undefined;
}

/** @param options.contact an address where publishers can ask about us, shown in the User-Agent. */
export function createFetcher(options: {
	readonly allowPrivate: readonly string[];
	readonly contact?: string;
	readonly limits?: Partial<FetchLimits>;
}): Fetcher {
	const limits: FetchLimits = { ...LIMITS, ...options.limits };
	const userAgent = `${AGENT}/${manifest.version} (${options.contact === undefined ? 'self-hosted news bot' : `+${options.contact}`})`;
	const agent = new Agent({
		connect: guardedConnector({ allowed: parseNetworks(options.allowPrivate), timeoutMs: limits.connectMs }),
		headersTimeout: limits.idleMs,
		bodyTimeout: limits.idleMs,
		keepAliveTimeout: 4000,
	});
	const lanes = new Map<string, PQueue>();

	async function exchange(url: URL, order: Order, extra: Record<string, string>): Promise<Answer> {
		const timeout = AbortSignal.timeout(limits.totalMs);
		const signal = order.signal === undefined ? timeout : AbortSignal.any([order.signal, timeout]);
		try {
			const answer = await request(url, {
				dispatcher: agent,
				signal,
				headers: {
					'user-agent': userAgent,
					accept: ACCEPT[order.kind],
					'accept-encoding': 'gzip, br',
					...extra,
				},
			});
			const headers = flat(answer.headers);
			const status = answer.statusCode;
			if (status < 200 || status >= 300) {
				// Nobody reads this body; a short one is taken so that the connection can be used again.
				await answer.body.dump({ limit: UNREAD_BYTES, signal }).catch(() => {});
				return { status, headers, body: new Uint8Array() };
			}
			return { status, headers, body: await readBody(answer.body, headers['content-encoding'], limits) };
		} catch (error) {
			order.signal?.throwIfAborted();
			throw timeout.aborted
				? new FetchError('timeout', url.href, { cause: error })
				: toFetchError(error, url.href);
		}
	}

	/** Waits until no other request is on its way to the host. */
	async function inLane(url: URL, order: Order, extra: Record<string, string> = {}): Promise<Answer> {
		let lane = lanes.get(url.host);
		if (lane === undefined) {
			lane = new PQueue({ concurrency: 1 });
			lanes.set(url.host, lane);
		}
		try {
			return await lane.add(() => exchange(url, order, extra), order.signal ? { signal: order.signal } : {});
		} finally {
			if (lane.size === 0 && lane.pending === 0) lanes.delete(url.host);
		}
	}

	const gate = createRobotsGate(AGENT, (url, signal) => inLane(url, { kind: 'page', signal }));

	return {
		async get(address, { kind, validators, signal }) {
			signal?.throwIfAborted();
			const order: Order = { kind, signal };
			const start = webAddress(address);
			let url = start;
			let permanent = true;
			for (let hop = 0; hop <= limits.redirects; hop++) {
				if (kind === 'page' && !(await gate.allows(url, signal))) throw new FetchError('robots', url.href);
				const isFirst = url.href === start.href;
				const conditional = isFirst && validators !== undefined;
				const { status, headers, body } = await inLane(url, order, {
					...(conditional && validators.etag !== undefined && { 'if-none-match': validators.etag }),
					...(conditional &&
						validators.lastModified !== undefined && { 'if-modified-since': validators.lastModified }),
				});
				const location = headers.location;
				if (status >= 300 && status < 400 && status !== 304 && location !== undefined) {
					permanent &&= status === 301 || status === 308;
					url = webAddress(location, url.href);
					continue;
				}
				const contentType = headers['content-type'];
				const common = {
					url: url.href,
					headers,
					...(contentType !== undefined && { contentType }),
					...(!isFirst && permanent && { permanent: url.href }),
				};
				if (status === 304 && conditional) {
					const renewed = { ...validators, ...validatorsOf(headers) };
					return { ...common, status: 304, body, validators: renewed };
				}
				if (status >= 200 && status < 300 && !isChallenge(status, headers))
					return { ...common, status: 200, body, validators: isFirst ? validatorsOf(headers) : {} };
				const wait = retryAfter(headers, Date.now());
				throw new FetchError(isChallenge(status, headers) ? 'challenge' : 'status', url.href, {
					status,
					...(wait !== undefined && { retryAfter: wait }),
				});
			}
			throw new FetchError('redirects', start.href);
		},
		close: () => agent.destroy(),
	};
}
