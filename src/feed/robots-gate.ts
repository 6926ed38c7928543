/**
 * May we read this page? Rules:
 * 1. A site's robots.txt is read once a day, by one asker for all who wait, and only the newest few thousand sites
 *    are remembered.
 * 2. No robots.txt is a permission; a server in trouble is not (RFC 9309, 2.3.1), but is asked again soon.
 * 3. A host that cannot be reached is let through: the page itself will tell what is wrong with it. One that wants
 *    to be left alone is not: nothing is learnt of it, and it is asked again after its rest.
 */
import { FetchError } from '../errors.ts';
import { retryAfter } from './directives.ts';
import { type Answer, isCrowded, type Order } from './exchange.ts';
import { isAllowed, NOTHING_ALLOWED, parseRobots, type RobotsRule } from './robots.ts';
import { wantsRest } from './trouble.ts';
import { webAddress } from './web-address.ts';

const FRESH_MS = 24 * 3_600_000;
const RETRY_MS = 600_000;
const SITES_KEPT = 2000;
const REDIRECTS = 5;
const EVERYBODY: readonly RobotsRule[] = [];

export interface RobotsGate {
	/** @throws FetchError ('status', 'resting') of a host that wants to be left alone, or the signal's reason */
	allows(url: URL, order: Order): Promise<boolean>;
}

interface Known {
	readonly rules: readonly RobotsRule[];
	readonly until: number;
}

/** Whichever comes first, and however. */
async function endOf(reading: Promise<Known>, signal: AbortSignal | undefined): Promise<void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	const end = (): void => resolve();
	reading.then(end, end);
	signal?.addEventListener('abort', end, { once: true });
	await promise;
	signal?.removeEventListener('abort', end);
}

/** @param get one guarded request without redirects, throwing FetchError. */
export function createRobotsGate(
	agent: string,
	get: (url: URL, order: Order) => Promise<Answer>,
): RobotsGate {
	const sites = new Map<string, Known>();
	const reading = new Map<string, Promise<Known>>();
	const remember = (rules: readonly RobotsRule[], fresh: number): Known => ({
		rules,
		until: Date.now() + fresh,
	});

	async function read(site: URL, order: Order): Promise<Known> {
		try {
			let address = new URL('/robots.txt', site);
			for (let hop = 0; hop <= REDIRECTS; hop++) {
				const answer = await get(address, order);
				const { status, headers, body } = answer;
				const { location } = headers;
				if (status >= 300 && status < 400 && location !== undefined) {
					address = webAddress(location, address.href);
					continue;
				}
				if (isCrowded(answer)) {
					const wait = retryAfter(headers, Date.now());
					const more = wait === undefined ? { status } : { status, retryAfter: wait };
					throw new FetchError('status', address.href, more);
				}
				if (status >= 500 || status === 429) return remember(NOTHING_ALLOWED, RETRY_MS);
				if (status >= 300) return remember(EVERYBODY, FRESH_MS);
				return remember(parseRobots(new TextDecoder().decode(body), agent), FRESH_MS);
			}
		} catch (error) {
			order.signal?.throwIfAborted();
			if (!(error instanceof FetchError) || wantsRest(error)) throw error;
		}
		return remember(EVERYBODY, RETRY_MS);
	}

	async function known(url: URL, order: Order): Promise<Known> {
		for (;;) {
			order.signal?.throwIfAborted();
			const site = sites.get(url.origin);
			if (site !== undefined && site.until >= Date.now()) return site;
			const other = reading.get(url.origin);
			if (other === undefined) break;
			// Who reads may give up; then the next of those who wait reads.
			await endOf(other, order.signal);
		}
		const own = read(url, order).finally(() => reading.delete(url.origin));
		reading.set(url.origin, own);
		const site = await own;
		sites.delete(url.origin);
		sites.set(url.origin, site);
		// Maps keep their order: the first is the oldest.
		const [oldest] = sites.keys();
		if (sites.size > SITES_KEPT && oldest !== undefined) sites.delete(oldest);
		return site;
	}

	return {
		allows: async (url, order) => isAllowed((await known(url, order)).rules, url.pathname + url.search),
	};
}
