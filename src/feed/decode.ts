/**
 * Bytes to text. Rules, first that decides wins:
 * 1. A byte order mark, or the zero bytes that `<` or `{` leaves in UTF-16 and UTF-32.
 * 2. UTF-8 with at least two multi-byte sequences is UTF-8 whatever a label says: chance does not write that, and a
 *    few broken bytes or a cut last character do not undo it.
 * 3. The HTTP charset, then the XML declaration, if it names an encoding of the web, reads without broken characters
 *    and is not contradicted by what the bytes look like (charset.ts); of two labels the one they speak for.
 * 4. What the bytes look like; then UTF-8 if valid, else windows-1252.
 * 5. UTF-7, EBCDIC and the like are refused: a page that asks for them wants to smuggle markup.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { FeedError } from '../errors.ts';
import { contradicts, type Guess, guessCharset, supports } from './charset.ts';
import { mendMojibake } from './mojibake.ts';

const REFUSED =
	/^(?:x-)?(?:unicode-1-1-)?(?:utf-?7|cesu-?8|base64|hex|binary|ucs-?2|ebcdic.*|ibm-?037|cp-?037|cp-?500|cp-?1026|cp-?1140)/;
/** Encodings that iconv-lite knows beyond the TextDecoder's list and that old feeds still use. */
const OLD =
	/^(?:utf-?32.*|ibm\d{3}|cp\d{3,5}|windows-?\d{3,5}|iso-?8859-?\d{1,2}|mac[a-z]*|koi8-?[a-z]{1,2}|tis-?620|viscii|tcvn|armscii-?8|hp-?roman8)$/;
const DECLARATION_BYTES = 1024;

const asBuffer = (body: Uint8Array): Buffer => Buffer.from(body.buffer, body.byteOffset, body.byteLength);

function byMark(body: Uint8Array): string | undefined {
	const [a, b, c, d] = body;
	if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
	if (a === 0xfe && b === 0xff) return 'utf-16be';
	if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
	if (a === 0 && b === 0) return c === 0xfe || c === 0 ? 'utf-32be' : undefined;
	if (a === 0 && b !== 0) return 'utf-16be';
	if (b === 0 && a !== 0) return c === 0 && d === 0 ? 'utf-32le' : 'utf-16le';
	return undefined;
}

/**
 * How much of the bytes beyond ASCII is UTF-8. Three and four bytes in a row weigh twice as much as two: chance
 * writes them even less.
 */
function utf8Evidence(body: Uint8Array): { readonly sound: number; readonly broken: number } {
	let sound = 0;
	let broken = 0;
	for (let at = 0; at < body.length; at++) {
		const byte = body[at] ?? 0;
		if (byte < 0x80) continue;
		const length = byte >= 0xf0 && byte < 0xf5 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0;
		let follow = 0;
		while (follow < length && ((body[at + follow + 1] ?? 0) & 0xc0) === 0x80) follow++;
		if (length > 0 && byte < 0xf5 && follow === length) {
			sound += length > 1 ? 2 : 1;
			at += length;
		} else if (at + length < body.length) broken++;
		// The last character of a document that was cut off is neither.
	}
	return { sound, broken };
}

function declared(body: Uint8Array, contentType: string | undefined): string[] {
	const http = /charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];
	const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, DECLARATION_BYTES));
	const xml = /<\?xml[^>]{1,200}encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/i.exec(
		head.toString('latin1'),
	)?.[1];
	return [http, xml].filter((label) => label !== undefined).map((label) => label.toLowerCase());
}

function decodeAs(label: string, body: Uint8Array): string | undefined {
	try {
		return new TextDecoder(label).decode(body);
	} catch {
		if (!OLD.test(label) || !iconv.encodingExists(label)) return undefined;
		return iconv.decode(asBuffer(body), label);
	}
}

/** The share of replacement characters beyond ASCII that shows a label to be wrong, not a character. */
const BROKEN = 0.1;

function isBroken(text: string, share: number): boolean {
	if (!text.includes('\ufffd')) return false;
	let broken = 0;
	let sound = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === 0xfffd) broken++;
		else if (code > 0x7f) sound++;
	}
	return broken > (broken + sound) * share;
}

