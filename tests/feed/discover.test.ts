import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { discover, type Found } from '../../src/feed/discover.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';

const feed = (title: string): string =>
	`<rss version="2.0"><channel><title>${title}</title><item><title>One</title></item></channel></rss>`;
const page = (head: string, body = ''): string =>
	`<!doctype html><html><head><title>Site</title>${head}</head><body>${body}<script>if (a<b) document.write('<link rel="alternate" type="application/rss+xml" href="/script">')</script></body></html>`;
const html = (head: string, body?: string) => ({ body: page(head, body), type: 'text/html' });

let publisher: Publisher;
let fetcher: Fetcher;
beforeAll(() => {
	fetcher = createFetcher({ allowPrivate: ['127.0.0.0/8', '::1/128'] });
});
afterAll(() => fetcher.close());
beforeEach(async () => {
	publisher = await startPublisher();
	return () => publisher.close();
});
const ask = (path: string) => discover(`${publisher.url}${path}`, fetcher);
async function find(path: string): Promise<Found> {
	const found = await ask(path);
	if ('choices' in found)
		throw new Error(`a question: ${found.choices.map(({ title }) => title).join(', ')}`);
	return found;
}

test('a feed is a feed, whatever its content type says', async () => {
	publisher.serve('/x', { body: feed('Plain'), type: 'text/html' });
	expect(await find('/x')).toMatchObject({ url: `${publisher.url}/x`, feed: { title: 'Plain' }, others: [] });
});

test('what the page declares; the others are offered, comments last', async () => {
	publisher.serve(
		'/',
		html(
			`<base href="/base/"><link rel="stylesheet alternate" type="text/css" href="/a.css">
			<link rel=alternate type="application/rss+xml" title="All comments" href="/comments/feed">
			<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/1">
			<link rel="ALTERNATE" type="application/rss+xml; charset=utf-8" title="Site &raquo; RSS 2.0 Feed" href="news.xml">
			<link rel="alternate" type="application/atom+xml" title="Sport" href="/sport.xml">`,
		),
	);
	publisher.serve('/base/news.xml', { body: feed('News') });
	const found = await find('/');
	expect(found).toMatchObject({ url: `${publisher.url}/base/news.xml`, feed: { title: 'News' } });
	expect(found.others).toEqual([
		{ url: `${publisher.url}/sport.xml`, title: 'Sport' },
		{ url: `${publisher.url}/comments/feed`, title: 'All comments' },
	]);
});

test('a declared feed that is dead is passed over', async () => {
	publisher.serve(
		'/',
		html(
			'<link rel="alternate" type="application/rss+xml" href="/dead"><link rel="alternate" type="application/rss+xml" href="/live">',
		),
	);
	publisher.serve('/live', { body: feed('Live') });
	expect((await find('/')).url).toBe(`${publisher.url}/live`);
});

test('the Link header', async () => {
	publisher.serve('/a', {
		...html(''),
		headers: { link: '</style.css>; rel=preload, </h.xml>; rel="alternate"; type="application/atom+xml"' },
	});
	publisher.serve('/h.xml', { body: feed('Header') });
	expect((await find('/a')).feed.title).toBe('Header');
});

test('an anchor that looks like a feed', async () => {
	publisher.serve('/a', html('', '<a href="/news/rss.php">RSS</a><a href="/feedback">no</a>'));
	publisher.serve('/news/rss.php', { body: feed('Anchor') });
	expect((await find('/a')).feed.title).toBe('Anchor');
});

test('the usual paths, but a page that answers everywhere is no feed', async () => {
	publisher.serve('/news/today', html(''));
	publisher.serve('/feed', html('soft 404'));
	publisher.serve('/atom.xml', { body: feed('Usual') });
	expect((await find('/news/today')).url).toBe(`${publisher.url}/atom.xml`);
});

test('a site without a feed is told after few requests', async () => {
	publisher.serve(
		'/',
		html(
			Array.from(
				{ length: 50 },
				(_, n) => `<link rel="alternate" type="application/rss+xml" href="/f${n}">`,
			).join(''),
		),
	);
	await expect(find('/')).rejects.toMatchObject({ problem: 'not-a-feed' });
	expect(publisher.requests.length).toBeLessThanOrEqual(12);
});

test('a permanent redirect gives the address to poll, a temporary one does not', async () => {
	publisher.serve('/old', { status: 301, headers: { location: '/new' }, body: '' });
	publisher.serve('/tmp', { status: 302, headers: { location: '/new' }, body: '' });
	publisher.serve('/new', { body: feed('New') });
	expect((await find('/old')).url).toBe(`${publisher.url}/new`);
	expect((await find('/tmp')).url).toBe(`${publisher.url}/tmp`);
});

describe('what people type', () => {
	test('an address without a scheme, a feed: address, angle brackets', async () => {
		publisher.serve('/x', { body: feed('Typed') });
		const bare = publisher.url.replace('http://', '');
		for (const typed of [
			`${bare}/x`,
			`  <${publisher.url}/x> `,
			`feed://${bare}/x`,
			`feed:${publisher.url}/x`,
			`${bare.replace('127.0.0.1', 'localhost')}/x`,
		])
			expect(await discover(typed, fetcher)).toMatchObject({ feed: { title: 'Typed' } });
	});

	test.each([
		'',
		'hello',
		'two words.example',
		'javascript:alert(1)',
		'mailto:a@b.example',
		'ftp://h.example/',
		'file:///etc/passwd',
	])('no address: %j', async (typed) => {
		await expect(discover(typed, fetcher)).rejects.toMatchObject({ problem: 'address' });
	});
});

test('a hostile page costs little', async () => {
	publisher.serve('/', html(`${'<link rel=alternate '.repeat(100_000)}${'<div>'.repeat(100_000)}`));
	const began = performance.now();
	await expect(find('/')).rejects.toMatchObject({ problem: 'not-a-feed' });
	expect(performance.now() - began).toBeLessThan(10_000);
});

test('trouble of our own is not taken for a site without feeds', async () => {
	publisher.serve('/', html(''));
	publisher.serve('/feed', { body: feed('Hidden') });
	const broken: Pick<Fetcher, 'get'> = {
		async get(url, options) {
			const fetched = await fetcher.get(url, options);
			if (!url.endsWith('/feed')) return fetched;
			return {
				...fetched,
				get body(): Uint8Array {
					throw new RangeError('a bug');
				},
			};
		},
	};
	await expect(discover(`${publisher.url}/`, broken)).rejects.toThrow('a bug');
});
