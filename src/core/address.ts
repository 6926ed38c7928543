/**
 * Addresses as people type and paste them. Rules:
 * 1. Angle brackets around and punctuation after an address belong to the sentence, not to the address.
 * 2. `feed:` in front and a missing `https://` are forgiven; whether it may be read is the fetcher's business.
 * 3. An IPv4 address is one only where it is written out: URLs make one of any number ('1.5' is 1.0.0.5).
 * 4. A bare 'word.word' is an address where one is asked for, but only with a path where it may be words.
 */

const LINK = /https?:\/\/[^\s<>"]+/i;
const AFTER = new Set('.,;:!?\'")]}»”’>');
const TOP_LEVEL = /^(?:xn--[a-z0-9-]+|[a-z]{2,63}|\d{1,3})$/;

function trimmed(words: string): string {
	const inner = words.trim().replace(/^</, '');
	let end = inner.length;
	// A closing bracket stays where its opening one is a part of the address.
	while (end > 0 && AFTER.has(inner.charAt(end - 1))) {
		if (inner.charAt(end - 1) === ')' && inner.slice(0, end).includes('(')) break;
		end--;
	}
	return inner.slice(0, end);
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

function parsed(address: string): URL | undefined {
	const url = URL.parse(address);
	if (url === null) return undefined;
	const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:]*)/i.exec(address)?.[1];
	return IPV4.test(url.hostname) && host !== url.hostname ? undefined : url;
}

/** The address that these words are, if they are one. */
export function addressOf(words: string): string | undefined {
	const address = trimmed(words).replace(/^feed:(?:\/\/)?/i, '');
	if (address === '' || /\s/.test(address)) return undefined;
	if (/^https?:\/\//i.test(address)) return parsed(address)?.href;
	const bare = parsed(`https://${address}`);
	if (bare === undefined || bare.username !== '' || address.includes('://')) return undefined;
	const named = TOP_LEVEL.test(bare.hostname.split('.').at(-1) ?? '') && bare.hostname.includes('.');
	return named || bare.port !== '' ? bare.href : undefined;
}

/** The same where the words may also be words to search for: 'Node.js' is none, 'site.example/news' is one. */
export function linkOf(words: string): string | undefined {
	const bare = trimmed(words);
	return /^(?:https?|feed):/i.test(bare) || bare.includes('/') ? addressOf(bare) : undefined;
}

/** The first address in a sentence. */
export function linkIn(text: string): string | undefined {
	const found = LINK.exec(text)?.[0];
	return found === undefined ? undefined : parsed(trimmed(found))?.href;
}
