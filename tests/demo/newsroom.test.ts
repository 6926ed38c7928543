import { parseFeed as parseWithFeedsmith } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BRIEFS } from '../../src/demo/articles/briefs.ts';
import { FIRST_BATCH } from '../../src/demo/edition.ts';
import { type Newsroom, startNewsroom } from '../../src/demo/newsroom.ts';
import { OUTLETS } from '../../src/demo/outlets.ts';

const PACE = 4_000;
const ALL_OUT = OUTLETS.flatMap((outlet) => outlet.articles).length - FIRST_BATCH;
const START = Date.UTC(2031, 4, 6, 9, 30);

describe('the texts', () => {
	const articles = OUTLETS.flatMap((outlet) => outlet.articles.map((article) => ({ outlet, article })));

	test('three outlets in two languages, 40 articles at least, as many each', () => {
		expect(OUTLETS.length).toBeGreaterThanOrEqual(3);
		expect(new Set(OUTLETS.map((outlet) => outlet.language))).toEqual(new Set(['fr', 'en']));
		expect(articles.length).toBeGreaterThanOrEqual(40);
		expect(new Set(OUTLETS.map((outlet) => outlet.articles.length)).size).toBe(1);
	});
	test('eight events at least are told by two outlets or more, some of them in both languages', () => {
		const tellers = Map.groupBy(
			articles.filter(({ article }) => article.event !== undefined),
			({ article }) => article.event,
		);
		const shared = [...tellers.values()].filter((told) => new Set(told.map((one) => one.outlet)).size >= 2);
		expect(shared.length).toBeGreaterThanOrEqual(8);
		expect(shared.length).toBe(tellers.size);
		const bilingual = shared.filter((told) => new Set(told.map((one) => one.outlet.language)).size === 2);
		expect(bilingual.length).toBeGreaterThanOrEqual(5);
	});
	test('no paragraph is printed twice', () => {
		const paragraphs = articles.flatMap(({ article }) => article.paragraphs);
		expect(new Set(paragraphs).size).toBe(paragraphs.length);
	});
	test.each(
		articles.map(({ outlet, article }) => [`${outlet.prefix}/${article.slug}`, outlet, article] as const),
	)('%s is a whole article by an author who is known', (_, outlet, article) => {
		const paragraphs = article.paragraphs.filter((paragraph) => !paragraph.startsWith('## '));
		expect(paragraphs.length).toBeGreaterThanOrEqual(4);
		expect(paragraphs.length).toBeLessThanOrEqual(9);
		expect(outlet.authors).toHaveProperty([article.author]);
		expect(article.slug).toMatch(/^[a-z0-9-]+$/);
	});
});

