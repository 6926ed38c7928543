/**
 * Asking an element: its children by name, its words, its links. Rules:
 * 1. What an element says about its own type (Atom's type, Atom 0.3's mode) decides how it is read; where it
 *    says nothing, its text decides (html.ts).
 * 2. What is empty is absent.
 */
import { LIMITS, oneLine, xmlText } from './draft.ts';
import { hasElements, htmlOf, htmlToText, looksLikeHtml, resolveLinks, textOf } from './html.ts';
import { webUrl } from './links.ts';
import type { Vocabulary } from './names.ts';
import type { Element } from './xml.ts';

/** A child's vocabulary and name, as xml.ts writes them. */
export type Key = `${Vocabulary}:${string}`;

/** Fewer children are looked through faster than they are sorted. */
const FEW = 8;
const NONE: readonly Element[] = [];

function byKey(parent: Element): ReadonlyMap<string, readonly Element[]> {
	const sorted = new Map<string, Element[]>();
	for (const child of parent.children) {
		if (typeof child === 'string') continue;
		const same = sorted.get(child.key);
		if (same === undefined) sorted.set(child.key, [child]);
		else same.push(child);
	}
	parent.byKey = sorted;
	return sorted;
}

/** The children of any of these keys, in the order of the document. */
export function all(parent: Element, ...keys: readonly Key[]): readonly Element[] {
	const { children } = parent;
	if (children.length > FEW) {
		const sorted = parent.byKey ?? byKey(parent);
		let found = NONE;
		let kinds = 0;
		for (const key of keys) {
			const same = sorted.get(key);
			if (same === undefined) continue;
			found = same;
			kinds++;
		}
		if (kinds < 2) return found;
	}
	const wanted: readonly string[] = keys;
	return children.filter((child) => typeof child !== 'string').filter(({ key }) => wanted.includes(key));
}

/** Asked some fifty times for each item. */
export function first(parent: Element, key: Key): Element | undefined {
	const { children } = parent;
	if (children.length > FEW) return (parent.byKey ?? byKey(parent)).get(key)?.[0];
	for (const child of children) if (typeof child !== 'string' && child.key === key) return child;
	return undefined;
}

/** Atom 0.3 says mode="base64", Atom 1.0 names a type that is no text. */
const isBase64 = (element: Element): boolean =>
	element.attributes.get('mode')?.toLowerCase() === 'base64' ||
	element.attributes.get('type')?.toLowerCase() === 'application/octet-stream';

const unpacked = (element: Element): string => Buffer.from(textOf(element), 'base64').toString('utf8');

/** Trimmed text, or undefined where there is none. */
export function words(element: Element | undefined): string | undefined {
	const text = element === undefined ? '' : textOf(element).trim();
	return text === '' ? undefined : text;
}

/** A line without markup, from whatever kind of text the element says it holds. */
export function plainLine(element: Element | undefined, limit: number): string | undefined {
	if (element === undefined) return undefined;
	const raw = isBase64(element) ? unpacked(element) : textOf(element);
	const type = element.attributes.get('type')?.toLowerCase();
	const isLiteral = type === 'text' || type === 'text/plain' || type === 'xhtml' || hasElements(element);
	const line = oneLine(!isLiteral && looksLikeHtml(raw) ? htmlToText(raw) : raw, limit);
	return line === '' ? undefined : line;
}

/** Atom's and RSS' links alike: `<link href>` with a rel, or `<link>text</link>`. */
export function alternateLink(element: Element): string | undefined {
	const links = all(element, 'feed:link');
	const alternates = links.filter((link) => /^(?:|alternate)$/i.test(link.attributes.get('rel') ?? ''));
	const pages = alternates.filter((link) => (link.attributes.get('type') ?? 'html').includes('html'));
	for (const link of [...pages, ...alternates]) {
		const url = webUrl(words(link) ?? link.attributes.get('href'), link.base);
		if (url !== undefined) return url;
	}
	// CDF writes the address on the item itself.
	return webUrl(element.attributes.get('href'), element.base);
}

/** Where a feed's own link of this kind leads (`hub`, `self`). */
export function relatedLink(element: Element, rel: string): string | undefined {
	for (const link of all(element, 'feed:link')) {
		const rels = (link.attributes.get('rel') ?? '').toLowerCase().slice(0, 200).split(/\s/);
		const url = rels.includes(rel) ? webUrl(link.attributes.get('href'), link.base) : undefined;
		if (url !== undefined) return url;
	}
	return undefined;
}

/** An element's own word on its type: Atom's type and Atom 0.3's mode. */
export function bodyOf(element: Element | undefined): string | undefined {
	if (element === undefined) return undefined;
	const type = element.attributes.get('type')?.toLowerCase();
	const isMarkup = hasElements(element);
	if (isBase64(element))
		return xmlText(resolveLinks(unpacked(element), element.base)).slice(0, LIMITS.body) || undefined;
	if (type !== undefined && /^(?:image|audio|video|application\/(?!xhtml))/.test(type)) return undefined;
	const kind =
		type === 'text' || type === 'text/plain' ? 'text' : type?.includes('html') ? 'html' : 'unknown';
	// Atom 0.3 says type="text/html" without mode for inline markup: elements decide.
	const html = htmlOf(element, isMarkup && type !== 'html' ? 'unknown' : kind);
	const resolved = isMarkup ? html : resolveLinks(html, element.base);
	return xmlText(resolved).slice(0, LIMITS.body) || undefined;
}
