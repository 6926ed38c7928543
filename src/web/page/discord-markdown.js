/**
 * The part of Discord's Markdown that bots use, as a tree. Rules:
 * 1. A backslash before a sign makes it a plain character.
 * 2. What is not closed is plain text, as in Discord.
 * 3. Blocks are lines: heading, small text, list item, quote, or text.
 * Pure: drawing is discord.js' business.
 */

/**
 * @typedef {{ kind: 'text', text: string }
 *  | { kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler', children: Inline[] }
 *  | { kind: 'code', text: string }
 *  | { kind: 'link', url: string, children: Inline[] }
 *  | { kind: 'time', at: number }} Inline
 * @typedef {{ kind: 'heading' | 'small' | 'quote' | 'text', level: number, marker: string, children: Inline[] }
 *  | { kind: 'item', level: number, marker: string, children: Inline[] }} Line
 */

const PAIRS = /** @type {const} */ ([
	['**', 'bold'],
	['__', 'underline'],
	['~~', 'strike'],
	['||', 'spoiler'],
	['*', 'italic'],
	['_', 'italic'],
]);
const DEEPEST = 6;
const ESCAPABLE = /[!-/:-@[-`{-~]/;

/**
 * Where `close` stands next, not disarmed by a backslash; -1 if nowhere.
 * @param {string} text
 * @param {string} close
 * @param {number} from
 */
function findClose(text, close, from) {
	for (let at = from; at < text.length; at++) {
		if (text[at] === '\\') at += 1;
		else if (text.startsWith(close, at)) return at;
	}
	return -1;
}

/**
 * @param {string} text
 * @param {number} at where `[` stands
 * @returns {{ url: string, label: string, end: number } | undefined}
 */
function maskedLink(text, at) {
	const close = findClose(text, '](', at + 1);
	if (close === -1) return undefined;
	const bracketed = text[close + 2] === '<';
	const start = close + (bracketed ? 3 : 2);
	const end = text.indexOf(bracketed ? '>)' : ')', start);
	if (end === -1) return undefined;
	return { url: text.slice(start, end), label: text.slice(at + 1, close), end: end + (bracketed ? 2 : 1) };
}

/**
 * @param {string} text
 * @param {number} at
 * @param {number} depth
 * @returns {{ node: Inline, end: number } | undefined}
 */
function markAt(text, at, depth) {
	const rest = text.slice(at, at + 2_100);
	if (rest.startsWith('`')) {
		const end = text.indexOf('`', at + 1);
		return end <= at + 1
			? undefined
			: { node: { kind: 'code', text: text.slice(at + 1, end) }, end: end + 1 };
	}
	const time = /^<t:(-?\d{1,13})(?::[tTdDfFR])?>/.exec(rest);
	if (time) return { node: { kind: 'time', at: Number(time[1]) * 1000 }, end: at + time[0].length };
	const address = /^<(https?:\/\/[^\s<>]{1,2000})>/.exec(rest) ?? /^(https?:\/\/[^\s<>]{1,2000})/.exec(rest);
	if (address?.[1] !== undefined) {
		const url = address[1];
		return {
			node: { kind: 'link', url, children: [{ kind: 'text', text: url }] },
			end: at + address[0].length,
		};
	}
	if (depth >= DEEPEST) return undefined;
	if (rest.startsWith('[')) {
		const found = maskedLink(text, at);
		if (!found) return undefined;
		return {
			node: { kind: 'link', url: found.url, children: inlines(found.label, depth + 1) },
			end: found.end,
		};
	}
	for (const [sign, kind] of PAIRS) {
		if (!rest.startsWith(sign)) continue;
		const start = at + sign.length;
		const end = findClose(text, sign, start);
		if (end <= start) continue;
		return { node: { kind, children: inlines(text.slice(start, end), depth + 1) }, end: end + sign.length };
	}
	return undefined;
}

/**
 * @param {string} text
 * @param {number} depth
 * @returns {Inline[]}
 */
function inlines(text, depth = 0) {
	/** @type {Inline[]} */
	const nodes = [];
	let plain = '';
	for (let at = 0; at < text.length; ) {
		const sign = text.charAt(at);
		const next = text.charAt(at + 1);
		if (sign === '\\' && ESCAPABLE.test(next)) {
			plain += next;
			at += 2;
			continue;
		}
		const mark = /[`<[*_~|h]/.test(sign) ? markAt(text, at, depth) : undefined;
		if (!mark) {
			plain += sign;
			at += 1;
			continue;
		}
		if (plain !== '') nodes.push({ kind: 'text', text: plain });
		plain = '';
		nodes.push(mark.node);
		at = mark.end;
	}
	if (plain !== '') nodes.push({ kind: 'text', text: plain });
	return nodes;
}

/**
 * @param {string} line
 * @returns {Line}
 */
function parseLine(line) {
	const heading = /^(#{1,3}) +/.exec(line);
	if (heading)
		return {
			kind: 'heading',
			level: heading[1]?.length ?? 1,
			marker: '',
			children: inlines(line.slice(heading[0].length)),
		};
	if (line.startsWith('-# '))
		return { kind: 'small', level: 0, marker: '', children: inlines(line.slice(3)) };
	if (line.startsWith('> ')) return { kind: 'quote', level: 0, marker: '', children: inlines(line.slice(2)) };
	const item = /^( {0,8})(?:([-*])|(\d{1,9})\.) +/.exec(line);
	if (item)
		return {
			kind: 'item',
			level: Math.floor((item[1]?.length ?? 0) / 2),
			marker: item[3] === undefined ? '•' : `${item[3]}.`,
			children: inlines(line.slice(item[0].length)),
		};
	return { kind: 'text', level: 0, marker: '', children: inlines(line) };
}

/**
 * @param {string} text
 * @returns {Line[]}
 */
export const parseMarkdown = (text) => text.split('\n').map(parseLine);
