import { describe, expect, test } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { parseFeed } from '../../src/feed/parse.ts';
import type { FeedItem, ParsedFeed } from '../../src/model.ts';

const SITE = 'https://harbour.example/news/feed';
const parse = (text: string, contentType?: string): Promise<ParsedFeed> =>
	parseFeed(Buffer.from(text), { url: SITE, contentType });
const rss = (item: string, attributes = ''): string =>
	`<rss version="2.0" ${attributes}><channel><title>Harbour Post</title><link>https://harbour.example/</link>${item}</channel></rss>`;
const atom = (entry: string, attributes = ''): string =>
	`<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Harbour Post</title>${entry}</feed>`;

async function only(text: string): Promise<FeedItem> {
	const [item] = (await parse(text)).items;
	if (item === undefined) throw new Error('no item');
	return item;
}

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

	test('Google News sitemap: the address is the identity', async () => {
		const feed = await parse(
			`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://harbour.example/about</loc></url><url><loc>${link}</loc><n:news><n:publication_date>2026-03-04</n:publication_date><n:title>Quay reopens</n:title></n:news></url></urlset>`,
		);
		expect(feed.items.map(({ id, url, title }) => [id, url, title])).toEqual([[link, link, 'Quay reopens']]);
		expect(feed.items[0]?.publishedAt?.toISOString()).toBe('2026-03-04T00:00:00.000Z');
	});
});

