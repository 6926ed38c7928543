import { describe, expect, test } from 'vitest';
import { hubLinks } from '../../src/feed/hub-links.ts';
import { parseFeed } from '../../src/feed/parse.ts';

const SITE = 'https://harbour.example/feed';
const HUB = 'https://hub.example/';
const links = '<atom:link rel="self" href="/feed?all"/><atom:link rel="hub" href="https://hub.example/"/>';
const SELF = 'https://harbour.example/feed?all';

describe('a feed names its hub', () => {
	test.each([
		['RSS', `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>${links}</channel></rss>`],
		['Atom', `<feed xmlns="http://www.w3.org/2005/Atom">${links.replaceAll('atom:', '')}</feed>`],
		[
			'JSON Feed',
			`{"items":[],"feed_url":"${SELF}","hubs":[{"type":"rssCloud","url":"https://no.example"},{"type":"WebSub","url":"${HUB}"}]}`,
		],
	])('%s', async (_format, text) => {
		expect(await parseFeed(Buffer.from(text), { url: SITE })).toMatchObject({ hubUrl: HUB, selfUrl: SELF });
	});

	test.each([
		'{"items":[],"hubs":["x",null,{"type":7},{"type":"WebSub","url":"javascript:alert(1)"}]}',
		'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="javascript:x"/><entry><link rel="hub" href="https://x.example"/></entry></feed>',
	])('but not so: %s', async (text) => {
		expect(await parseFeed(Buffer.from(text), { url: SITE })).not.toHaveProperty('hubUrl');
	});
});

test.each([
	[`<${HUB}>; rel="hub", <${SELF}>; rel=self`, { hubUrl: HUB, selfUrl: SELF }],
	[`<${HUB}>;title="a, b";rel="x HUB"`, { hubUrl: HUB }],
	['</hub>; rel=hub', { hubUrl: 'https://harbour.example/hub' }],
	['<mailto:a@b>; rel=hub, nonsense, <>', {}],
	[undefined, {}],
	[`${'<'.repeat(50_000)}`, {}],
])('Link: %s', (header, expected) => {
	expect(hubLinks(header, SITE)).toEqual(expected);
});
