/**
 * Bytes of a page → text. Rules, in order:
 * 1. A byte order mark decides.
 * 2. Bytes that are valid UTF-8 are UTF-8, whatever the page says: pages are re-encoded more often than re-labelled.
 * 3. The charset that the page declares in its first 2,048 bytes; else windows-1252, as browsers do.
 */
const SNIFFED = 2_048;
const DECLARED = /<meta[^>]{1,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w-]{2,30})/i;

export function decodePage(bytes: Uint8Array): string {
	const mark = byteOrderMark(bytes);
	if (mark !== undefined) return new TextDecoder(mark).decode(bytes);
	try {
		// `stream` forgives a last character that the size limit cut.
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
	} catch {
		const head = new TextDecoder('latin1').decode(bytes.subarray(0, SNIFFED));
		return decodeAs(bytes, DECLARED.exec(head)?.[1] ?? 'windows-1252');
	}
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	return undefined;
}

function decodeAs(bytes: Uint8Array, label: string): string {
	try {
		return new TextDecoder(label).decode(bytes);
	} catch {
		return new TextDecoder('windows-1252').decode(bytes);
	}
}
