/** Entries in every format that feeds have, in a hand that is given: prefixes, quoting, order. */
import type { Entry } from './model.ts';

export interface Hand {
	/** Markup or text inside an element. */
	readonly quote: (text: string) => string;
	/** A line of text, where nothing says whether it is markup. */
	readonly line: (text: string) => string;
	/** Text of which the format says that it is no markup, and ids. */
	readonly literal: (text: string) => string;
	readonly address: (url: string) => string;
	/** Prefixes for the modules, as this feed declares them. */
	readonly dc: string;
	readonly content: string;
	readonly media: string;
	readonly itunes: string;
	/** Prefix of the format's own elements, `a:` or nothing. */
	readonly own: string;
	readonly date: (at: number) => string;
	readonly authors: 'dc' | 'own' | 'itunes';
	/** Which enclosures are written how. */
	readonly enclosures: 'own' | 'media';
	readonly links: 'absolute' | 'relative';
	readonly body: 'summary' | 'content';
}

export type Format = (entries: readonly Entry[], hand: Hand) => readonly string[];

export const escapeOnce = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export const htmlOf = ({ paragraphs }: Entry): string =>
	paragraphs.map((words) => `<p>${escapeOnce(words)}</p>`).join('\n');
export const plainOf = ({ paragraphs }: Entry): string => paragraphs.join('\n\n');

const bodyOf = (entry: Entry, { quote, line }: Hand): string =>
	entry.isPlain ? line(plainOf(entry)) : quote(htmlOf(entry));

function linkOf({ url }: Entry, { links }: Hand): string {
	return links === 'relative' ? url.replace('https://harbour.example/', '../') : url;
}

const attribute = (value: string): string => escapeOnce(value).replaceAll('"', '&quot;');
const NAMESPACES = (hand: Hand): string =>
	[
		[hand.dc, 'http://purl.org/dc/elements/1.1/'],
		[hand.content, 'http://purl.org/rss/1.0/modules/content/'],
		[hand.media, 'http://search.yahoo.com/mrss/'],
		[hand.itunes, 'http://www.itunes.com/dtds/podcast-1.0.dtd'],
	]
		.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
		.join('');

function modules(entry: Entry, hand: Hand): string {
	const { line, dc, media, itunes } = hand;
	const people = {
		dc: entry.authors.map((name) => `<${dc}:creator>${line(name)}</${dc}:creator>`),
		itunes: entry.authors.slice(0, 1).map((name) => `<${itunes}:author>${line(name)}</${itunes}:author>`),
		own: entry.authors.map((name) => `<author>desk@harbour.example (${line(name)})</author>`),
	}[hand.authors];
	const attached = entry.enclosures.map(({ url, type, length }) =>
		hand.enclosures === 'media'
			? `<${media}:content url="${attribute(url)}" type="${type}" fileSize="${length}"/>`
			: `<enclosure url="${attribute(url)}" type="${type}" length="${length}"/>`,
	);
	const labels = entry.categories.map((name) => `<category>${line(name)}</category>`);
	return [...people, ...labels, ...attached].join('');
}

function rssItem(entry: Entry, hand: Hand): string {
	const guid = `<guid isPermaLink="${entry.id === entry.url}">${hand.literal(entry.id)}</guid>`;
	const body =
		hand.body === 'content'
			? `<${hand.content}:encoded>${bodyOf(entry, hand)}</${hand.content}:encoded>`
			: `<description>${bodyOf(entry, hand)}</description>`;
	return `<item>${guid}<title>${hand.line(entry.title)}</title><link>${hand.address(linkOf(entry, hand))}</link><pubDate>${hand.date(entry.at)}</pubDate>${body}${modules(entry, hand)}</item>`;
}

const rss =
	(version: string): Format =>
	(entries, hand) => [
		`<rss version="${version}"${NAMESPACES(hand)}><channel><title>Harbour Post</title><link>https://harbour.example/</link>`,
		...entries.map((entry) => rssItem(entry, hand)),
		'</channel></rss>',
	];

const rdf =
	(own: string): Format =>
	(entries, hand) => [
		`<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="${own}"${NAMESPACES(hand)}><channel rdf:about="https://harbour.example/"><title>Harbour Post</title></channel>`,
		...entries.map(
			(entry) =>
				`<item rdf:about="${attribute(entry.id)}"><title>${hand.line(entry.title)}</title><link>${hand.address(linkOf(entry, hand))}</link><${hand.dc}:date>${hand.date(entry.at)}</${hand.dc}:date><description>${bodyOf(entry, hand)}</description>${entry.authors.map((name) => `<${hand.dc}:creator>${hand.line(name)}</${hand.dc}:creator>`).join('')}${entry.categories.map((name) => `<${hand.dc}:subject>${hand.line(name)}</${hand.dc}:subject>`).join('')}${entry.enclosures.map(({ url, type, length }) => `<enclosure url="${attribute(url)}" type="${type}" length="${length}"/>`).join('')}</item>`,
		),
		'</rdf:RDF>',
	];

