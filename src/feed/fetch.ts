/**
 * A polite and careful GET, and the one POST we need. Rules, in order:
 * 1. http and https only, without credentials; every hop passes the guard of private networks.
 * 2. A page is read only if its robots.txt allows; a feed is published to be read by programs.
 * 3. Five redirects, followed by hand, never to an address that was asked already; 30 s in all, waiting for the
 *    host excluded. A POST is repeated once, and only where the server says so (307, 308).
 * 4. Validators go back byte for byte, and only to the address that gave them, be it at the end of a redirect; an
 *    answer whose end is missing brings none.
 * 5. 5 MB on the wire, 15 MB after decompression; and all bodies together, feeds and pages apart, as much as
 *    their budget allows (budget.ts).
 * 6. A host that asked to be left alone is asked for nothing: feed, page, robots.txt or POST.
 * 7. Every failure is a FetchError with its cause.
 */
import manifest from '../../package.json' with { type: 'json' };
import { FetchError } from '../errors.ts';
import type { Validators } from '../model.ts';
import { type Budget, createBudget, type Share } from './budget.ts';
import { isChallenge } from './causes.ts';
import { retryAfter } from './directives.ts';
import { type Answer, createExchange, type FetchLimits, LIMITS, type Order } from './exchange.ts';
import type { Resolve } from './guard.ts';
import { createHostRests, type HostRests } from './host-rests.ts';
import { createRobotsGate } from './robots-gate.ts';
import { webAddress } from './web-address.ts';

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
	/** How many read the feed through us: publishers count their readers by it. */
	readonly subscribers?: number;
	readonly signal?: AbortSignal;
	/** When the body is needed no more: it counts as memory up to here, else until it is handed over. */
	readonly until?: Promise<void>;
	/** Whose memory it is, by default that of its kind: who waits for pages must not hold theirs. */
	readonly memory?: 'feed' | 'page';
}

/** The answer to a POST, always 2xx. */
export interface Posted {
	readonly status: number;
	/** 64 kB at most. */
	readonly body: Uint8Array;
}

export interface Fetcher {
	/** @throws FetchError, or the signal's reason. */
	get(url: string, options: FetchOptions): Promise<Fetched>;
	/** Sends a form, through the same guard. @throws FetchError, or the signal's reason. */
	post(
		url: string,
		form: URLSearchParams,
		options?: { readonly signal?: AbortSignal | undefined },
	): Promise<Posted>;
	/** Hosts that are asked for nothing for a while. */
	readonly rests: HostRests;
	/** The memory for feeds. */
	readonly memory: Pick<Budget, 'isFull'>;
	close(): Promise<void>;
}

const AGENT = 'Depeche';
const MB = 1024 * 1024;
/** Feeds wait for their pages, so pages never wait for feeds. */
const MEMORY = { feed: 64 * MB, page: 32 * MB } as const;
const POSTED_LIMITS = { wireBytes: 64 * 1024, bodyBytes: 64 * 1024 };
const ACCEPT = {
	feed: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5',
	page: 'text/html, application/xhtml+xml, */*;q=0.5',
} as const;
/** 305 would be a proxy of the server's choice. */
const REDIRECTS: ReadonlySet<number> = new Set([300, 301, 302, 303, 307, 308]);
const UNASKED_PART = 206;

/** @param url where they come from, unless it is the address that was asked for. */
function validatorsOf(headers: Readonly<Record<string, string>>, url: string | undefined): Validators {
	const { etag, 'last-modified': lastModified } = headers;
	if (etag === undefined && lastModified === undefined) return {};
	return {
		...(etag !== undefined && { etag }),
		...(lastModified !== undefined && { lastModified }),
		...(url !== undefined && { url }),
	};
}

/** @throws FetchError for what is no success. */
function succeeded({ status, headers }: Answer, url: URL, now: number): void {
	const isWall = isChallenge(status, headers);
	if (status >= 200 && status < 300 && status !== UNASKED_PART && !isWall) return;
	const wait = retryAfter(headers, now);
	throw new FetchError(isWall ? 'challenge' : 'status', url.href, {
		status,
		...(wait !== undefined && { retryAfter: wait }),
	});
}

/** @throws FetchError ('address') */
function redirectOf({ status, headers }: Answer, from: URL): URL | undefined {
	const { location } = headers;
	if (!REDIRECTS.has(status) || location === undefined) return undefined;
	// Some servers put letters as they are: undici hands out bytes.
	return webAddress(Buffer.from(location, 'latin1').toString(), from.href);
}

/**
 * @param options.contact an address where publishers can ask about us, shown in the User-Agent.
 * @param options.resolve answers names, by default as the system does.
 * @param options.rests where two fetchers know of the same hosts.
 */
