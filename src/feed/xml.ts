/**
 * Any text with tags, however broken, to elements. Rules:
 * 1. Never throws: what cannot be understood is text or nothing.
 * 2. Names are lower-cased and known by vocabulary; xml:base and xml:lang are inherited.
 * 3. A closing tag closes up to its opening one and is ignored without one; the end closes everything.
 * 4. A new item inside an open item closes the old one: an unclosed item costs nobody else.
 * 5. Items are handed over one by one and then forgotten. Depth, nodes, names, attributes and items are capped:
 *    what is too much is skipped up to the next item, what it says stays.
 * 6. Linear: nothing is searched for but what the search then closes, nothing is looked up along a chain.
 * 7. The document type is ignored, so no entity is ever defined by a feed.
 */
import { decodeHTMLStrict } from 'entities';
import { type QuoteType, Tokenizer } from 'htmlparser2';
import { resolveUrl } from './links.ts';
import type { Vocabulary } from './names.ts';
import { type Binding, createScope, type Tag } from './scope.ts';

export interface Element {
	readonly vocabulary: Vocabulary;
	/** Local name, lower case. */
	readonly name: string;
	/** Vocabulary and name, as elements.ts is asked for them: `dc:creator`. */
	readonly key: string;
	/** By lower-case local name; `xml:`, `rdf:` and `xmlns` ones keep their prefix. */
	readonly attributes: ReadonlyMap<string, string>;
	/** The address relative links start from. */
	readonly base: string;
	readonly language: string | undefined;
	readonly children: (string | Element)[];
	/** The children by key; elements.ts makes it when it is asked often enough. */
	byKey: ReadonlyMap<string, readonly Element[]> | undefined;
}

interface Open extends Element {
	readonly tag: Tag;
	readonly isItem: boolean;
	/** What the prefixes declared here mean outside. */
	readonly shadowed: readonly Binding[];
}

const MAX_DEPTH = 256;
/** Elements, attributes and texts of one item, and of all that stands outside of items. */
const MAX_NODES = 100_000;
/** Characters of the same, as they stand in the document. */
const MAX_TEXT = 3 * 1024 * 1024;
const MAX_NAME_LENGTH = 256;
const MAX_ATTRIBUTES = 256;
const MAX_ATTRIBUTE_LENGTH = 8192;
const EMPTY: ReadonlyMap<string, string> = new Map();
const DOCUMENT: Tag = {
	vocabulary: 'other',
	name: '#document',
	key: 'other:#document',
	fullName: '',
	count: { open: 1 },
};
const NONE: readonly Binding[] = [];

const verbatim = (raw: string): string => raw;
const decodeText = (raw: string): string => (raw.includes('&') ? decodeHTMLStrict(raw) : raw);

/** Is this the element that holds one publication? */
function isItem(vocabulary: Vocabulary, name: string, parent: Element | undefined): boolean {
	if (vocabulary === 'feed' && (name === 'item' || name === 'entry')) return true;
	// RSS has elements of this name, sitemaps have them in no other place.
	return name === 'url' && (vocabulary === 'sitemap' || parent?.name === 'urlset' || parent?.name === 'url');
}

/**
 * @param onItem called for each complete item, in document order; items are not in the returned tree. Reading
 *   ends where it answers false.
 * @returns the document's outermost elements.
 */
