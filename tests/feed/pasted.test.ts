import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FetchError } from '../../src/errors.ts';
import { pastedAddresses } from '../../src/feed/pasted.ts';

test.each([
	['https://courier.example/news', 'https://courier.example/news'],
	['  <HTTPS://Courier.EXAMPLE/News>. ', 'https://courier.example/News'],
	['courier.example', 'https://courier.example/'],
	['Courier.Example/feed,', 'https://courier.example/feed'],
	['//courier.example/feed', 'https://courier.example/feed'],
	['feed:https://courier.example/rss', 'https://courier.example/rss'],
	['feed://courier.example/rss', 'https://courier.example/rss'],
	['rss://courier.example/rss', 'https://courier.example/rss'],
	['itpc://quay.example/show.xml', 'https://quay.example/show.xml'],
	['[The Courier](https://courier.example/a_(b))', 'https://courier.example/a_(b)'],
	['[The Courier](<https://courier.example/> "the paper")', 'https://courier.example/'],
	['“https://courier.example/a”', 'https://courier.example/a'],
	['`courier.example`', 'https://courier.example/'],
	['(https://courier.example/a)', 'https://courier.example/a'],
	['https://courier.example/Port_(Averil)', 'https://courier.example/Port_(Averil)'],
	['https://user:secret@courier.example/', 'https://user:secret@courier.example/'],
	['zeitung-münchen.example', 'https://xn--zeitung-mnchen-osb.example/'],
	['https://новости.example/лента', 'https://xn--b1amnebsh.example/%D0%BB%D0%B5%D0%BD%D1%82%D0%B0'],
	['localhost:8080/feed', 'https://localhost:8080/feed'],
	['http://[::1]:8080/', 'http://[::1]:8080/'],
	['192.0.2.7', 'https://192.0.2.7/'],
	['http://192.0.2.7:8080/1.5', 'http://192.0.2.7:8080/1.5'],
	['https://1.5.example/2', 'https://1.5.example/2'],
	['@ilse@mastodon.example', 'https://mastodon.example/@ilse'],
	['!ports@lemmy.example', 'https://lemmy.example/c/ports'],
	['@ilse.bsky.social', 'https://bsky.app/profile/ilse.bsky.social'],
	['at://did:plc:abc123/app.bsky.feed.post/1', 'https://bsky.app/profile/did:plc:abc123'],
	['r/harbours', 'https://www.reddit.com/r/harbours'],
	['/u/ilse', 'https://www.reddit.com/u/ilse'],
	['tg://resolve?domain=harbour', 'https://t.me/harbour'],
])('%j is %s', (typed, expected) => {
	expect(pastedAddresses(typed)[0]).toBe(expected);
});

test('without a scheme http is tried second', () => {
	expect(pastedAddresses('courier.example')).toEqual(['https://courier.example/', 'http://courier.example/']);
	expect(pastedAddresses('feed:https://courier.example/')).toEqual(['https://courier.example/']);
});

test.each([
	'',
	'hello',
	'12',
	'1.5',
	'-1',
	'1.2.3',
	'0x7f.1',
	'0177.0.0.1',
	'2130706433',
	'http://1.5/',
	'https://2130706433',
	'https://0x7f000001/feed',
	'１２７.0.0.1',
	'1.5:8080',
	'@everyone',
	'two words.example',
	'javascript:alert(1)',
	'data:text/html,x',
	'mailto:a@b.example',
	'ilse@courier.example',
	'ftp://h.example/',
	'file:///etc/passwd',
	'https://',
	`https://h.example/${'a'.repeat(5_000)}`,
])('%j is none', (typed) => {
	expect(() => pastedAddresses(typed)).toThrow(FetchError);
});

test('whatever is pasted gives http(s) addresses or a FetchError', () => {
	fc.assert(
		fc.property(
			fc.oneof(fc.string({ unit: 'grapheme' }), fc.webUrl(), fc.constantFrom('[', '](', '<', '@a@', 'at://')),
			(typed) => {
				try {
					for (const url of pastedAddresses(typed)) expect(new URL(url).protocol).toMatch(/^https?:$/);
				} catch (error) {
					expect(error).toBeInstanceOf(FetchError);
				}
			},
		),
	);
});
