/**
 * Addresses as feeds write them. Rules:
 * 1. Only http and https lead anywhere: `javascript:`, `data:` and the like are dropped.
 * 2. A clean absolute address keeps its published spelling; any other is resolved and spelt by the URL standard.
 * 3. No name or password, no more than 4,096 characters.
 */

const MAX_LENGTH = 4096;
/** Characters that RFC 3986 allows; anything else is respelt. */
const CLEAN = /^https?:\/\/[\w\-.~:[\]]+(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?$/i;

/** An address that is right at first sight: a named host, and nothing to respell. Most are, and parsing costs. */
const PLAIN =
	/^https?:\/\/(?!xn--)(?:[a-z\d][a-z\d-]{0,62}\.(?!xn--)){1,8}[a-z]{2,20}\/[\w\-.~:/?#@!$&'()*+,;=%]*$/i;

/** No name is longer; spelling one out by the URL standard takes long. */
const LONG_HOST = /^[a-z]{1,8}:\/\/[^/?#]{254}/i;

/** Any absolute address (an Atom id's base may be anything), or undefined. */
export function resolveUrl(address: string, base: string): string | undefined {
	return URL.parse(address.trim(), base)?.href;
}

/** Schemes that run what they carry. */
const RUNS = new Set(['javascript:', 'vbscript:', 'data:']);

/** @returns the address of a link or picture inside a body, or undefined where following it would run something. */
export function bodyLink(address: string, base: string): string | undefined {
	const url = URL.parse(address.trim(), base);
	if (url === null) return address;
	const isPicture = url.protocol === 'data:' && url.pathname.startsWith('image/');
	return RUNS.has(url.protocol) && !isPicture ? undefined : url.href;
}

/** @returns an absolute http(s) address, or undefined. */
export function webUrl(address: string | undefined, base?: string): string | undefined {
	if (address === undefined) return undefined;
	// A line break inside a pretty-printed address is no part of it; URL.parse drops it as well.
	const trimmed = address.trim();
	if (trimmed === '' || trimmed.length > MAX_LENGTH) return undefined;
	if (PLAIN.test(trimmed)) return trimmed;
	if (LONG_HOST.test(trimmed)) return undefined;
	const url = URL.parse(trimmed, base);
	if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return undefined;
	if (url.username !== '' || url.password !== '') {
		url.username = '';
		url.password = '';
		return url.href;
	}
	return CLEAN.test(trimmed) ? trimmed : url.href;
}
