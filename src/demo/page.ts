/**
 * The outlets' pages, with the habits of real ones: breadcrumb with the title in it, the title again, bare read
 * and comment counters, share bar, links to other articles between the paragraphs, previous and next, the
 * author's note at the end, newsletter box and cookie banner. An extractor must get past all of it.
 */
import { createHash } from 'node:crypto';
import type { Edition, Publication } from './edition.ts';
import { escapeMarkup, isHeading, paragraphHtml, scriptJson } from './markup.ts';
import type { Outlet } from './outlets.ts';
import { OUTLETS } from './outlets.ts';
import { PICTURE_HEIGHT, PICTURE_WIDTH } from './picture.ts';
import { WORDS } from './words.ts';

const CRUMB_LENGTH = 72;
const HOME_LENGTH = 20;
const FEED_TYPES = {
	rss: 'application/rss+xml',
	'rss-full': 'application/rss+xml',
	atom: 'application/atom+xml',
};

const style = (colour: string): string => `
:root { color-scheme: light; --accent: ${colour}; }
body { margin: 0; font: 18px/1.65 Georgia, "DejaVu Serif", serif; color: #1c1c1c; background: #fdfcf9; }
header, main, footer { max-width: 720px; margin: 0 auto; padding: 0 20px; }
.masthead { border-bottom: 4px double var(--accent); margin-bottom: 20px; padding: 22px 0 12px; text-align: center; }
.masthead a { color: var(--accent); font-size: 34px; font-weight: bold; text-decoration: none; }
.masthead p, .crumbs, .meta, .share, .imprint { font: 14px/1.5 system-ui, "DejaVu Sans", sans-serif; color: #5c5c5c; margin: 4px 0; }
h1 { font-size: 34px; line-height: 1.2; margin: 14px 0; } h2 { font-size: 23px; margin: 28px 0 8px; }
figure { margin: 18px 0; } img { width: 100%; height: auto; border-radius: 4px; display: block; }
a { color: var(--accent); } .share a { margin-right: 14px; } .counters span { margin-right: 12px; }
.aside { border-left: 4px solid var(--accent); padding: 8px 14px; background: #f3f0e8; font-size: 16px; }
.box { background: #f3f0e8; padding: 16px 20px; border-radius: 6px; margin: 28px 0; font-size: 16px; }
.around { display: flex; gap: 24px; justify-content: space-between; border-top: 1px solid #ddd; padding-top: 14px; font-size: 16px; }
.around span { display: block; font: 13px system-ui, sans-serif; color: #5c5c5c; }
.list article { border-bottom: 1px solid #e4e0d5; padding: 14px 0; } .list h2 { margin: 0; }
.cookies { position: sticky; bottom: 0; background: #fff; border-top: 1px solid #ccc; font: 14px system-ui, sans-serif; padding: 12px 20px; }
`;

const outletUrl = (origin: string, outlet: Outlet): string => `${origin}/${outlet.prefix}/`;
export const feedUrl = (origin: string, outlet: Outlet): string =>
	outletUrl(origin, outlet) + outlet.feed.path;
export const pictureUrl = (origin: string, publication: Publication): string =>
	`${origin}/${publication.outlet.prefix}/pictures/${publication.article.slug}.png`;

function shell(origin: string, outlet: Outlet, title: string, head: string, body: string): string {
	const words = WORDS[outlet.language];
	return `<!DOCTYPE html>
<html lang="${outlet.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<link rel="alternate" type="${FEED_TYPES[outlet.feed.kind]}" title="${escapeMarkup(outlet.name)}" href="${escapeMarkup(feedUrl(origin, outlet))}">
${head}
<style>${style(outlet.colour)}</style>
</head>
<body>
<header class="masthead"><a href="/${outlet.prefix}/">${escapeMarkup(outlet.name)}</a><p>${escapeMarkup(outlet.motto)}</p></header>
${body}
<footer><p class="imprint">${escapeMarkup(words.imprint)}</p></footer>
<div class="cookies" role="dialog"><p>${escapeMarkup(words.cookies)}</p><button type="button">${escapeMarkup(words.accept)}</button> <button type="button">${escapeMarkup(words.refuse)}</button></div>
</body>
</html>
`;
}

const dateLine = (publication: Publication): string => {
	const at = new Date(publication.publishedAt);
	const words = at.toLocaleString(publication.outlet.language, { dateStyle: 'long', timeStyle: 'short' });
	return `<time datetime="${at.toISOString()}">${escapeMarkup(words)}</time>`;
};

/** Read and comment counters, the same at each visit. */
export function counters({ article }: Publication): { readonly reads: number; readonly comments: number } {
	const seed = createHash('sha256').update(article.slug).digest();
	return { reads: 40 + (seed.readUInt16BE(0) % 2400), comments: seed.readUInt8(2) % 24 };
}