describe('the site', () => {
	let clock = START;
	let newsroom: Newsroom;
	const get = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
		fetch(url, { headers });
	const firstSite = (index = 0) => newsroom.sites[index] ?? { title: '', url: '', feedUrl: '' };
	const titles = async (index: number): Promise<readonly (string | undefined)[]> => {
		const { format, feed } = parseWithFeedsmith(await (await get(firstSite(index).feedUrl)).text());
		if (format === 'rss') return feed.items?.map((item) => item.title) ?? [];
		if (format === 'atom') return feed.entries?.map((entry) => entry.title?.value) ?? [];
		throw new Error(`unexpected format ${format}`);
	};

	beforeAll(async () => {
		newsroom = await startNewsroom({ paceMs: PACE, now: () => clock });
	});
	afterAll(() => newsroom.close());

	test('the first batch is out at once, shared out among the outlets', async () => {
		for (const index of newsroom.sites.keys())
			expect(await titles(index)).toHaveLength(FIRST_BATCH / newsroom.sites.length);
	});
	test('a home page names its feed', async () => {
		for (const { url, feedUrl } of newsroom.sites)
			expect(await (await get(url)).text()).toContain(`href="${feedUrl}"`);
	});
	test('one RSS 2.0, one RSS with the whole text, one Atom', async () => {
		const bodies = await Promise.all(newsroom.sites.map(async ({ feedUrl }) => (await get(feedUrl)).text()));
		expect(bodies.map((body) => parseWithFeedsmith(body).format).sort()).toEqual(['atom', 'rss', 'rss']);
		expect(bodies.filter((body) => body.includes('<content:encoded>'))).toHaveLength(1);
	});
	test('a page has the habits of real ones', async () => {
		const [outlet] = OUTLETS;
		const article = outlet?.articles[2];
		const html = await (await get(`${firstSite().url}${article?.slug}`)).text();
		for (const habit of [
			'Accueil</a> › ',
			'<p>Lire aussi : <a',
			'Article précédent',
			'Article suivant',
			'class="td-post-views"',
			'class="td-author-description"',
			'class="box newsletter"',
			'class="cookies"',
			'application/ld+json',
			'property="og:image"',
			'<time datetime=',
		])
			expect(html).toContain(habit);
		expect(html.split(article?.title ?? '?').length).toBeGreaterThan(3);
	});
	test('the picture is a PNG', async () => {
		const page = await (await get(`${firstSite().url}${OUTLETS[0]?.articles[0]?.slug}`)).text();
		const picture = await get(/property="og:image" content="([^"]+)"/.exec(page)?.[1] ?? '');
		expect(picture.headers.get('content-type')).toBe('image/png');
		const bytes = Buffer.from(await picture.arrayBuffer());
		expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
		expect(bytes.readUInt32BE(16)).toBe(800);
	});
	test('what is unchanged is answered with 304, by ETag and by date', async () => {
		const { feedUrl } = firstSite();
		const first = await get(feedUrl);
		const etag = first.headers.get('etag') ?? '';
		expect((await get(feedUrl, { 'if-none-match': etag })).status).toBe(304);
		expect((await get(feedUrl, { 'if-none-match': '"other"' })).status).toBe(200);
		const modified = first.headers.get('last-modified') ?? '';
		expect((await get(feedUrl, { 'if-modified-since': modified })).status).toBe(304);
	});
	test('an article that is not out yet, and anything else, is 404', async () => {
		const later = OUTLETS[0]?.articles.at(-1)?.slug;
		for (const path of [later, 'nothing', 'wire-1', 'pictures/nothing.png', 'a/b/c'])
			expect((await get(`${firstSite().url}${path}`)).status).toBe(404);
	});
	test('each pace brings one more article, on top of one of the feeds', async () => {
		const before = await titles(0);
		clock = START + PACE;
		const after = await titles(0);
		expect(after.slice(1)).toEqual(before);
		expect(after[0]).toBe(OUTLETS[0]?.articles[FIRST_BATCH / OUTLETS.length]?.title);
		clock = START + 2 * PACE;
		expect(await titles(0)).toEqual(after);
		expect(await titles(1)).toHaveLength(FIRST_BATCH / OUTLETS.length + 1);
	});
	test('when all is out, short items go on at a calm rhythm, then bulletins, each its own', async () => {
		clock = START + ALL_OUT * PACE;
		expect(await titles(2)).toHaveLength(OUTLETS[2]?.articles.length ?? 0);
		clock = START + (ALL_OUT + 15 * 12) * PACE;
		const newest = (await titles(0)).slice(0, 4);
		expect(newest).toEqual(
			BRIEFS.courrier
				?.slice(0, 4)
				.map(([title]) => title)
				.reverse(),
		);
		expect((await get(`${firstSite().url}wire-4`)).status).toBe(200);
		expect((await get(`${firstSite().url}wire-5`)).status).toBe(404);
		clock = START + (ALL_OUT + 15 * 3 * 12) * PACE;
		const late = (await titles(0)).slice(0, 4);
		expect(late.every((title) => title?.startsWith('Bulletin du détroit n°'))).toBe(true);
		expect(new Set(late).size).toBe(4);
	});
});