export function readXml(text: string, url: string, onItem: (item: Element) => boolean): Element {
	const { vocabulary, name, key } = DOCUMENT;
	const document: Open = {
		vocabulary,
		name,
		key,
		attributes: EMPTY,
		base: url,
		language: undefined,
		children: [],
		byKey: undefined,
		tag: DOCUMENT,
		isItem: false,
		shadowed: NONE,
	};
	const stack: Open[] = [document];
	let top = document;
	const scope = createScope();
	/** The place of the open item; 0 is the document's. */
	let openItem = 0;
	let nodesOutside = 0;
	let nodesInItem = 0;
	let textOutside = 0;
	let textInItem = 0;
	/** Open elements that were skipped; what they hold is skipped as well, so that closing tags still match. */
	let skipped = 0;
	let tagName = '';
	let attributeName = '';
	let attributeValue = '';
	let attributeCount = 0;
	let attributes: Map<string, string> | undefined;
	let declared: Map<string, string> | undefined;

	const hasRoom = (): boolean => (openItem > 0 ? ++nodesInItem : ++nodesOutside) <= MAX_NODES;

	function close(): void {
		const closed = top;
		stack.pop();
		top = stack.at(-1) ?? document;
		closed.tag.count.open--;
		scope.leave(closed.shadowed);
		if (!closed.isItem) {
			top.children.push(closed);
			return;
		}
		openItem = 0;
		if (!onItem(closed)) tokenizer.pause();
	}

	function closeUpTo(depth: number): void {
		while (stack.length > depth) close();
	}

	/** @returns whether the tag is open now; one that is too much is skipped. */
	function open(): boolean {
		const tag = scope.tag(tagName, declared);
		const { vocabulary, name, key } = tag;
		const startsItem = isItem(vocabulary, name, top) && (openItem === 0 || stack[openItem]?.name === name);
		if (startsItem) {
			if (openItem > 0) closeUpTo(openItem);
			openItem = stack.length;
			nodesInItem = 0;
			textInItem = 0;
			skipped = 0;
		} else if (skipped > 0 || stack.length >= MAX_DEPTH || !hasRoom()) return false;
		const own = attributes ?? EMPTY;
		const base = attributes?.get('xml:base');
		tag.count.open++;
		const opened: Open = {
			vocabulary,
			name,
			key,
			attributes: own,
			base: base === undefined ? top.base : (resolveUrl(base, top.base) ?? top.base),
			language: attributes?.get('xml:lang') ?? top.language,
			children: [],
			byKey: undefined,
			tag,
			isItem: startsItem,
			shadowed: declared === undefined ? NONE : scope.enter(declared),
		};
		stack.push(opened);
		top = opened;
		return true;
	}

	function closeNamed(name: string): void {
		// The end of the item is the end of what was skipped in it, however little of that was closed.
		if (skipped > 0 && stack[openItem]?.tag.fullName !== name) skipped--;
		else if (scope.isOpen(name)) {
			skipped = 0;
			closeUpTo(stack.findLastIndex((element) => element.tag.fullName === name));
		}
	}

	function attribute(raw: string, value: string): void {
		const name = scope.attribute(raw);
		if (name.isDeclaration) declared ??= new Map();
		else attributes ??= new Map();
		const kept = name.isDeclaration ? declared : attributes;
		if (kept?.has(name.key) === false) kept.set(name.key, decodeText(value));
	}

	/** Cut before anything is made of it: what is decoded and escaped may be many times as long. */
	function addText(start: number, end: number, read: (raw: string) => string): void {
		const used = openItem > 0 ? textInItem : textOutside;
		const raw = text.slice(start, Math.min(end, start + MAX_TEXT - used));
		if (raw === '' || !hasRoom()) return;
		if (openItem > 0) textInItem += raw.length;
		else textOutside += raw.length;
		top.children.push(read(raw));
	}

	const tokenizer = new Tokenizer(
		{ xmlMode: true, decodeEntities: false },
		{
			onopentagname(start, end) {
				tagName = text.slice(start, Math.min(end, start + MAX_NAME_LENGTH));
				attributeCount = 0;
				attributes = undefined;
				declared = undefined;
			},
			onattribname(start, end) {
				attributeName = text.slice(start, Math.min(end, start + MAX_NAME_LENGTH));
				attributeValue = '';
			},
			onattribdata(start, end) {
				attributeValue = text.slice(start, Math.min(end, start + MAX_ATTRIBUTE_LENGTH));
			},
			onattribend(_quote: QuoteType) {
				if (++attributeCount <= MAX_ATTRIBUTES && hasRoom()) attribute(attributeName, attributeValue);
			},
			onattribentity() {},
			onopentagend() {
				if (!open()) skipped++;
			},
			onselfclosingtag() {
				if (open()) close();
			},
			onclosetag(start, end) {
				const { fullName } = top.tag;
				const isTop = end - start === fullName.length && text.startsWith(fullName, start);
				if (isTop && skipped === 0 && stack.length > 1) close();
				else
					closeNamed(
						text
							.slice(start, Math.min(end, start + MAX_NAME_LENGTH))
							.trimEnd()
							.toLowerCase(),
					);
			},
			ontext(start, end) {
				addText(start, end, decodeText);
			},
			ontextentity() {},
			oncdata(start, end, offset) {
				addText(start, end - offset, verbatim);
			},
			oncomment() {},
			ondeclaration() {},
			onprocessinginstruction() {},
			onend() {},
		},
	);
	tokenizer.write(text);
	tokenizer.end();
	closeUpTo(1);
	return document;
}
