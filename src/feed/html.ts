/**
 * Is it HTML, and how does it read? Rules:
 * 1. RSS never says whether a text is HTML: it is when it holds a known tag or an entity, else it is plain text.
 * 2. Plain text becomes HTML by escaping, HTML becomes plain text by dropping known tags; `a < b` survives both.
 * 3. Elements that stand in the feed's own markup (XHTML) are written back in their order, links resolved.
 * Nothing here makes HTML safe to show: renderers never show it as markup.
 */
import { decodeHTML } from 'entities';
import { bodyLink } from './links.ts';
import type { Element } from './xml.ts';

const TAGS = new Set(
	(
		'a abbr acronym address article aside audio b big blockquote body br button canvas center cite code col ' +
		'dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head ' +
		'header hr html i iframe img input ins kbd label li link main map mark math meta nav noscript object ol p param ' +
		'picture pre q s samp script section small source span strike strong style sub summary sup svg table tbody ' +
		'td tfoot th thead time title tr tt u ul var video wbr'
	).split(' '),
);
const VOID = new Set('area br col embed hr img input link meta param source track wbr'.split(' '));
const LINK_ATTRIBUTES = new Set(['href', 'src', 'poster', 'cite']);
const ENTITY = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,30});/i;
const NAME = /^[a-z][a-z\d-]*$/;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const SPECIAL = /[&<>"]/;

export function escapeHtml(text: string): string {
	if (!SPECIAL.test(text)) return text;
	return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/** Longer than any real tag; keeps an unclosed quote from costing more than this. */
const LONGEST_TAG = 4096;

/** @returns the index of the `>` that closes the tag, those inside quoted values not counted. */
function tagEnd(text: string, start: number): number {
	let quote = '';
	const limit = Math.min(text.length, start + LONGEST_TAG);
	for (let at = start; at < limit; at++) {
		const character = text.charAt(at);
		if (quote !== '') quote = character === quote ? '' : quote;
		else if (character === '>') return at;
		else if ((character === '"' || character === "'") && text.charAt(at - 1) === '=') quote = character;
	}
	return text.indexOf('>', start);
}

const TAG = /<\/?([a-z][a-z\d]{0,15})(?=[\s/>])/iy;

/** Calls `found` with the limits of every known tag and comment, in order; linear in the text. */
function eachTag(text: string, found: (start: number, end: number, name: string) => boolean): void {
	let at = text.indexOf('<');
	const last = text.lastIndexOf('>');
	while (at >= 0 && at < last) {
		TAG.lastIndex = at;
		const name = TAG.exec(text)?.[1]?.toLowerCase();
		const isComment = text.startsWith('<!--', at);
		if (isComment || (name !== undefined && TAGS.has(name))) {
			const end = isComment ? text.indexOf('>', at) : tagEnd(text, at);
			if (!found(at, end + 1, name ?? '')) return;
			at = text.indexOf('<', end);
		} else at = text.indexOf('<', at + 1);
	}
}

function hasTag(text: string): boolean {
	let seen = false;
	eachTag(text, () => {
		seen = true;
		return false;
	});
	return seen;
}

export function looksLikeHtml(text: string): boolean {
	return hasTag(text) || ENTITY.test(text);
}

const SPACING = new Set('br p div li tr td h1 h2 h3 h4 h5 h6 hr blockquote'.split(' '));

/** HTML as it reads on one line. */
export function htmlToText(html: string): string {
	let text = '';
	let from = 0;
	eachTag(html, (start, end, name) => {
		text += html.slice(from, start) + (SPACING.has(name) ? ' ' : '');
		from = end;
		return true;
	});
	return decodeHTML(text + html.slice(from));
}

const LINK =
	/(\s(?:href|src|poster|cite)\s{0,3}=\s{0,3})("[^"<>]{0,4096}"|'[^'<>]{0,4096}'|[^\s"'<>]{1,4096})/gi;
const STANDS = /^["']?(?:https?:\/\/|#|mailto:)/i;
const MAY_MOVE = /\s(?:href|src|poster|cite)\s{0,3}=\s{0,3}(?!["']?(?:https?:\/\/|#|mailto:))/i;

/** The links and pictures of an HTML text, made absolute; those that would run something lose their address. */
export function resolveLinks(html: string, base: string): string {
	if (!MAY_MOVE.test(html)) return html;
	let resolved = '';
	let from = 0;
	eachTag(html, (start, end) => {
		const tag = html.slice(start, end).replace(LINK, (all: string, name: string, value: string) => {
			if (STANDS.test(value)) return all;
			const link = bodyLink(decodeHTML(value.replace(/^["']|["']$/g, '')), base);
			return link === undefined ? '' : `${name}"${escapeHtml(link)}"`;
		});
		resolved += html.slice(from, start) + tag;
		from = end;
		return true;
	});
	return resolved + html.slice(from);
}

export function hasElements({ children }: Element): boolean {
	for (const child of children) if (typeof child !== 'string') return true;
	return false;
}

/** All the text inside, tags left out. */
export function textOf({ children }: Element): string {
	let text = '';
	for (const child of children) text += typeof child === 'string' ? child : textOf(child);
	return text;
}

function attributesOf(element: Element): string {
	let written = '';
	for (const [name, value] of element.attributes) {
		if (!NAME.test(name)) continue;
		const shown = LINK_ATTRIBUTES.has(name) ? bodyLink(value, element.base) : value;
		if (shown !== undefined) written += ` ${name}="${escapeHtml(shown)}"`;
	}
	return written;
}

function elementHtml(element: Element): string {
	const inner = elementsHtml(element.children);
	if (!NAME.test(element.name)) return inner;
	const start = `<${element.name}${attributesOf(element)}>`;
	return VOID.has(element.name) ? start : `${start}${inner}</${element.name}>`;
}

function elementsHtml(children: Element['children']): string {
	let written = '';
	for (const child of children) written += typeof child === 'string' ? escapeHtml(child) : elementHtml(child);
	return written;
}

const ONCE: Readonly<Record<string, string>> = {
	lt: '<',
	gt: '>',
	quot: '"',
	'#39': "'",
	apos: "'",
	amp: '&',
};

/** From its first to its last character markup that was escaped once too often; talk about markup is not. */
function unescapedTwice(html: string): string {
	const name = /^&lt;([a-z][a-z\d]{0,15})(?=[\s/>&])/i.exec(html)?.[1]?.toLowerCase();
	if (name === undefined || !TAGS.has(name) || !/(?:>|&gt;)$/.test(html) || hasTag(html)) return html;
	return html.replace(
		/&(lt|gt|quot|#39|apos|amp);/g,
		(entity, character: string) => ONCE[character] ?? entity,
	);
}

/** What a text means: an element's content as HTML. */
export function htmlOf(element: Element, type: 'html' | 'text' | 'unknown'): string {
	const { children } = element;
	if (hasElements(element)) {
		const elements = children.filter((child) => typeof child !== 'string');
		const [only] = elements;
		const alone = children.every((child) => typeof child !== 'string' || child.trim() === '');
		if (elements.length === 1 && alone && only?.name === 'div') {
			const inside = textOf(only).trim();
			const isText = only.children.every((child) => typeof child === 'string');
			// Escaped HTML in a div of its own: the div is wrapping, the text is markup.
			if (type === 'html' && isText && looksLikeHtml(inside)) return inside;
			return elementsHtml(only.children).trim();
		}
		// Escaped HTML with a stray real tag in between: the text is markup already.
		const isMarkup = children.some((child) => typeof child === 'string' && looksLikeHtml(child));
		const written = children.map((child) => {
			if (typeof child !== 'string') return elementHtml(child);
			return isMarkup ? child : escapeHtml(child);
		});
		return written.join('').trim();
	}
	const text = textOf(element).trim();
	if (type === 'html' || (type === 'unknown' && looksLikeHtml(text))) return unescapedTwice(text);
	return escapeHtml(text);
}
