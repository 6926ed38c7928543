import { describe, expect, test } from 'vitest';
import { addressOf, linkIn, linkOf } from '../../src/core/address.ts';

describe('addressOf', () => {
	test.each([
		['https://harbour.example/a', 'https://harbour.example/a'],
		[' <https://harbour.example/a> ', 'https://harbour.example/a'],
		['https://harbour.example/a.', 'https://harbour.example/a'],
		['https://harbour.example/wiki/Ferry_(boat)', 'https://harbour.example/wiki/Ferry_(boat)'],
		['HTTPS://Harbour.Example/A', 'https://harbour.example/A'],
		['harbour.example', 'https://harbour.example/'],
		['www.harbour.example/feed.xml', 'https://www.harbour.example/feed.xml'],
		['feed://harbour.example/rss', 'https://harbour.example/rss'],
		['feed:https://harbour.example/rss', 'https://harbour.example/rss'],
		['127.0.0.1:8080/feed', 'https://127.0.0.1:8080/feed'],
		['localhost:8080/feed', 'https://localhost:8080/feed'],
		['bücher.example', 'https://xn--bcher-kva.example/'],
		['http://192.0.2.7/feed', 'http://192.0.2.7/feed'],
		['1.5', undefined],
		['12', undefined],
		['2130706433', undefined],
		['http://0x7f.1/', undefined],
		['ferry', undefined],
		['the ferry is back', undefined],
		['javascript:alert(1)', undefined],
		['ftp://harbour.example/', undefined],
		['somebody@harbour.example', undefined],
		['https://', undefined],
		['', undefined],
		['...', undefined],
	])('%j', (words, expected) => {
		expect(addressOf(words)).toBe(expected);
	});
});

describe('linkOf', () => {
	test.each([
		['https://harbour.example', 'https://harbour.example/'],
		['harbour.example/news/1', 'https://harbour.example/news/1'],
		['Node.js', undefined],
		['and/or', undefined],
		['3', undefined],
	])('%j', (words, expected) => {
		expect(linkOf(words)).toBe(expected);
	});
});

describe('linkIn', () => {
	test.each([
		['look at https://harbour.example/a, please', 'https://harbour.example/a'],
		['(https://harbour.example/a)', 'https://harbour.example/a'],
		['<https://harbour.example/a>', 'https://harbour.example/a'],
		['nothing here', undefined],
		['https://', undefined],
	])('%j', (words, expected) => {
		expect(linkIn(words)).toBe(expected);
	});
});
