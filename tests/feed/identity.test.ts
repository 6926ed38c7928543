import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalUrl } from '../../src/feed/addresses.ts';
import { articleIdOf } from '../../src/feed/identity.ts';

test.each([
	['HTTPS://Harbour.Example:443/a?utm_source=x&id=3&fbclid=9#top', 'https://harbour.example/a?id=3'],
	['https://harbour.example/a?ref=harbour.example', 'https://harbour.example/a'],
	['https://harbour.example/a?ref=main', 'https://harbour.example/a?ref=main'],
	['https://harbour.example/#!/a', 'https://harbour.example/#!/a'],
	['https://user:pass@harbour.example/a', 'https://harbour.example/a'],
	['https://www.google.com/url?q=https://harbour.example/a&sa=D', 'https://harbour.example/a'],
	['https://harbour.example/caf%C3%A9?q=a%20b', 'https://harbour.example/caf%C3%A9?q=a%20b'],
	['not an address', 'not an address'],
])('%s', (address, expected) => {
	expect(canonicalUrl(address)).toBe(expected);
});

describe('one article, however it is addressed', () => {
	test.each([
		'http://harbour.example/a',
		'https://www.harbour.example/a/',
		'https://m.harbour.example/a',
		'https://amp.harbour.example/a',
		'https://harbour.example/amp/a',
		'https://harbour.example/a/amp/',
		'https://harbour.example/a?amp=1',
		'https://harbour.example/a?utm_medium=rss#comments',
	])('%s', (twin) => {
		expect(articleIdOf(twin)).toBe(articleIdOf('https://harbour.example/a'));
	});

	test.each([
		'https://harbour.example/b',
		'https://harbour.example/a?page=2',
		'https://other.example/a',
		'https://harbour.example:8443/a',
		'https://harbour.example/example/a',
	])('but not %s', (other) => {
		expect(articleIdOf(other)).not.toBe(articleIdOf('https://harbour.example/a'));
	});

	test('the order of parameters does not matter', () => {
		expect(articleIdOf('https://h.example/?a=1&b=2')).toBe(articleIdOf('https://h.example/?b=2&a=1'));
	});
});

test('property: canonical addresses are stable, and mean the same article', () => {
	fc.assert(
		fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
			const once = canonicalUrl(address);
			expect(canonicalUrl(once)).toBe(once);
			expect(articleIdOf(once)).toBe(articleIdOf(address));
		}),
	);
});
