/**
 * The outlets' feeds: RSS 2.0 with summaries, RSS 2.0 with the whole text, Atom 1.0.
 * Rule: built from what is out and nothing else, so an unchanged feed is the same bytes.
 */
import type { Publication } from './edition.ts';
import { escapeMarkup, isHeading, paragraphHtml } from './markup.ts';
import type { Outlet } from './outlets.ts';
import { feedUrl, pictureUrl } from './page.ts';

const cdata = (html: string): string => `<![CDATA[${html.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
const lead = ({ article }: Publication): string => article.paragraphs.find((one) => !isHeading(one)) ?? '';
const wholeText = ({ article }: Publication): string => article.paragraphs.map(paragraphHtml).join('\n');

function rss(origin: string, outlet: Outlet, items: readonly Publication[], full: boolean): string {
	const entries = items.map((item) => {
		const { article } = item;
		return `<item>
<title>${escapeMarkup(article.title)}</title>
<link>${escapeMarkup(origin + item.path)}</link>
<guid isPermaLink="true">${escapeMarkup(origin + item.path)}</guid>
<pubDate>${new Date(item.publishedAt).toUTCString()}</pubDate>
<dc:creator>${escapeMarkup(article.author)}</dc:creator>
${article.tags.map((tag) => `<category>${escapeMarkup(tag)}</category>`).join('')}
<description>${cdata(`<p>${escapeMarkup(lead(item))}</p>`)}</description>
${full ? `<content:encoded>${cdata(wholeText(item))}</content:encoded>` : ''}
<media:content url="${escapeMarkup(pictureUrl(origin, item))}" medium="image" type="image/png"/>
</item>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escapeMarkup(outlet.name)}</title>
<link>${escapeMarkup(`${origin}/${outlet.prefix}/`)}</link>
<description>${escapeMarkup(outlet.motto)}</description>
<language>${outlet.language}</language>
<atom:link rel="self" type="application/rss+xml" href="${escapeMarkup(feedUrl(origin, outlet))}"/>
${entries.join('\n')}
</channel>
</rss>
`;
}

function atom(origin: string, outlet: Outlet, items: readonly Publication[]): string {
	const entries = items.map((item) => {
		const { article } = item;
		const at = new Date(item.publishedAt).toISOString();
		return `<entry>
<id>${escapeMarkup(origin + item.path)}</id>
<title>${escapeMarkup(article.title)}</title>
<link rel="alternate" type="text/html" href="${escapeMarkup(origin + item.path)}"/>
<link rel="enclosure" type="image/png" href="${escapeMarkup(pictureUrl(origin, item))}"/>
<published>${at}</published>
<updated>${at}</updated>
<author><name>${escapeMarkup(article.author)}</name></author>
${article.tags.map((tag) => `<category term="${escapeMarkup(tag)}"/>`).join('')}
<summary type="text">${escapeMarkup(lead(item))}</summary>
</entry>`;
	});
	return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${outlet.language}">
<id>${escapeMarkup(`${origin}/${outlet.prefix}/`)}</id>
<title>${escapeMarkup(outlet.name)}</title>
<subtitle>${escapeMarkup(outlet.motto)}</subtitle>
<link rel="self" type="application/atom+xml" href="${escapeMarkup(feedUrl(origin, outlet))}"/>
<link rel="alternate" type="text/html" href="${escapeMarkup(`${origin}/${outlet.prefix}/`)}"/>
<updated>${new Date(items[0]?.publishedAt ?? 0).toISOString()}</updated>
${entries.join('\n')}
</feed>
`;
}

export function feedDocument(
	origin: string,
	outlet: Outlet,
	items: readonly Publication[],
): { readonly type: string; readonly body: string } {
	switch (outlet.feed.kind) {
		case 'rss':
			return { type: 'application/rss+xml; charset=utf-8', body: rss(origin, outlet, items, false) };
		case 'rss-full':
			return { type: 'application/rss+xml; charset=utf-8', body: rss(origin, outlet, items, true) };
		case 'atom':
			return { type: 'application/atom+xml; charset=utf-8', body: atom(origin, outlet, items) };
	}
}
