/**
 * What the names in a document mean where reading is. Rules:
 * 1. A prefix means what the innermost open element that declares it says.
 * 2. A name is understood once for each scope: feeds say the same few names again and again.
 * 3. Only so many names are kept: a document of more is hostile, and only slower.
 */
import { type Vocabulary, vocabularyOf } from './names.ts';

/** More than elements can be open at once. */
const MAX_KNOWN = 1000;

/** How many elements of one full name are open. */
interface Count {
	open: number;
}

export interface Tag {
	readonly vocabulary: Vocabulary;
	/** Local name, lower case. */
	readonly name: string;
	/** Vocabulary and name: `dc:creator`. */
	readonly key: string;
	/** With its prefix, lower case: what a closing tag is compared with. */
	readonly fullName: string;
	readonly count: Count;
}

export type Binding = readonly [prefix: string, meaning: Vocabulary | undefined];

interface AttributeName {
	/** Of a namespace: the key is the prefix. */
	readonly isDeclaration: boolean;
	readonly key: string;
}

/** `xml:` and `rdf:` attributes keep their prefix. */
function attributeNameOf(raw: string): AttributeName {
	const name = raw.toLowerCase();
	if (name === 'xmlns' || name.startsWith('xmlns:')) return { isDeclaration: true, key: name.slice(6) };
	const colon = name.indexOf(':');
	const isWhole = colon < 0 || name.startsWith('xml:') || name.startsWith('rdf:');
	return { isDeclaration: false, key: isWhole ? name : name.slice(colon + 1) };
}

export interface Scope {
	/** @param declared the prefixes that the tag itself declares. */
	tag(raw: string, declared: ReadonlyMap<string, string> | undefined): Tag;
	attribute(raw: string): AttributeName;
	/** @returns what the prefixes meant outside, for `leave`. */
	enter(declared: ReadonlyMap<string, string>): readonly Binding[];
	leave(shadowed: readonly Binding[]): void;
	/** Is an element of this full name open? */
	isOpen(fullName: string): boolean;
}

export function createScope(): Scope {
	const meanings = new Map<string, Vocabulary>();
	const tags = new Map<string, Tag>();
	const attributes = new Map<string, AttributeName>();
	const counts = new Map<string, Count>();

	function countOf(fullName: string): Count {
		const known = counts.get(fullName);
		if (known !== undefined) return known;
		if (counts.size >= MAX_KNOWN) {
			tags.clear();
			for (const [name, { open }] of counts) if (open === 0) counts.delete(name);
		}
		const count = { open: 0 };
		counts.set(fullName, count);
		return count;
	}

	const meaningOf = (prefix: string): Vocabulary =>
		meanings.get(prefix) ?? vocabularyOf(prefix, prefix === '' ? '' : undefined);

	function understand(raw: string, declared: ReadonlyMap<string, string> | undefined): Tag {
		const fullName = raw.toLowerCase();
		const colon = raw.indexOf(':');
		const name = colon < 0 ? fullName : fullName.slice(colon + 1);
		const prefix = colon < 0 ? '' : raw.slice(0, colon);
		const uri = declared?.get(prefix);
		const vocabulary = uri === undefined ? meaningOf(prefix) : vocabularyOf(prefix, uri);
		return { vocabulary, name, key: `${vocabulary}:${name}`, fullName, count: countOf(fullName) };
	}

	return {
		tag(raw, declared) {
			if (declared !== undefined) return understand(raw, declared);
			const known = tags.get(raw);
			if (known !== undefined) return known;
			const tag = understand(raw, undefined);
			if (tags.size >= MAX_KNOWN) tags.clear();
			tags.set(raw, tag);
			return tag;
		},
		attribute(raw) {
			const known = attributes.get(raw);
			if (known !== undefined) return known;
			const name = attributeNameOf(raw);
			if (attributes.size < MAX_KNOWN) attributes.set(raw, name);
			return name;
		},
		enter(declared) {
			const shadowed: Binding[] = [];
			for (const [prefix, uri] of declared) {
				const meaning = vocabularyOf(prefix, uri);
				// Most declarations say what is known already.
				if (meaning === meaningOf(prefix)) continue;
				shadowed.push([prefix, meanings.get(prefix)]);
				meanings.set(prefix, meaning);
			}
			if (shadowed.length > 0) tags.clear();
			return shadowed;
		},
		leave(shadowed) {
			if (shadowed.length === 0) return;
			for (const [prefix, meaning] of shadowed) {
				if (meaning === undefined) meanings.delete(prefix);
				else meanings.set(prefix, meaning);
			}
			tags.clear();
		},
		isOpen: (fullName) => (counts.get(fullName)?.open ?? 0) > 0,
	};
}
