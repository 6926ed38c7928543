/**
 * Which parts of a page are not the article, by the names their makers gave them. Rules:
 * 1. Only class, id, role and itemprop speak here; what a part says is judged in clean.ts.
 * 2. A part that holds more than a third of the text is kept whatever its name: names lie.
 */
import { type PageElement, textSizes } from './dom.ts';

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
/** Names that only a container of the whole article would carry by accident. */
const CONTAINERS = new Set(['body', 'html', 'main', 'article']);

export function noiseFilter(root: PageElement): (element: PageElement) => boolean {
	const size = textSizes(root);
	return (element) => {
		if (element === root || CONTAINERS.has(element.localName)) return false;
		if (!isNamedNoise(element)) return false;
		return size(element) < size(root) / 3;
	};
}

function isNamedNoise(element: PageElement): boolean {
	const role = element.getAttribute('role');
	if (role !== null && ROLES.has(role.toLowerCase())) return true;
	const property = element.getAttribute('itemprop');
	if (property === 'author' || property === 'datePublished' || property === 'caption') return true;
	for (const attribute of ['class', 'id'] as const) {
		const value = element.getAttribute(attribute);
		if (value !== null && NOISE.test(value.slice(0, 300))) return true;
	}
	return false;
}
