import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { OPML_FEEDS, type OpmlFeed, readOpml } from '../../src/feed/opml.ts';
import { closeOpmlThread, readOpmlFile } from '../../src/feed/opml-file.ts';
import { writeOpml } from '../../src/feed/opml-write.ts';
import { costMeter } from '../cost.ts';

afterAll(closeOpmlThread);

const opml = (body: string): string => `<opml version="1.0"><body>${body}</body></opml>`;
const one = (attributes: string): string => opml(`<outline ${attributes}/>`);
const HARBOUR = 'https://harbour.example/feed.xml';
const harbour = (more: Partial<OpmlFeed> = {}): OpmlFeed => ({ url: HARBOUR, folders: [], ...more });

describe('a list of feeds', () => {
	test.each<[string, string, readonly OpmlFeed[]]>([
		['xmlUrl', one(`xmlUrl="${HARBOUR}"`), [harbour()]],
		['xmlURL', one(`xmlURL="${HARBOUR}"`), [harbour()]],
		['XMLURL, single quotes', one(`XMLURL='${HARBOUR}'`), [harbour()]],
		['url with a feed’s type', one(`type="RSS" url="${HARBOUR}"`), [harbour()]],
		['url without a type', one(`url="${HARBOUR}"`), [harbour()]],
		[
			'title before text',
			one(`text="Short" title="Harbour Post" xmlUrl="${HARBOUR}"`),
			[harbour({ title: 'Harbour Post' })],
		],
		['text alone', one(`text=" Harbour\n Post " xmlUrl="${HARBOUR}"`), [harbour({ title: 'Harbour Post' })]],
		[
			'entities',
			one(`text="Sea &amp; Caf&eacute; &#x2014; &lt;b&gt;" xmlUrl="${HARBOUR}?a=1&amp;b=2"`),
			[harbour({ url: `${HARBOUR}?a=1&b=2`, title: 'Sea & Café — <b>' })],
		],
		[
			'bare ampersands',
			one(`text="Sea & Sand" xmlUrl="${HARBOUR}?a=1&b=2"`),
			[harbour({ url: `${HARBOUR}?a=1&b=2`, title: 'Sea & Sand' })],
		],
		[
			'ampersands escaped twice',
			one(`xmlUrl="${HARBOUR}?a=1&amp;amp;b=2"`),
			[harbour({ url: `${HARBOUR}?a=1&b=2` })],
		],
		['feed: in front', one('xmlUrl="feed://harbour.example/feed.xml"'), [harbour()]],
		['feed:https: in front', one(`xmlUrl="feed:${HARBOUR}"`), [harbour()]],
		['no scheme', one('xmlUrl="harbour.example/feed.xml"'), [harbour()]],
		['a password stays here', one('xmlUrl="https://me:secret@harbour.example/feed.xml#top"'), [harbour()]],
		[
			'its site',
			one(`xmlUrl="${HARBOUR}" htmlUrl="https://harbour.example/"`),
			[harbour({ siteUrl: 'https://harbour.example/' })],
		],
		[
			'our own words',
			one(`xmlUrl="${HARBOUR}" depeche:pace="daily" depeche:filter="ferry -fog"`),
			[harbour({ pace: 'daily', filter: 'ferry -fog' })],
		],
		['a pace that we lack', one(`xmlUrl="${HARBOUR}" depeche:pace="hourly"`), [harbour()]],
		[
			'folders',
			opml(`<outline text="News"><outline title="Sea"><outline xmlUrl="${HARBOUR}"/></outline></outline>`),
			[harbour({ folders: ['News', 'Sea'] })],
		],
		[
			'after a folder',
			opml(`<outline text="Empty"></outline><outline xmlUrl="${HARBOUR}"></outline>`),
			[harbour()],
		],
		[
			'a category is a folder',
			one(`xmlUrl="${HARBOUR}" category="/News/Sea,/Other"`),
			[harbour({ folders: ['News', 'Sea'] })],
		],
		[
			'feeds that are never closed are no folders',
			opml(`<outline text="A" xmlUrl="${HARBOUR}"><outline text="B" xmlUrl="https://b.example/">`),
			[harbour({ title: 'A' }), { url: 'https://b.example/', title: 'B', folders: [] }],
		],
		[
			'links and inclusions are no feeds',
			opml(
				`<outline type="link" url="https://a.example/"/><outline type="include" url="https://a.example/x.opml"/><outline xmlUrl="${HARBOUR}"/>`,
			),
			[harbour()],
		],
		['cut short', `<opml><body><outline xmlUrl="${HARBOUR}"/><outline text="The pa`, [harbour()]],
		['without a frame', `<outline xmlUrl="${HARBOUR}"/>`, [harbour()]],
		['in capitals', `<OPML><BODY><OUTLINE XMLURL="${HARBOUR}"/></BODY></OPML>`, [harbour()]],
		[
			'comments and instructions',
			opml(`<!-- <outline xmlUrl="https://a.example/"/> --><?x y?><outline xmlUrl="${HARBOUR}"/>`),
			[harbour()],
		],
	])('%s', (_what, text, feeds) => {
		expect(readOpml(text)).toEqual({ feeds, repeated: 0, unreadable: [] });
	});

	test('the same feed twice is one, at its first place', () => {
		const twice = opml(
			`<outline text="News"><outline text="One" xmlUrl="${HARBOUR}"/></outline><outline text="Two" xmlUrl="${HARBOUR}#x"/>`,
		);
		expect(readOpml(twice)).toEqual({
			feeds: [harbour({ title: 'One', folders: ['News'] })],
			repeated: 1,
			unreadable: [],
		});
	});

	test.each(['javascript:alert(1)', 'file:///etc/passwd', 'not an address', 'ftp://a.example/', 'https://'])(
		'%s is handed back by its name',
		(address) => {
			expect(readOpml(one(`text="Odd" xmlUrl="${address}"`))).toEqual({
				feeds: [],
				repeated: 0,
				unreadable: [{ title: 'Odd', address }],
			});
		},
	);
});

