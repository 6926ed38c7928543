import { describe, expect, test } from 'vitest';
import type { FeedItem } from '../../src/model.ts';
import { atom, parse, rss } from './written.ts';

async function only(text: string): Promise<FeedItem> {
	const [item] = (await parse(text)).items;
	if (item === undefined) throw new Error('no item');
	return item;
}

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

	test.each<[string, string, readonly string[]]>([
		['an address with a name', '<author>ada@b.example (Ada Reed)</author>', ['Ada Reed']],
		['a name with an address', '<author>Ada Reed &lt;ada@b.example&gt;</author>', ['Ada Reed']],
		['a name with an address in brackets', '<author>Ada Reed (ada@b.example)</author>', ['Ada Reed']],
		['an address alone', '<author>ada@b.example</author>', ['ada@b.example']],
		['two in one', '<author>ada@b.example (Ada), bo@b.example (Bo)</author>', ['Ada', 'Bo']],
		['a comma in a name', '<author>Reed, Ada (ada@b.example)</author>', ['Reed, Ada']],
		['Atom in RSS', '<author><name>Ada</name><email>ada@b.example</email></author>', ['Ada']],
		[
			'several creators',
			'<dc:creator>Ada</dc:creator><dc:creator><![CDATA[Bo]]></dc:creator>',
			['Ada', 'Bo'],
		],
		['the same one twice', '<author>Ada</author><itunes:author>Ada</itunes:author>', ['Ada']],
		['contributors where nobody wrote', '<dc:contributor>Cy</dc:contributor>', ['Cy']],
		['nobody', '<author/><dc:creator> </dc:creator>', []],
	])('authors: %s', async (_name, inside, authors) => {
		expect((await only(rss(`<item><title>x</title>${inside}</item>`))).authors).toEqual(authors);
	});

	test.each<[string, string, readonly string[]]>([
		[
			'Atom: term, or label of an address',
			'<category term="port"/><category term="https://x.example/1" label="Fish"/>',
			['port', 'Fish'],
		],
		[
			'podcasts, nested',
			'<itunes:category text="Arts"><itunes:category text="Food"/></itunes:category>',
			['Arts', 'Food'],
		],
		[
			'keywords',
			'<itunes:keywords>a, b</itunes:keywords><media:keywords>b,c</media:keywords>',
			['a', 'b', 'c'],
		],
		['markup in a category', '<category>&lt;b&gt;Port&lt;/b&gt; &amp;amp; quay</category>', ['Port & quay']],
	])('categories: %s', async (_name, inside, categories) => {
		expect((await only(rss(`<item>${inside}</item>`))).categories).toEqual(categories);
	});

	test('nothing that runs or carries its content is an address anywhere', async () => {
		const feed = await parse(
			rss(
				'<item><title>A</title><enclosure url="javascript:x"/><enclosure url="data:audio/mp3,x"/><media:content medium="image" url="javascript:x"/><itunes:image href="data:image/png,x"/><link>vbscript:x</link><guid>javascript:x</guid><description>&lt;img src="javascript:1"&gt;&lt;a href=" java&amp;#115;cript:1"&gt;x&lt;/a&gt;</description></item>',
			).replace('https://harbour.example/', 'javascript:alert(1)'),
		);
		expect(feed.siteUrl).toBeUndefined();
		expect(feed.items[0]).toMatchObject({ enclosures: [], summary: '<img><a>x</a>' });
		expect(feed.items[0]).not.toHaveProperty('url');
		expect(feed.items[0]).not.toHaveProperty('image');
	});

	test.each<[string, string, string]>([
		['a control character by number', '<description>a&#2;b&#x8;c</description>', 'abc'],
		[
			'markup escaped twice',
			'<description>&amp;lt;p&amp;gt;Fish &amp;amp;amp; chips&amp;lt;/p&amp;gt;</description>',
			'<p>Fish &amp; chips</p>',
		],
		[
			'talk about markup',
			'<description>&lt;p&gt;&amp;lt;b&amp;gt; is bold&lt;/p&gt;</description>',
			'<p>&lt;b&gt; is bold</p>',
		],
		['an undefined entity', '<description>a &nonsense; b</description>', 'a &nonsense; b'],
		['a body of plain words', '<description>a <![CDATA[< b & c]]></description>', 'a &lt; b &amp; c'],
		['only a caption', '<media:description>Boats</media:description>', 'Boats'],
	])('body: %s', async (_name, inside, summary) => {
		expect((await only(rss(`<item>${inside}</item>`))).summary).toBe(summary);
	});

	test('a link of Atom in RSS, and the name of another feed, are not the item’s', async () => {
		const item = await only(
			rss(
				'<item><atom:link rel="self" href="https://x.example/self"/><source url="https://o.example/feed">Other</source><title>A</title><link>https://h.example/a</link></item>',
				'xmlns:atom="http://www.w3.org/2005/Atom"',
			),
		);
		expect(item).toMatchObject({ title: 'A', url: 'https://h.example/a' });
	});
});
