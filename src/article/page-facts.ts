/**
 * What a page shows around its article: neighbours, counters, the author's note, the section's crumb. Rules:
 * 1. Only parts that name themselves (rel, class, itemprop) are read here; plain lines are clean.ts's task.
 * 2. Read before Readability, which changes the document.
 */
import type { Link } from '../model.ts';
import { absoluteUrl } from './blocks.ts';
import type { PageDocument, PageElement } from './dom.ts';
import { isObject, type JsonLd, listOf, stringOf } from './json-ld.ts';
import { foldLine, isExactly, restAfter, startsWith } from './lexicon.ts';

export interface PageFacts {
	readonly previous: Link | undefined;
	readonly next: Link | undefined;
	readonly readCount: number | undefined;
	readonly commentCount: number | undefined;
	readonly authorBio: string | undefined;
	readonly section: string | undefined;
}

const PREVIOUS =
	'a[rel~="prev"], .nav-previous a, .post-nav-prev a, .td-post-prev-post a, .previous-post a, .prev-article a';
const NEXT =
	'a[rel~="next"], .nav-next a, .post-nav-next a, .td-post-next-post a, .next-post a, .next-article a';
const READS =
	'.td-post-views, .post-views, .views-count, .view-count, .article-views, [class*="read-count"], [itemprop="interactionCount"]';
const COMMENTS =
	'.td-post-comments, .comments-count, .comment-count, .article-comments-count, [itemprop="commentCount"]';
const NOTE =
	'.author-bio, .author__bio, .author-description, .author-box, .author-info, .td-author-description, .about-author, .bio, [itemprop="author"] [itemprop="description"]';
const CRUMBS =
	'.breadcrumb, .breadcrumbs, [class*="breadcrumb"], nav[aria-label*="readcrumb"], [itemtype$="BreadcrumbList"]';

export function readFacts(page: PageDocument, url: string, jsonLd: JsonLd): PageFacts {
	return {
		previous: neighbour(page, PREVIOUS, 'previous', url),
		next: neighbour(page, NEXT, 'next', url),
		readCount: numberIn(page.querySelector(READS)) ?? interactions(jsonLd, /(?:Read|View|Watch)Action/),
		commentCount:
			numberIn(page.querySelector(COMMENTS)) ??
			count(jsonLd.article?.commentCount) ??
			interactions(jsonLd, /CommentAction/),
		authorBio: authorNote(page),
		section: crumb(page.querySelector(CRUMBS)),
	};
}

const line = (element: PageElement | null | undefined): string =>
	(element?.textContent ?? '').slice(0, 2_000).replace(/\s+/g, ' ').trim();

function neighbour(
	page: PageDocument,
	selector: string,
	family: 'previous' | 'next',
	base: string,
): Link | undefined {
	for (const anchor of page.querySelectorAll(selector)) {
		const text = line(anchor);
		const phrase = startsWith(foldLine(text), family);
		const title = (phrase === undefined ? text : restAfter(text, phrase))
			.replace(/^[^\p{L}\p{N}«“"(¿¡]+/u, '')
			.trim();
		if (title.length < 8 || title.length > 300) continue;
		const url = absoluteUrl(anchor.getAttribute('href'), base);
		return url === undefined ? { title } : { title, url };
	}
	return undefined;
}

function numberIn(element: PageElement | null): number | undefined {
	return element === null ? undefined : count(element.getAttribute('content') ?? line(element).slice(0, 40));
}

function count(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
	if (typeof value !== 'string') return undefined;
	const found = /^\D{0,20}(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,9})(?![\d.,])/.exec(value);
	return found === null ? undefined : Number((found[1] ?? '').replace(/\D/g, ''));
}

function interactions(jsonLd: JsonLd, action: RegExp): number | undefined {
	for (const statistic of listOf(jsonLd.article?.interactionStatistic)) {
		if (!isObject(statistic)) continue;
		const { interactionType: type } = statistic;
		const name =
			typeof type === 'string' ? type : isObject(type) ? stringOf(type['@type'] ?? type['@id']) : undefined;
		if (name !== undefined && action.test(name.slice(0, 200))) return count(statistic.userInteractionCount);
	}
	return undefined;
}

function authorNote(page: PageDocument): string | undefined {
	for (const element of page.querySelectorAll(NOTE)) {
		const text = line(element);
		if (text.length >= 40 && text.length <= 700) return text;
	}
	return undefined;
}

/** The first crumb that is not the front page. */
function crumb(trail: PageElement | null): string | undefined {
	if (trail === null) return undefined;
	const links = [...trail.querySelectorAll('a')].slice(0, 8).map(line);
	const section = links.find((text) => text !== '' && !isExactly(foldLine(text), 'home'));
	return section !== undefined && section.length <= 40 ? section : undefined;
}
