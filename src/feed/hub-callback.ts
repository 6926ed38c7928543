/**
 * What hubs tell us. Rules:
 * 1. A question (GET) is confirmed only where it is about the topic of a subscription that we are asking for just
 *    now, or have: a hub that lost our answer asks again, and gains nothing by it. Anything else is 404.
 * 2. A ping (POST) is answered with 2xx whatever is in it, and is a hint alone: signed rightly it makes the feed
 *    due, at most once a minute; the news themselves come from the publisher. The body is never kept.
 * 3. Nobody who guesses is looked up for long: after so many unknown callbacks within a minute, a list of the known
 *    ones decides before the store is asked. So many pings of one are heard; only known ones are counted.
 */
import type { Log } from '../log.ts';
import type { FeedId } from '../model.ts';
import type { Db } from '../store/db.ts';
import {
	confirmLease,
	denyLease,
	forgetHub,
	type HubSubscription,
	hintFeed,
	hubIds,
	hubSubscription,
	notePing,
} from '../store/hub-subscriptions.ts';
import { intentOf, signatureCheck } from './hub-protocol.ts';

export interface HubAnswer {
	readonly status: 200 | 202 | 404 | 410 | 429;
	readonly body: string;
}

export interface HubCallback {
	/** @param id the end of the callback's path. */
	verify(id: string, query: URLSearchParams): Promise<HubAnswer>;
	notified(
		id: string,
		ping: { readonly signature: string | undefined; readonly body: AsyncIterable<Uint8Array> | null },
	): Promise<HubAnswer>;
}

const MINUTE_MS = 60_000;
const DENIED_MS = 7 * 86_400_000;
const RENEW_AT = 0.8;
/** As much as a feed may be; more is read of nobody. */
const LARGEST = 15 * 1024 * 1024;
const MISSES_A_MINUTE = 120;
const PINGS_A_MINUTE = 60;
/** While somebody guesses, a new subscription is known after so long; its hub asks again. */
const LIST_MS = 10_000;
const ID = /^[\w-]{32}$/;

const answer = (status: HubAnswer['status'], body = ''): HubAnswer => ({ status, body });
const UNKNOWN = answer(404, 'Unknown subscription\n');
const CROWDED = answer(429, 'Too many requests\n');

/** Counts by name within the running minute. */
function createMeter(now: () => number) {
	let until = 0;
	const counts = new Map<string, number>();
	const count = (name: string): number => {
		if (now() >= until) {
			counts.clear();
			until = now() + MINUTE_MS;
		}
		return counts.get(name) ?? 0;
	};
	return { count, add: (name: string): void => void counts.set(name, count(name) + 1) };
}

async function isSigned(
	subscription: HubSubscription,
	signature: string | undefined,
	body: AsyncIterable<Uint8Array> | null,
): Promise<boolean> {
	const check = signatureCheck(signature, subscription.secret);
	if (check === undefined || body === null) return false;
	let size = 0;
	for await (const chunk of body) {
		size += chunk.byteLength;
		if (size > LARGEST) return false;
		check.update(chunk);
	}
	return check.isRight();
}

/** @param hinted this feed has become due. */
export function createHubCallback(deps: {
	readonly db: Db;
	readonly log: Log;
	hinted(feed: FeedId): void;
	now(): number;
}): HubCallback {
	const { db, log, hinted, now } = deps;
	const misses = createMeter(now);
	const pings = createMeter(now);
	/** Feed → when it was or will be made due by a hint. */
	const hints = new Map<string, number>();

	let list: { readonly until: number; readonly ids: Promise<ReadonlySet<string>> } | undefined;

	async function isListed(id: string): Promise<boolean> {
		if (list === undefined || list.until <= now()) list = { until: now() + LIST_MS, ids: hubIds(db) };
		return (await list.ids).has(id);
	}

	async function known(id: string): Promise<HubSubscription | HubAnswer> {
		if (!ID.test(id)) return UNKNOWN;
		const isGuessing = misses.count('') >= MISSES_A_MINUTE;
		if (!isGuessing) list = undefined;
		else if (!(await isListed(id))) return CROWDED;
		const subscription = await hubSubscription(db, id);
		if (subscription === undefined) misses.add('');
		return subscription ?? UNKNOWN;
	}

	async function hint({ id, feedId, topic }: HubSubscription): Promise<void> {
		const at = Math.max(now(), (hints.get(feedId) ?? 0) + MINUTE_MS);
		// The one that waits already will see this news too.
		if ((hints.get(feedId) ?? 0) > now()) return;
		hints.delete(feedId);
		// The oldest stand first.
		for (const [feed, last] of hints) {
			if (last + MINUTE_MS > now()) break;
			hints.delete(feed);
		}
		hints.set(feedId, at);
		await notePing(db, id, now());
		await hintFeed(db, feedId, at);
		log.debug({ topic }, 'a hub tells of news');
		hinted(feedId);
	}

	return {
		async verify(id, query) {
			const subscription = await known(id);
			if ('status' in subscription) return subscription;
			const intent = intentOf(query);
			if (intent === undefined || intent.topic !== subscription.topic) return UNKNOWN;
			if (intent.mode === 'denied') {
				await denyLease(db, id, now() + DENIED_MS);
				log.info({ topic: intent.topic, hub: subscription.hub }, 'the hub denies the subscription');
				return answer(200);
			}
			if (intent.mode === 'unsubscribe') {
				if (subscription.asked !== 'unsubscribe') return UNKNOWN;
				await forgetHub(db, id);
				return answer(200, intent.challenge);
			}
			const { state, leaseUntil = 0, asked } = subscription;
			if (asked === undefined && state === 'active' && leaseUntil > now())
				return answer(200, intent.challenge);
			const lease = intent.leaseSeconds * 1000;
			const until = now() + lease;
			const confirmed = await confirmLease(db, id, { until, renewAt: now() + Math.round(lease * RENEW_AT) });
			if (!confirmed) return UNKNOWN;
			log.debug({ topic: intent.topic, hub: subscription.hub }, 'the hub will tell of news');
			return answer(200, intent.challenge);
		},

		async notified(id, { signature, body }) {
			if (pings.count(id) >= PINGS_A_MINUTE) return CROWDED;
			const subscription = await known(id);
			if ('status' in subscription) return subscription;
			pings.add(id);
			if (subscription.state === 'leaving') return answer(410);
			try {
				if (await isSigned(subscription, signature, body)) await hint(subscription);
				else log.debug({ topic: subscription.topic }, 'a ping without the right signature is ignored');
			} catch (error) {
				log.debug({ topic: subscription.topic, error }, 'a ping was not read to its end');
			}
			return answer(202);
		},
	};
}
