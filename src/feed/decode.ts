/**
 * Bytes to text. Rules, first that decides wins:
 * 1. A byte order mark, or the zero bytes that `<` or `{` leaves in UTF-16 and UTF-32.
 * 2. Valid UTF-8 with at least two multi-byte sequences is UTF-8 whatever a label says: chance does not write that.
 * 3. The HTTP charset, then the XML declaration, if it names an encoding of the web; then UTF-8 if valid, else
 *    windows-1252. A UTF-8 label on bytes that mostly are not UTF-8 counts as no label.
 * 4. UTF-7, EBCDIC and the like are refused: a page that asks for them wants to smuggle markup.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { FeedError } from '../errors.ts';
import { mendMojibake } from './mojibake.ts';

const REFUSED =
	/^(?:x-)?(?:unicode-1-1-)?(?:utf-?7|cesu-?8|base64|hex|binary|ucs-?2|ebcdic.*|ibm-?037|cp-?037|cp-?500|cp-?1026|cp-?1140)/;
/** Encodings that iconv-lite knows beyond the TextDecoder's list and that old feeds still use. */
const OLD =
	/^(?:utf-?32.*|ibm\d{3}|cp\d{3,5}|windows-?\d{3,5}|iso-?8859-?\d{1,2}|mac[a-z]*|koi8-?[a-z]{1,2}|tis-?620|viscii|tcvn|armscii-?8|hp-?roman8)$/;
const DECLARATION_BYTES = 1024;

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

function hasTwoSequences(body: Uint8Array): boolean {
	if (isAscii(body)) return false;
	let found = 0;
	for (const byte of body) if (byte >= 0xc2 && ++found === 2) return true;
	return false;
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
		return iconv.decode(Buffer.from(body.buffer, body.byteOffset, body.byteLength), label);
	}
}

/** More replacement characters than other non-ASCII: the label lied. */
function isMostlyBroken(text: string): boolean {
	let broken = 0;
	let sound = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === 0xfffd) broken++;
		else if (code > 0x7f) sound++;
	}
	return broken > sound;
}

/** C1 controls are no text: they are windows-1252 characters under a Latin-1 or UTF-8 name. */
const C1 = new TextDecoder('windows-1252').decode(
	Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
);

const mendControls = (text: string): string =>
	text.replace(/[\u0080-\u009f]/g, (character) => C1.charAt(character.charCodeAt(0) - 0x80));

/** @throws FeedError 'charset' for encodings that are refused. */
export function decode(body: Uint8Array, contentType?: string): string {
	const text = decodeBytes(body, contentType);
	return isAscii(body) ? text : mendMojibake(mendControls(text));
}

function decodeBytes(body: Uint8Array, contentType: string | undefined): string {
	const marked = byMark(body);
	if (marked !== undefined) return decodeAs(marked, body) ?? '';
	const valid = isUtf8(body);
	if (valid && hasTwoSequences(body)) return new TextDecoder().decode(body);
	for (const label of declared(body, contentType)) {
		if (REFUSED.test(label)) throw new FeedError('charset', label);
		// A document that could be read up to its declaration is not in a 16-bit encoding.
		if (label.startsWith('utf-16') || label === 'utf16') continue;
		const text = decodeAs(label, body);
		if (text !== undefined && !(label.startsWith('utf') && isMostlyBroken(text))) return text;
	}
	return new TextDecoder(valid ? 'utf-8' : 'windows-1252').decode(body);
}
