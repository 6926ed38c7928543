import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { freshFor, retryAfter } from '../../src/feed/directives.ts';
import { type Failure, hostRest, nextCheck, nextTry, type Success } from '../../src/feed/schedule.ts';
import { settled } from '../../src/feed/settle.ts';
import type { FeedItem, Habits } from '../../src/model.ts';

const NOW = Date.UTC(2026, 2, 4, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const bounds = { minSeconds: 900, maxSeconds: 86_400, fastSeconds: 300 };

const habits = (rhythm: Partial<Habits['rhythm']>): Habits => ({
	directives: {},
	rhythm: { pause: HOUR, eager: 0, ...rhythm },
});
const conclude = (more: Partial<Success>) =>
	nextCheck({
		now: NOW,
		before: undefined,
		items: undefined,
		news: 0,
		hasValidators: true,
		directives: {},
		bounds,
		spread: 0,
		...more,
	});
const success = (more: Partial<Success>): number => conclude(more).at - NOW;
const failure = (more: Partial<Failure>): number =>
	nextTry({
		now: NOW,
		failures: 0,
		trouble: 'connect',
		retryAfter: undefined,
		directives: {},
		bounds,
		spread: 0,
		...more,
	}) - NOW;
const items = (count: number, every: number): FeedItem[] =>
	Array.from({ length: count }, (_, index) => ({
		id: String(index),
		authors: [],
		categories: [],
		enclosures: [],
		publishedAt: new Date(NOW - (index + 1) * every),
	}));
const undated: FeedItem[] = items(3, HOUR).map(({ publishedAt: _, ...item }) => item);

describe('after a success', () => {
	test.each<[string, Partial<Success>, number]>([
		['a feed with an item an hour is asked each half hour', { items: items(20, HOUR) }, 30 * MINUTE],
		['a very fast feed at the lower bound', { items: items(50, MINUTE) }, 15 * MINUTE],
		[
			'or each five minutes, where it calls itself stale by then',
			{ items: items(50, MINUTE), directives: { freshFor: 4 * MINUTE } },
			5 * MINUTE,
		],
		[
			'but not without validators',
			{ items: items(50, MINUTE), directives: { freshFor: 4 * MINUTE }, hasValidators: false },
			HOUR,
		],
		['a feed silent for months at the upper bound', { items: items(5, 100 * DAY) }, DAY],
		['an unchanged feed a fifth later than last time', { before: habits({ pause: 50 * MINUTE }) }, HOUR],
		['up to the upper bound', { before: habits({ pause: DAY }) }, DAY],
		['a feed with news twice as soon', { items: items(20, HOUR), news: 1, before: habits({}) }, 15 * MINUTE],
		['and so for the next checks', { before: habits({ pause: 2 * HOUR, eager: 2 }) }, HOUR],
		[
			'a feed that hides its dates, as often as news were seen',
			{ items: undated, news: 2, before: habits({ usual: 2 * HOUR, newsAt: NOW - 8 * HOUR }) },
			HOUR,
		],
		['without validators not before an hour', { items: items(50, MINUTE), hasValidators: false }, HOUR],
		[
			'narrow bounds hold',
			{ items: items(5, DAY), hasValidators: false, bounds: { minSeconds: 2, maxSeconds: 4 } },
			4000,
		],
		[
			'max-age stands above the bounds',
			{ directives: { freshFor: 6 * HOUR }, bounds: { minSeconds: 60, maxSeconds: 120 } },
			6 * HOUR,
		],
		['ttl likewise, but no directive counts for more than a day', { directives: { ttl: 30 * DAY } }, DAY],
		[
			'an hour to be skipped is waited out',
			{ items: items(20, HOUR), directives: { skipHours: [12, 13] } },
			2 * HOUR,
		],
		['a day to be skipped likewise', { items: items(20, HOUR), directives: { skipDays: [3, 4] } }, 36 * HOUR],
		[
			'all hours to be skipped is no wish that can be kept',
			{ items: items(20, HOUR), directives: { skipHours: Array.from({ length: 24 }, (_, hour) => hour) } },
			30 * MINUTE,
		],
	])('%s', (_name, more, expected) => {
		expect(success(more)).toBe(expected);
	});

	test('news are followed by three eager checks, then by longer and longer pauses', () => {
		let before = habits({ pause: 2 * HOUR, usual: 2 * HOUR });
		const waits = [1, 0, 0, 0, 0, 0].map((news) => {
			const { at, rhythm } = conclude({ before, news, items: news > 0 ? items(83, 4 * HOUR) : undefined });
			before = { directives: {}, rhythm };
			return Math.round((at - NOW) / MINUTE);
		});
		expect(waits).toEqual([60, 60, 60, 120, 144, 173]);
	});
});

describe('after a failure', () => {
	test.each<[string, Partial<Failure>, number]>([
		['twice the lower bound', {}, 30 * MINUTE],
		['doubling', { failures: 3 }, 4 * HOUR],
		['up to a day', { failures: 400 }, DAY],
		['longer where each try is dear', { trouble: 'too-large' }, 4 * HOUR],
		[
			'the second look at what is gone is for another day',
			{ trouble: 'gone', bounds: { minSeconds: 1, maxSeconds: 9 } },
			DAY,
		],
		['Retry-After stands above', { trouble: 'crowded', retryAfter: 2 * DAY }, 2 * DAY],
		['but not for ever', { trouble: 'crowded', retryAfter: 400 * DAY }, 7 * DAY],
		[
			'"too many" without a time rests',
			{ trouble: 'crowded', bounds: { minSeconds: 1, maxSeconds: 9 } },
			30 * MINUTE,
		],
		['hours to be skipped stay so', { directives: { skipHours: [12] } }, HOUR],
	])('%s', (_name, more, expected) => {
		expect(failure(more)).toBe(expected);
	});

	test('a host that says "too many" again and again rests longer', () => {
		expect([0, 1, 2, 30].map((strikes) => hostRest(undefined, strikes))).toEqual([
			30 * MINUTE,
			HOUR,
			2 * HOUR,
			DAY,
		]);
		expect(hostRest(90_000, 5)).toBe(90_000);
	});
});

test('property: jitter is only ever later, never before a directive, never in a skipped hour', () => {
	const duration = fc.option(fc.integer({ min: 0, max: 2 * DAY }), { nil: undefined });
	fc.assert(
		fc.property(
			fc.record({
				pause: fc.integer({ min: 0, max: 2 * DAY }),
				freshFor: duration,
				ttl: duration,
				skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 20 }),
				skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 6 }),
				spread: fc.double({ min: 0, max: 1, noNaN: true }),
			}),
			({ pause, freshFor, ttl, skipHours, skipDays, spread }) => {
				const directives = {
					...(freshFor !== undefined && { freshFor }),
					...(ttl !== undefined && { ttl }),
					skipHours,
					skipDays,
				};
				const before = habits({ pause });
				const calm = success({ before, directives });
				const { at, notBefore } = conclude({ before, directives, spread });
				const wait = at - NOW;
				expect(wait).toBeGreaterThanOrEqual(calm);
				expect(wait).toBeGreaterThanOrEqual(Math.min(DAY, Math.max(freshFor ?? 0, ttl ?? 0)));
				expect(wait).toBeGreaterThanOrEqual(bounds.minSeconds * 1000);
				expect(at).toBeGreaterThanOrEqual(notBefore);
				expect(skipHours).not.toContain(new Date(at).getUTCHours());
				expect(skipDays).not.toContain(new Date(at).getUTCDay());
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
	[{ expires: '-1' }, undefined],
	[{ expires: 'Thu, 01 Jan 1970 00:00:00 GMT' }, 0],
	[{ expires: 'never' }, undefined],
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
