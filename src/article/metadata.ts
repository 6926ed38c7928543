/**
 * What a page says of itself outside its text. Rules, in order:
 * 1. For each fact, the most deliberate source first: JSON-LD, then meta, then microdata, then the visible page.
 * 2. Wrong is worse than none: an author that is the site, an address or a date is dropped; a canonical address
 *    of another site, or of the site's front page, is dropped.
 */
import { absoluteUrl, siteOf } from './address.ts';
import { readAuthors } from './byline.ts';
import { parseDate } from './dates.ts';
import { leadingText, type PageDocument } from './dom.ts';
import { unescaped } from './html-text.ts';
import { hasType, isObject, type JsonLd, type JsonObject, listOf, stringOf } from './json-ld.ts';
import { pageParts } from './page-parts.ts';
import { type DateSources, publishedAt } from './published.ts';
import { tokens } from './terms.ts';
import { chooseTitle } from './title.ts';

export interface Metadata {
	readonly title: string;
	readonly siteName: string | undefined;
	readonly authors: readonly string[];
	readonly publishedAt: Date | undefined;
	readonly updatedAt: Date | undefined;
	/** As the page declares it: its first two or three letters. */
	readonly language: string | undefined;
	readonly section: string | undefined;
	readonly image: string | undefined;
	readonly canonicalUrl: string | undefined;
	readonly tags: readonly string[];
	/** The page says that only subscribers read all of it. */
	readonly isPaywalled: boolean;
}

type Meta = DateSources['meta'];

export function readMetadata(page: PageDocument, url: string, jsonLd: JsonLd): Metadata {
	const { meta, metaLike } = metaReader(page);
	const article = jsonLd.article;
	const language = declaredLanguage(page, meta, article);
	const siteName = meta('og:site_name', 'application-name') ?? stringOf(article?.publisher);
	const title = chooseTitle({
		headline: unescaped(stringOf(article?.headline) ?? ''),
		ogTitle: meta('og:title', 'twitter:title', 'dc.title'),
		h1: texts(page, 'h1'),
		documentTitle: page.querySelector('title')?.textContent ?? undefined,
		siteName,
		url,
	});
	const parts = pageParts(page, title);
	return {
		title,
		siteName,
		authors: readAuthors({
			jsonLd,
			meta,
			texts: (selector) => texts(page, selector),
			parts,
			siteNames: [siteName ?? '', siteOf(url).split('.')[0] ?? ''].map((name) => tokens(name).join(' ')),
		}),
		publishedAt: publishedAt({
			jsonLd,
			meta,
			metaLike,
			attribute: (selector, ...names) => attribute(page, selector, ...names),
			parts,
			language,
			url,
		}),
		updatedAt: [
			stringOf(article?.dateModified),
			meta('article:modified_time', 'og:updated_time', 'datemodified', 'lastmod', 'dcterms.modified'),
			attribute(page, '[itemprop="dateModified"]', 'datetime', 'content'),
		]
			.map((written) => (written === undefined ? undefined : parseDate(written, language)))
			.find((at) => at !== undefined),
		language,
		section: readSection(meta, jsonLd),
		image: absoluteUrl(
			meta('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src') ??
				imageOf(article?.image),
			url,
		),
		canonicalUrl: readCanonical(page, meta, url),
		tags: readTags(page, article),
		isPaywalled: readPaywall(meta, jsonLd),
	};
}

function metaReader(page: PageDocument): Pick<DateSources, 'meta' | 'metaLike'> {
	const known = new Map<string, string>();
	for (const element of page.querySelectorAll('meta[content]')) {
		const name =
			element.getAttribute('property') ?? element.getAttribute('name') ?? element.getAttribute('itemprop');
		const content = element.getAttribute('content')?.trim();
		if (name !== null && content !== undefined && content !== '' && !known.has(name.toLowerCase()))
			known.set(name.toLowerCase(), content.slice(0, 4_000));
	}
	return {
		meta(...names) {
			for (const name of names) {
				const content = known.get(name);
				if (content !== undefined) return content;
			}
			return undefined;
		},
		metaLike: (pattern) => known.entries().find(([name]) => pattern.test(name.slice(0, 80)))?.[1],
	};
}

