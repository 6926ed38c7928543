/**
 * HTML → a document that is safe to walk. Rules, in order:
 * 1. At most 3 MB are read: a longer page is cut there.
 * 2. A page nested deeper than 300 elements, or with more than 30,000 of them, or of very many other nodes, or with
 *    much text deep inside, gives no document: the walks behind this are recursive, and no news page is like that.
 * 3. What linkedom itself cannot take (a class name of a megabyte) gives no document either.
 * The interfaces name the few members of the DOM that this room uses; linkedom provides them.
 */
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';

const MAX_CHARACTERS = 3_000_000;
const MAX_DEPTH = 300;
const MAX_ELEMENTS = 30_000;
/** Attributes, comments and pieces of text: '<<<<' is one piece for each sign. */
const MAX_OTHERS = 120_000;
/** Characters, each counted once for every element around it, because every element is asked for its text. */
const MAX_WORK = 25_000_000;
/** What a node costs, in characters. */
const NODE = 10;
/** Nodes that are looked at for the beginning of a text. */
const MAX_ASKED = 2_000;

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

/**
 * Whether the limits hold. The parser's own stack costs more with each level, and so does every walk behind it:
 * reading stops at the first thing that is too much.
 */
function isWalkable(html: string): boolean {
	let depth = 0;
	let elements = 0;
	let others = 0;
	let work = 0;
	const parser = new Parser({
		onopentagname() {
			depth++;
			elements++;
			add('');
		},
		onclosetag() {
			depth--;
		},
		onattribute() {
			if (++others > MAX_OTHERS) parser.pause();
		},
		ontext: add,
		oncomment: add,
		onprocessinginstruction(_name, data) {
			add(data);
		},
	});
	const isWithin = (): boolean =>
		depth <= MAX_DEPTH && elements <= MAX_ELEMENTS && others <= MAX_OTHERS && work <= MAX_WORK;
	function add(words: string): void {
		// What was an entity, or becomes one when Readability writes and reads the page again, is a node of its own.
		if (words !== '') others += 1 + (words.match(/[&<>\u00a0]/g)?.length ?? 0);
		work += (NODE + words.length) * depth;
		if (!isWithin()) parser.pause();
	}
	parser.write(html);
	if (isWithin()) parser.end();
	return isWithin();
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
