import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { discover } from '../../src/feed/discover.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { createHostRests, hostOf } from '../../src/feed/host-rests.ts';
import type { HostRest } from '../../src/model.ts';
import { createReadPages } from '../../src/pipeline/page.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FORM = new URLSearchParams({ a: 'b' });

let site: Publisher;
let fetcher: Fetcher;
let clock: number;
beforeEach(async () => {
	clock = Date.UTC(2026, 3, 14);
	site = await startPublisher();
	fetcher = createFetcher({ allowPrivate: ['127.0.0.0/8'], now: () => clock });
});
afterEach(() => Promise.all([site.close(), fetcher.close()]));

const at = (path: string): string => `${site.url}${path}`;
const crowd = (status: number, retryAfter?: string) => ({
	status,
	headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter },
	body: '',
});
const failure = (asked: Promise<unknown>): Promise<unknown> =>
	asked.then(
		() => 'read',
		(error: unknown) => error,
	);

describe('a host that says "too many" is asked for nothing', () => {
	test.each([
		['429 for an hour', crowd(429, '3600'), HOUR],
		['429 without a word', crowd(429), HOUR / 2],
		['503 for two minutes', crowd(503, '120'), 2 * MINUTE],
		['503 until a day', crowd(503, 'Tue, 14 Apr 2026 00:10:00 GMT'), 10 * MINUTE],
	])('%s', async (_case, answer, rest) => {
		site.serve('/busy', answer);
		expect(await failure(fetcher.get(at('/busy'), { kind: 'feed' }))).toMatchObject({
			status: answer.status,
		});
		const asked = site.requests.length;
		clock += MINUTE;
		const left = { problem: 'resting', retryAfter: rest - MINUTE };
		expect(await failure(fetcher.get(at('/feed'), { kind: 'feed' }))).toMatchObject(left);
		expect(await failure(fetcher.get(at('/page'), { kind: 'page' }))).toMatchObject(left);
		expect(await failure(fetcher.post(at('/hub'), FORM))).toMatchObject(left);
		expect(await failure(discover(at('/'), fetcher))).toMatchObject(left);
		expect(site.requests).toHaveLength(asked);
		clock += rest - MINUTE;
		site.serve('/page', { body: 'here' });
		expect(await fetcher.get(at('/page'), { kind: 'page' })).toMatchObject({ status: 200 });
	});

	test.each([
		['a page', '/page', (url: string) => fetcher.get(url, { kind: 'page' })],
		[
			'robots.txt',
			'/robots.txt',
			(url: string) => fetcher.get(url.replace('robots.txt', 'a'), { kind: 'page' }),
		],
		['a POST', '/hub', (url: string) => fetcher.post(url, FORM)],
		['the end of a redirect', '/old', (url: string) => fetcher.get(url, { kind: 'feed' })],
	])('said of %s', async (_case, path, ask) => {
		site.serve('/old', { status: 302, headers: { location: '/new' }, body: '' });
		site.serve(path === '/old' ? '/new' : path, crowd(429, '3600'));
		expect(await failure(ask(at(path)))).toMatchObject({ status: 429, retryAfter: HOUR });
		expect(await failure(fetcher.get(at('/feed'), { kind: 'feed' }))).toMatchObject({ problem: 'resting' });
	});

	test('ten pages that wait for their turn', async () => {
		site.serve('/robots.txt', { body: '' });
		for (let page = 0; page < 10; page++) site.serve(`/${page}`, crowd(429, '3600'));
		const pages = Array.from({ length: 10 }, (_, page) =>
			failure(fetcher.get(at(`/${page}`), { kind: 'page' })),
		);
		const problems = (await Promise.all(pages)).map(
			(error) => error instanceof Object && 'problem' in error && error.problem,
		);
		expect(problems.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'resting'), 'status']);
		expect(site.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/0']);
	});

	test('and the pages of a feed’s news end with the first', async () => {
		let asked = 0;
		const readPages = createReadPages(
			async (url) => {
				asked++;
				await fetcher.get(url, { kind: 'feed' });
				throw new Error('nothing is read here');
			},
			{ debug() {} },
		);
		site.serve('/0', crowd(503, '60'));
		await readPages(
			[0, 1, 2].map((page) => at(`/${page}`)),
			new AbortController().signal,
		);
		expect(asked).toBe(1);
	});

	test('a wall against bots is no wish to wait', async () => {
		site.serve('/wall', { ...crowd(503), headers: { 'cf-mitigated': 'challenge' } });
		expect(await failure(fetcher.get(at('/wall'), { kind: 'feed' }))).toMatchObject({ problem: 'challenge' });
		site.serve('/feed', { body: 'here' });
		expect(await fetcher.get(at('/feed'), { kind: 'feed' })).toMatchObject({ status: 200 });
	});
});

test('rests grow with each repeat until the host answers; who listens hears of it, and can bring it back', () => {
	const rests = createHostRests();
	const heard: [string, number | undefined][] = [];
	const kept: HostRest[] = [];
	rests.listen((host, rest) => {
		heard.push([host, rest?.until]);
		if (rest !== undefined) kept.push(rest);
	});
	for (const now of [0, HOUR, 3 * HOUR]) rests.rest('h', undefined, now);
	expect(heard).toEqual([HOUR / 2, 2 * HOUR, 5 * HOUR].map((until) => ['h', until]));
	const again = createHostRests();
	again.restore(kept);
	expect([again.until('h', 4 * HOUR), again.nextAwake(0), again.until('h', 5 * HOUR)]).toEqual([
		5 * HOUR,
		5 * HOUR,
		undefined,
	]);
	rests.answered('h');
	rests.answered('h');
	rests.rest('h', undefined, 6 * HOUR);
	expect(heard.slice(3)).toEqual([
		['h', undefined],
		['h', 6.5 * HOUR],
	]);
});

test.each([
	['https://h.example/a', 'h.example'],
	['https://h.example./a', 'h.example'],
	['http://h.example:81/', 'h.example:81'],
	['nonsense', 'nonsense'],
])('%s rests as %s', (address, host) => {
	expect(hostOf(address)).toBe(host);
});
