/** One `url` of a (Google News) sitemap to a draft: its address is its identity, its body is unknown. */
import { parseDate } from './dates.ts';
import { type DraftItem, LIMITS, names } from './draft.ts';
import { first, plainLine, words } from './elements.ts';
import { webUrl } from './links.ts';
import type { Element } from './xml.ts';

function locationOf(element: Element): string | undefined {
	for (const child of element.children)
		if (typeof child !== 'string' && child.name === 'loc') return webUrl(words(child), child.base);
	return undefined;
}

/** What the publication is called, as each of its entries says. */
export const publicationOf = (element: Element): string | undefined => {
	const news = first(element, 'news:news');
	const publication = news && first(news, 'news:publication');
	return publication && plainLine(first(publication, 'news:name'), LIMITS.title);
};

export function readSitemapUrl(element: Element): DraftItem {
	const url = locationOf(element);
	const news = first(element, 'news:news');
	const keywords = (news && words(first(news, 'news:keywords'))) ?? '';
	const picture = element.children.find((child) => typeof child !== 'string' && child.name === 'image');
	const modified = element.children.find((child) => typeof child !== 'string' && child.name === 'lastmod');
	const updatedAt = typeof modified === 'object' ? parseDate(words(modified)) : undefined;
	return {
		guid: url,
		url,
		title: news && plainLine(first(news, 'news:title'), LIMITS.title),
		authors: [],
		publishedAt: (news && parseDate(words(first(news, 'news:publication_date')))) ?? updatedAt,
		updatedAt,
		categories: names(keywords.slice(0, LIMITS.keywords).split(','), LIMITS.categories),
		enclosures: [],
		image: typeof picture === 'object' ? locationOf(picture) : undefined,
	};
}
