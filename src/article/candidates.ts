/**
 * Where the article is on the page: opinions of our own. Rules, in order:
 * 1. What the maker marked: itemprop articleBody, or a container whose name is an article body's.
 * 2. The heaviest <article>.
 * 3. Where no mark helps: from the body down into the part that holds most of the prose, as long as one does.
 */
import type { PageTree, TreeElement } from './page-tree.ts';
import type { Reading, TreeBlock } from './reading.ts';

export type Origin = 'marked' | 'named' | 'article' | 'dense';

export interface Candidate {
	readonly origin: Origin;
	readonly element: TreeElement;
	readonly blocks: readonly TreeBlock[];
	/** What stands inside and apart, navigation left out: pointers to other articles are found there. */
	readonly aside: readonly TreeBlock[];
	/** Characters of prose. */
	readonly weight: number;
}

const MARKED = '[itemprop="articleBody"], [property="articleBody"]';
const ARTICLES = 'article, [role="article"]';
const NAMED =
	/(?:^|[\s_-])(?:(?:article|story|post|entry|news|blog|content|text|node|single|artikel|beitrag|noticia|nota)[_-]{0,2}(?:body|content|text|inhalt|copy)|body[_-]?(?:text|copy|content)|articlebody|articletext|storytext|newstext|artikeltext|field--name-body|field-name-body|entry|rich-?text|wysiwyg|prose|ce_text|csc-textpic-text|bodytext|texte?-article|cuerpo|corpo|tresc)(?:$|[\s_-])/i;
const NAVIGATION: ReadonlySet<string> = new Set(['nav', 'footer', 'form', 'figure', 'menu']);
/** What holds paragraphs; a list or a quotation is one among them. */
const HOLDERS: ReadonlySet<string> = new Set(
	'article body center div form main section span table tbody td tr'.split(' '),
);
/** A part that holds less of its parent's prose is not alone: its neighbours belong to it. */
const MOST = 0.7;

export function ownCandidates(page: PageTree, reading: Reading): Candidate[] {
	const { weights } = reading;
	const weightOf = (element: TreeElement): number => weights.get(element) ?? 0;
	const heaviest = (elements: Iterable<TreeElement>): TreeElement | undefined => {
		let best: TreeElement | undefined;
		for (const element of elements)
			if (weightOf(element) > (best === undefined ? 0 : weightOf(best))) best = element;
		return best;
	};
	const named = [...weights.keys()].filter(
		(element) =>
			element.localName !== 'body' &&
			element.localName !== 'html' &&
			(NAMED.test((element.getAttribute('class') ?? '').slice(0, 300)) ||
				NAMED.test((element.getAttribute('id') ?? '').slice(0, 300))),
	);
	const found: [Origin, TreeElement | undefined][] = [
		['marked', heaviest(page.querySelectorAll(MARKED))],
		['named', heaviest(named)],
		['article', heaviest(page.querySelectorAll(ARTICLES))],
		['dense', densest(page.body, weightOf)],
	];
	return found.flatMap(([origin, element]) =>
		element === undefined ? [] : [candidate(origin, element, reading, weightOf(element))],
	);
}

function densest(body: TreeElement, weightOf: (element: TreeElement) => number): TreeElement {
	let best = body;
	for (;;) {
		const total = weightOf(best);
		const child = heaviestOf(best, weightOf);
		if (child === undefined || total === 0 || weightOf(child) < total * MOST) return best;
		best = child;
	}
}

function heaviestOf(
	element: TreeElement,
	weightOf: (element: TreeElement) => number,
): TreeElement | undefined {
	let best: TreeElement | undefined;
	for (const child of element.childNodes) {
		if (child.nodeType !== 1 || !HOLDERS.has(child.localName)) continue;
		if (best === undefined || weightOf(child) > weightOf(best)) best = child;
	}
	return best;
}

function candidate(origin: Origin, element: TreeElement, reading: Reading, weight: number): Candidate {
	const inside = reading.blocks.filter(
		({ place }) => place.order >= element.order && place.order <= element.last,
	);
	const apart = new Set(inside.filter((block) => reading.isApart(block, element)));
	return {
		origin,
		element,
		blocks: inside.filter((block) => !apart.has(block)),
		aside: [...apart].filter((block) => !isNavigation(block)),
		weight,
	};
}

function isNavigation(block: TreeBlock): boolean {
	for (let part = block.parts; part !== undefined; part = part.outer)
		if (NAVIGATION.has(part.element.localName)) return true;
	return false;
}
