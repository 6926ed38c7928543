import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FetchError } from '../../src/errors.ts';
import { DAY, HOUR, MINUTE, type Simulation, START, simulate } from './simulation.ts';

const rss = (titles: readonly string[], head = ''): string =>
	`<rss version="2.0"><channel><title>Harbour Post</title>${head}${titles.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`).join('')}</channel></rss>`;

let life: Simulation;
let isOffline = false;
beforeEach(async () => {
	isOffline = false;
	life = await simulate({
		wrap: (fetcher) => ({
			...fetcher,
			get: (url, options) =>
				isOffline || url.includes('.invalid')
					? Promise.reject(new FetchError('dns', url))
					: fetcher.get(url, options),
		}),
	});
});
afterEach(() => life.close());

const gaps = (times: readonly number[]): readonly number[] =>
	times.slice(1).map((at, index) => at - (times[index] ?? 0));

describe('directives', () => {
	test.each([
		['max-age, which a 304 does not repeat', { 'cache-control': 'max-age=18000' }, '', 5 * HOUR],
		[
			'Expires',
			{ expires: new Date(START + 5 * HOUR).toUTCString(), date: new Date(START).toUTCString() },
			'',
			5 * HOUR,
		],
		['ttl', {}, '<ttl>300</ttl>', 5 * HOUR],
	])('%s counts on after a 304 and after a restart', async (_name, headers, head, wait) => {
		const site = await life.publisher();
		site.serve('/feed', { body: rss(['One'], head), headers: { etag: '"1"', ...headers } });
		await life.follow(`${site.url}/feed`);
		life.start();
		for (let restarts = 0; restarts < 4; restarts++) {
			await life.pass(wait - MINUTE);
			await life.stop();
			life.start();
		}
		await life.pass(DAY);
		expect(site.requests.length).toBeGreaterThan(4);
		expect(Math.min(...gaps(site.requests.map(({ at }) => at)))).toBeGreaterThanOrEqual(wait);
		expect(site.requests.slice(1).every(({ status }) => status === 304)).toBe(true);
	});

	test('skipped hours and days see nobody', async () => {
		const site = await life.publisher();
		const head = `<skipHours><hour>13</hour><hour>14</hour><hour>24</hour></skipHours><skipDays><day>Tuesday</day></skipDays>`;
		site.serve('/feed', { body: rss(['One'], head), headers: { etag: '"1"' } });
		await life.follow(`${site.url}/feed`);
		life.start();
		await life.pass(4 * DAY);
		const dates = site.requests.slice(1).map(({ at }) => new Date(at));
		expect(dates.length).toBeGreaterThan(3);
		expect(dates.filter((date) => [13, 14, 0].includes(date.getUTCHours()))).toEqual([]);
		expect(dates.filter((date) => date.getUTCDay() === 2)).toEqual([]);
	});

	test('a host that says "too many" rests with all its feeds, also after a restart', async () => {
		const site = await life.publisher();
		const busy = { status: 429, headers: { 'retry-after': '36000' }, body: '' };
		site.serve('/a', busy);
		for (const path of ['/b', '/c', '/d']) site.serve(path, { body: rss(['One']), headers: { etag: '"1"' } });
		for (const path of ['/a', '/b', '/c', '/d']) await life.follow(`${site.url}${path}`);
		const other = await life.publisher();
		other.serve('/feed', { body: rss(['One']) });
		await life.follow(`${other.url}/feed`);
		life.start();
		await life.pass(HOUR);
		await life.stop();
		life.start();
		await life.pass(8 * HOUR);
		const refused = site.requests.findIndex(({ status }) => status === 429);
		expect(site.requests).toHaveLength(refused + 1);
		expect(other.requests.length).toBeGreaterThan(2);
		site.serve('/a', { body: rss(['One']) });
		await life.pass(3 * HOUR);
		expect(new Set(site.requests.map(({ path }) => path)).size).toBe(4);
	});
});

describe('what is unchanged', () => {
	test.each([
		['the same ETag on other bytes', { body: rss(['Two']), headers: { etag: '"1"' } }],
		['an empty document', { body: '', headers: { etag: '"2"' } }],
		['the same bytes with another ETag', { body: rss(['One']), headers: { etag: '"3"' } }],
	])('%s', async (_name, later) => {
		const site = await life.publisher();
		site.serve('/feed', { body: rss(['One']), headers: { etag: '"1"' } });
		const id = await life.follow(`${site.url}/feed`);
		life.start();
		await life.pass(MINUTE);
		site.serve('/feed', (_request, response) => void response.writeHead(200, later.headers).end(later.body));
		await life.pass(DAY);
		expect(site.requests.length).toBeGreaterThan(2);
		expect(life.news.map(({ item }) => item)).toEqual(['One']);
		expect((await life.feed(id)).failures).toBe(0);
		// Whatever was set aside then is news as soon as it can be told apart.
		site.serve('/feed', { body: rss(['Two', 'One']), headers: { etag: '"4"' } });
		await life.pass(2 * DAY);
		expect(life.news.map(({ item }) => item)).toEqual(['One', 'Two']);
	});
});

describe('an end', () => {
	test('two 410s on different days end a feed, and its channels are told', async () => {
		const site = await life.publisher();
		site.serve('/feed', { body: rss(['One']) });
		const id = await life.follow(`${site.url}/feed`, 'discord:1', 'telegram:-5');
		life.start();
		await life.pass(MINUTE);
		site.serve('/feed', { status: 410, body: '' });
		await life.pass(20 * HOUR);
		expect(await life.feed(id)).not.toHaveProperty('endedAt');
		await life.pass(10 * DAY);
		expect(site.requests).toHaveLength(3);
		expect(await life.feed(id)).toHaveProperty('endedAt');
		expect(await notices()).toEqual([
			['discord:1', id, 'gone'],
			['telegram:-5', id, 'gone'],
		]);
	});

	test('a 410 that was a slip is forgotten', async () => {
		const site = await life.publisher();
		site.serve('/feed', { status: 410, body: '' });
		const id = await life.follow(`${site.url}/feed`);
		life.start();
		await life.pass(HOUR);
		site.serve('/feed', { body: rss(['One']) });
		await life.pass(2 * DAY);
		site.serve('/feed', { status: 410, body: '' });
		await life.pass(DAY);
		expect(await life.feed(id)).toMatchObject({ failures: 1, trouble: 'gone' });
		expect(await life.feed(id)).not.toHaveProperty('endedAt');
	});
});

/** What the channels are told, in the order of the messages. */
const notices = async (): Promise<readonly (readonly [string, string, string])[]> =>
	(
		await life.database.db
			.selectFrom('deliveries')
			.innerJoin('notice_entries', 'notice_entries.delivery_id', 'deliveries.id')
			.select(['channel', 'feed_id', 'trouble'])
			.orderBy('seq')
			.execute()
	).map(({ channel, feed_id, trouble }) => [channel, feed_id, trouble]);

test('a lasting trouble is told once, and again only after it was over', async () => {
	const site = await life.publisher();
	const isDown = { status: 404, body: '' };
	site.serve('/feed', { body: rss(['One']) });
	const id = await life.follow(`${site.url}/feed`);
	life.start();
	await life.pass(HOUR);
	site.serve('/feed', isDown);
	await life.pass(2 * DAY);
	expect(await notices()).toEqual([]);
	await life.pass(10 * DAY);
	expect(await notices()).toEqual([['discord:1', id, 'missing']]);
	site.serve('/feed', { body: rss(['One']) });
	await life.pass(2 * DAY);
	expect(await life.feed(id)).not.toHaveProperty('told');
	site.serve('/feed', { ...isDown, status: 403 });
	await life.pass(9 * DAY);
	// Nobody sends here: what comes to be told joins the message that waits, and says how it stands now.
	expect(await notices()).toEqual([['discord:1', id, 'forbidden']]);
});

describe('our own network', () => {
	test('while it is down nothing is held against anybody, and all come back soon', async () => {
		const ids: string[] = [];
		for (let number = 0; number < 12; number++) {
			const site = await life.publisher();
			site.serve('/feed', { body: rss(['One']), headers: { etag: '"1"' } });
			ids.push(await life.follow(`${site.url}/feed`));
		}
		life.start();
		await life.pass(10 * HOUR);
		isOffline = true;
		await life.pass(9 * HOUR);
		for (const id of ids) expect(await life.feed(id)).toMatchObject({ failures: 0 });
		isOffline = false;
		const back = life.now();
		await life.pass(10 * MINUTE);
		for (const id of ids) expect((await life.feed(id)).fetchedAt).toBeGreaterThan(back);
	});

	test('a handful of dead hosts cannot excuse each other for ever', async () => {
		const site = await life.publisher();
		site.serve('/feed', { body: rss(['One']), headers: { etag: '"1"' } });
		await life.follow(`${site.url}/feed`);
		const ids: string[] = [];
		for (let n = 0; n < 8; n++) ids.push(await life.follow(`http://dead-${n}.invalid/feed`));
		life.start();
		await life.pass(6 * DAY);
		for (const id of ids) expect(await life.feed(id)).toMatchObject({ trouble: 'dns', told: 'dns' });
	});
});
