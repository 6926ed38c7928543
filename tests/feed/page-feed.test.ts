import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FeedError } from '../../src/errors.ts';
import { readPage } from '../../src/feed/page-feed.ts';
import { parseFeed, parsePage } from '../../src/feed/parse.ts';
import { costMeter } from '../cost.ts';

const SITE = 'https://courier.example/';
const read = (html: string, url = SITE) =>
	parsePage(Buffer.from(html), { url, contentType: 'text/html; charset=utf-8' });

const story = (slug: string, title: string): string =>
	`<article class="card"><a href="/news/${slug}"><img src="/p/${slug}.jpg" alt="A picture"></a>
	<header><h3><a href="/news/${slug}?utm_source=front">${title}</a></h3></header>
	<p>Inspectors found a cracked bolt in the slewing ring.</p><a href="/news/${slug}#more">Read on</a></article>`;
const HEADLINES = [
	['harbour-crane', 'Crane topples at Port Averil, closing the eastern quay'],
	['library-roof', 'Tollbeck library reopens'],
	['night-ferry-2026', 'Night ferry returns after eleven years'],
	['bread-prices-rise', 'Bread &amp; butter: prices rise again'],
] as const;
const front = (body: string, attributes = ''): string => `<!DOCTYPE html><html lang="en-GB"><head>
<title>Front page | The Averil Courier</title><meta property="og:site_name" content="The Averil Courier">
<script>document.write('<h2><a href="/news/written-by-script">Written by a script, not a headline</a></h2>')</script></head>
<body ${attributes}>
<header><nav><ul><li><a href="/politics/a-long-section-name">Politics and all that goes with it</a></li></ul></nav></header>
<div id="breadcrumbs"><a href="/a/b/c">You are here and nowhere else now</a></div>
<main>${body}</main>
<div class="social-share"><a href="/share/this/page">Share this page with all your friends</a></div>
<aside><a href="https://elsewhere.example/some-long-story">Somebody else’s long story is here</a></aside>
<footer><a href="/about-the-house/imprint-2026">Who we are and how to reach us all</a></footer></body></html>`;
const stories = HEADLINES.map(([slug, title]) => story(slug, title)).join('\n');

describe('the headlines of a front page', () => {
	test('are its stories in their order, each once, and nothing else', async () => {
		const feed = await read(front(stories));
		expect(feed).toMatchObject({ title: 'The Averil Courier', siteUrl: SITE, language: 'en-GB' });
		expect(feed.items.map(({ title, url, id }) => [title, url, id])).toEqual(
			HEADLINES.map(([slug, title]) => {
				const url = `https://courier.example/news/${slug}`;
				return [title.replace('&amp;', '&'), url, url];
			}),
		);
		expect(feed.items.every(({ publishedAt, updatedAt }) => (publishedAt ?? updatedAt) === undefined)).toBe(
			true,
		);
	});

	test.each([
		[
			'without headings',
			'<ul>',
			([slug, title]: readonly string[]) => `<li><a href="/${slug}">${title}, says the harbour</a></li>`,
		],
		[
			'in a table',
			'<table>',
			([slug, title]: readonly string[]) => `<tr><td><a href=/${slug}>${title}, says the harbour<tr>`,
		],
		[
			'a card within its link',
			'<div>',
			([slug, title]: readonly string[]) =>
				`<a href="${slug}.html"><div>Port</div><div>${title}</div><p>${'Words of a summary. '.repeat(40)}</p></a>`,
		],
		[
			'by number',
			'<div>',
			([slug, title]: readonly string[]) => `<h2><a href="?id=${slug?.length}">${title}</a></h2>`,
		],
	])('%s', async (_case, before, write) => {
		const feed = await read(front(before + HEADLINES.map(write).join('')));
		expect(feed.items).toHaveLength(HEADLINES.length);
		expect(feed.items[0]?.title).toMatch(/^Crane topples at Port Averil, closing the eastern quay/);
	});

	test('a page whose own class names speak of menus still has its news', async () => {
		const feed = await read(front(`<div class="nav-main">${stories}</div>`, 'class="has-sidebar nav-open"'));
		expect(feed.items.map(({ title }) => title)).toContain('Tollbeck library reopens');
	});

	test('scripts without spaces count by their signs', async () => {
		const titles = ['港口起重机倒塌东码头关闭', '图书馆新屋顶启用', '夜间渡轮十一年后恢复'];
		const feed = await read(
			front(
				titles.map((title, place) => `<h2><a href="/news/${2026_000 + place}">${title}</a></h2>`).join(''),
			),
		);
		expect(feed.items.map(({ title }) => title)).toEqual(titles);
	});

	test('`<base>` is where links start from', async () => {
		const page = front(stories.replaceAll('/news/', 'news/')).replace('<head>', '<head><base href="/en/">');
		expect((await read(page)).items[0]?.url).toBe('https://courier.example/en/news/harbour-crane');
	});

	test.each([
		['a page of words', '<!DOCTYPE html><title>x</title><p>Hello.</p>'],
		['nothing but menus', front('')],
		['too few stories', front(story('harbour-crane', 'Crane topples at Port Averil'))],
		['no page at all', 'hello'],
		['an empty body', ''],
	])('%s is no newspaper', async (_case, html) => {
		await expect(read(html)).rejects.toMatchObject({ problem: 'not-a-feed' });
	});

	test('parseFeed goes on refusing pages, and a page that became a feed is read as one', async () => {
		await expect(parseFeed(Buffer.from(front(stories)), { url: SITE })).rejects.toMatchObject({
			problem: 'not-a-feed',
		});
		const rss =
			'<rss version="2.0"><channel><title>Now a feed</title><item><title>One</title></item></channel></rss>';
		expect(await read(rss)).toMatchObject({ title: 'Now a feed', items: [{ title: 'One' }] });
	});
});

