/** Lists with broken and endless entries. */
import { describe, expect, test } from 'vitest';
import { readOpml } from '../../src/feed/opml.ts';

const HARBOUR = 'https://harbour.example/feed.xml';
const opml = (body: string): string => `<opml version="1.0"><body>${body}</body></opml>`;

describe('a feed that lost its address', () => {
	const sound = `<outline xmlUrl="${HARBOUR}"/>`;
	test.each<[string, string, string[]]>([
		['an empty xmlUrl', '<outline type="rss" text="Lost" xmlUrl=" "/>', ['Lost']],
		['an empty xmlUrl and no name', '<outline xmlUrl=""/>', ['']],
		['a name alone', '<outline text="Lost"/>', ['Lost']],
		['a feed’s type, closed by a tag', '<outline type="rss" text="Lost">\n</outline>', ['Lost']],
		[
			'a folder of them',
			'<outline text="News"><outline text="Lost"/><outline text="Too"/></outline>',
			['Lost', 'Too'],
		],
		['a folder with feeds', `<outline type="rss" text="News">${sound}</outline>`, []],
		[
			'a folder with a lost one',
			'<outline type="rss" text="News"><outline text="Lost"/></outline>',
			['Lost'],
		],
		['an empty folder', '<outline text="News"></outline>', []],
		['a link', '<outline type="link" text="Site" url="https://a.example/"/>', []],
		['a note', '<outline type="note" text="Mind the gap"/>', []],
	])('%s', (_what, outlines, titles) => {
		const { feeds, unreadable } = readOpml(opml(sound + outlines));
		expect(feeds).toHaveLength(1);
		expect(unreadable).toEqual(titles.map((title) => ({ title, address: '' })));
	});
});

test.each([
	['one feed', `<outline xmlUrl="${HARBOUR}"/>`],
	['what is no address', '<outline xmlUrl="about:blank"/>'],
	['names', '<outline text="Lost"/>'],
])('%s, named without end, is too many', (_what, outline) => {
	const body = opml(outline.repeat(150_000));
	expect(() => readOpml(body)).toThrow('problem-opml-too-many');
});