describe('fields', () => {
	test.each<[string, string, Partial<FeedItem>]>([
		[
			'a permalink guid is the address',
			'<item><guid>https://harbour.example/p</guid></item>',
			{ url: 'https://harbour.example/p' },
		],
		[
			'a relative link starts from the feed',
			'<item><link>../b</link></item>',
			{ url: 'https://harbour.example/b' },
		],
		[
			'a bare & in an address',
			'<item><link>https://h.example/?a=1&b=2&copy=3</link></item>',
			{ url: 'https://h.example/?a=1&b=2&copy=3' },
		],
		['an undefined entity', '<item><title>Caf&eacute; &nbsp;bar</title></item>', { title: 'Café bar' }],
		[
			'a doubly escaped title',
			'<item><title>Fish &amp;amp; chips &amp;#8211; daily</title></item>',
			{ title: 'Fish & chips – daily' },
		],
		[
			'markup in a title',
			'<item><title><![CDATA[<b>Big</b> news: a < b]]></title></item>',
			{ title: 'Big news: a < b' },
		],
		['control characters', '<item><title>One\u0001Two\u000b</title></item>', { title: 'OneTwo' }],
		[
			'a plain body is escaped',
			'<item><description>1 &lt; 2 &amp; 3 &gt; 2</description></item>',
			{ summary: '1 &lt; 2 &amp; 3 &gt; 2' },
		],
		[
			'an HTML body stays HTML',
			'<item><description>&lt;p&gt;Hi &amp;amp; bye&lt;/p&gt;</description></item>',
			{ summary: '<p>Hi &amp; bye</p>' },
		],
		[
			'authors',
			'<item><author>a@b.example (Ada Reed)</author><dc:creator>Bo Lind</dc:creator></item>',
			{ authors: ['Ada Reed', 'Bo Lind'] },
		],
		[
			'an address beside a name is nobody else',
			'<item><author>ada@b.example</author><itunes:author>Ada Reed</itunes:author></item>',
			{ authors: ['Ada Reed'] },
		],
		[
			'links in an escaped body start from the feed',
			'<item xml:base="/x/"><description>&lt;a href="a?b=1&amp;amp;c=2"&gt;a&lt;/a&gt; &lt;a href=\'javascript:x()\'&gt;b&lt;/a&gt;</description></item>',
			{ summary: '<a href="https://harbour.example/x/a?b=1&amp;c=2">a</a> <a>b</a>' },
		],
		[
			'the fuller description is the content',
			'<item><description>Short</description><itunes:summary>Long and full</itunes:summary></item>',
			{ summary: 'Short', content: 'Long and full' },
		],
		[
			'UTF-8 encoded twice',
			'<item><title>donâ€™t</title><description>naïve Ã©</description></item>',
			{ title: 'don’t', summary: 'naïve Ã©' },
		],
		[
			'categories',
			'<item><category>Port</category><dc:subject>Fish</dc:subject><category>Port</category></item>',
			{ categories: ['Port', 'Fish'] },
		],
		[
			'several enclosures',
			'<item><enclosure url="https://h.example/1.mp3" type="audio/mpeg" length="12"/><enclosure url="https://h.example/2.mp3"/></item>',
			{
				enclosures: [
					{ url: 'https://h.example/1.mp3', type: 'audio/mpeg', length: 12 },
					{ url: 'https://h.example/2.mp3' },
				],
			},
		],
		[
			'the larger picture',
			'<item><media:thumbnail url="https://h.example/s.jpg"/><media:content medium="image" url="https://h.example/l.jpg"/></item>',
			{ image: 'https://h.example/l.jpg' },
		],
		[
			'a podcast without its namespace',
			'<item><itunes:author>Ada</itunes:author><itunes:image href="https://h.example/i.png"/></item>',
			{ authors: ['Ada'], image: 'https://h.example/i.png' },
		],
		[
			'the address behind a redirect',
			'<item><link>https://r.example/1</link><feedburner:origLink>https://h.example/1</feedburner:origLink></item>',
			{ url: 'https://r.example/1', originalUrl: 'https://h.example/1' },
		],
		[
			'both bodies',
			'<item><description>Short</description><content:encoded>&lt;p&gt;Long&lt;/p&gt;</content:encoded></item>',
			{ summary: 'Short', content: '<p>Long</p>' },
		],
	])('%s', async (_name, item, expected) => {
		expect(await only(rss(item))).toMatchObject(expected);
	});

	test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://', ' '])(
		'%j leads nowhere',
		async (link) => {
			const item = await only(rss(`<item><title>x</title><link>${link}</link></item>`));
			expect(item.url).toBeUndefined();
		},
	);

	test('XHTML keeps its order, and xml:base resolves what is in it', async () => {
		const item = await only(
			atom(
				'<entry xml:base="/posts/"><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>big</em> day</div></title><link href="1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">one <b>two</b> three <i>four</i><br/><a href="pic?a=1&amp;b=2">five</a> &lt;six&gt;</div></content></entry>',
			),
		);
		expect(item.title).toBe('A big day');
		expect(item.url).toBe('https://harbour.example/posts/1');
		expect(item.content).toBe(
			'one <b>two</b> three <i>four</i><br><a href="https://harbour.example/posts/pic?a=1&amp;b=2">five</a> &lt;six&gt;',
		);
	});

	test('Atom text is literal, HTML is not', async () => {
		const entry = (type: string) =>
			atom(
				`<entry><title type="${type}">use &lt;b&gt; well</title><content type="${type}">&lt;b&gt;x&lt;/b&gt;</content></entry>`,
			);
		expect(await only(entry('text'))).toMatchObject({
			title: 'use <b> well',
			content: '&lt;b&gt;x&lt;/b&gt;',
		});
		expect(await only(entry('html'))).toMatchObject({ title: 'use well', content: '<b>x</b>' });
	});

	test('head of the feed', async () => {
		const feed = await parse(rss('<language>fr</language><ttl>30</ttl>'));
		expect(feed).toMatchObject({ siteUrl: 'https://harbour.example/', language: 'fr', ttlSeconds: 1800 });
		expect((await parse(atom('', 'xml:lang="de"'))).language).toBe('de');
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

	test('JSON: a null or mistyped item loses only itself', async () => {
		const feed = await parse(
			JSON.stringify({
				items: [
					null,
					7,
					'x',
					{ id: 5, title: ['no'], url: {} },
					{ title: 'Good', authors: [null, { name: 'Ada' }] },
				],
			}),
		);
		expect(feed.items.map(({ id, title, authors }) => [id.length > 0, title, authors])).toEqual([
			[true, undefined, []],
			[true, 'Good', ['Ada']],
		]);
	});
});

test.each([
	['nothing', ''],
	['a page', '<!doctype html><html><head><title>Hi</title></head><body><p>text</p></body></html>'],
	['plain text', 'hello there'],
	['other JSON', '{"hello": 1}'],
	['broken JSON', '{"items": ['],
	['bytes', '\u0000\u0001\u0002'],
])('no feed: %s', async (_name, text) => {
	await expect(parse(text)).rejects.toThrow(FeedError);
	await expect(parse(text)).rejects.toMatchObject({ problem: 'not-a-feed' });
});
