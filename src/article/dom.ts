/**
 * The few members of the DOM that this room uses, and small questions to a part of a page.
 * page-tree.ts makes such a page; what Readability gives back (linkedom's) is one as well.
 */

export interface PageNode {
	readonly nodeType: number;
	readonly textContent: string | null;
}

export interface PageElement extends PageNode {
	readonly localName: string;
	readonly parentElement: PageElement | null;
	readonly childNodes: Iterable<PageNode>;
	getAttribute(name: string): string | null;
	hasAttribute(name: string): boolean;
	querySelector(selector: string): PageElement | null;
	querySelectorAll(selector: string): Iterable<PageElement>;
}

export interface PageDocument {
	readonly documentElement: PageElement | null;
	readonly body: PageElement | null;
	querySelector(selector: string): PageElement | null;
	querySelectorAll(selector: string): Iterable<PageElement>;
}

const ELEMENT = 1;
const TEXT = 3;
/** Nodes that are looked at for the beginning of a text. */
const MAX_ASKED = 2_000;

export const isElement = (node: PageNode): node is PageElement => node.nodeType === ELEMENT;
export const isText = (node: PageNode): boolean => node.nodeType === TEXT;

/** The first `limit` characters of an element's text. */
export function leadingText(element: PageElement | null | undefined, limit: number): string {
	let text = '';
	let asked = 0;
	function read(node: PageNode): void {
		if (text.length >= limit || ++asked > MAX_ASKED) return;
		if (isText(node)) text += (node.textContent ?? '').slice(0, limit - text.length);
		else if (isElement(node)) for (const child of node.childNodes) read(child);
	}
	if (element) read(element);
	return text;
}

/**
 * Characters of text in each element, counted in one walk: asking each of many nested elements for its text
 * would copy the same text once a level.
 */
export function textSizes(root: PageElement | null): (element: PageElement) => number {
	const sizes = new Map<PageElement, number>();
	function count(node: PageNode): number {
		if (isText(node)) return node.textContent?.length ?? 0;
		if (!isElement(node)) return 0;
		let sum = 0;
		for (const child of node.childNodes) sum += count(child);
		sizes.set(node, sum);
		return sum;
	}
	let counted = false;
	return (element) => {
		if (!counted && root !== null) count(root);
		counted = true;
		return sizes.get(element) ?? element.textContent?.length ?? 0;
	};
}
