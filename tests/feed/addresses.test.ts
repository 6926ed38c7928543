import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUrl, shownUrl } from '../../src/feed/addresses.ts';
import { articleIdOf } from '../../src/feed/identity.ts';
import { settled } from '../../src/feed/settle.ts';
import { isOpaque } from '../../src/feed/wrappers.ts';
import { costMeter } from '../cost.ts';

const A = 'https://harbour.example/a';
const E = encodeURIComponent(A);
/** A Google News id of the readable kind. */
const newsId = (target: string): string => {
	const text = Buffer.from(target);
	const length = text.length < 128 ? [text.length] : [(text.length & 0x7f) | 0x80, text.length >> 7];
	return Buffer.concat([Buffer.from([0x08, 0x13, 0x22, ...length]), text]).toString('base64url');
};

describe('a wrapper is opened', () => {
	test.each([
		`https://www.google.com/url?rct=j&sa=t&url=${E}&ct=ga`,
		`https://www.google.co.uk/url?q=${E}&sa=D`,
		`https://news.google.com/rss/articles/${newsId(A)}?oc=5`,
		`https://t.umblr.com/redirect?z=${E}&t=abc`,
		`https://l.facebook.com/l.php?u=${E}&h=x`,
		`https://out.reddit.com/t3_x?url=${E}&token=y`,
		`https://href.li/?${A}`,
		`https://href.li/?${E}`,
		`https://www.youtube.com/redirect?event=v&q=${E}`,
		`https://steamcommunity.com/linkfilter/?u=${E}`,
		`https://vk.com/away.php?to=${E}`,
		`https://duckduckgo.com/l/?uddg=${E}`,
		`https://www.bing.com/ck/a?u=a1${Buffer.from(A).toString('base64url')}`,
		`https://r.search.yahoo.com/_ylt=x/RV=2/RU=${E}/RK=2/RS=z`,
		`http://us.rd.yahoo.com/dailynews/rss/*${A}`,
		`https://eur02.safelinks.protection.outlook.com/?url=${E}&data=1`,
		`https://l.facebook.com/l.php?u=${encodeURIComponent(`https://www.google.com/url?q=${E}`)}`,
	])('%s', (wrapped) => {
		expect(canonicalUrl(wrapped)).toBe(A);
		expect(articleIdOf(wrapped)).toBe(articleIdOf(A));
	});

	test.each([
		'https://www.google.com/url?q=javascript%3Aalert(1)',
		'https://www.google.com/url?q=http%3A%2F%2Flocalhost%2Fadmin',
		'https://l.facebook.com/l.php?u=http%3A%2F%2F192.168.0.1%2F',
		'https://l.facebook.com/l.php?u=http%3A%2F%2F%5B%3A%3A1%5D%2F',
		'https://out.reddit.com/?url=http%3A%2F%2Fprinter.local%2F',
		'https://harbour.example/?url=https%3A%2F%2Fother.example%2F',
		`https://google.example/url?q=${E}`,
		'https://news.google.com/rss/articles/CBMiAUFVX3lxTE0',
	])('but not %s', (address) => {
		expect(shownUrl(address)).toBe(address);
	});

	test.each([
		['http://feedproxy.google.com/~r/harbour/~3/abc/', true],
		['http://feeds.feedburner.com/harbour', false],
		['https://t.co/abc', true],
		['https://harbour.example/t.co/abc', false],
	])('known only by following: %s', (address, expected) => {
		expect(isOpaque(address)).toBe(expected);
	});
});

describe('what is shown', () => {
	test.each([
		['https://harbour.example/a?utm_source=rss&id=3#map', 'https://harbour.example/a?id=3#map'],
		['https://harbour.example/a?partner=rss&emc=rss', A],
		['https://harbour.example/a#xtor=RSS-1', A],
		['https://harbour.example/a?from=rss&from=there', 'https://harbour.example/a?from=there'],
		['https://harbour.example/a?source=Paris', 'https://harbour.example/a?source=Paris'],
		['https://harbour.example/a?feed=rss2', 'https://harbour.example/a?feed=rss2'],
		['https://amp.harbour.example/a?amp=1', 'https://amp.harbour.example/a?amp=1'],
		['https://harbour.example/caf%c3%a9?b=a%20b&a=1', 'https://harbour.example/caf%c3%a9?b=a%20b&a=1'],
	])('%s', (address, expected) => {
		expect(shownUrl(address)).toBe(expected);
	});
});