function describe(origin: string, publication: Publication): string {
	const { outlet, article } = publication;
	const at = new Date(publication.publishedAt).toISOString();
	const url = origin + publication.path;
	const image = pictureUrl(origin, publication);
	const properties: readonly (readonly [string, string])[] = [
		['og:type', 'article'],
		['og:title', article.title],
		['og:url', url],
		['og:site_name', outlet.name],
		['og:image', image],
		['og:image:width', String(PICTURE_WIDTH)],
		['og:image:height', String(PICTURE_HEIGHT)],
		['article:published_time', at],
		['article:section', article.section[0] ?? ''],
		...article.tags.map((tag) => ['article:tag', tag] as const),
	];
	const data = {
		'@context': 'https://schema.org',
		'@type': 'NewsArticle',
		headline: article.title,
		datePublished: at,
		dateModified: at,
		inLanguage: outlet.language,
		articleSection: article.section[0],
		keywords: article.tags,
		image: [image],
		mainEntityOfPage: url,
		author: [{ '@type': 'Person', name: article.author }],
		publisher: { '@type': 'NewsMediaOrganization', name: outlet.name, url: outletUrl(origin, outlet) },
	};
	return [
		`<link rel="canonical" href="${escapeMarkup(url)}">`,
		`<meta name="author" content="${escapeMarkup(article.author)}">`,
		...properties.map(([name, value]) => `<meta property="${name}" content="${escapeMarkup(value)}">`),
		...(outlet.jsonLd ? [`<script type="application/ld+json">${scriptJson(data)}</script>`] : []),
	].join('\n');
}

function body(publication: Publication, readAlso: readonly Publication[]): string {
	const { outlet, article } = publication;
	const { readAlso: className } = outlet.theme;
	const open = className === undefined ? '<p>' : `<p class="aside ${className}">`;
	const waiting = readAlso.map(
		(other) =>
			`${open}${WORDS[outlet.language].readAlso} <a href="${other.path}">${escapeMarkup(other.article.title)}</a></p>`,
	);
	// After the second and the fourth paragraph, as editors like to break a text.
	return article.paragraphs
		.map((paragraph, index) => {
			const link = index % 2 === 1 && !isHeading(paragraph) ? waiting.shift() : undefined;
			return paragraphHtml(paragraph) + (link === undefined ? '' : `\n${link}`);
		})
		.join('\n');
}

export function articlePage(origin: string, publication: Publication, edition: Edition): string {
	const { outlet, article } = publication;
	const words = WORDS[outlet.language];
	const { previous, next, readAlso } = edition.around(publication);
	const { reads, comments } = counters(publication);
	const short =
		article.title.length > CRUMB_LENGTH ? `${article.title.slice(0, CRUMB_LENGTH)}...` : article.title;
	const crumbs = [words.home, ...article.section]
		.map((crumb) => `<a href="/${outlet.prefix}/">${escapeMarkup(crumb)}</a>`)
		.join(' › ');
	const { theme } = outlet;
	const neighbour = (name: string, label: string, other: Publication | undefined): string =>
		other === undefined
			? ''
			: `<div class="${name}"><span>${label}</span><a href="${other.path}">${escapeMarkup(other.article.title)}</a></div>`;
	return shell(
		origin,
		outlet,
		`${article.title} - ${outlet.name}`,
		describe(origin, publication),
		`<main>
<nav class="crumbs ${theme.crumbs}">${crumbs} › <span>${escapeMarkup(short)}</span></nav>
<article>
<h1>${escapeMarkup(article.title)}</h1>
<p class="meta">${words.by} <a rel="author" href="/${outlet.prefix}/">${escapeMarkup(article.author)}</a> · ${dateLine(publication)}</p>
<div class="meta counters"><span class="${theme.views}">${reads}</span><span class="${theme.comments}">${comments}</span></div>
<div class="share">${words.share} <a href="#">${words.byMail}</a><a href="#">${words.copyLink}</a></div>
<figure><img src="${pictureUrl(origin, publication)}" width="${PICTURE_WIDTH}" height="${PICTURE_HEIGHT}" alt=""></figure>
<div class="${theme.content}">
${body(publication, readAlso)}
</div>
</article>
<nav class="around">${neighbour(theme.previous, words.previous, previous)}${neighbour(theme.next, words.next, next)}</nav>
<aside class="box ${theme.author}"><strong>${escapeMarkup(article.author)}</strong><div class="${theme.note}">${escapeMarkup(outlet.authors[article.author] ?? '')}</div></aside>
<aside class="box newsletter">${escapeMarkup(words.newsletter)} <button type="button">${escapeMarkup(words.subscribe)}</button></aside>
<p class="meta">${escapeMarkup(words.comment)}</p>
</main>`,
	);
}

export function homePage(origin: string, outlet: Outlet, edition: Edition): string {
	const teasers = edition.latest(outlet, HOME_LENGTH).map((publication) => {
		const { article, path } = publication;
		return `<article><h2><a href="${path}">${escapeMarkup(article.title)}</a></h2><p class="meta">${dateLine(publication)} · ${escapeMarkup(article.section.join(' › '))}</p></article>`;
	});
	const words = WORDS[outlet.language];
	return shell(
		origin,
		outlet,
		outlet.name,
		`<meta property="og:site_name" content="${escapeMarkup(outlet.name)}">`,
		`<main class="list"><h1>${words.latest}</h1>\n${teasers.join('\n')}\n</main>`,
	);
}

/** The address list at the root, for people who look around. */
export const kiosk = (): string => `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>The sample newsroom</title><style>${style('#333')}</style></head>
<body><main class="list"><h1>The sample newsroom</h1>
${OUTLETS.map((outlet) => `<article><h2><a href="/${outlet.prefix}/">${escapeMarkup(outlet.name)}</a></h2><p class="meta">${escapeMarkup(outlet.motto)}</p></article>`).join('\n')}
</main></body></html>
`;
