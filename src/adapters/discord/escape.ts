/**
 * Plain text → Discord Markdown that shows exactly that text. Rules:
 * 1. Called once, on text that carries no markup yet; a backslash disarms every sign that Discord would obey:
 *    emphasis, spoilers, code, links, mentions (@everyone, <@…>, <#…>), emoji names, timestamps.
 * 2. A colon before anything but white space is disarmed: no address in a headline becomes a link of its own.
 * 3. Signs that count only at the start of a line (headings, quotes, lists, -#) are disarmed there, and at the
 *    start of every string, because a string may be put at the start of a line.
 * 4. What no reader sees but clients obey (controls, direction overrides, lone surrogates) is removed.
 */
const ALWAYS = /[\\*_~`|[\]<@]|:(?!\s)/g;
// `1.` needs its dot disarmed, the others their first sign; a dot may also come first, after a string that ends in 1.
const LINE_START = /^([^\S\n]*)(?:([#>+-])|(\d+)(?=[.)])|(?=[.)]))/gm;
// The marks of direction (200e, 200f) stay: Arabic and Hebrew need them, and they end with their character.
const INVISIBLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Removes what cannot be seen; line breaks stay. */
export const visible = (text: string): string =>
	text
		.toWellFormed()
		.replace(/\r\n?|[\u2028\u2029]/g, '\n')
		.replace(INVISIBLE, (sign) => (sign === '\n' ? sign : sign === '\t' ? ' ' : ''));

/** The same on one line, with single spaces. */
export const oneLine = (text: string): string => visible(text).replace(/\s+/g, ' ').trim();

export const escapeMarkdown = (text: string): string =>
	visible(text)
		.replace(ALWAYS, '\\$&')
		.replace(LINE_START, (_, space: string, sign?: string, digits?: string) =>
			sign === undefined ? `${space}${digits ?? ''}\\` : `${space}\\${sign}`,
		);

/** An http(s) address as Discord takes it; undefined where it would refuse the whole message. */
export function httpUrl(url: string, maxLength: number): string | undefined {
	const parsed = URL.canParse(url) ? new URL(url) : undefined;
	if (!parsed || (parsed.protocol !== 'https:' && parsed.protocol !== 'http:')) return undefined;
	// Discord calls an address whose host has no dot "not well formed".
	if (!/[.:]/.test(parsed.hostname)) return undefined;
	return parsed.href.length <= maxLength ? parsed.href : undefined;
}

/** The same address with nothing in it that could end a masked link early. */
export const inLink = (href: string): string =>
	href.replace(/[()\\<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
