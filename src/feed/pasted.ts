/**
 * What people paste where an address is asked for. Rules:
 * 1. Brackets around and punctuation after an address belong to the sentence; of a Markdown link its target counts.
 * 2. Schemes that mean a feed (`feed:`, `rss:`, `pcast:`, …) and apps' own (`tg:`, `at:`) are read as what they lead to.
 * 3. Handles and places of known sites (`@name@host`, `!place@host`, `r/name`, `name.bsky.social` with its @) are
 *    their pages.
 * 4. Without a scheme https is tried first, then http. Anything else is no address, nor is a number of which URLs
 *    make one (`1.5` is 1.0.0.5): an IPv4 address is written out.
 */
import { FetchError } from '../errors.ts';

const BEFORE = new Set('<("\'“«‘`*');
const AFTER = new Set('.,;:!?\'"’”»>)]}…`*');
const LONGEST = 4096;
const FEED_SCHEME = /^(?:web\+)?(?:feed|rss|podcast|pcast|itpc|view-source):(?:\/\/)?/i;
const HOST = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,62}\\.){1,8}\\p{L}[\\p{L}\\p{N}-]{1,62}';
const KNOWN: readonly (readonly [RegExp, (first: string, second: string) => string])[] = [
	[new RegExp(`^@([\\w.\\-]{1,64})@(${HOST})$`, 'iu'), (name, host) => `https://${host}/@${name}`],
	[new RegExp(`^!([\\w.]{1,64})@(${HOST})$`, 'iu'), (name, host) => `https://${host}/c/${name}`],
	[new RegExp(`^@(${HOST})$`, 'iu'), (name) => `https://bsky.app/profile/${name}`],
	[
		new RegExp(`^at://(did:[a-z]{1,10}:[\\w.:-]{1,200}|${HOST})(?:/|$)`, 'iu'),
		(who) => `https://bsky.app/profile/${who}`,
	],
	[
		/^\/?(r|u|user)\/(\w[\w-]{1,49})\/?$/i,
		(kind, name) => `https://www.reddit.com/${kind.toLowerCase()}/${name}`,
	],
	[/^tg:(?:\/\/)?resolve\?domain=(\w{4,32})/i, (name) => `https://t.me/${name}`],
];

/** The target of `[words](target "title")`. */
function targetOf(words: string): string {
	const start = words.startsWith('[') && words.endsWith(')') ? words.lastIndexOf('](') : -1;
	return start < 0
		? words
		: (words
				.slice(start + 2, -1)
				.trim()
				.split(/\s/, 1)[0] ?? '');
}

function bare(words: string): string {
	let start = 0;
	while (start < words.length && BEFORE.has(words.charAt(start))) start++;
	let end = words.length;
	while (end > start && AFTER.has(words.charAt(end - 1))) {
		const inner = words.slice(start, end);
		// A closing bracket stays where its opening one is a part of the address.
		if ((inner.endsWith(')') && inner.includes('(')) || (inner.endsWith(']') && inner.includes('['))) break;
		end--;
	}
	return words.slice(start, end);
}

/** A host as people write it: with a dot or a port, or this machine. A number alone is none, whatever URLs make of it. */
const hasHost = (address: string): boolean =>
	/^(?:localhost\b|\[|[^/?#]*[^.\s/?#]\.[^.\s/?#]|[^/?#]*:\d)/i.test(address);

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** A number that only a URL parser takes for a host. */
function isNumber(address: string, { hostname }: URL): boolean {
	const typed = /^(?:https?:)?(?:\/\/)?(?:[^/?#@]*@)?([^/?#:]*)/i.exec(address)?.[1];
	return IPV4.test(hostname) && typed !== hostname;
}

/** Addresses to try, best first. @throws FetchError 'address' */
export function pastedAddresses(typed: string): readonly string[] {
	const no = (): never => {
		throw new FetchError('address', typed.slice(0, LONGEST));
	};
	if (typed.length > LONGEST) return no();
	const words = bare(targetOf(typed.trim()));
	for (const [pattern, page] of KNOWN) {
		const found = pattern.exec(words);
		const url = found === null ? null : URL.parse(page(found[1] ?? '', found[2] ?? ''));
		if (url !== null) return [url.href];
	}
	const address = words.replace(FEED_SCHEME, '');
	if (/\s/.test(address)) return no();
	if (/^https?:\/\//i.test(address)) {
		const url = URL.parse(address);
		return url === null || isNumber(address, url) ? no() : [url.href];
	}
	// `mailto:`, `javascript:` and the like, but not a port.
	if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(address) || address.startsWith('@')) return no();
	const bareAddress = address.replace(/^\/\//, '');
	const url = URL.parse(`https://${bareAddress}`);
	if (url === null || url.username !== '' || !hasHost(bareAddress) || isNumber(bareAddress, url)) return no();
	return [url.href, url.href.replace(/^https:/, 'http:')];
}
