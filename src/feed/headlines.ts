/**
 * The headlines of a front page, in its order. Rules:
 * 1. A headline is a link into the same site that reads like one: several words, and an address like an article's.
 *    Within a heading fewer words do.
 * 2. Links in menus, footers, forms and the like are none. Where the class names of a page would leave nothing,
 *    only its elements (`nav`, `footer`) count.
 * 3. A story that is linked several times (picture, title, 'more') is one, with its best words.
 * 4. Its identity is its address; the page gives no dates.
 */
import { getDomain } from 'tldts';
import { canonicalUrl } from './addresses.ts';
import { type DraftItem, LIMITS, oneLine } from './draft.ts';
import { webUrl } from './links.ts';
import { classesOf, find, linesOf, type PageElement } from './page-tree.ts';

const HEADLINES = 200;
/** More links than any front page has. */
const LINKS = 5000;
/** Below this, the class names have hidden the page's own news. */
const ENOUGH = 3;
const MAX_TITLE = 300;
const HEADING = /^h[1-6]$/;
const ASIDE = new Set(['nav', 'footer', 'form', 'dialog', 'menu', 'button', 'address']);
const ASIDE_ROLES = new Set([
	'navigation',
	'contentinfo',
	'menu',
	'menubar',
	'search',
	'dialog',
	'alert',
	'banner',
]);
const ASIDE_WORDS = new Set(
	(
		'nav navbar navigation menu submenu footer breadcrumb breadcrumbs social share sharing login cookie cookies ' +
		'consent pagination pager tags tagcloud newsletter legal languages langs sitemap comments advert ads sponsored'
	).split(' '),
);
/** Elements that hold the whole page: their class names tell of the page's state, not of what a link is. */
const WHOLE = new Set(['html', 'body', 'main', 'article', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'a']);
/** A part of an address that lists instead of telling. */
const LISTING = new Set(
	(
		'tag tags category categories categorie categories topic topics thema themen theme author authors autor auteur ' +
		'user users login signin signup register account subscribe abo newsletter search privacy terms cookies ' +
		'impressum imprint contact kontakt about datenschutz mentions-legales feed rss page shop help faq jobs'
	).split(' '),
);
const FILES =
	/\.(?:jpe?g|png|gif|webp|svg|pdf|zip|mp[34]|avi|mov|docx?|xlsx?|pptx?|xml|json|css|js|ics|apk|exe)$/i;
/** Scripts that write without spaces: a sign counts like half a word. */
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/gu;

const siteOf = (url: string): string =>
	getDomain(url, { allowPrivateDomains: true }) ?? URL.parse(url)?.host ?? url;

const partsOf = (url: URL): readonly string[] => url.pathname.split('/').filter((part) => part !== '');

/** No list, no file, and more than one word: a section's front is no story, whatever its link says. */
function isStoryAddress(url: URL): boolean {
	const parts = partsOf(url);
	const last = parts.at(-1) ?? '';
	if (FILES.test(last) || parts.some((part) => LISTING.has(part.toLowerCase()))) return false;
	return (
		parts.length > 1 ||
		/[\d_.-]/.test(last) ||
		[...url.searchParams.values()].some((one) => /^\d+$/.test(one))
	);
}

/** Is this the address of one article, and not of a section? By a slug, a number, or a page of its own. */
export function isArticleAddress(url: URL): boolean {
	const last = partsOf(url).at(-1)?.toLowerCase() ?? '';
	const isSlug = last.split(/[-_]/).length >= 3;
	const isPage = /\.(?:s?html?|php|aspx?)$/.test(last) && !/^(?:index|default|home)\./.test(last);
	return isStoryAddress(url) && (isSlug || isPage || /\d{3}/.test(url.pathname + url.search));
}

/** How many words, where a language without spaces has half a word to a sign. */
function wordCount(text: string): number {
	const signs = text.match(UNSPACED)?.length ?? 0;
	return text.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).length + signs / 2;
}

interface Link {
	readonly url: string;
	readonly title: string;
	readonly inHeading: boolean;
	/** By the page's elements, or only by its class names. */
	readonly aside: 'no' | 'by-class' | 'yes';
}

