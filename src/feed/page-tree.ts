/**
 * A web page as a small tree. Rules:
 * 1. Never throws, linear in the page: depth, elements and characters are capped.
 * 2. A closing tag closes up to its opening one and is ignored without one; what HTML leaves unclosed (`<br>`,
 *    `<li>`, a link before the next link) is closed as browsers do.
 * 3. What is no text to read (scripts, styles, templates, drawings) is left out.
 */
import { decodeHTML } from 'entities';
import { type Attributes, readTags } from './page-tags.ts';

export interface PageElement {
	/** Lower case. */
	readonly name: string;
	readonly attributes: Attributes;
	readonly children: (string | PageElement)[];
}

const LIMITS = {
	characters: 3_000_000,
	depth: 200,
	elements: 100_000,
};
const EMPTY = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const SILENT = new Set('script style noscript template svg math iframe object select textarea'.split(' '));
/** Opening one of these ends an open one of the same name, unless one of its limits stands between. */
const UNNESTED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
	['a', new Set(['td', 'table'])],
	['p', new Set(['div', 'td', 'li', 'blockquote', 'section', 'article'])],
	['li', new Set(['ul', 'ol'])],
	['tr', new Set(['table'])],
	['td', new Set(['table', 'tr'])],
]);

/** The page's outermost elements, as children of a nameless one. */
export function pageTree(html: string): PageElement {
	const page = html.slice(0, LIMITS.characters);
	const root: PageElement = { name: '', attributes: new Map(), children: [] };
	const stack: PageElement[] = [root];
	/** How many of each name are open: a closing tag of nobody costs nothing. */
	const openNames = new Map<string, number>();
	let elements = 0;
	/** Levels below the deepest one that is kept. */
	let tooDeep = 0;
	/** Inside an element that is left out: its name, and how many of that name are open. */
	let silent = '';
	let silentDepth = 0;

	const top = (): PageElement => stack.at(-1) ?? root;

	function count(name: string, more: number): void {
		openNames.set(name, (openNames.get(name) ?? 0) + more);
	}

	function closeUpTo(depth: number): void {
		while (stack.length > depth) count(stack.pop()?.name ?? '', -1);
	}

	function endUnnested(name: string): void {
		const limits = UNNESTED.get(name);
		if (limits === undefined || !openNames.get(name)) return;
		for (let at = stack.length - 1; at > 0; at--) {
			const open = stack[at]?.name ?? '';
			if (open === name) closeUpTo(at);
			if (open === name || limits.has(open)) return;
		}
	}

	function open(name: string, attributes: Attributes, closesItself: boolean): void {
		if (silent !== '') {
			if (name === silent && !closesItself) silentDepth++;
			return;
		}
		if (SILENT.has(name)) {
			if (closesItself) return;
			silent = name;
			silentDepth = 1;
			return;
		}
		endUnnested(name);
		const isEmpty = EMPTY.has(name);
		if (stack.length > LIMITS.depth || elements >= LIMITS.elements) {
			if (!isEmpty) tooDeep++;
			return;
		}
		elements++;
		const element: PageElement = { name, attributes, children: [] };
		top().children.push(element);
		if (isEmpty) return;
		stack.push(element);
		count(name, 1);
	}

	function close(closed: string): void {
		if (silent !== '') {
			if (closed === silent && --silentDepth === 0) silent = '';
			return;
		}
		if (tooDeep > 0) {
			tooDeep--;
			return;
		}
		if (openNames.get(closed)) closeUpTo(stack.findLastIndex((element) => element.name === closed));
	}

	function addText(text: string): void {
		if (silent === '' && text !== '') top().children.push(text);
	}

	readTags(page, {
		open,
		close,
		text: (raw) => addText(raw.includes('&') ? decodeHTML(raw) : raw),
	});
	return root;
}

/** Every element inside, outermost first, in the order of the page; `visit` answers whether to look inside. */
export function walk(element: PageElement, visit: (element: PageElement) => boolean): void {
	for (const child of element.children) if (typeof child !== 'string' && visit(child)) walk(child, visit);
}

export const classesOf = (element: PageElement): readonly string[] =>
	(element.attributes.get('class') ?? '').split(/\s/).filter((name) => name !== '');

/** The first element inside for which `wanted` holds. */
export function find(
	element: PageElement,
	wanted: (element: PageElement) => boolean,
): PageElement | undefined {
	let found: PageElement | undefined;
	walk(element, (inner) => {
		if (found === undefined && wanted(inner)) found = inner;
		return found === undefined;
	});
	return found;
}

/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
	'address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td tr ul'.split(
		' ',
	),
);

const MAX_WORDS = 20_000;

/** The words inside, as much as anybody would read; a new line for every block. */
export function linesOf(element: PageElement): string {
	const words: string[] = [];
	let length = 0;
	function collect({ children }: PageElement): void {
		for (const child of children) {
			if (length > MAX_WORDS) return;
			if (typeof child === 'string') {
				words.push(child.slice(0, MAX_WORDS));
				length += child.length;
			} else if (BLOCKS.has(child.name)) {
				words.push('\n');
				collect(child);
				words.push('\n');
			} else collect(child);
		}
	}
	collect(element);
	return words.join('');
}

/** What the page says of itself in `<meta>`, by property or name; the first of each. */
export function metaOf(page: PageElement): ReadonlyMap<string, string> {
	const told = new Map<string, string>();
	walk(page, (element) => {
		const key = element.attributes.get('property') ?? element.attributes.get('name');
		const content = element.attributes.get('content')?.trim() ?? '';
		if (element.name === 'meta' && key !== undefined && content !== '' && !told.has(key.toLowerCase()))
			told.set(key.toLowerCase(), content);
		return element.name !== 'body';
	});
	return told;
}
