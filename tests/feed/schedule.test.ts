import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshFor, retryAfter } from '../../src/feed/directives.ts';
import { type Failure, nextCheck, nextTry, type Success } from '../../src/feed/schedule.ts';
import { settled } from '../../src/feed/settle.ts';
import type { FeedItem } from '../../src/model.ts';

const NOW = Date.UTC(2026, 2, 4, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const bounds = { minSeconds: 900, maxSeconds: 86_400 };

const success = (more: Partial<Success>): number =>
	nextCheck({
		now: NOW,
		items: undefined,
		validators: { etag: '"1"' },
		lastPause: undefined,
		freshFor: undefined,
		ttl: undefined,
		bounds,
		spread: 0,
		...more,
	}) - NOW;
const failure = (more: Partial<Failure>): number =>
	nextTry({ now: NOW, failures: 0, status: undefined, retryAfter: undefined, bounds, spread: 0, ...more }) -
	NOW;
const items = (count: number, every: number): FeedItem[] =>
	Array.from({ length: count }, (_, index) => ({
		id: String(index),
		authors: [],
		categories: [],
		enclosures: [],
		publishedAt: new Date(NOW - (index + 1) * every),
	}));

describe('after a success', () => {
	test.each<[string, Partial<Success>, number]>([
		['a feed with an item an hour is asked each half hour', { items: items(20, HOUR) }, 30 * MINUTE],
		['a very fast feed at the lower bound', { items: items(50, MINUTE) }, 15 * MINUTE],
		['a feed silent for months at the upper bound', { items: items(5, 100 * DAY) }, DAY],
		['an unchanged feed a quarter later than last time', { lastPause: 40 * MINUTE }, 50 * MINUTE],
		[
			'without validators not before an hour',
			{ items: items(50, MINUTE), validators: { bodyHash: 'h' } },
			HOUR,
		],
		[
			'narrow bounds hold',
			{ items: items(5, DAY), validators: {}, bounds: { minSeconds: 2, maxSeconds: 4 } },
			4000,
		],
		[
			'max-age stands above the bounds',
			{ freshFor: 6 * HOUR, bounds: { minSeconds: 60, maxSeconds: 120 } },
			6 * HOUR,
		],
		['ttl likewise, but no directive counts for more than a day', { ttl: 30 * DAY }, DAY],
	])('%s', (_name, more, expected) => {
		expect(success(more)).toBe(expected);
	});
});

describe('after a failure', () => {
	test.each<[string, Partial<Failure>, number]>([
		['twice the lower bound', {}, 30 * MINUTE],
		['doubling', { failures: 3 }, 4 * HOUR],
		['up to a day', { failures: 400 }, DAY],
		['Retry-After stands above', { status: 429, retryAfter: 2 * DAY }, 2 * DAY],
		['but not for ever', { status: 503, retryAfter: 400 * DAY }, 7 * DAY],
		[
			'"too many" without a time rests',
			{ status: 429, bounds: { minSeconds: 1, maxSeconds: 9 } },
			30 * MINUTE,
		],
	])('%s', (_name, more, expected) => {
		expect(failure(more)).toBe(expected);
	});
});

test('property: jitter is only ever later, and never before a directive', () => {
	const duration = fc.option(fc.integer({ min: 0, max: 2 * DAY }), { nil: undefined });
	fc.assert(
		fc.property(
			duration,
			duration,
			duration,
			fc.double({ min: 0, max: 1, noNaN: true }),
			(lastPause, fresh, ttl, spread) => {
				const calm = success({ lastPause, freshFor: fresh, ttl });
				const wait = success({ lastPause, freshFor: fresh, ttl, spread });
				expect(wait).toBeGreaterThanOrEqual(calm);
				expect(wait).toBeGreaterThanOrEqual(Math.min(DAY, Math.max(fresh ?? 0, ttl ?? 0)));
				expect(wait).toBeGreaterThanOrEqual(bounds.minSeconds * 1000);
			},
		),
	);
});

test.each<[Record<string, string>, number | undefined]>([
	[{ 'cache-control': 'public, max-age=600' }, 600_000],
	[{ 'cache-control': 'max-age=600', age: '100' }, 500_000],
	[{ 'cache-control': 's-maxage=9' }, undefined],
	[{ 'cache-control': 'no-cache', expires: 'Wed, 04 Mar 2026 13:00:00 GMT' }, undefined],
	[{ expires: 'Wed, 04 Mar 2026 13:00:00 GMT', date: 'Wed, 04 Mar 2026 12:30:00 GMT' }, 30 * MINUTE],
	[{ expires: '0' }, undefined],
	[{}, undefined],
])('fresh for: %j', (headers, expected) => {
	expect(freshFor(headers, NOW)).toBe(expected);
});

test.each<[string, number | undefined]>([
	['120', 120_000],
	['Wed, 04 Mar 2026 13:00:00 GMT', HOUR],
	['Wed, 04 Mar 2020 13:00:00 GMT', 0],
	['later', undefined],
])('Retry-After: %s', (value, expected) => {
	expect(retryAfter({ 'retry-after': value }, NOW)).toBe(expected);
});

test('dates of this world', () => {
	const [item] = items(1, HOUR);
	if (item === undefined) throw new Error('no item');
	const dated = (at: number) => settled({ ...item, publishedAt: new Date(at) }, NOW).publishedAt?.getTime();
	expect(dated(NOW - DAY)).toBe(NOW - DAY);
	expect(dated(NOW + 5 * MINUTE)).toBe(NOW + 5 * MINUTE);
	expect(dated(NOW + DAY)).toBe(NOW);
	expect(dated(0)).toBeUndefined();
});