describe('a Telegram channel’s preview', () => {
	const post = (number: number, text: string, more = ''): string => `<div class="tgme_widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap" data-post="averil_port/${number}" data-view="secret">
<div class="tgme_widget_message_author"><a href="https://t.me/averil_port"><span>Port of Averil</span></a></div>
<a class="tgme_widget_message_reply" href="#"><div class="tgme_widget_message_text">What somebody had said before</div></a>${more}
<div class="tgme_widget_message_text js-message_text" dir="auto">${text}</div>
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>
<a class="tgme_widget_message_date" href="https://t.me/averil_port/${number}"><time datetime="2026-11-2${number}T08:00:00+01:00">08:00</time></a></div></div></div>`;
	const PHOTO = `<a class="tgme_widget_message_photo_wrap" style="width:8px;background-image:url('https://cdn.example/crane.jpg')"></a>`;
	const channel = (...posts: readonly string[]): string => `<!DOCTYPE html><html><head>
<title>Port of Averil – Telegram</title><meta property="og:title" content="Port of Averil"></head><body>
<main><div class="tgme_widget_message_wrap"><div class="tgme_widget_message service_message" data-post="averil_port/1">
<div class="tgme_widget_message_text">Channel created</div></div></div>${posts.join('')}</main></body></html>`;

	test('is its posts: title, words, address, date, picture', async () => {
		const feed = await read(
			channel(
				post(
					2,
					'<b>Crane topples</b><br/><br/>The quay is <a href="https://courier.example/quay?utm_source=tg" onclick="return confirm(1)">closed</a>. <tg-emoji><i class="emoji"><b>🚧</b></i></tg-emoji><script>alert(1)</script>',
					PHOTO,
				),
				post(
					3,
					'The night ferry sails again from the first of May. Islanders had collected six thousand signatures for the connection, which spares them a detour of a whole day.',
				),
			),
			'https://t.me/s/averil_port',
		);
		expect(feed).toMatchObject({ title: 'Port of Averil', siteUrl: 'https://t.me/s/averil_port' });
		expect(feed.items).toEqual([
			{
				id: 'https://t.me/averil_port/2',
				url: 'https://t.me/averil_port/2',
				title: 'Crane topples',
				authors: [],
				publishedAt: new Date('2026-11-22T07:00:00Z'),
				content:
					'<b>Crane topples</b><br><br>The quay is <a href="https://courier.example/quay">closed</a>. 🚧',
				categories: [],
				enclosures: [],
				image: 'https://cdn.example/crane.jpg',
			},
			expect.objectContaining({ title: 'The night ferry sails again from the first of May.' }),
		]);
	});

	test('a picture without words is a post, an empty one is none', async () => {
		const feed = await read(channel(post(2, '', PHOTO), post(3, '')));
		expect(feed.items.map(({ url }) => url)).toEqual(['https://t.me/averil_port/2']);
	});
});

describe('hostile pages', () => {
	const many = (count: number, text: string): string => text.repeat(count);
	test.each([
		['links that never close', many(60_000, '<a href="/news/one-two-three">')],
		['deep nesting', many(200_000, '<div>') + stories],
		['deep nesting in a link', `<a href="/a-b-c">${many(100_000, '<b>')}`],
		['closing tags of nobody', many(200, '<div>') + many(150_000, '</span>')],
		['attributes without end', `<a ${many(200_000, 'x=y ')}>`],
		['one attribute without end', `<a href="${many(300_000, 'abc')}`],
		['entities', `<h2><a href="/a-b-c">${many(200_000, '&amp;')}</a></h2>`],
		['a title without end', `<h2><a href="/a-b-c">${many(500_000, 'word ')}</a></h2>`],
		[
			'a post without end',
			`<div class="tgme_widget_message" data-post="a/1"><div class="tgme_widget_message_text">${many(300_000, '<b>x ')}`,
		],
		['classes without end', `<div class="${many(100_000, 'nav ')}">${stories}</div>`],
		['a million words', many(1_000_000, 'ab ')],
	])('%s cost little', async (_case, html) => {
		const cost = costMeter();
		await read(`<!DOCTYPE html><html><body>${html}`).catch((error: unknown) =>
			expect(error).toMatchObject({ problem: 'not-a-feed' }),
		);
		expect(cost()).toBeLessThan(5_000);
	});
});

test('any soup of tags gives stories of its own site, each once, or a FeedError', () => {
	const piece = fc.constantFrom(
		...[
			'<a href="/x/one-two">',
			'<a href="//evil.example/a-b-c">',
			'<a href="javascript:alert(1)">',
			'<a href=?id=7>',
		],
		...[
			'<h2>',
			'</h2>',
			'</a>',
			'<nav>',
			'</nav>',
			'<div class="nav',
			'">',
			'<td>',
			'<li>',
			'<p>',
			'<script>',
			'</script>',
		],
		...[
			'Crane topples at the port ',
			'<!--',
			'-->',
			'&amp;',
			'<',
			'\u0000',
			'<base href="https://other.example/">',
		],
		...[
			'<div class="tgme_widget_message" data-post="port/1">',
			'<div class="tgme_widget_message_text">',
			'<time datetime=x>',
		],
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
			const page = `<html>${pieces.join('')}`;
			try {
				const { items } = readPage(page, SITE);
				const urls = items.map(({ url = '' }) => url);
				expect(new Set(urls).size).toBe(urls.length);
				for (const url of urls) expect(new URL(url).hostname).toMatch(/^(?:courier\.example|t\.me)$/);
				expect(readPage(page, SITE)).toEqual({ ...readPage(page, SITE), items });
			} catch (error) {
				if (!(error instanceof FeedError)) throw error;
			}
		}),
	);
});