async function refusal(body: Uint8Array | string): Promise<string> {
	try {
		await readOpmlFile(Buffer.from(body));
		return 'read';
	} catch (error) {
		return error instanceof UserError ? error.phrase : String(error);
	}
}

describe('a file', () => {
	test.each<[string, Uint8Array | string, string]>([
		['nothing', '', 'problem-opml-empty'],
		['no feed in it', opml('<outline text="Folder"/>'), 'problem-opml-empty'],
		['a page', '<!DOCTYPE html><html><body><p>Hello</p></body></html>', 'problem-opml-html'],
		['a feed', '<?xml version="1.0"?><rss version="2.0"><channel/></rss>', 'problem-opml-feed'],
		['words', 'https://harbour.example/', 'problem-opml-not'],
		['noise', Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251), 'problem-opml-not'],
		['a ZIP', Buffer.from('504b03040a00', 'hex'), 'problem-opml-packed'],
		['gzip', gzipSync(one(`xmlUrl="${HARBOUR}"`)), 'problem-opml-packed'],
		['too large', Buffer.alloc(5 * 1024 * 1024 + 1, 0x20), 'problem-file-too-large'],
		[
			'too many',
			opml(
				Array.from(
					{ length: OPML_FEEDS + 1 },
					(_, index) => `<outline xmlUrl="https://${index}.example/"/>`,
				).join(''),
			),
			'problem-opml-too-many',
		],
		[
			'just as many as may be',
			opml(
				Array.from(
					{ length: OPML_FEEDS },
					(_, index) => `<outline xmlUrl="https://${index}.example/"/>`,
				).join(''),
			),
			'read',
		],
	])('%s', async (_what, body, phrase) => {
		expect(await refusal(body)).toBe(phrase);
	});

	test.each<[string, Uint8Array]>([
		['UTF-16 with its mark', Buffer.from(`\ufeff${one(`text="Café" xmlUrl="${HARBOUR}"`)}`, 'utf16le')],
		[
			'Latin-1 by its declaration',
			Buffer.from(
				`<?xml version="1.0" encoding="ISO-8859-1"?>${one(`text="Café" xmlUrl="${HARBOUR}"`)}`,
				'latin1',
			),
		],
		[
			'UTF-8 under a wrong name',
			Buffer.from(
				`<?xml version="1.0" encoding="ISO-8859-1"?>${one(`text="Café" xmlUrl="${HARBOUR}" x="éé"`)}`,
			),
		],
	])('%s', async (_what, body) => {
		expect((await readOpmlFile(body)).feeds).toEqual([harbour({ title: 'Café' })]);
	});

	const MB = 1024 * 1024;
	test.each<[string, string]>([
		['folders without an end', '<outline text="a">'.repeat((4 * MB) / 18)],
		['ends without a beginning', '</outline>'.repeat((4 * MB) / 10)],
		['one tag of attributes', `<outline ${'a="" '.repeat((4 * MB) / 5)}`],
		['one long attribute', `<outline text="${'a&amp;'.repeat((4 * MB) / 6)}" xmlUrl="${HARBOUR}"/>`],
		[
			'entities that multiply',
			`<!DOCTYPE opml [<!ENTITY a "${'x'.repeat(1_000)}"><!ENTITY b "${'&a;'.repeat(1_000)}">]>${one('text="&b;&b;" xmlUrl="javascript:x"').repeat(10)}`,
		],
		['opening brackets', '<'.repeat(4 * MB)],
		['quotes', `<outline xmlUrl=${'"\''.repeat(2 * MB)}`],
		['addresses of dots', `<outline xmlUrl="${'a.'.repeat(2 * MB)}"/>`],
	])('%s cost seconds at most', async (_what, text) => {
		const cost = costMeter();
		await refusal(text);
		expect(cost()).toBeLessThan(4_000);
	});
});

