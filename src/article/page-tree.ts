/**
 * HTML → a tree that is cheap to ask. Rules, in order:
 * 1. At most 3 MB are read: a longer page is cut there. One pass, and no walk after it, tells each element its place
 *    (`order` to `last`, in the order of the page) and its size (characters of text, without scripts).
 * 2. A page nested deeper than 300 elements, or with more than 30,000 of them, or with very many other nodes, gives
 *    no tree: the walks behind this are recursive, and no news page is like that.
 * 3. Only what Readability may read costs more than its length: a page with much text deep inside, or with many
 *    elements, keeps its tree but is marked as too heavy for it.
 */
import { Parser } from 'htmlparser2';
import type { PageDocument, PageElement, PageNode } from './dom.ts';
import { matching } from './selector.ts';

const MAX_CHARACTERS = 3_000_000;
const MAX_DEPTH = 300;
const MAX_ELEMENTS = 30_000;
/** Attributes, comments and pieces of text: '<<<<' is one piece for each sign. */
const MAX_OTHERS = 120_000;
/** Readability asks every element for its text: each character counts once for every element around it. */
const MAX_LIGHT_WORK = 12_000_000;
const MAX_LIGHT_ELEMENTS = 6_000;
const MAX_LIGHT_ATTRIBUTE = 100_000;
/** What a node costs, in characters. */
const NODE = 10;
/** Their content is no text of the page. */
const MUTE: ReadonlySet<string> = new Set([
	'script',
	'style',
	'noscript',
	'template',
	'svg',
	'iframe',
	'object',
]);

export class TreeElement implements PageElement {
	readonly nodeType = 1;
	readonly localName: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly parentElement: TreeElement | null;
	readonly childNodes: (TreeElement | TreeText)[] = [];
	/** Place in the page: an element holds those from its own `order` to its `last`. */
	readonly order: number;
	last: number;
	/** Characters of text inside. */
	size = 0;
	/** All elements of the page, in its order. */
	readonly #all: readonly TreeElement[];

	constructor(
		localName: string,
		attributes: Readonly<Record<string, string>>,
		parent: TreeElement | null,
		all: readonly TreeElement[],
	) {
		this.localName = localName;
		this.attributes = attributes;
		this.parentElement = parent;
		this.order = all.length;
		this.last = all.length;
		this.#all = all;
	}

	get textContent(): string {
		return this.childNodes.map((child) => child.textContent).join('');
	}

	getAttribute(name: string): string | null {
		return Object.hasOwn(this.attributes, name) ? (this.attributes[name] ?? null) : null;
	}

	hasAttribute(name: string): boolean {
		return Object.hasOwn(this.attributes, name);
	}

	querySelector(selector: string): TreeElement | null {
		return this.querySelectorAll(selector).next().value ?? null;
	}

	querySelectorAll(selector: string): Generator<TreeElement, undefined> {
		return matching(this.#all, this.order + 1, this.last, selector);
	}
}

export class TreeText implements PageNode {
	readonly nodeType = 3;
	textContent: string;
	constructor(text: string) {
		this.textContent = text;
	}
}

export interface PageTree extends PageDocument {
	readonly documentElement: TreeElement;
	readonly body: TreeElement;
	querySelector(selector: string): TreeElement | null;
	querySelectorAll(selector: string): Iterable<TreeElement>;
	/** What Readability is given: the page without scripts, styles and comments; none when it is too heavy. */
	readonly readable: string | undefined;
}

export function capped(html: string): string {
	return html.length > MAX_CHARACTERS ? html.slice(0, MAX_CHARACTERS) : html;
}

/** @returns undefined for a page that rule 2 refuses. */
export function parsePage(html: string): PageTree | undefined {
	const source = capped(html);
	const all: TreeElement[] = [];
	const top = new TreeElement('#document', {}, null, all);
	all.push(top);
	const kept: string[] = [];
	let current = top;
	let depth = 0;
	let others = 0;
	let work = 0;
	let entities = 0;
	let widest = 0;
	let mute = 0;
	/** Where the next piece for Readability begins. */
	let from = 0;

	const parser = new Parser({
		onopentag(name, attributes) {
			const element = new TreeElement(name, attributes, current, all);
			all.push(element);
			current.childNodes.push(element);
			current = element;
			depth++;
			for (const attribute in attributes) {
				others++;
				widest = Math.max(widest, attributes[attribute]?.length ?? 0);
			}
			if (MUTE.has(name) && mute++ === 0) kept.push(source.slice(from, parser.startIndex));
			add('');
		},
		onclosetag(name) {
			const closed = current;
			closed.last = all.length - 1;
			current = closed.parentElement ?? top;
			current.size += closed.size;
			depth--;
			if (MUTE.has(name) && --mute === 0) from = parser.endIndex + 1;
		},
		ontext(words) {
			const before = current.childNodes.at(-1);
			if (before instanceof TreeText) before.textContent += words;
			else current.childNodes.push(new TreeText(words));
			if (mute === 0) current.size += words.length;
			add(words);
		},
		oncomment(words) {
			if (mute === 0) {
				kept.push(source.slice(from, parser.startIndex));
				from = parser.endIndex + 1;
			}
			add(words);
		},
		onprocessinginstruction(_name, data) {
			add(data);
		},
	});
	const isWithin = (): boolean => depth <= MAX_DEPTH && all.length <= MAX_ELEMENTS && others <= MAX_OTHERS;
	function add(words: string): void {
		others++;
		// What is written as an entity is a node of its own when Readability writes and reads the page again.
		if (words.length > 1_000) entities += words.match(/[&<>\u00a0]/g)?.length ?? 0;
		work += (NODE + words.length) * depth;
		if (!isWithin()) parser.pause();
	}
	parser.write(source);
	if (!isWithin()) return undefined;
	parser.end();
	top.last = all.length - 1;
	if (mute === 0) kept.push(source.slice(from));
	const light =
		work <= MAX_LIGHT_WORK &&
		entities <= MAX_LIGHT_ELEMENTS &&
		all.length <= MAX_LIGHT_ELEMENTS &&
		widest <= MAX_LIGHT_ATTRIBUTE;
	return tree(top, light ? kept.join('') : undefined);
}

function tree(top: TreeElement, readable: string | undefined): PageTree {
	const documentElement = top.querySelector('html') ?? top;
	return {
		documentElement,
		// A page without <body>, or with several: what holds them all is asked.
		body: [...top.querySelectorAll('body')].toSorted((a, b) => b.size - a.size)[0] ?? top,
		readable,
		querySelector: (selector) => top.querySelector(selector),
		querySelectorAll: (selector) => top.querySelectorAll(selector),
	};
}
