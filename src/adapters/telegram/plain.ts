/**
 * Foreign words on their way into a Telegram message. Rules:
 * 1. `clean` leaves one meaning a character: no lone surrogates, no control characters, nothing that turns the
 *    direction of reading (a headline could otherwise show another outlet's name).
 * 2. `clip` measures UTF-16 units, as Telegram does, and never cuts a character or leaves half an accent.
 */

export function clean(text: string): string {
	return text
		.toWellFormed()
		.replace(/\r\n?|[\u2028\u2029]/g, '\n')
		.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
		.replace(/[^\P{Cc}\n]/gu, ' ');
}

/** As `clean`, on one line: for titles, names and labels. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();

/** Does cutting at this place part two units of one character? */
export function splitsCharacter(text: string, at: number): boolean {
	const next = text.codePointAt(at);
	if (next === undefined || at === 0) return false;
	const unit = text.charCodeAt(at);
	if (unit >= 0xdc00 && unit <= 0xdfff) return true;
	if (text.charCodeAt(at - 1) === 0x200d) return true;
	return /^(?:\p{M}|\u200d|[\u{1f3fb}-\u{1f3ff}])/u.test(String.fromCodePoint(next));
}

/** At most `limit` UTF-16 units, at a word's end where one is near, marked with an ellipsis where cut. */
export function clip(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const space = text.lastIndexOf(' ', limit - 1);
	let end = space > limit * 0.8 ? space : limit - 1;
	// A tower of accents may be longer than the limit: then any place outside a surrogate pair must do.
	for (let steps = 0; steps < 32 && end > 1 && splitsCharacter(text, end); steps++) end--;
	return `${text
		.slice(0, end)
		.toWellFormed()
		.replace(/\uFFFD$/, '')
		.trimEnd()}…`;
}

/** Is there anything to see? Telegram refuses a message without. */
export const isBlank = (text: string): boolean =>
	!/[^\s\p{Cf}\p{Cc}\u2800\u3164\uFFA0\u115F\u1160]/u.test(text);

const MAX_URL = 2048;

/**
 * The address as Telegram takes it in a link or a button, or undefined: it refuses a whole message for the sake
 * of a button to a host without a dot.
 */
export function webUrl(address: string | undefined): string | undefined {
	const url = address === undefined ? null : URL.parse(address);
	if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
	if (!url.hostname.includes('.') && !url.hostname.startsWith('[')) return undefined;
	return url.href.length <= MAX_URL ? url.href : undefined;
}