const words = fc.string({ unit: 'binary', maxLength: 40 });
const tidy = (text: string, units: number): string =>
	[...text]
		.filter((character) => /[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.test(character))
		.join('')
		.replace(/\s+/gu, ' ')
		.trim()
		.slice(0, units)
		.toWellFormed()
		.trim();

const feed = fc.record({
	url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
	title: words,
	site: fc.option(fc.webUrl().map((url) => new URL(url).href)),
	folders: fc.array(words, { maxLength: 4 }),
	pace: fc.constantFrom('live' as const, 'daily' as const, undefined),
	filter: words,
});

test('what is written is read again, folder for folder', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(feed, { minLength: 1, maxLength: 12, selector: ({ url }) => url }),
			words,
			(list, title) => {
				const feeds = list.map(({ url, title: name, site, folders, pace, filter }): OpmlFeed => {
					const [shown, wanted] = [tidy(name, 300), tidy(filter, 200)];
					return {
						url,
						folders: folders.map((folder) => tidy(folder, 100)).filter((folder) => folder !== ''),
						title: shown || url.replace(/\s+/gu, ' ').slice(0, 300),
						...(site !== null && { siteUrl: site }),
						...(pace !== undefined && { pace }),
						...(wanted !== '' && { filter: wanted }),
					};
				});
				const text = writeOpml({
					title,
					at: new Date(0),
					feeds: feeds.map((one) => ({ ...one, title: one.title ?? '' })),
				});
				const byUrl = (a: OpmlFeed, b: OpmlFeed): number => (a.url < b.url ? -1 : 1);
				expect(readOpml(text).feeds.toSorted(byUrl)).toEqual(feeds.toSorted(byUrl));
			},
		),
		{ numRuns: 200 },
	);
});

test('any text is read or refused, never more', () => {
	const piece = fc.oneof(
		words,
		fc.constantFrom(
			'<outline ',
			'xmlUrl="https://a.example/"',
			' text="',
			'"',
			'/>',
			'>',
			'</outline>',
			'<opml>',
			'<!--',
			'<![CDATA[',
			']]>',
			'&#x;',
			'&',
		),
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
			try {
				for (const { url } of readOpml(pieces.join('')).feeds) expect(url).toMatch(/^https?:\/\//);
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
			}
		}),
		{ numRuns: 300 },
	);
});