function isAsideByClass(element: PageElement): boolean {
	if (WHOLE.has(element.name)) return false;
	const names = [...classesOf(element), element.attributes.get('id') ?? ''].slice(0, 20);
	return names.some((name) =>
		name
			.toLowerCase()
			.split(/[^a-z]/)
			.some((word) => ASIDE_WORDS.has(word)),
	);
}

/** The words of a link: of the heading in it, else its first line that says something, else its label. */
function titleOf(link: PageElement): { readonly title: string; readonly inHeading: boolean } {
	const heading = find(link, ({ name }) => HEADING.test(name));
	if (heading !== undefined) {
		const title = oneLine(linesOf(heading), MAX_TITLE + 1);
		if (title !== '') return { title, inHeading: true };
	}
	const text = linesOf(link);
	const telling = text
		.split('\n')
		.slice(0, 50)
		.map((line) => oneLine(line, MAX_TITLE + 1))
		.filter((line) => wordCount(line) >= 3);
	const label = link.attributes.get('aria-label') ?? link.attributes.get('title') ?? '';
	const title = telling[0] ?? (oneLine(text, MAX_TITLE + 1) || oneLine(label, MAX_TITLE + 1));
	// A card: its first line is a heading, whatever it is made of.
	return { title, inHeading: telling.length > 1 };
}

function linksOf(page: PageElement, base: string): readonly Link[] {
	const links: Link[] = [];
	function look(element: PageElement, inHeading: boolean, outer: Link['aside'], inPiece: boolean): void {
		for (const child of element.children) {
			if (typeof child === 'string') continue;
			const { name } = child;
			if (name === 'a') {
				const own = titleOf(child);
				const url = own.title === '' ? undefined : webUrl(child.attributes.get('href'), base);
				if (url !== undefined && links.length < LINKS)
					links.push({ url, title: own.title, inHeading: inHeading || own.inHeading, aside: outer });
				continue;
			}
			// The header of an article is a part of its card, the header of the page is a menu.
			const isAside =
				ASIDE.has(name) ||
				ASIDE_ROLES.has(child.attributes.get('role') ?? '') ||
				(name === 'header' && !inPiece);
			const aside = isAside ? 'yes' : outer === 'no' && isAsideByClass(child) ? 'by-class' : outer;
			const isPiece = inPiece || name === 'article' || name === 'section' || name === 'li' || name === 'main';
			look(child, inHeading || HEADING.test(name), aside, isPiece);
		}
	}
	look(page, false, 'no', false);
	return links;
}

const ASIDE_COST = { no: 0, 'by-class': 10_000, yes: 20_000 } as const;

/** More is better: a place among the news, then words in a heading, then more of them. */
const weightOf = ({ aside, inHeading, title }: Link): number =>
	title.length + (inHeading ? 1000 : 0) - ASIDE_COST[aside];

function isHeadline({ title, inHeading }: Link): boolean {
	if (title.length > MAX_TITLE) return false;
	const words = wordCount(title);
	return inHeading ? words >= 2 && title.length >= 5 : words >= 4 && (title.length >= 20 || words >= 6);
}

/**
 * @param url of the page itself, which is none of its headlines.
 * @param base what relative links start from.
 */
export function headlines(page: PageElement, url: string, base: string): readonly DraftItem[] {
	const site = siteOf(url);
	const itself = canonicalUrl(url);
	const stories = new Map<string, Link>();
	for (const link of linksOf(page, base)) {
		const address = canonicalUrl(link.url);
		const parsed = URL.parse(address);
		if (parsed === null || address === itself || siteOf(address) !== site || !isStoryAddress(parsed))
			continue;
		const before = stories.get(address);
		if (before !== undefined && weightOf(before) >= weightOf(link)) continue;
		// Its place on the page is the one among the news.
		if (before?.aside !== link.aside) stories.delete(address);
		stories.set(address, link);
	}
	const told = [...stories].filter(([, link]) => link.aside !== 'yes' && isHeadline(link));
	const clear = told.filter(([, link]) => link.aside === 'no');
	return (clear.length >= ENOUGH ? clear : told).slice(0, HEADLINES).map(([address, { title }]) => ({
		guid: address,
		url: address,
		title: oneLine(title, LIMITS.title),
		authors: [],
		categories: [],
		enclosures: [],
	}));
}
