import { describe, expect, test } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { atom, parse, rss } from './written.ts';

describe('every format says the same thing', () => {
	const link = 'https://harbour.example/a';
	const at = '2026-03-04T05:06:07.000Z';
	test.each([
		[
			'RSS 2.0',
			rss(
				`<item><title>Quay reopens</title><link>${link}</link><guid isPermaLink="false">q1</guid><pubDate>Wed, 04 Mar 2026 05:06:07 GMT</pubDate><description>Boats are back.</description></item>`,
			),
		],
		[
			'RSS 0.91',
			`<rss version="0.91"><channel><title>Harbour Post</title><item><title>Quay reopens</title><link>${link}</link><guid>q1</guid><pubDate>4 Mar 2026 06:06:07 +0100</pubDate><description>Boats are back.</description></item></channel></rss>`,
		],
		[
			'RSS without a version',
			`<rss><channel><title>Harbour Post</title><item><title>Quay reopens</title><link>${link}</link><guid>q1</guid><pubDate>Wed Mar 4 05:06:07 2026</pubDate><description>Boats are back.</description></item></channel></rss>`,
		],
		[
			'RSS 1.0',
			`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dublin="http://purl.org/dc/elements/1.1/"><channel><title>Harbour Post</title></channel><item rdf:about="q1"><title>Quay reopens</title><link>${link}</link><dublin:date>2026-03-04T05:06:07Z</dublin:date><description>Boats are back.</description></item></rdf:RDF>`,
		],
		[
			'Atom 1.0',
			atom(
				`<entry><title>Quay reopens</title><link href="${link}"/><id>q1</id><published>2026-03-04T05:06:07Z</published><summary>Boats are back.</summary></entry>`,
			),
		],
		[
			'Atom with a prefix',
			`<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Harbour Post</a:title><a:entry><a:title>Quay reopens</a:title><a:link href="${link}"/><a:id>q1</a:id><a:updated>2026-03-04T05:06:07Z</a:updated><a:summary>Boats are back.</a:summary></a:entry></a:feed>`,
		],
		[
			'Atom 0.3',
			`<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Harbour Post</title><entry><title>Quay reopens</title><link rel="alternate" href="${link}"/><id>q1</id><issued>2026-03-04T05:06:07Z</issued><summary>Boats are back.</summary></entry></feed>`,
		],
		[
			'JSON Feed',
			JSON.stringify({
				version: 'https://jsonfeed.org/version/1.1',
				title: 'Harbour Post',
				items: [
					{
						id: 'q1',
						url: link,
						title: 'Quay reopens',
						date_published: '2026-03-04T05:06:07Z',
						summary: 'Boats are back.',
					},
				],
			}),
		],
	])('%s', async (_name, text) => {
		const feed = await parse(text);
		expect(feed.title).toBe('Harbour Post');
		expect(feed.items).toHaveLength(1);
		expect(feed.items[0]).toMatchObject({
			id: 'q1',
			url: link,
			title: 'Quay reopens',
			summary: 'Boats are back.',
		});
		expect(feed.items[0]?.publishedAt?.toISOString()).toBe(at);
	});

	test('Google News sitemap: the address is the identity, the publication the title', async () => {
		const feed = await parse(
			`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://harbour.example/about</loc></url><url><loc>${link}</loc><n:news><n:publication><n:name>Harbour Post</n:name><n:language>en</n:language></n:publication><n:publication_date>2026-03-04</n:publication_date><n:title>Quay reopens</n:title></n:news></url></urlset>`,
		);
		expect(feed.items.map(({ id, url, title }) => [id, url, title])).toEqual([[link, link, 'Quay reopens']]);
		expect(feed).toMatchObject({ title: 'Harbour Post', isSitemap: true });
		expect(feed.items[0]?.publishedAt?.toISOString()).toBe('2026-03-04T00:00:00.000Z');
	});
});

describe('broken feeds keep what can be kept', () => {
	const items = '<item><title>One</title></item><item><title>Two</title></item>';
	test.each([
		['junk in front', `\n\n  junk ${rss(items)}`],
		['a byte order mark and blank lines', `\uFEFF\n${rss(items)}`],
		['an item never closed', rss('<item><title>One</title><item><title>Two</title></item>')],
		['a tag never closed', rss('<item><title>One<b></title></item><item><title>Two</title></item>')],
		['a stray closing tag', rss('<item><title>One</title></wrong></item><item><title>Two</title></item>')],
		['cut off in the middle', `<rss version="2.0"><channel>${items.slice(0, -15)}`],
		[
			'a broken date',
			rss('<item><title>One</title><pubDate>soon</pubDate></item><item><title>Two</title></item>'),
		],
		['wrapped into a page', `<html><body>${rss(items)}</body></html>`],
		['a document type with entities', `<!DOCTYPE rss [<!ENTITY a "b">]>${rss(items)}`],
	])('%s', async (_name, text) => {
		expect((await parse(text)).items.map(({ title }) => title)).toEqual(['One', 'Two']);
	});
});

test.each([
	['nothing', ''],
	['a page', '<!doctype html><html><head><title>Hi</title></head><body><p>text</p></body></html>'],
	['plain text', 'hello there'],
	['other JSON', '{"hello": 1}'],
	['broken JSON', '{"items": ['],
	[
		'an index of sitemaps',
		'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://h.example/s.xml</loc></sitemap></sitemapindex>',
	],
	['bytes', '\u0000\u0001\u0002'],
])('no feed: %s', async (_name, text) => {
	await expect(parse(text)).rejects.toThrow(FeedError);
	await expect(parse(text)).rejects.toMatchObject({ problem: 'not-a-feed' });
});
