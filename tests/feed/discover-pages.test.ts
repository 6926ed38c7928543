import { describe, expect, test } from 'vitest';
import { COURIER, html, openWorld } from './world.ts';

const world = openWorld();

describe('a site without any feed', () => {
	const url = (path: string, more = ''): string => `<url><loc>${COURIER}${path}</loc>${more}</url>`;
	const urlset = (...urls: readonly string[]): string =>
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${urls.join('')}</urlset>`;
	const news = urlset(url('/crane', '<news:news><news:title>Crane topples</news:title></news:news>'));
	const today = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
	const HEADLINES = ['crane-topples-at-port', 'library-roof-is-new', 'night-ferry-returns']
		.map((slug) => `<h2><a href="/${slug}">The story of ${slug}</a></h2>`)
		.join('');

	test.each([
		[
			'named by robots.txt',
			{
				'/robots.txt': `Sitemap: ${COURIER}/all.xml\nsitemap: /sitemaps/news.xml`,
				'/sitemaps/news.xml': news,
			},
			'/sitemaps/news.xml',
		],
		['at the usual place', { '/news-sitemap.xml': news }, '/news-sitemap.xml'],
		[
			'behind an index',
			{
				'/robots.txt': `Sitemap: ${COURIER}/map.xml`,
				'/map.xml': `<sitemapindex><sitemap><loc>${COURIER}/pages.xml</loc></sitemap><sitemap><loc> ${COURIER}/latest-news.xml </loc></sitemap></sitemapindex>`,
				'/latest-news.xml': news,
			},
			'/latest-news.xml',
		],
		[
			'of dated addresses',
			{ '/sitemap_news.xml': urlset(...['a', 'b', 'c'].map((slug) => url(`/${today}/${slug}`))) },
			'/sitemap_news.xml',
		],
	])('its news sitemap %s', async (_case, files, expected) => {
		world.serve(`${COURIER}/`, html('', HEADLINES));
		for (const [path, body] of Object.entries(files)) world.serve(COURIER + path, body);
		expect(await world.find('courier.example')).toMatchObject({ url: COURIER + expected, kind: 'feed' });
		expect(world.asked.length).toBeLessThanOrEqual(12);
	});

	const named =
		'<news:news><news:publication><news:name>The Courier</news:name></news:publication><news:title>Crane</news:title></news:news>';
	test.each([
		['the publication', urlset(url('/crane', named)), '', 'The Courier'],
		['the site', news, '<meta property="og:site_name" content="Courier of Averil">', 'Courier of Averil'],
		['the title of the front page', news, '', 'The Averil Courier – news from the port'],
	])('its news sitemap is called as %s', async (_case, sitemap, head, title) => {
		world.serve(`${COURIER}/`, html(head, HEADLINES));
		world.serve(`${COURIER}/section`, html(head, HEADLINES));
		world.serve(`${COURIER}/news-sitemap.xml`, sitemap);
		for (const address of ['courier.example', 'courier.example/section'])
			expect(await world.find(address)).toMatchObject({ feed: { title, isSitemap: true } });
	});

	test.each([
		['', undefined],
		[
			' for a list of all pages',
			urlset(url('/about', '<lastmod>2026-11-25</lastmod>'), url('/crane-topples')),
		],
		[' for news of long ago', urlset(...['a', 'b', 'c'].map((slug) => url(`/2019/04/05/${slug}`)))],
	])('its headlines, also%s', async (_case, sitemap) => {
		world.serve(`${COURIER}/`, html('', HEADLINES));
		if (sitemap !== undefined) world.serve(`${COURIER}/news-sitemap.xml`, sitemap);
		const found = await world.find('courier.example');
		expect(found).toMatchObject({ url: `${COURIER}/`, kind: 'page', feed: { items: { length: 3 } } });
		expect(world.asked.at(-1)).toBe(`page ${COURIER}/`);
		expect(world.asked.length).toBeLessThanOrEqual(12);
	});

	test('an article leads to the headlines of its site, a section to its own', async () => {
		world.serve(`${COURIER}/`, html('', HEADLINES));
		world.serve(`${COURIER}/port`, html('', HEADLINES));
		world.serve(`${COURIER}/crane-topples-at-port`, html('', HEADLINES));
		expect(await world.find(`${COURIER}/crane-topples-at-port`)).toMatchObject({
			url: `${COURIER}/`,
			kind: 'page',
		});
		expect(await world.find(`${COURIER}/port`)).toMatchObject({ url: `${COURIER}/port`, kind: 'page' });
	});

	test('robots.txt is asked before a page is read as a feed', async () => {
		world.serve(`${COURIER}/`, html('', HEADLINES));
		world.robots('User-agent: *\nDisallow: /');
		await expect(world.find('courier.example')).rejects.toMatchObject({ problem: 'robots' });
	});
});

describe('a host that has enough is left alone', () => {
	test.each([
		['too many requests', { status: 429, body: '' }, { status: 429 }],
		[
			'a wall against bots',
			{ status: 403, headers: { 'cf-mitigated': 'challenge' }, body: '' },
			{ problem: 'challenge' },
		],
	])('%s', async (_case, answer, expected) => {
		world.serve(`${COURIER}/`, html(''));
		for (const path of ['/feed', '/robots.txt']) world.serve(COURIER + path, answer);
		await expect(world.find('courier.example')).rejects.toMatchObject(expected);
		expect(world.asked.length).toBeLessThanOrEqual(3);
	});

	test('a feed on a host that does not answer says nothing about the page', async () => {
		world.serve(
			`${COURIER}/`,
			html('<link rel="alternate" type="application/rss+xml" href="https://dead.example/feed">'),
		);
		world.serve('https://dead.example/feed', { status: 429, body: '' });
		await expect(world.find('courier.example')).rejects.toMatchObject({ problem: 'not-a-feed' });
	});

	test('nobody waits: nothing more is asked', async () => {
		world.serve(`${COURIER}/`, html(''));
		const gone = new AbortController();
		gone.abort(new Error('gone'));
		await expect(world.find('courier.example', gone.signal)).rejects.toThrow('gone');
		expect(world.asked).toEqual([]);
	});
});
