/**
 * HTML → a document that is safe to walk. Rules, in order:
 * 1. At most 3 MB are read: a longer page is cut there.
 * 2. A page nested deeper than 300 elements, or with more than 60,000 of them, gives no document: the walks
 *    behind this are recursive, and no news page is like that.
 * 3. What linkedom itself cannot take (a class name of a megabyte) gives no document either.
 * The interfaces name the few members of the DOM that this room uses; linkedom provides them.
 */
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';

const MAX_CHARACTERS = 3_000_000;
const MAX_DEPTH = 300;
const MAX_ELEMENTS = 60_000;

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
	remove(): void;
}

export interface PageDocument {
	readonly documentElement: PageElement | null;
	readonly body: PageElement | null;
	querySelector(selector: string): PageElement | null;
	querySelectorAll(selector: string): Iterable<PageElement>;
}

const ELEMENT = 1;
const TEXT = 3;

export const isElement = (node: PageNode): node is PageElement => node.nodeType === ELEMENT;
export const isText = (node: PageNode): boolean => node.nodeType === TEXT;

export function capped(html: string): string {
	return html.length > MAX_CHARACTERS ? html.slice(0, MAX_CHARACTERS) : html;
}

/** @returns undefined for a page that rules 2 and 3 refuse. */
export function parsePage(html: string): PageDocument | undefined {
	const source = capped(html);
	if (!isWalkable(source)) return undefined;
	// linkedom needs a root element to hang the rest on.
	const rooted = /<html[\s>]/i.test(source.slice(0, 20_000)) ? source : `<html><body>${source}</body></html>`;
	try {
		const page: { document: PageDocument } = parseHTML(rooted);
		return page.document;
	} catch {
		return undefined;
	}
}

function isWalkable(html: string): boolean {
	let depth = 0;
	let deepest = 0;
	let count = 0;
	const parser = new Parser({
		onopentagname() {
			depth++;
			count++;
			if (depth > deepest) deepest = depth;
		},
		onclosetag() {
			depth--;
		},
	});
	parser.write(html);
	parser.end();
	return deepest <= MAX_DEPTH && count <= MAX_ELEMENTS;
}
