/**
 * Judges a reader by the publishers' access logs alone. Rules, each a kind of fault:
 * 1. made-up validator: one that this address never sent. lost validator: asked again without the last one sent.
 * 2. early: a visit before max-age, Expires, ttl or Retry-After allow it (up to a day; Retry-After a week, for the
 *    whole host), or in a skipped hour or day. What a 304 does not repeat stands as it was.
 * 3. greedy: an unconditional visit within an hour where no validator is given, any visit within five minutes, and
 *    within a quarter of an hour after an error.
 * 4. crowd: two open requests at one host. flood: more than 60 requests a minute at one host.
 * 5. after the end: a second 410 within half a day, or any visit after two.
 * 6. lost: more than five redirects in a row. invented: an address that nobody published.
 * 7. nosy: cookies, a referrer, credentials. masked: no name in the User-Agent.
 */
import type { Visit } from './publisher.ts';

export interface Fault {
	readonly kind: string;
	readonly at: number;
	readonly address: string;
}

/** What a feed's document asks, which the log does not show. */
export interface Asks {
	readonly ttlMs?: number;
	readonly skipHours?: readonly number[];
	readonly skipDays?: readonly number[];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const address = ({ host, path }: Visit): string => `${host}${path}`;
const fault = (kind: string, visit: Visit): Fault => ({ kind, at: visit.at, address: address(visit) });
const isRedirect = ({ status, answer }: Visit): boolean =>
	status >= 300 && status < 400 && status !== 304 && answer.location !== undefined;
const isGood = ({ status }: Visit): boolean => status === 200 || status === 304;

/** @returns ms that the answer counts as fresh, or undefined where it says nothing. */
function freshness({ answer, at }: Visit): number | undefined {
	const maxAge = answer['cache-control']?.match(/max-age=(\d+)/)?.[1];
	if (maxAge !== undefined) return Number(maxAge) * 1000;
	const expires = Date.parse(answer.expires ?? '');
	return Number.isNaN(expires) || expires < DAY ? undefined : expires - at;
}

/** Faults in the visits to one address, in order of time. */
function atOneAddress(visits: readonly Visit[], asks: Asks): Fault[] {
	const faults: Fault[] = [];
	const sent = { tags: new Set<string>(), dates: new Set<string>() };
	let last: Visit | undefined;
	let tag: string | undefined;
	let modified: string | undefined;
	let fresh = 0;
	let firstGone: number | undefined;
	let hasEnded = false;
	for (const visit of visits) {
		const { 'if-none-match': ifTag, 'if-modified-since': ifModified } = visit.headers;
		if (ifTag !== undefined && !sent.tags.has(ifTag)) faults.push(fault('made-up validator', visit));
		if (ifModified !== undefined && !sent.dates.has(ifModified))
			faults.push(fault('made-up validator', visit));
		const isForgetful =
			(tag !== undefined && ifTag !== tag) || (modified !== undefined && ifModified !== modified);
		if (isForgetful) faults.push(fault('lost validator', visit));
		const since = visit.at - (last?.at ?? Number.NEGATIVE_INFINITY);
		const date = new Date(visit.at);
		const isSkipped =
			asks.skipHours?.includes(date.getUTCHours()) === true ||
			asks.skipDays?.includes(date.getUTCDay()) === true;
		const wait = Math.min(Math.max(fresh, asks.ttlMs ?? 0), DAY);
		if (last !== undefined && isGood(last) && since < wait) faults.push(fault('early', visit));
		if (last !== undefined && isSkipped) faults.push(fault('early', visit));
		const isBare = ifTag === undefined && ifModified === undefined;
		const isDocument = last !== undefined && isGood(last);
		if (since < 5 * MINUTE || (isDocument && isBare && since < HOUR)) faults.push(fault('greedy', visit));
		if (last !== undefined && last.status >= 400 && since < 15 * MINUTE) faults.push(fault('greedy', visit));
		if (hasEnded) faults.push(fault('after the end', visit));
		if (visit.status === 410) {
			if (firstGone !== undefined && visit.at - firstGone < DAY / 2)
				faults.push(fault('after the end', visit));
			hasEnded = firstGone !== undefined;
			firstGone ??= visit.at;
		} else firstGone = undefined;
		if (isGood(visit)) {
			const body = visit.answer['content-length'] !== '0';
			const { etag, 'last-modified': lastModified } = visit.answer;
			if (etag !== undefined) sent.tags.add(etag);
			if (lastModified !== undefined) sent.dates.add(lastModified);
			if (visit.status === 200 && body) [tag, modified] = [etag, lastModified];
			else [tag, modified] = [etag ?? tag, lastModified ?? modified];
			fresh = freshness(visit) ?? (visit.status === 304 ? fresh : 0);
		}
		last = visit;
	}
	return faults;
}

/** Faults in all that one host saw, in order of time. */
function atOneHost(visits: readonly Visit[], published: ReadonlySet<string>): Fault[] {
	const faults: Fault[] = [];
	let quietUntil = 0;
	const minute: number[] = [];
	for (const visit of visits) {
		if (visit.open > 1) faults.push(fault('crowd', visit));
		if (visit.at < quietUntil) faults.push(fault('early', visit));
		const pause = Number(visit.answer['retry-after'] ?? Number.NaN);
		if ((visit.status === 429 || visit.status === 503) && pause > 0)
			quietUntil = Math.max(quietUntil, visit.at + Math.min(pause * 1000, 7 * DAY));
		minute.push(visit.at);
		while ((minute[0] ?? visit.at) <= visit.at - MINUTE) minute.shift();
		if (minute.length > 60) faults.push(fault('flood', visit));
		if (!published.has(address(visit))) faults.push(fault('invented', visit));
		const { cookie, referer, authorization } = visit.headers;
		if ((cookie ?? referer ?? authorization) !== undefined) faults.push(fault('nosy', visit));
		if (!/^Depeche\/\d/.test(visit.headers['user-agent'] ?? '')) faults.push(fault('masked', visit));
	}
	return faults;
}

/** @param visits of all hosts, in the order of their coming. */
function inRedirects(visits: readonly Visit[]): Fault[] {
	const faults: Fault[] = [];
	const hops = new Map<string, { readonly at: number; readonly count: number }>();
	for (const visit of visits) {
		const before = hops.get(address(visit));
		const count = before?.at === visit.at ? before.count : 0;
		if (count > 5) faults.push(fault('lost', visit));
		if (!isRedirect(visit)) continue;
		const to = new URL(visit.answer.location ?? '', `http://${address(visit)}`);
		hops.set(`${to.host}${to.pathname}${to.search}`, { at: visit.at, count: count + 1 });
	}
	return faults;
}

/**
 * @param visits of all hosts, in order of time.
 * @param published host and path of all that was ever served or linked, and what the documents ask.
 */
export function faultsOf(visits: readonly Visit[], published: ReadonlyMap<string, Asks>): readonly Fault[] {
	const known = new Set(published.keys());
	return [
		...[...Map.groupBy(visits, address)].flatMap(([name, some]) =>
			atOneAddress(some, published.get(name) ?? {}),
		),
		...[...Map.groupBy(visits, ({ host }) => host).values()].flatMap((some) => atOneHost(some, known)),
		...inRedirects(visits),
	];
}