export function createFetcher(options: {
	readonly allowPrivate: readonly string[];
	readonly contact?: string;
	readonly limits?: Partial<FetchLimits>;
	readonly resolve?: Resolve;
	readonly rests?: HostRests;
	now?(): number;
}): Fetcher {
	const { allowPrivate, contact, resolve, rests = createHostRests(), now = Date.now } = options;
	const limits: FetchLimits = { ...LIMITS, ...options.limits };
	const about = contact === undefined ? 'self-hosted news bot' : `+${contact}`;
	const userAgent = (readers = ''): string => `${AGENT}/${manifest.version} (${about}${readers})`;
	const { send, close } = createExchange({
		allowPrivate,
		userAgent: userAgent(),
		limits,
		rests,
		now,
		...(resolve !== undefined && { resolve }),
	});
	const memory = { feed: createBudget(MEMORY.feed), page: createBudget(MEMORY.page) };

	/** Closes the share when `until` is over. */
	async function sharing<T>(
		whose: 'feed' | 'page',
		work: (share: Share) => Promise<T>,
		until: Promise<unknown> = Promise.resolve(),
	): Promise<T> {
		const share = memory[whose].open();
		try {
			const done = await work(share);
			share.settle();
			until.finally(share.close).catch(() => {}); // whose failure it is, hears of it
			return done;
		} catch (error) {
			share.close();
			throw error;
		}
	}

	const gate = createRobotsGate(AGENT, (url, order) =>
		sharing('page', (share) => send(url, order, { headers: {}, share })),
	);

	function headersFor({ kind, subscribers }: FetchOptions, { etag, lastModified }: Validators) {
		return {
			accept: ACCEPT[kind],
			...(subscribers !== undefined && {
				'user-agent': userAgent(`; ${subscribers} subscriber${subscribers === 1 ? '' : 's'}`),
			}),
			...(etag !== undefined && { 'if-none-match': etag }),
			...(lastModified !== undefined && { 'if-modified-since': lastModified }),
		};
	}

	async function read(address: string, ask: FetchOptions, share: Share): Promise<Fetched> {
		const { kind, validators, signal } = ask;
		signal?.throwIfAborted();
		const order: Order = { signal, left: limits.totalMs };
		const start = webAddress(address);
		const asked = new Set<string>();
		let url = start;
		let permanent = true;
		while (asked.size <= limits.redirects && !asked.has(url.href)) {
			if (kind === 'page' && !(await gate.allows(url, order))) throw new FetchError('robots', url.href);
			const isFirst = asked.size === 0;
			asked.add(url.href);
			const isTheirs = validators !== undefined && url.href === (validators.url ?? start.href);
			const answer = await send(url, order, { headers: headersFor(ask, isTheirs ? validators : {}), share });
			const next = redirectOf(answer, url);
			if (next !== undefined) {
				permanent &&= answer.status === 301 || answer.status === 308;
				url = next;
				continue;
			}
			const { headers, body, whole } = answer;
			const contentType = headers['content-type'];
			const common = {
				url: url.href,
				headers,
				body,
				...(contentType !== undefined && { contentType }),
				...(!isFirst && permanent && { permanent: url.href }),
			};
			if (answer.status === 304 && isTheirs) {
				const renewed = { ...validators, ...validatorsOf(headers, validators.url) };
				return { ...common, status: 304, validators: renewed };
			}
			succeeded(answer, url, now());
			const from = isFirst ? undefined : url.href;
			return { ...common, status: 200, validators: whole ? validatorsOf(headers, from) : {} };
		}
		throw new FetchError('redirects', start.href);
	}

	return {
		get: (address, ask) => sharing(ask.memory ?? ask.kind, (share) => read(address, ask, share), ask.until),
		post: (address, form, { signal } = {}) =>
			sharing('page', async (share) => {
				signal?.throwIfAborted();
				const order: Order = { signal, left: limits.totalMs };
				const message = {
					method: 'POST',
					headers: { accept: '*/*', 'content-type': 'application/x-www-form-urlencoded' },
					body: form.toString(),
					limits: POSTED_LIMITS,
					share,
				} as const;
				let url = webAddress(address);
				let answer = await send(url, order, message);
				const next = answer.status === 307 || answer.status === 308 ? redirectOf(answer, url) : undefined;
				if (next !== undefined) {
					url = next;
					answer = await send(url, order, message);
				}
				succeeded(answer, url, now());
				return { status: answer.status, body: answer.body };
			}),
		rests,
		memory: memory.feed,
		close,
	};
}