describe('a query is read once, whatever is in it', () => {
	const marks = (count: number) => Array.from({ length: count }, (_, n) => `utm_${n}=1`).join('&');
	test.each([
		['sixty marks go', `${A}?${marks(60)}`, A],
		['more are no link to an article', `${A}?${marks(61)}`, `${A}?${marks(61)}`],
		['nor is a longer address', `${A}?utm_id=${'x'.repeat(2000)}`, `${A}?utm_id=${'x'.repeat(2000)}`],
		['nor any that takes a minute', `${A}?${marks(50_000)}`, `${A}?${marks(50_000)}`],
	])('%s', (_case, address, expected) => {
		const cost = costMeter();
		expect(shownUrl(address)).toBe(expected);
		expect(articleIdOf(address)).toBe(articleIdOf(expected));
		expect(cost()).toBeLessThan(3_000);
	});
});

describe('one article, however it is addressed', () => {
	test.each([
		'https://harbour-example.cdn.ampproject.org/c/s/harbour.example/a',
		'https://cdn.ampproject.org/v/s/harbour.example/a?amp_js_v=0.1&usqp=mq331',
		'https://www.google.com/amp/s/harbour.example/a',
		'https://mobile.harbour.example/a',
		'https://harbour.example/a.amp',
		'https://harbour.example/a?outputType=amp',
		'https://harbour.example/%61',
		'https://harbour.example./a',
		'http://harbour.example:443/a',
		'https://harbour.example/a;jsessionid=0123456789ABCDEF',
		'https://harbour.example/a?PHPSESSID=0123456789abcdef0123',
		'https://harbour.example/a#comments',
	])('%s', (twin) => {
		expect(articleIdOf(twin)).toBe(articleIdOf(A));
	});

	test.each([
		['https://en.m.harbour.example/wiki/A', 'https://en.harbour.example/wiki/A'],
		['https://harbour.example/caf%c3%a9', 'https://harbour.example/café'],
		['https://münchen.example/a', 'https://xn--mnchen-3ya.example/a'],
		['https://harbour.example/story.amp.html', 'https://harbour.example/story.html'],
		['https://h.example/?b=2&a=1&utm_id=7', 'http://www.h.example/?a=1&b=2'],
	])('%s = %s', (one, other) => {
		expect(articleIdOf(one)).toBe(articleIdOf(other));
	});

	test.each([
		['https://harbour.example/a%2Fb', 'https://harbour.example/a/b'],
		['https://harbour.example/?a=1', 'https://harbour.example/?a=2'],
		['https://harbour.example/ampere', 'https://harbour.example/ere'],
	])('but not %s = %s', (one, other) => {
		expect(articleIdOf(one)).not.toBe(articleIdOf(other));
	});
});

test.each([
	[
		'the future is now, and what was said is kept',
		Date.UTC(2099, 0, 1),
		1_000_000_000_000,
		Date.UTC(2099, 0, 1),
	],
	['ten minutes are the clock’s', 1_000_000_500_000, 1_000_000_500_000, undefined],
	['before the web there was no news', Date.UTC(1970, 0, 1), undefined, undefined],
])('dates: %s', (_case, said, publishedAt, statedAt) => {
	const item = { id: 'a', authors: [], categories: [], enclosures: [], publishedAt: new Date(said) };
	const result = settled(item, 1_000_000_000_000);
	expect(result.publishedAt?.getTime()).toBe(publishedAt);
	expect(result.statedAt?.getTime()).toBe(statedAt);
});

test('property: what is shown is stable, means the same article, and takes no time', () => {
	fc.assert(
		fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true, size: 'large' }), (address) => {
			const once = shownUrl(address);
			expect(shownUrl(once)).toBe(once);
			expect(articleIdOf(once)).toBe(articleIdOf(address));
		}),
	);
});
