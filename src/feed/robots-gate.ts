/**
 * May we read this page? Rules:
 * 1. A site's robots.txt is read once a day, and only the newest few thousand sites are remembered.
 * 2. No robots.txt is a permission; a server in trouble is not (RFC 9309, 2.3.1), but is asked again soon.
 * 3. A host that cannot be reached is let through: the page itself will tell what is wrong with it.
 */
import { FetchError } from '../errors.ts';
import type { Answer } from './fetch.ts';
import { isAllowed, parseRobots, type RobotsRule } from './robots.ts';

const FRESH_MS = 24 * 3_600_000;
const RETRY_MS = 600_000;
const SITES_KEPT = 2000;
const REDIRECTS = 5;
const NOBODY: readonly RobotsRule[] = [{ allow: false, path: '/' }];
const EVERYBODY: readonly RobotsRule[] = [];

export interface RobotsGate {
	/** @throws the signal's reason */
	allows(url: URL, signal: AbortSignal | undefined): Promise<boolean>;
}

interface Known {
	readonly rules: readonly RobotsRule[];
	readonly until: number;
}

/** @param get one guarded request without redirects, throwing FetchError. */
export function createRobotsGate(
	agent: string,
	get: (url: URL, signal: AbortSignal | undefined) => Promise<Answer>,
): RobotsGate {
	const sites = new Map<string, Known>();
	const remember = (rules: readonly RobotsRule[], fresh: number): Known => ({
		rules,
		until: Date.now() + fresh,
	});

	async function read(site: URL, signal: AbortSignal | undefined): Promise<Known> {
		let address: URL | null = new URL('/robots.txt', site);
		try {
			for (let hop = 0; hop <= REDIRECTS; hop++) {
				const { status, headers, body }: Answer = await get(address, signal);
				const { location } = headers;
				if (status >= 300 && status < 400 && location !== undefined) {
					address = URL.parse(location, address.href);
					if (address === null || !/^https?:$/.test(address.protocol)) break;
					continue;
				}
				if (status >= 500 || status === 429) return remember(NOBODY, RETRY_MS);
				if (status >= 300) return remember(EVERYBODY, FRESH_MS);
				return remember(parseRobots(new TextDecoder().decode(body), agent), FRESH_MS);
			}
		} catch (error) {
			signal?.throwIfAborted();
			if (!(error instanceof FetchError)) throw error;
		}
		return remember(EVERYBODY, RETRY_MS);
	}

	return {
		async allows(url, signal) {
			let known = sites.get(url.origin);
			if (known === undefined || known.until < Date.now()) {
				known = await read(url, signal);
				sites.set(url.origin, known);
				// Maps keep their order: the first is the oldest.
				const [oldest] = sites.keys();
				if (sites.size > SITES_KEPT && oldest !== undefined) sites.delete(oldest);
			}
			return isAllowed(known.rules, url.pathname + url.search);
		},
	};
}
