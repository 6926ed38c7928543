/**
 * The short lines of a page – headings, dates, bylines, captions – as a reader sees them around the title. Rules:
 * 1. A part is the outermost element, or the loose text, of at most LONGEST characters; the title's heading and
 *    what is around it is always opened, so that a byline beside the title is a part of its own.
 * 2. Each part knows what its makers called it and how many parts stand between it and the title.
 * 3. What stands in comments, teasers, menus and footers is left out: its dates and names are other articles'. A
 *    part that holds a third of the page's text is none of these, whatever its name.
 * 4. One walk, at most MAX_PARTS parts.
 */
import { isElement, isText, leadingText, type PageDocument, type PageElement, textSizes } from './dom.ts';
import { tokens } from './terms.ts';

export interface PagePart {
	/** One line. */
	readonly text: string;
	/** Unset for loose text, which has none of its own. */
	readonly element: PageElement | undefined;
	/** class, id, itemprop and rel of the element and of the two around it, lower case, each between spaces. */
	readonly names: string;
	/** Parts between it and the title; negative before it; infinite where the page shows no title. */
	readonly distance: number;
}

const LONGEST = 200;
const MAX_PARTS = 2_000;
const NAMING = ['class', 'id', 'itemprop', 'rel'] as const;
const ASIDE_TAGS = new Set(['aside', 'footer', 'nav', 'form', 'select', 'button', 'figure', 'dialog']);
const SILENT = new Set([
	'script',
	'style',
	'noscript',
	'template',
	'svg',
	'iframe',
	'head',
	'object',
	'textarea',
]);
const ASIDE =
	/(?:^|[-_ ])(?:comments?|commentlist|kommentare?|related|recommend\w{0,12}|teasers?|sidebars?|widgets?|footer|newsletter|most-?read|popular|trending|recent|latest|more-?(?:stories|news|articles)|outbrain|taboola|menu|navi?|navbar|navigation|breadcrumbs?|pagination|cookie\w{0,12}|consent|advert\w{0,12}|modal|carousel|slider|caption)(?:$|[-_ ])/;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What its makers called an element, lower case. */
export function namesOf(element: PageElement): string {
	const names = NAMING.map((attribute) => (element.getAttribute(attribute) ?? '').slice(0, 200));
	return ` ${names.join(' ').toLowerCase().replace(/\s+/g, ' ')} `;
}

/** The heading that shows the title, else the only first-order heading. */
function headingOf(page: PageDocument, wanted: string): PageElement | undefined {
	const first: PageElement[] = [];
	let asked = 0;
	for (const heading of page.querySelectorAll('h1, h2, h3')) {
		if (++asked > 60) break;
		const words = wordsOf(leadingText(heading, 400));
		if (isTitle(words, wanted)) return heading;
		if (heading.localName === 'h1' && words !== '') first.push(heading);
	}
	return first.length === 1 ? first[0] : undefined;
}

const wordsOf = (text: string): string => tokens(text).join(' ');

/** The title itself, or enough of it: sites add their name to one of the two. */
const isTitle = (words: string, wanted: string): boolean =>
	words !== '' &&
	(words === wanted || (words.length > 20 && (wanted.includes(words) || words.includes(wanted))));

/** @param title the article's, as metadata chose it. */
export function pageParts(page: PageDocument, title: string): readonly PagePart[] {
	// The root, not the body: what stands outside a broken page's body is on it all the same.
	const root = page.documentElement;
	if (root === null) return [];
	const wanted = wordsOf(title);
	const heading = headingOf(page, wanted);
	const around = new Set<PageElement>();
	for (let at = heading?.parentElement ?? null; at !== null; at = at.parentElement) around.add(at);
	const sizeOf = textSizes(root);
	const most = sizeOf(root) / 3;
	const parts: Omit<PagePart, 'distance'>[] = [];
	let titleAt: number | undefined;

	function add(element: PageElement | undefined, text: string, names: string): void {
		const line = oneLine(text);
		if (line === '') return;
		if (titleAt === undefined && heading === undefined && isTitle(wordsOf(line), wanted))
			titleAt = parts.length;
		parts.push({ text: line, element, names });
	}

	function isAside(element: PageElement): boolean {
		if (element === heading || around.has(element)) return false;
		return (ASIDE_TAGS.has(element.localName) || ASIDE.test(namesOf(element))) && sizeOf(element) < most;
	}

	function visit(element: PageElement, parent: string, grandparent: string): void {
		if (parts.length >= MAX_PARTS || SILENT.has(element.localName) || isAside(element)) return;
		if (element === heading) titleAt = parts.length;
		else if (!around.has(element) && sizeOf(element) <= LONGEST) {
			add(element, leadingText(element, LONGEST * 3), namesOf(element) + parent + grandparent);
			return;
		}
		const own = namesOf(element);
		// An entity parts a text into several nodes: loose text is what stands between two elements.
		let loose = '';
		const addLoose = (): void => {
			if (element !== heading && loose.length <= LONGEST * 2) add(undefined, loose, own + parent);
			loose = '';
		};
		for (const child of element.childNodes) {
			if (isElement(child)) {
				addLoose();
				visit(child, own, parent);
			} else if (isText(child)) loose += child.textContent ?? '';
		}
		addLoose();
	}

	visit(root, '', '');
	const from = titleAt ?? Number.NEGATIVE_INFINITY;
	return parts.map((part, at) => ({ ...part, distance: at - from }));
}
