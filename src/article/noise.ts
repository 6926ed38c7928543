/**
 * Which parts of a page are not the article, by what their makers called them. Rules:
 * 1. Only element names, class, id, role and itemprop speak here; what a part says is judged in clean.ts.
 * 2. A part that holds more than a third of the text is the article's whatever its name: names lie.
 */
import type { Parts } from './blocks.ts';
import type { PageElement } from './dom.ts';

const names = (list: string): string => list.trim().split(/\s+/).join('|');

/** Whole words of a class or id, parted by anything but letters. */
const NOISE = new RegExp(
	`(?:^|[^a-z])(?:${names(`
		related recirc recirculation read-?more readmore see-?also more-?stories most-?(?:read|popular|viewed) trending
		recommend(?:ed|ation|ations)? outbrain taboola newsletters? subscri(?:be|ption) sign-?up social share sharing
		sharebar sharedaddy comments? disqus breadcrumbs? byline author-?(?:bio|box|info|card|about|profile|block|desc)
		about-?author bio tags? taglist captions? wp-caption-text credits? copyright advert advertisement ads? adsense
		sponsor(?:ed)? promo cookies? consent gdpr paywall print-?only toolbar pagination pager post-?nav(?:igation)?
		(?:article|entry|post|story)-?(?:footer|meta|tools|info|tags|share|header-meta) meta-?data timestamp dateline
		pub-?date published-?date sr-only screen-reader(?:-text)? visually-?hidden slideshow carousel
		video-?(?:player|caption|title) tooltip modal popup skip-link jump-?to rating infobox-?link teasers?
		read-?also also-?read lire-?aussi a-lire voir-?aussi next-?prev prev-?next inline-?link mc4wp pullquote pull-?quote
		navigation nav-?links
	`)})(?:$|[^a-z])`,
	'i',
);
const ROLES = new Set(['navigation', 'complementary', 'contentinfo', 'search', 'dialog', 'banner', 'form']);
const ELEMENTS = new Set([
	'nav',
	'footer',
	'form',
	'aside',
	'figure',
	'figcaption',
	'dialog',
	'menu',
	'caption',
]);
/** Names that only a container of the whole article would carry by accident. */
const CONTAINERS = new Set(['body', 'html', 'main', 'article']);

/** Asked once per page: a page has few different names, and many elements with each. */
export function partFinder(): (element: PageElement) => boolean {
	const known = new Map<string, boolean>();
	const isNoise = (name: string | null): boolean => {
		if (name === null || name === '') return false;
		const before = known.get(name);
		if (before !== undefined) return before;
		const noise = NOISE.test(name.slice(0, 300));
		known.set(name, noise);
		return noise;
	};
	return (element) => {
		if (ELEMENTS.has(element.localName)) return true;
		if (CONTAINERS.has(element.localName)) return false;
		const role = element.getAttribute('role');
		if (role !== null && ROLES.has(role.toLowerCase())) return true;
		const property = element.getAttribute('itemprop');
		if (property === 'author' || property === 'datePublished' || property === 'caption') return true;
		return isNoise(element.getAttribute('class')) || isNoise(element.getAttribute('id'));
	};
}

/** @param size characters of text in an element @param whole characters of text in what is read as the article */
export function standsApart<Element extends PageElement>(
	parts: Parts<Element> | undefined,
	size: (element: Element) => number,
	whole: number,
	isInside: (element: Element) => boolean = () => true,
): boolean {
	for (let part = parts; part !== undefined && isInside(part.element); part = part.outer)
		if (size(part.element) < whole / 3) return true;
	return false;
}
