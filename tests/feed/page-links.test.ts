import { describe, expect, test } from 'vitest';
import { pageLinks } from '../../src/feed/page-links.ts';
import { costMeter } from '../cost.ts';

const PAGE = 'https://courier.example/news/';
const shown = (html: string) => pageLinks(html, PAGE, undefined).shown.map(({ url }) => url);

describe('where relative addresses start', () => {
	test.each([
		['the page', '<a href=feed>', 'https://courier.example/news/feed'],
		['its base', '<base href="/b/"><a href=feed>', 'https://courier.example/b/feed'],
		['the first base', '<base href="/b/"><base href="c/"><a href=feed>', 'https://courier.example/b/feed'],
		[
			'a base that has an address',
			'<base target=x><base href="/b/"><a href=feed>',
			'https://courier.example/b/feed',
		],
		[
			'not a base of endless length',
			`<base href="/${'b'.repeat(3000)}/"><a href=feed>`,
			'https://courier.example/news/feed',
		],
		[
			'not a base that runs something',
			'<base href="javascript:1"><a href=feed>',
			'https://courier.example/news/feed',
		],
	])('%s', (_case, html, url) => {
		expect(shown(html)).toEqual([url]);
	});
});

test.each([
	['anchors of one address', '<a href=feed>'],
	['anchors that lead nowhere', '<a href="javascript:feed">'],
	['feeds that lead nowhere', '<link rel=alternate type=text/xml href="data:feed">'],
	['long addresses', `<a href="${'x/'.repeat(2000)}feed">`],
])('half a megabyte of %s is read at once', (_case, tag) => {
	const html = `<base href="https://courier.example/${'%20x/'.repeat(400)}">${tag.repeat(38_000)}`;
	const cost = costMeter();
	for (let page = 0; page < 10; page++) expect(shown(html).length).toBeLessThanOrEqual(1);
	expect(cost()).toBeLessThan(4000);
});