/** C1 controls are no text: they are windows-1252 characters under a Latin-1 or UTF-8 name. */
const C1 = new TextDecoder('windows-1252').decode(
	Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
);

/** Characters that are mended at once: a whole document of controls is not taken apart into millions of pieces. */
const STRETCH = 256 * 1024;

function mendControls(text: string): string {
	if (!/[\u0080-\u009f]/.test(text)) return text;
	let mended = '';
	for (let from = 0; from < text.length; from += STRETCH) {
		const stretch = text.slice(from, from + STRETCH);
		const units = new Uint16Array(stretch.length);
		for (let at = 0; at < stretch.length; at++) {
			const code = stretch.charCodeAt(at);
			units[at] = code >= 0x80 && code < 0xa0 ? C1.charCodeAt(code - 0x80) : code;
		}
		mended += Buffer.from(units.buffer).toString('utf16le');
	}
	return mended;
}

/** In UTF-8 a control beyond ASCII begins with one of these bytes, and what was encoded twice with the other. */
const mayNeedMending = (body: Uint8Array): boolean =>
	!isUtf8(body) || body.includes(0xc2) || body.includes(0xc3);

/** @throws FeedError 'charset' for encodings that are refused. */
export function decode(body: Uint8Array, contentType?: string): string {
	const text = decodeBytes(body, contentType);
	return isAscii(body) || !mayNeedMending(body) ? text : mendMojibake(mendControls(text));
}

function canonicalName(label: string): string | undefined {
	try {
		return new TextDecoder(label).encoding;
	} catch {
		return undefined;
	}
}

/** What the label makes of the bytes, if it can be true. */
function decodeLabelled(label: string, body: Uint8Array, guess: Guess | undefined): string | undefined {
	const encoding = canonicalName(label);
	// A document that could be read up to its declaration is not in a 16-bit encoding.
	if (encoding?.startsWith('utf-16') || label === 'utf16') return undefined;
	if (encoding !== undefined && contradicts(guess, encoding)) return undefined;
	const text = decodeAs(label, body);
	return text === undefined || isBroken(text, encoding === 'utf-8' ? 0.5 : BROKEN) ? undefined : text;
}

/** Labels under which ASCII stands for itself: most need no decoder. */
const LIKE_ASCII = /^(?:utf-8|us-ascii|iso-8859-\d{1,2}|windows-125\d)$/;

const decodeAscii = (label: string, body: Uint8Array): string | undefined =>
	LIKE_ASCII.test(label) ? asBuffer(body).toString('latin1') : decodeLabelled(label, body, undefined);

function decodeBytes(whole: Uint8Array, contentType: string | undefined): string {
	const marked = byMark(whole);
	if (marked !== undefined && marked !== 'utf-8') return decodeAs(marked, whole) ?? '';
	// Some editors put the mark of UTF-8 before bytes that are none: it is no more than a label.
	const body = marked === undefined ? whole : whole.subarray(3);
	const labels = declared(body, contentType);
	const refused = labels.find((label) => REFUSED.test(label));
	if (refused !== undefined) throw new FeedError('charset', refused);
	const [label] = labels;
	if (isAscii(body))
		return (label === undefined ? undefined : decodeAscii(label, body)) ?? asBuffer(body).toString('latin1');
	// Sound as a whole: what is longer in bytes than in characters by more than one holds more than one small accent.
	if (isUtf8(body)) {
		const text = new TextDecoder().decode(body);
		if (marked !== undefined || body.length - text.length > 1) return text;
	}
	const { sound, broken } = utf8Evidence(body);
	const isUnicode = sound > 0 && broken * 4 <= sound;
	if (isUnicode && (sound > 1 || marked !== undefined)) return new TextDecoder().decode(body);
	const guess = isUnicode ? undefined : guessCharset(body);
	// Of two labels the one that the bytes speak for, if any.
	const spokenFor = (label: string): boolean => supports(guess, canonicalName(label));
	for (const label of [...labels.filter(spokenFor), ...labels]) {
		const text = decodeLabelled(label, body, guess);
		if (text !== undefined) return text;
	}
	return new TextDecoder(isUnicode ? 'utf-8' : (guess?.encoding ?? 'windows-1252')).decode(body);
}
