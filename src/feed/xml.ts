/**
 * Any text with tags, however broken, to elements. Rules:
 * 1. Never throws: what cannot be understood is text or nothing.
 * 2. Names are lower-cased and known by vocabulary; xml:base and xml:lang are inherited.
 * 3. A closing tag closes up to its opening one and is ignored without one; the end closes everything.
 * 4. A new item inside an open item closes the old one: an unclosed item costs nobody else.
 * 5. Items are handed over one by one and then forgotten. Depth, attributes and items are capped; time is linear.
 * 6. The document type is ignored, so no entity is ever defined by a feed.
 */
import { decodeHTMLStrict } from 'entities';
import { type QuoteType, Tokenizer } from 'htmlparser2';
import { resolveUrl } from './links.ts';
import { type Vocabulary, vocabularyOf } from './names.ts';

export interface Element {
	readonly vocabulary: Vocabulary;
	/** Local name, lower case. */
	readonly name: string;
	/** By lower-case local name; `xml:`, `rdf:` and `xmlns` ones keep their prefix. */
	readonly attributes: ReadonlyMap<string, string>;
	/** The address relative links start from. */
	readonly base: string;
	readonly language: string | undefined;
	readonly children: (string | Element)[];
}

interface Open extends Element {
	readonly rawName: string;
	readonly isItem: boolean;
	readonly scope: Scope;
}

/** Prefixes declared here and outwards; a chain instead of copies keeps 100,000 declarations cheap. */
interface Scope {
	readonly declared: ReadonlyMap<string, string>;
	readonly outer: Scope | undefined;
}

const MAX_DEPTH = 256;
const MAX_ATTRIBUTES = 256;
const MAX_ATTRIBUTE_LENGTH = 8192;
const EMPTY: ReadonlyMap<string, string> = new Map();

function uriOf(prefix: string, scope: Scope | undefined): string | undefined {
	for (let at = scope; at !== undefined; at = at.outer) {
		const uri = at.declared.get(prefix);
		if (uri !== undefined) return uri;
	}
	return undefined;
}

function splitName(raw: string): [prefix: string, local: string] {
	const colon = raw.indexOf(':');
	return colon < 0 ? ['', raw.toLowerCase()] : [raw.slice(0, colon), raw.slice(colon + 1).toLowerCase()];
}

const decodeText = (raw: string): string => (raw.includes('&') ? decodeHTMLStrict(raw) : raw);

function declarations(attributes: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
	const declared = new Map<string, string>();
	for (const [name, value] of attributes) {
		if (name === 'xmlns') declared.set('', value);
		else if (name.startsWith('xmlns:')) declared.set(name.slice(6), value);
	}
	return declared.size === 0 ? EMPTY : declared;
}

function localAttributes(raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
	if (raw.size === 0) return EMPTY;
	const attributes = new Map<string, string>();
	for (const [name, value] of raw) {
		const [prefix, local] = splitName(name);
		if (prefix === 'xmlns' || name === 'xmlns') continue;
		const key = /^(?:xml|rdf)$/i.test(prefix) ? `${prefix.toLowerCase()}:${local}` : local;
		if (!attributes.has(key)) attributes.set(key, value);
	}
	return attributes;
}

/** Is this the element that holds one publication? */
function isItem(vocabulary: Vocabulary, name: string, parent: Element | undefined): boolean {
	if (vocabulary === 'feed' && (name === 'item' || name === 'entry')) return true;
	return name === 'url' && (parent?.name === 'urlset' || parent?.name === 'url');
}

/**
 * @param onItem called for each complete item, in document order; items are not in the returned tree. Reading
 *   ends where it answers false.
 * @returns the document's outermost elements.
 */
export function readXml(text: string, url: string, onItem: (item: Element) => boolean): Element {
	const document: Open = {
		vocabulary: 'other',
		name: '#document',
		rawName: '#document',
		attributes: EMPTY,
		base: url,
		language: undefined,
		children: [],
		isItem: false,
		scope: { declared: EMPTY, outer: undefined },
	};
	const stack: Open[] = [document];
	let tooDeep = 0;
	let tagName = '';
	let attributeName = '';
	let attributeValue = '';
	let attributes = new Map<string, string>();

	const top = (): Open => stack.at(-1) ?? document;

	function close(): void {
		const closed = stack.pop();
		if (closed === undefined) return;
		if (!closed.isItem) top().children.push(closed);
		else if (!onItem(closed)) tokenizer.pause();
	}

	function closeUpTo(depth: number): void {
		while (stack.length > depth) close();
	}

	function open(): void {
		const [prefix, name] = splitName(tagName);
		const outer = top();
		const declared = declarations(attributes);
		const scope = declared.size === 0 ? outer.scope : { declared, outer: outer.scope };
		const vocabulary = vocabularyOf(prefix, uriOf(prefix, scope) ?? (prefix === '' ? '' : undefined));
		const openItem = stack.findIndex((element) => element.isItem);
		const item = isItem(vocabulary, name, outer) && (openItem < 0 || stack[openItem]?.name === name);
		if (item && openItem >= 0) closeUpTo(openItem);
		const parent = top();
		const own = localAttributes(attributes);
		const base = own.get('xml:base');
		stack.push({
			vocabulary,
			name,
			rawName: tagName,
			attributes: own,
			base: base === undefined ? parent.base : (resolveUrl(base, parent.base) ?? parent.base),
			language: own.get('xml:lang') ?? parent.language,
			children: [],
			isItem: item,
			scope,
		});
	}

	const addText = (words: string): void => {
		if (words !== '') top().children.push(words);
	};

	const tokenizer = new Tokenizer(
		{ xmlMode: true, decodeEntities: false },
		{
			onopentagname(start, end) {
				tagName = text.slice(start, end);
				attributes = new Map();
			},
			onattribname(start, end) {
				attributeName = text.slice(start, end);
				attributeValue = '';
			},
			onattribdata(start, end) {
				attributeValue += text.slice(start, Math.min(end, start + MAX_ATTRIBUTE_LENGTH));
			},
			onattribend(_quote: QuoteType) {
				if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attributeName))
					attributes.set(attributeName, decodeText(attributeValue));
			},
			onattribentity() {},
			onopentagend() {
				if (tooDeep > 0 || stack.length >= MAX_DEPTH) tooDeep++;
				else open();
			},
			onselfclosingtag() {
				if (tooDeep > 0 || stack.length >= MAX_DEPTH) return;
				open();
				close();
			},
			onclosetag(start, end) {
				if (tooDeep > 0) {
					tooDeep--;
					return;
				}
				const name = text.slice(start, end).trim();
				const depth = stack.findLastIndex((element) => element.rawName === name);
				const folded =
					depth > 0
						? depth
						: stack.findLastIndex((element) => element.rawName.toLowerCase() === name.toLowerCase());
				if (folded > 0) closeUpTo(folded);
			},
			ontext(start, end) {
				addText(decodeText(text.slice(start, end)));
			},
			ontextentity() {},
			oncdata(start, end, offset) {
				addText(text.slice(start, end - offset));
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
