/**
 * When to ask a feed again. Pure. Rules:
 * 1. A feed's own rhythm first: half the usual pause between its items of the last two weeks; where items tell no
 *    dates, half the pause in which new ones were seen.
 * 2. News halve the pause for the next three checks; a check without news stretches it by a fifth.
 * 3. Bounds.minSeconds and maxSeconds bound that. A fast feed that answers conditionally and calls itself stale
 *    within minutes may be asked at Bounds.fastSeconds. A feed without validators costs its publisher a whole
 *    document each time: at most hourly, as far as the bounds allow.
 * 4. A publisher's word (max-age, Expires, ttl up to a day, Retry-After up to a week, skipHours, skipDays) stands
 *    above the bounds. It counts until it is taken back.
 * 5. Failures double the pause up to a day (trouble.ts). Jitter only ever makes a check later.
 */

import type { Trouble } from '../errors.ts';
import type { Directives, FeedItem, Habits, Rhythm } from '../model.ts';
import { planOf } from './trouble.ts';

export interface Bounds {
	readonly minSeconds: number;
	readonly maxSeconds: number;
	/** For fast feeds; unset where minSeconds holds for all. */
	readonly fastSeconds?: number;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const RHYTHM_DAYS = 14;
const JITTER = 0.1;
const EAGER_CHECKS = 3;
const STRETCH = 1.2;
/** Two items an hour, fresh for five minutes at most. */
const FAST = { usual: HOUR / 4, freshFor: 300 * SECOND };

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Half the pause between the items. @returns ms, or undefined where no item tells its date. */
export function usualPause(items: readonly FeedItem[], now: number): number | undefined {
	const dates = items.map((item) => item.publishedAt?.getTime()).filter((date) => date !== undefined);
	if (dates.length === 0) return undefined;
	const recent = dates.filter((date) => date > now - RHYTHM_DAYS * DAY && date <= now);
	// A feed that shows only its last few items has shown them in less than two weeks.
	const span =
		recent.length < dates.length
			? RHYTHM_DAYS * DAY
			: now - recent.reduce((first, date) => Math.min(first, date), now);
	return recent.length === 0 ? DAY : span / recent.length / 2;
}

export interface Success {
	readonly now: number;
	readonly before: Habits | undefined;
	/** Unset where nothing had changed. */
	readonly items: readonly FeedItem[] | undefined;
	/** How many of them were never seen before; of a first fetch, none. */
	readonly news: number;
	/** It gave an ETag or a Last-Modified. */
	readonly hasValidators: boolean;
	readonly directives: Directives;
	readonly bounds: Bounds;
	/** 0 to 1: where in the jitter this feed falls. */
	readonly spread: number;
}

function usualOf({ now, before, items, news }: Success): number | undefined {
	const known = before?.rhythm.usual;
	if (items === undefined) return known;
	const dated = usualPause(items, now);
	if (dated !== undefined || news === 0) return dated ?? known;
	const since = before?.rhythm.newsAt;
	if (since === undefined) return known;
	const observed = (now - since) / news / 2;
	return known === undefined ? observed : (known + observed) / 2;
}

function rhythmOf(success: Success): Rhythm {
	const { now, before, items, news, bounds } = success;
	const usual = usualOf(success);
	const start = usual ?? HOUR;
	const known = usual === undefined ? {} : { usual };
	if (before === undefined) return { ...known, pause: start, eager: 0, newsAt: now };
	const { pause, eager, newsAt } = before.rhythm;
	const seen = newsAt === undefined ? {} : { newsAt };
	if (items !== undefined && news > 0) return { ...known, pause: start, eager: EAGER_CHECKS, newsAt: now };
	if (eager > 0) return { ...known, ...seen, pause, eager: eager - 1 };
	const longest = bounds.maxSeconds * SECOND;
	return {
		...known,
		...seen,
		pause: Math.min(Math.max(pause, bounds.minSeconds * SECOND) * STRETCH, longest),
		eager: 0,
	};
}

function floorOf({ hasValidators, directives, bounds }: Success, usual: number | undefined): number {
	const min = bounds.minSeconds * SECOND;
	if (!hasValidators) return Math.max(min, HOUR);
	const isFast =
		usual !== undefined &&
		usual <= FAST.usual &&
		directives.freshFor !== undefined &&
		directives.freshFor <= FAST.freshFor;
	return isFast ? Math.min(min, (bounds.fastSeconds ?? bounds.minSeconds) * SECOND) : min;
}

/** `at` and `notBefore` are epoch ms. */
export function nextCheck(success: Success): {
	readonly at: number;
	readonly notBefore: number;
	readonly rhythm: Rhythm;
} {
	const { now, directives, bounds, spread } = success;
	const rhythm = rhythmOf(success);
	const wish = rhythm.eager > 0 ? rhythm.pause / 2 : rhythm.pause;
	const max = bounds.maxSeconds * SECOND;
	const pause = Math.min(Math.max(wish, floorOf(success, rhythm.usual)), max);
	const asked = Math.min(Math.max(directives.freshFor ?? 0, directives.ttl ?? 0), DAY);
	const at = now + Math.max(pause, asked) + pause * JITTER * spread;
	return {
		at: Math.ceil(visitingTime(at, directives)),
		notBefore: Math.ceil(visitingTime(now + asked, directives)),
		rhythm,
	};
}

export interface Failure {
	readonly now: number;
	/** Failures in a row, this one not counted. */
	readonly failures: number;
	readonly trouble: Trouble;
	/** ms, as the publisher asked. */
	readonly retryAfter: number | undefined;
	readonly directives: Directives;
	readonly bounds: Bounds;
	readonly spread: number;
}

/** @returns epoch ms */
export function nextTry(failure: Failure): number {
	const { now, failures, trouble, retryAfter, directives, bounds, spread } = failure;
	const { times, atLeast } = planOf(trouble);
	const doubled = clamp(bounds.minSeconds * SECOND * times * 2 ** Math.min(failures, 20), 0, DAY);
	const wait = Math.max(doubled, retryAfter === undefined ? atLeast : Math.min(retryAfter, WEEK));
	return Math.ceil(visitingTime(now + wait + doubled * JITTER * spread, directives));
}

/** How long a host is left alone that says "too many". @param strikes how often in a row it has said so before. */
export function hostRest(retryAfter: number | undefined, strikes: number): number {
	const own = Math.min(planOf('crowded').atLeast * 2 ** Math.min(strikes, 10), DAY);
	return retryAfter === undefined ? own : Math.min(retryAfter, WEEK);
}

/** `at`, or the first full hour after it in which the publisher does not mind a visit. */
export function visitingTime(at: number, { skipHours = [], skipDays = [] }: Directives): number {
	let time = at;
	for (let hour = 0; hour <= WEEK / HOUR; hour++) {
		const date = new Date(time);
		if (!skipHours.includes(date.getUTCHours()) && !skipDays.includes(date.getUTCDay())) return time;
		time = (Math.floor(time / HOUR) + 1) * HOUR;
	}
	// Every hour of every day is no wish that can be kept.
	return at;
}