interface AtomWords {
	readonly uri: string;
	readonly published: string;
	readonly html: string;
}

const atom =
	({ uri, published, html }: AtomWords, isInline: boolean): Format =>
	(entries, hand) => {
		const own = hand.own;
		const declared = own === '' ? `xmlns="${uri}"` : `xmlns:${own.slice(0, -1)}="${uri}"`;
		const body = (entry: Entry): string => {
			const name = `${own}${isInline || hand.body === 'content' ? 'content' : 'summary'}`;
			if (isInline)
				return `<${name} type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">${entry.paragraphs.map((words) => `<h:p>${hand.literal(words)}</h:p>`).join('\n')}</h:div></${name}>`;
			return entry.isPlain
				? `<${name} type="text">${hand.literal(plainOf(entry))}</${name}>`
				: `<${name} ${html}>${hand.quote(htmlOf(entry))}</${name}>`;
		};
		return [
			`<${own}feed ${declared}><${own}title>Harbour Post</${own}title>`,
			...entries.map((entry) =>
				[
					`<${own}entry><${own}id>${hand.literal(entry.id)}</${own}id>`,
					`<${own}title type="text">${hand.literal(entry.title)}</${own}title>`,
					`<${own}link rel="alternate" href="${attribute(linkOf(entry, hand))}"/>`,
					`<${own}${published}>${hand.date(entry.at)}</${own}${published}>`,
					...entry.authors.map(
						(name) => `<${own}author><${own}name>${hand.line(name)}</${own}name></${own}author>`,
					),
					...entry.categories.map((name) => `<${own}category term="${attribute(name)}"/>`),
					...entry.enclosures.map(
						({ url, type, length }) =>
							`<${own}link rel="enclosure" href="${attribute(url)}" type="${type}" length="${length}"/>`,
					),
					body(entry),
					`</${own}entry>`,
				].join(''),
			),
			`</${own}feed>`,
		];
	};

const ATOM_10 = { uri: 'http://www.w3.org/2005/Atom', published: 'published', html: 'type="html"' };
const ATOM_03 = {
	uri: 'http://purl.org/atom/ns#',
	published: 'issued',
	html: 'type="text/html" mode="escaped"',
};

const json =
	(version: string): Format =>
	(entries, hand) => [
		`{"version":"https://jsonfeed.org/version/${version}","title":"Harbour Post","items":[`,
		...entries.map((entry, index) => {
			const people = entry.authors.map((name) => ({ name }));
			const item = {
				id: entry.id,
				url: linkOf(entry, hand),
				title: entry.title,
				date_published: hand.date(entry.at),
				tags: entry.categories,
				...(version === '1' ? { author: people[0] } : { authors: people }),
				...(entry.isPlain ? { content_text: plainOf(entry) } : { content_html: htmlOf(entry) }),
				attachments: entry.enclosures.map(({ url, type, length }) => ({
					url,
					mime_type: type,
					size_in_bytes: length,
				})),
			};
			return `${index === 0 ? '' : ','}${JSON.stringify(item)}`;
		}),
		']}',
	];

const sitemap: Format = (entries, hand) => [
	`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:${hand.media}="http://www.google.com/schemas/sitemap-news/0.9">`,
	...entries.map(
		(entry) =>
			`<url><loc>${hand.address(entry.url)}</loc><${hand.media}:news><${hand.media}:publication_date>${hand.date(entry.at)}</${hand.media}:publication_date><${hand.media}:title>${hand.line(entry.title)}</${hand.media}:title><${hand.media}:keywords>${hand.line(entry.categories.join(', '))}</${hand.media}:keywords></${hand.media}:news></url>`,
	),
	'</urlset>',
];

export const FORMATS: Readonly<Record<string, Format>> = {
	'RSS 0.91': rss('0.91'),
	'RSS 0.92': rss('0.92'),
	'RSS 2.0': rss('2.0'),
	'RSS 1.0': rdf('http://purl.org/rss/1.0/'),
	'RSS 0.9': rdf('http://my.netscape.com/rdf/simple/0.9/'),
	'Atom 1.0': atom(ATOM_10, false),
	'Atom 1.0, XHTML': atom(ATOM_10, true),
	'Atom 0.3': atom(ATOM_03, false),
	'JSON Feed 1': json('1'),
	'JSON Feed 1.1': json('1.1'),
	sitemap,
};
