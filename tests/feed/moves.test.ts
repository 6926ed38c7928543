import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Publisher } from '../stand-ins/publisher.ts';
import { DAY, HOUR, type Simulation, simulate } from './simulation.ts';

const rss = (...titles: string[]): string =>
	`<rss version="2.0"><channel><title>Harbour Post</title>${titles.map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`).join('')}</channel></rss>`;

let life: Simulation;
let site: Publisher;
beforeEach(async () => {
	life = await simulate();
	site = await life.publisher();
	life.start();
});
afterEach(() => life.close());

const moveTo = (path: string, status = 301) => ({ status, headers: { location: path }, body: '' });
const pathOf = async (id: string): Promise<string> => new URL((await life.feed(id)).url).pathname;

/** Read for a day at /old, which then leads elsewhere. */
async function moved(status = 301, titles: readonly string[] = ['Two', 'One']): Promise<string> {
	site.serve('/old', { body: rss('One'), headers: { etag: '"old"' } });
	const id = await life.follow(`${site.url}/old`);
	await life.pass(DAY);
	site.serve('/old', moveTo('/new', status));
	site.serve('/new', { body: rss(...titles), headers: { etag: '"new"' } });
	return id;
}

test('a permanent redirect is adopted after two days of the same answer', async () => {
	const id = await moved();
	await life.pass(2 * DAY);
	expect(await pathOf(id)).toBe('/old');
	await life.pass(2 * DAY);
	expect(await pathOf(id)).toBe('/new');
	expect(life.news.map(({ item }) => item)).toEqual(['One', 'Two']);
	// Each address got its own validators back, and nothing but them.
	const sent = (path: string) =>
		new Set(site.requests.filter((one) => one.path === path).map((one) => one.headers['if-none-match']));
	expect(sent('/new')).toEqual(new Set([undefined, '"new"']));
	expect(site.requests.filter(({ path, status }) => path === '/new' && status === 200)).toHaveLength(1);
	const asked = site.requests.length;
	await life.pass(2 * DAY);
	expect(new Set(site.requests.slice(asked).map(({ path }) => path))).toEqual(new Set(['/new']));
});

test.each([
	['a temporary redirect', 302, ['Two', 'One']],
	['a document that shows nothing we know', 301, ['Another', 'Site']],
])('%s is followed, but never adopted', async (_name, status, titles) => {
	const id = await moved(status, titles);
	let edition = 0;
	for (let day = 0; day < 5; day++) {
		await life.pass(DAY);
		if (titles.includes('One')) continue;
		// Nothing in it is ever shown twice.
		site.serve('/new', { body: rss(`Edition ${edition++}`), headers: { etag: `"${edition}"` } });
	}
	expect(await pathOf(id)).toBe('/old');
	expect((await life.feed(id)).failures).toBe(0);
});

test('an address that fails after the move is given back', async () => {
	const id = await moved(308);
	await life.pass(4 * DAY);
	expect(await pathOf(id)).toBe('/new');
	site.serve('/new', { status: 404, body: '' });
	site.serve('/old', { body: rss('Three', 'Two', 'One'), headers: { etag: '"back"' } });
	await life.pass(3 * DAY);
	expect(await pathOf(id)).toBe('/old');
	expect(await life.feed(id)).toMatchObject({ failures: 0 });
	expect(life.news.map(({ item }) => item)).toEqual(['One', 'Two', 'Three']);
});

test('two feeds at one address become one: who followed either follows it, nothing is news twice', async () => {
	const old = await moved();
	const other = await life.follow(`${site.url}/new`, 'discord:1', 'telegram:-5');
	await life.follow(`${site.url}/old`, 'discord:7');
	await life.pass(4 * DAY);
	const rows = await life.database.db
		.selectFrom('subscriptions')
		.select(['channel', 'feed_id'])
		.orderBy('channel')
		.execute();
	expect(rows).toEqual(
		['discord:1', 'discord:7', 'telegram:-5'].map((channel) => ({ channel, feed_id: other })),
	);
	const before = life.news.length;
	const asked = site.requests.length;
	site.serve('/new', { body: rss('Three', 'Two', 'One'), headers: { etag: '"newer"' } });
	await life.pass(DAY);
	expect(life.news.slice(before).map(({ feed, item }) => [feed, item])).toEqual([[other, 'Three']]);
	expect(site.requests.slice(asked).every(({ path }) => path === '/new')).toBe(true);
	expect((await life.feed(old)).nextCheckAt).toBeLessThan(life.now() + 2 * DAY);
});

test('a move seen a few times within hours proves nothing', async () => {
	const id = await moved();
	await life.pass(12 * HOUR);
	site.serve('/old', { body: rss('One') });
	await life.pass(DAY);
	site.serve('/old', moveTo('/new'));
	await life.pass(1.5 * DAY);
	expect(await pathOf(id)).toBe('/old');
});
