/**
 * What a page shows around its article: neighbours, counters, the author's note, the section's crumb. Rules:
 * 1. Only parts that name themselves (rel, class, itemprop) are read here; plain lines are clean.ts's task.
 * 2. Read before Readability, which changes the document.
 */
import type { Link } from '../model.ts';
import { absoluteUrl } from './address.ts';
import { countOf, safeCount } from './count.ts';
import { leadingText, type PageDocument, type PageElement } from './dom.ts';
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

type Part = 'previous' | 'next' | 'reads' | 'comments' | 'note' | 'crumbs';

/** Looked for in `class`, `rel` and `itemprop`, each name between spaces. */
const PARTS: Readonly<Record<Part, RegExp>> = {
	previous:
		/ (?:prev|nav-previous|post-nav-prev|td-post-prev-post|previous-post|prev-post|prev-article|article-previous) /,
	next: / (?:next|nav-next|post-nav-next|td-post-next-post|next-post|next-article|article-next) /,
	reads:
		/ (?:td-post-views|post-views|views-count|views?|view-count|article-views|read-count|readcount|interactioncount) /,
	comments: / (?:td-post-comments|comments?-count|article-comments-count|commentcount) /,
	note: / (?:author-bio|author__bio|author-description|author-box|author-info|td-author-description|about-author|bio) /,
	crumbs:
		/ (?:breadcrumbs?|breadcrumb-trail|breadcrumbs?-[a-z]{1,12}|[a-z]{1,12}-breadcrumbs?|entry-crumbs) /,
};
const PART_NAMES = ['previous', 'next', 'reads', 'comments', 'note', 'crumbs'] as const;

export function readFacts(page: PageDocument, url: string, jsonLd: JsonLd): PageFacts {
	const parts = namedParts(page);
	return {
		previous: neighbour(parts.previous, 'previous', url),
		next: neighbour(parts.next, 'next', url),
		readCount: numberIn(parts.reads[0]) ?? interactions(jsonLd, /(?:Read|View|Watch)Action/),
		commentCount:
			numberIn(parts.comments[0]) ??
			count(jsonLd.article?.commentCount) ??
			interactions(jsonLd, /CommentAction/),
		authorBio: parts.note.map(line).find((text) => text.length >= 40 && text.length <= 700),
		section: crumb(parts.crumbs[0]),
	};
}

/** One walk over the page; at most ten of each. */
function namedParts(page: PageDocument): Readonly<Record<Part, readonly PageElement[]>> {
	const parts: Record<Part, PageElement[]> = {
		previous: [],
		next: [],
		reads: [],
		comments: [],
		note: [],
		crumbs: [],
	};
	for (const element of page.querySelectorAll('[class], [rel], [itemprop]')) {
		const names = ` ${nameOf(element, 'class')} ${nameOf(element, 'rel')} ${nameOf(element, 'itemprop')} `;
		for (const part of PART_NAMES) {
			if (parts[part].length < 10 && PARTS[part].test(names)) parts[part].push(element);
		}
	}
	return parts;
}

const nameOf = (element: PageElement, attribute: string): string =>
	(element.getAttribute(attribute) ?? '').slice(0, 300).toLowerCase().replace(/\s/g, ' ');

const line = (element: PageElement | null | undefined): string =>
	leadingText(element, 2_000).replace(/\s+/g, ' ').trim();

function neighbour(
	parts: readonly PageElement[],
	family: 'previous' | 'next',
	base: string,
): Link | undefined {
	for (const part of parts) {
		const anchor = part.localName === 'a' ? part : part.querySelector('a[href]');
		if (anchor === null) continue;
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

function numberIn(element: PageElement | undefined): number | undefined {
	return element === undefined
		? undefined
		: count(element.getAttribute('content') ?? line(element).slice(0, 40));
}

function count(value: unknown): number | undefined {
	if (typeof value === 'number') return safeCount(value);
	if (typeof value !== 'string') return undefined;
	const found = /^\D{0,20}(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+|\d{1,9})(?![\d.,])/.exec(value);
	return found === null ? undefined : countOf(found[1] ?? '');
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

/** The first crumb that is not the front page. */
function crumb(trail: PageElement | undefined): string | undefined {
	if (trail === undefined) return undefined;
	const links = [...trail.querySelectorAll('a')].slice(0, 8).map(line);
	const section = links.find((text) => text !== '' && !isExactly(foldLine(text), 'home'));
	return section !== undefined && section.length <= 40 ? section : undefined;
}
