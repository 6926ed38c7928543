/**
 * Feeds written from a model in every format, with the habits of real ones, read back: what went in comes out.
 */
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { parseFeed } from '../../src/feed/parse.ts';

interface Entry {
	readonly id: string;
	readonly path: string;
	readonly title: string;
	readonly body: string;
	readonly at: number;
}

const escapeXml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cdata = (text: string): string => `<![CDATA[${text}]]>`;
type Quote = (text: string) => string;

const url = (entry: Entry): string => `https://harbour.example/${entry.path}`;
const html = (entry: Entry): string => `<p>${escapeXml(entry.body)}</p>`;
const iso = (entry: Entry): string => new Date(entry.at).toISOString();
const rfc822 = (entry: Entry): string => new Date(entry.at).toUTCString();

type Format = (entries: readonly Entry[], quote: Quote, prefix: string) => string;
const formats: Readonly<Record<string, Format>> = {
	rss2: (entries, quote, prefix) =>
		`<rss version="2.0" xmlns:${prefix}="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>${entries.map((e) => `<item><title>${escapeXml(e.title)}</title><link>${escapeXml(url(e))}</link><guid isPermaLink="false">${e.id}</guid><pubDate>${rfc822(e)}</pubDate><${prefix}:encoded>${quote(html(e))}</${prefix}:encoded></item>`).join('\n')}</channel></rss>`,
	rdf: (entries, quote, prefix) =>
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:${prefix}="http://purl.org/dc/elements/1.1/"><channel/>${entries.map((e) => `<item rdf:about="${e.id}"><title>${escapeXml(e.title)}</title><link>${escapeXml(url(e))}</link><${prefix}:date>${iso(e)}</${prefix}:date><description>${quote(html(e))}</description></item>`).join('')}</rdf:RDF>`,
	atom: (entries, quote, prefix) =>
		`<${prefix}:feed xmlns:${prefix}="http://www.w3.org/2005/Atom">${entries.map((e) => `<${prefix}:entry><${prefix}:title type="text">${escapeXml(e.title)}</${prefix}:title><${prefix}:link href="${escapeXml(url(e))}"/><${prefix}:id>${e.id}</${prefix}:id><${prefix}:published>${iso(e)}</${prefix}:published><${prefix}:content type="html">${quote(html(e))}</${prefix}:content></${prefix}:entry>`).join('')}</${prefix}:feed>`,
	xhtml: (entries, _quote, prefix) =>
		`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:${prefix}="http://www.w3.org/1999/xhtml">${entries.map((e) => `<entry><title>${escapeXml(e.title)}</title><link rel="alternate" href="${escapeXml(url(e))}"/><id>${e.id}</id><updated>${iso(e)}</updated><content type="xhtml"><${prefix}:div><${prefix}:p>${escapeXml(e.body)}</${prefix}:p></${prefix}:div></content></entry>`).join('')}</feed>`,
	json: (entries) =>
		JSON.stringify({
			version: 'https://jsonfeed.org/version/1.1',
			items: entries.map((e) => ({
				id: e.id,
				url: url(e),
				title: e.title,
				content_html: html(e),
				date_published: iso(e),
			})),
		}),
};

/** Words of one script each, so that every encoding can write its own. */
const scripts: Readonly<
	Record<string, { readonly words: readonly string[]; readonly encodings: readonly string[] }>
> = {
	western: {
		words: ['harbour', 'éclair', 'naïve', 'R&D', 'x < y', 'Größe', '«quay»', '100 %'],
		encodings: ['utf-8', 'utf-16le', 'windows-1252'],
	},
	cyrillic: { words: ['порт', 'Новости', 'корабль', 'R&D'], encodings: ['utf-8', 'windows-1251', 'koi8-r'] },
	japanese: {
		words: ['港', 'ニュース', '船が', 'A&B'],
		encodings: ['utf-8', 'utf-16be', 'shift_jis', 'euc-jp'],
	},
	chinese: { words: ['港口', '新闻', '船只'], encodings: ['utf-8', 'gbk'] },
	korean: { words: ['항구', '뉴스', '배가'], encodings: ['utf-8', 'euc-kr'] },
};

const entry = (words: readonly string[]) =>
	fc.record({
		path: fc.stringMatching(/^[a-z0-9]{1,12}\?a=[0-9]{1,3}&b=[0-9]{1,3}$/),
		title: fc
			.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 })
			.map((chosen) => chosen.join(' ')),
		body: fc
			.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 })
			.map((chosen) => chosen.join(' ')),
		at: fc.integer({ min: Date.UTC(1999, 0), max: Date.UTC(2030, 0) }).map((at) => at - (at % 1000)),
	});

const published = fc.constantFrom(...Object.values(scripts)).chain(({ words, encodings }) =>
	fc.record({
		entries: fc
			.array(entry(words), { minLength: 1, maxLength: 8 })
			.map((list) => list.map((each, index) => ({ ...each, id: `tag:harbour.example,${index}` }))),
		format: fc.constantFrom(...Object.keys(formats)),
		encoding: fc.constantFrom(...encodings),
		label: fc.constantFrom('http', 'declaration'),
		quote: fc.constantFrom<Quote>(escapeXml, cdata),
		prefix: fc.constantFrom('a', 'content', 'x1', 'dc'),
		junk: fc.constantFrom('', '\n \n', '<!-- served in 3 ms -->'),
		isTruncated: fc.boolean(),
	}),
);

test('property: generated feeds read back', async () => {
	await fc.assert(
		fc.asyncProperty(
			published,
			async ({ entries, format, encoding, label, quote, prefix, junk, isTruncated }) => {
				const written = formats[format]?.(entries, quote, prefix) ?? '';
				const isJson = format === 'json';
				const declaration = isJson
					? ''
					: `<?xml version="1.0"${label === 'declaration' ? ` encoding="${encoding}"` : ''}?>`;
				// Cutting inside the closing tags after the last item costs no item.
				const text = isTruncated && !isJson ? written.slice(0, -8) : written;
				const isLabelled = label === 'http' || isJson;
				const feed = await parseFeed(
					iconv.encode(
						`${junk.trim() === '' ? junk : ''}${declaration}${isJson ? '' : junk}${text}`,
						encoding,
						{ addBOM: encoding.startsWith('utf-16') },
					),
					{
						url: 'https://harbour.example/feed',
						contentType: isLabelled ? `application/xml; charset=${encoding}` : 'application/xml',
					},
				);
				expect(
					feed.items.map((item) => ({
						id: item.id,
						url: item.url,
						title: item.title,
						at: item.publishedAt?.getTime(),
						html: item.content ?? item.summary,
					})),
				).toEqual(
					entries.map((each) => ({
						id: each.id,
						url: url(each),
						title: each.title,
						at: each.at,
						html: html(each),
					})),
				);
			},
		),
		{ numRuns: 200 },
	);
}, 60_000);
