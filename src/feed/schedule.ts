/**
 * When to ask a feed again. Pure. Rules:
 * 1. A feed's own rhythm first: half the usual pause between its items of the last two weeks.
 * 2. Without new items the pause grows by a quarter, with them it falls back to the rhythm.
 * 3. POLL_MIN_SECONDS and POLL_MAX_SECONDS bound that. A feed without validators costs its publisher a whole
 *    document each time: at most hourly, as far as the bounds allow.
 * 4. A publisher's word (max-age, Expires, ttl up to a day, Retry-After up to a week) stands above the bounds.
 * 5. Failures double the pause up to a day. Jitter only ever makes a check later.
 */
import type { FeedItem, Validators } from '../model.ts';

export interface Bounds {
	readonly minSeconds: number;
	readonly maxSeconds: number;
}

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;
const RHYTHM_DAYS = 14;
const JITTER = 0.1;
/** A host that says "too many" without saying for how long. */
const CROWDED = 30 * 60 * SECOND;

/** @returns milliseconds, or undefined where no item tells its date. */
export function rhythm(items: readonly FeedItem[], now: number): number | undefined {
	const dates = items.map((item) => item.publishedAt?.getTime()).filter((date) => date !== undefined);
	if (dates.length === 0) return undefined;
	const recent = dates.filter((date) => date > now - RHYTHM_DAYS * DAY && date <= now);
	// A feed that shows only its last few items has shown them in less than two weeks.
	const span = recent.length < dates.length ? RHYTHM_DAYS * DAY : now - Math.min(...dates);
	return recent.length === 0 ? DAY : span / recent.length / 2;
}

export interface Success {
	readonly now: number;
	/** Unset where nothing had changed. */
	readonly items: readonly FeedItem[] | undefined;
	readonly validators: Validators;
	/** What the last check waited, ms; unset at the first. */
	readonly lastPause: number | undefined;
	/** Directives, ms. */
	readonly freshFor: number | undefined;
	readonly ttl: number | undefined;
	readonly bounds: Bounds;
	/** 0 to 1: where in the jitter this feed falls. */
	readonly spread: number;
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** @returns epoch ms */
export function nextCheck(success: Success): number {
	const { now, items, validators, lastPause, bounds } = success;
	const min = bounds.minSeconds * SECOND;
	const max = bounds.maxSeconds * SECOND;
	const hasValidators = validators.etag !== undefined || validators.lastModified !== undefined;
	const wish = items === undefined ? (lastPause ?? min) * 1.25 : (rhythm(items, now) ?? min);
	const pause = clamp(hasValidators ? wish : Math.max(wish, HOUR), min, max);
	const asked = Math.min(Math.max(success.freshFor ?? 0, success.ttl ?? 0), DAY);
	const wait = Math.max(pause, asked);
	return Math.round(now + wait + pause * JITTER * success.spread);
}

export interface Failure {
	readonly now: number;
	/** Failures in a row, this one not counted. */
	readonly failures: number;
	/** HTTP status, where there was one. */
	readonly status: number | undefined;
	/** ms, as the publisher asked. */
	readonly retryAfter: number | undefined;
	readonly bounds: Bounds;
	readonly spread: number;
}

/** @returns epoch ms */
export function nextTry(failure: Failure): number {
	const { now, failures, status, retryAfter, bounds } = failure;
	const doubled = Math.min(bounds.minSeconds * SECOND * 2 ** Math.min(failures + 1, 20), DAY);
	const crowded = (status === 429 || status === 503) && retryAfter === undefined ? CROWDED : 0;
	const wait = Math.max(doubled, crowded, Math.min(retryAfter ?? 0, 7 * DAY));
	return Math.round(now + wait + doubled * JITTER * failure.spread);
}
