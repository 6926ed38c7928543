import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedIdOf } from '../../src/feed/identity.ts';
import { type Asks, faultsOf } from '../stand-ins/manners.ts';
import type { Visit } from '../stand-ins/publisher.ts';
import { DAY, HOUR, MINUTE, type Simulation, START, simulate } from './simulation.ts';
import { openTown } from './town.ts';

describe('the judge sees', () => {
	const visit = (minutes: number, more: Partial<Visit> = {}): Visit => ({
		at: START + minutes * MINUTE,
		host: 'a.example',
		path: '/feed',
		headers: { 'user-agent': 'Depeche/1' },
		open: 1,
		status: 200,
		answer: {},
		bytes: 0,
		...more,
	});
	const asking = (headers: Visit['headers']) => ({ headers: { 'user-agent': 'Depeche/1', ...headers } });
	const tagged = { answer: { etag: '"1"' } };
	test.each<[string, readonly Visit[], Asks?]>([
		['made-up validator', [visit(0, asking({ 'if-none-match': '"x"' }))]],
		['made-up validator', [visit(0, asking({ 'if-modified-since': 'Mon, 02 Mar 2026 12:00:00 GMT' }))]],
		['lost validator', [visit(0, tagged), visit(90)]],
		['early', [visit(0, { answer: { 'cache-control': 'max-age=7200' } }), visit(90)]],
		['early', [visit(0), visit(90)], { ttlMs: 2 * HOUR }],
		['early', [visit(0), visit(90)], { skipHours: [13] }],
		['early', [visit(0), visit(90)], { skipDays: [1] }],
		['early', [visit(0, { status: 429, answer: { 'retry-after': '7200' } }), visit(90, { path: '/other' })]],
		['greedy', [visit(0), visit(30)]],
		['greedy', [visit(0, tagged), visit(3, asking({ 'if-none-match': '"1"' }))]],
		['greedy', [visit(0, { status: 500 }), visit(10, { status: 500 })]],
		['crowd', [visit(0, { open: 2 })]],
		['flood', Array.from({ length: 61 }, (_, index) => visit(0, { path: `/${index}` }))],
		['after the end', [visit(0, { status: 410 }), visit(60, { status: 410 })]],
		['after the end', [0, 2_000, 4_000].map((minutes) => visit(minutes, { status: 410 }))],
		[
			'lost',
			[0, 1, 2, 3, 4, 5, 6].map((hop) =>
				visit(0, { path: `/${hop}`, status: 302, answer: { location: `/${hop + 1}` } }),
			),
		],
		['nosy', [visit(0, asking({ cookie: 'a=b' }))]],
		['nosy', [visit(0, asking({ referer: 'http://a.example/' }))]],
		['masked', [visit(0, { headers: { 'user-agent': 'Mozilla/5.0' } })]],
	])('%s', (kind, visits, asks = {}) => {
		const published = new Map(visits.map(({ host, path }) => [`${host}${path}`, asks]));
		expect(faultsOf(visits, published).map((fault) => fault.kind)).toEqual([kind]);
	});

	test('what nobody published, and nothing where all is well', () => {
		expect(faultsOf([visit(0)], new Map()).map(({ kind }) => kind)).toEqual(['invented']);
		const known = visit(90, { ...asking({ 'if-none-match': '"1"' }), status: 304 });
		expect(faultsOf([visit(0, tagged), known], new Map([['a.example/feed', {}]]))).toEqual([]);
	});
});

describe('days in a town of all habits', () => {
	let life: Simulation;
	beforeEach(async () => {
		life = await simulate();
	});
	afterEach(() => life.close());

	test('with restarts in between: no fault, and no news missed', async () => {
		const town = await openTown(life);
		const days = 3;
		life.start();
		for (let stretch = 0; stretch < days * 2; stretch++) {
			await life.pass(12 * HOUR);
			await life.stop();
			life.start();
		}
		const visits = town.visits();
		const faults = faultsOf(visits, town.published);
		expect([...new Set(faults.map(({ kind, address }) => `${kind} at ${town.names.get(address)}`))]).toEqual(
			[],
		);
		expect(visits.length).toBeGreaterThan(town.published.size * days);
		for (const [address, every] of town.lively) {
			const read = new Set(
				life.news.filter(({ feed }) => feed === feedIdOf(address)).map(({ item }) => item),
			);
			// What was published in the last day may still be waited for; a fast feed shows its last ten only.
			const published = Math.floor(((days - 1) * DAY) / every);
			const least = every < HOUR ? published / 2 : published;
			expect({ address, read: read.size >= least }).toEqual({ address, read: true });
		}
	}, 120_000);
});
