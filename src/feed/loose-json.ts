/**
 * The JSON of a feed, also where JSON.parse gives up. Rules:
 * 1. What stands before the first brace is no part of it: guards against inclusion (`)]}'`), calls around it.
 * 2. Sound JSON is read by JSON.parse and nothing else.
 * 3. Otherwise the members of `items` are read one by one, up to where the document breaks off: a broken one is
 *    `undefined`, the others are kept. Line breaks and controls inside a string are mended, commas too many dropped.
 * 4. Linear: each character is looked at once to find the members, once to read them.
 */

import { LIMITS } from './draft.ts';

/** How far in the document may begin. */
const JUNK = 200;

/** @returns where the JSON begins, or undefined where the text is something else. */
export function jsonStart(text: string): number | undefined {
	const start = text.slice(0, JUNK).search(/[{<]/);
	return start >= 0 && /^\{\s{0,100}["}]/.test(text.slice(start, start + 200)) ? start : undefined;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

interface Member {
	readonly start: number;
	readonly end: number;
}

interface Items {
	/** Right behind the opening bracket. */
	readonly start: number;
	/** At the closing bracket, or where the text breaks off. */
	readonly end: number;
	readonly members: readonly Member[];
}

const SPACE = new Set(' \t\r\n');

/** The members of the outermost object's `items`, cut at the commas between them. */
function itemsIn(text: string): Items | undefined {
	const members: Member[] = [];
	let depth = 0;
	let quote = -1;
	let key = '';
	let start = -1;
	let from = -1;
	const add = (end: number): void => {
		if (text.slice(from, end).trim() !== '') members.push({ start: from, end });
		from = end + 1;
	};
	for (let at = 0; at < text.length; at++) {
		const character = text.charAt(at);
		if (quote >= 0) {
			if (character === '\\') at++;
			else if (character === '"') {
				if (depth === 1) key = text.slice(quote + 1, at);
				quote = -1;
			}
			continue;
		}
		if (SPACE.has(character)) continue;
		if (character === '"') quote = at;
		else if (character === '{' || character === '[') {
			depth++;
			if (depth === 2 && character === '[' && key === 'items' && start < 0) {
				start = at + 1;
				from = start;
			}
		} else if (character === '}' || character === ']') {
			depth--;
			if (depth === 1 && start >= 0) {
				add(at);
				return { start, end: at, members };
			}
		} else if (character === ',' && depth === 2 && start >= 0) {
			add(at);
			if (members.length >= LIMITS.items) return { start, end: text.length, members };
		}
	}
	if (start < 0) return undefined;
	add(text.length);
	return { start, end: text.length, members };
}

const [QUOTE, BACKSLASH, BLANK, COMMA] = [0x22, 0x5c, 0x20, 0x2c];

/** Controls and line breaks inside strings escaped, commas before a closing bracket dropped. */
function mended(text: string): string {
	const written: string[] = [];
	let from = 0;
	let isString = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) isString = !isString;
		else if (isString && code === BACKSLASH) at++;
		else if (isString ? code < BLANK : code === COMMA && /^,\s{0,100}[\]}]/.test(text.slice(at, at + 102))) {
			const instead = isString ? JSON.stringify(text.charAt(at)).slice(1, -1) : '';
			written.push(text.slice(from, at), instead);
			from = at + 1;
		}
	}
	written.push(text.slice(from));
	return written.join('');
}

/** @returns undefined where no feed can be made of it. */
export function looseJson(text: string): unknown {
	const source = text.slice(jsonStart(text) ?? 0);
	const sound = parsed(source);
	if (sound !== undefined) return sound;
	const items = itemsIn(source);
	if (items === undefined) return undefined;
	const head =
		parsed(mended(`${source.slice(0, items.start)}${source.slice(items.end)}`)) ??
		parsed(mended(`${source.slice(0, items.start)}]}`));
	const list = items.members.map(({ start, end }) => {
		const member = source.slice(start, end);
		return parsed(member) ?? parsed(mended(member));
	});
	if (list.every((member) => member === undefined)) return undefined;
	return typeof head === 'object' && head !== null ? { ...head, items: list } : { items: list };
}