function texts(page: PageDocument, selector: string): string[] {
	const found: string[] = [];
	let asked = 0;
	for (const element of page.querySelectorAll(selector)) {
		const text = leadingText(element, 2_000).replace(/\s+/g, ' ').trim();
		if (text !== '') found.push(text);
		if (found.length >= 20 || ++asked >= 200) break;
	}
	return found;
}

function attribute(page: PageDocument, selector: string, ...names: readonly string[]): string | undefined {
	const element = page.querySelector(selector);
	for (const name of names) {
		const value = element?.getAttribute(name);
		if (value) return value;
	}
	return undefined;
}

function declaredLanguage(
	page: PageDocument,
	meta: Meta,
	article: JsonObject | undefined,
): string | undefined {
	const declared = [
		page.documentElement?.getAttribute('lang') ?? undefined,
		stringOf(article?.inLanguage),
		meta('og:locale', 'content-language', 'dc.language', 'language'),
	];
	for (const value of declared) {
		const code = /^[a-z]{2,3}(?=$|[-_])/i.exec(value ?? '')?.[0];
		if (code !== undefined) return code.toLowerCase();
	}
	return undefined;
}

function readSection(meta: Meta, jsonLd: JsonLd): string | undefined {
	const told = listOf(jsonLd.article?.articleSection).flatMap((section) => stringOf(section) ?? []);
	const section =
		told[0] ?? meta('article:section', 'og:article:section', 'parsely-section') ?? breadcrumb(jsonLd);
	return section === undefined || section.length > 60 || /^https?:/.test(section) ? undefined : section;
}

/** The crumb before the article's own; never the first, which is the front page. */
function breadcrumb(jsonLd: JsonLd): string | undefined {
	const list = jsonLd.nodes.find((node) => hasType(node, /^BreadcrumbList$/));
	const crumbs = listOf(list?.itemListElement).flatMap((crumb) =>
		isObject(crumb) ? (stringOf(crumb.name) ?? stringOf(crumb.item) ?? []) : [],
	);
	return crumbs.length > 2 ? crumbs[1] : undefined;
}

function readCanonical(page: PageDocument, meta: Meta, url: string): string | undefined {
	const own = URL.parse(url);
	for (const address of [page.querySelector('link[rel="canonical"]')?.getAttribute('href'), meta('og:url')]) {
		const canonical = URL.parse(absoluteUrl(address, url) ?? '');
		if (own === null || canonical === null || site(canonical) !== site(own)) continue;
		if (canonical.pathname === '/' && own.pathname !== '/') continue;
		return canonical.href;
	}
	return undefined;
}

const site = (url: URL): string => url.hostname.replace(/^(?:www|m|mobile|amp)\./, '');

function imageOf(value: unknown): string | undefined {
	const first = listOf(value)[0];
	return isObject(first) ? stringOf(first.url ?? first.contentUrl) : stringOf(first);
}

function readTags(page: PageDocument, article: JsonObject | undefined): string[] {
	const keywords = listOf(article?.keywords).flatMap((word) =>
		(stringOf(word) ?? '').slice(0, 1_000).split(','),
	);
	const metas = [...page.querySelectorAll('meta[property="article:tag"]')].flatMap((tag) =>
		(tag.getAttribute('content') ?? '').slice(0, 1_000).split(','),
	);
	const chosen = [metas, texts(page, 'a[rel~="tag"]'), keywords].find((list) =>
		list.some((tag) => tag.trim() !== ''),
	);
	const clean = (chosen ?? []).map((tag) => tag.trim()).filter((tag) => tag !== '' && tag.length <= 50);
	return [...new Set(clean)].slice(0, 20);
}

/** schema.org's isAccessibleForFree, of the article or one of its parts; the tiers that publishers tell Facebook. */
function readPaywall(meta: Meta, { article }: JsonLd): boolean {
	const parts = [article, ...listOf(article?.hasPart)].filter(isObject);
	const isClosed = parts.some(
		({ isAccessibleForFree: free }) =>
			free === false || /^(?:https?:\/\/schema\.org\/)?false$/i.test(stringOf(free) ?? ''),
	);
	return (
		isClosed || /^(?:locked|metered)$/i.test(meta('article:content_tier', 'og:article:content_tier') ?? '')
	);
}
