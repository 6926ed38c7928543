/**
 * UTF-8 that somebody read as windows-1252 and encoded again: `Ã©` back to `é`. Rules:
 * 1. One stretch between tags or quotes at a time: publishers paste broken texts beside sound ones.
 * 2. A stretch is mended only where every one of its characters beyond ASCII belongs to such a sequence: chance
 *    does not write that, and a sound word beside a broken one leaves both as they are.
 */
import { isUtf8 } from 'node:buffer';

/** What the first bytes of the sequences for Latin letters, marks, punctuation and emoji look like. */
const LEAD =
	/[\u00c2-\u00c5\u00ce-\u00d1\u00e2-\u00e9\u00f0][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]/g;
const LONGEST = 1024 * 1024;
/** More than all the texts of a feed that is read to its end. */
const MOST_STRETCHES = 50_000;

const HIGH = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, at) => 0x80 + at));

function byteOf(code: number): number | undefined {
	if (code < 0x100) return code;
	const place = HIGH.indexOf(String.fromCharCode(code));
	return place < 0 ? undefined : 0x80 + place;
}

/** @returns the text itself where it is sound. */
function mendStretch(text: string): string {
	const bytes = Buffer.alloc(text.length);
	for (let at = 0; at < text.length; at++) {
		const byte = byteOf(text.charCodeAt(at));
		if (byte === undefined) return text;
		bytes[at] = byte;
	}
	return isUtf8(bytes) ? bytes.toString('utf8') : text;
}

function isEdge(character: string): boolean {
	return character === '<' || character === '>' || character === '"';
}

export function mendMojibake(text: string): string {
	let mended = '';
	let from = 0;
	LEAD.lastIndex = 0;
	let stretches = 0;
	for (let found = LEAD.exec(text); found !== null; found = LEAD.exec(text)) {
		if (++stretches > MOST_STRETCHES) break;
		let start = found.index;
		let end = found.index;
		const floor = Math.max(from, found.index - LONGEST);
		while (start > floor && !isEdge(text.charAt(start - 1))) start--;
		while (end < text.length && end < found.index + LONGEST && !isEdge(text.charAt(end))) end++;
		mended += text.slice(from, start) + mendStretch(text.slice(start, end));
		from = end;
		LEAD.lastIndex = end;
	}
	return mended + text.slice(from);
}
