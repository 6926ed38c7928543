/**
 * The requests of one discovery. Rules:
 * 1. Never more than MAX_REQUESTS, none after PATIENCE_MS: somebody waits for the answer.
 * 2. A probe that fails says nothing about the next one, but for a host that does not answer, wants fewer requests
 *    or shuts robots out: it is not probed again, and the reason is kept.
 */
import { FeedError, FetchError } from '../errors.ts';
import type { FeedKind, ParsedFeed } from '../model.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { parseFeed, parsePage } from './parse.ts';
import { wantsRest } from './trouble.ts';

const MAX_REQUESTS = 11;
const PATIENCE_MS = 16_000;
const REQUEST_MS = 10_000;
const ENDS = /^(?:challenge|connect|timeout|tls|dns|private|resting)/;

export interface Walk {
	/** Requests that may still be made. */
	left(): number;
	/** @throws FetchError, the signal's reason */
	get(url: string, kind?: FeedKind): Promise<Fetched>;
	/** The same where failure is no news: undefined then, and at the end of the walk. */
	probe(url: string): Promise<Fetched | undefined>;
	/** Why this address's host was not probed any further. */
	ended(url: string): FetchError | undefined;
}

const hostOf = (url: string): string => URL.parse(url)?.host ?? url;

const isEnd = (error: FetchError): boolean => ENDS.test(error.problem) || wantsRest(error);

export function startWalk(fetcher: Pick<Fetcher, 'get'>, signal: AbortSignal | undefined): Walk {
	const until = Date.now() + PATIENCE_MS;
	const ended = new Map<string, FetchError>();
	let made = 0;
	const left = (): number => (Date.now() < until ? MAX_REQUESTS - made : 0);

	async function get(url: string, kind: FeedKind = 'feed'): Promise<Fetched> {
		signal?.throwIfAborted();
		made++;
		const timeout = AbortSignal.timeout(REQUEST_MS);
		const both = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
		try {
			return await fetcher.get(url, { kind, signal: both });
		} catch (error) {
			signal?.throwIfAborted();
			throw timeout.aborted ? new FetchError('timeout', url, { cause: error }) : error;
		}
	}

	return {
		left,
		get,
		async probe(url) {
			if (left() <= 0 || ended.has(hostOf(url))) return undefined;
			try {
				return await get(url);
			} catch (error) {
				if (!(error instanceof FetchError)) throw error;
				if (isEnd(error)) ended.set(hostOf(url), error);
				return undefined;
			}
		},
		ended: (url) => ended.get(hostOf(url)),
	};
}

/** @returns undefined where the body is none. @throws FeedError for one that cannot be read. */
export async function asFeed(page: Fetched, kind: FeedKind = 'feed'): Promise<ParsedFeed | undefined> {
	try {
		const read = kind === 'page' ? parsePage : parseFeed;
		const feed = await read(page.body, { url: page.url, contentType: page.contentType });
		return feed.items.length > 0 || feed.title !== undefined ? feed : undefined;
	} catch (error) {
		if (error instanceof FeedError && error.problem === 'not-a-feed') return undefined;
		throw error;
	}
}
