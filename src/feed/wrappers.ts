/**
 * Links that only lead to other links. Rules:
 * 1. Known places alone, by host and path, never a guess by a parameter's name: `?url=` may be part of an address.
 * 2. A target is an http(s) address with a public-looking name; anything else leaves the link as it is.
 * 3. A wrapper in a wrapper is opened too, three deep.
 * 4. Some wrappers tell their target only to who follows them (`isOpaque`): the pipeline does so once, where it
 *    reads the page anyway.
 */

interface Wrapper {
	/** The host itself, or with a leading dot any name under it as well. */
	readonly host: RegExp;
	readonly path: RegExp;
	/** The target as it stands in the link. */
	readonly target: (url: URL) => string | undefined;
}

const parameter =
	(...names: readonly string[]) =>
	(url: URL): string | undefined => {
		for (const name of names) {
			const value = url.searchParams.get(name);
			if (value !== null && value !== '') return value;
		}
		return undefined;
	};

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** `href.li/?https://…`: the whole query is the target. */
const wholeQuery = (url: URL): string => {
	const query = url.search.slice(1);
	return /^https?:\/\//i.test(query) ? query : decoded(query);
};

/** Bing writes `a1` and base64url. */
function bingTarget(url: URL): string | undefined {
	const value = url.searchParams.get('u');
	return value?.startsWith('a1') ? Buffer.from(value.slice(2), 'base64url').toString() : undefined;
}

/** Yahoo puts the target between `RU=` and the next slash. */
const yahooTarget = (url: URL): string | undefined => {
	const part = url.pathname.split('/').find((segment) => segment.startsWith('RU='));
	return part === undefined ? undefined : decoded(part.slice(3));
};

/** `rd.yahoo.com/…/*https://…` */
const afterStar = (url: URL): string | undefined => {
	const star = url.href.indexOf('/*');
	return star === -1 ? undefined : url.href.slice(star + 2);
};

/**
 * A Google News article id is a small protobuf message: 08 13, then 22, a length and a text. Until 2024 the text
 * was the address; since then it is a token that only Google can read.
 */
function newsTarget(url: URL): string | undefined {
	const id = url.pathname.split('/').at(-1) ?? '';
	const bytes = Buffer.from(id.slice(0, 8_000), 'base64url');
	if (bytes[0] !== 0x08 || bytes[1] !== 0x13 || bytes[2] !== 0x22) return undefined;
	const low = bytes[3] ?? 0;
	const isLong = low >= 0x80;
	const length = isLong ? (low & 0x7f) | ((bytes[4] ?? 0) << 7) : low;
	const start = isLong ? 5 : 4;
	return bytes.subarray(start, start + length).toString();
}

const ANY = /^/;
const GOOGLE = /^(?:www\.|news\.)?google\.(?:[a-z]{2,3}\.)?[a-z]{2,3}$/;

const WRAPPERS: readonly Wrapper[] = [
	{ host: GOOGLE, path: /^\/url$/, target: parameter('url', 'q') },
	{ host: /^news\.google\.com$/, path: /^\/(?:rss\/)?(?:articles|read)\//, target: newsTarget },
	{ host: /^t\.umblr\.com$/, path: /^\/redirect$/, target: parameter('z') },
	{ host: /^(?:l|lm)\.facebook\.com$/, path: /^\/l\.php$/, target: parameter('u') },
	{ host: /^(?:www\.)?facebook\.com$/, path: /^\/l\.php$/, target: parameter('u') },
	{ host: /^l\.instagram\.com$/, path: ANY, target: parameter('u') },
	{ host: /^l\.threads\.(?:net|com)$/, path: ANY, target: parameter('u') },
	{ host: /^out\.reddit\.com$/, path: ANY, target: parameter('url') },
	{ host: /^(?:www\.)?href\.li$/, path: /^\/$/, target: wholeQuery },
	{ host: /^(?:www\.)?(?:anonym\.to|nullrefer\.com|anon\.to)$/, path: /^\/$/, target: wholeQuery },
	{ host: /^(?:www\.|m\.)?youtube\.com$/, path: /^\/redirect$/, target: parameter('q') },
	{ host: /^steamcommunity\.com$/, path: /^\/linkfilter\/?$/, target: parameter('u', 'url') },
	{ host: /^slack-redir\.net$/, path: /^\/link$/, target: parameter('url') },
	{ host: /^(?:away\.)?vk\.com$/, path: /^\/away\.php$/, target: parameter('to') },
	{ host: /^exit\.sc$/, path: /^\/$/, target: parameter('url') },
	{ host: /^duckduckgo\.com$/, path: /^\/l\/?$/, target: parameter('uddg') },
	{ host: /^(?:www\.)?bing\.com$/, path: /^\/ck\/a$/, target: bingTarget },
	{ host: /^(?:www\.)?bing\.com$/, path: /^\/news\/apiclick\.aspx$/, target: parameter('url') },
	{ host: /^r\.search\.yahoo\.com$/, path: ANY, target: yahooTarget },
	{ host: /^(?:us\.)?rd\.yahoo\.com$/, path: ANY, target: afterStar },
	{ host: /^(?:www\.)?linkedin\.com$/, path: /^\/redir\/redirect\/?$/, target: parameter('url') },
	{ host: /^(?:www\.)?linkedin\.com$/, path: /^\/safety\/go\/?$/, target: parameter('url') },
	{ host: /^(?:[a-z0-9-]+\.)?safelinks\.protection\.outlook\.com$/, path: ANY, target: parameter('url') },
	{ host: /^medium\.com$/, path: /^\/r\/?$/, target: parameter('url') },
	{ host: /^(?:go\.redirectingat\.com|go\.skimresources\.com)$/, path: ANY, target: parameter('url') },
	{ host: /^redirect\.viglink\.com$/, path: ANY, target: parameter('u') },
	{ host: /^click\.linksynergy\.com$/, path: /^\/deeplink\/?$/, target: parameter('murl') },
	{ host: /^(?:www\.)?awin1\.com$/, path: /^\/cread\.php$/, target: parameter('ued', 'p') },
];

const OPAQUE: readonly (readonly [host: RegExp, path: RegExp])[] = [
	[/^(?:feedproxy\.google\.com|feeds\.feedburner\.com)$/, /^\/~r\//],
	[/^(?:rss|da|res)\.feedsportal\.com$/, ANY],
	[/^news\.google\.com$/, /^\/(?:rss\/)?(?:articles|read)\//],
	[
		/^(?:t\.co|bit\.ly|buff\.ly|dlvr\.it|ift\.tt|ow\.ly|trib\.al|tinyurl\.com|is\.gd|goo\.gl|fb\.me|lnkd\.in|flip\.it)$/,
		/^\/./,
	],
];

const DEPTH = 3;
const INNER = /\.(?:local|localhost|internal|intranet|lan|home\.arpa)$/;

/** A name that may stand on the open web; the fetcher's guard decides about what it leads to. */
function isPublicLooking(host: string): boolean {
	const name = host.replace(/\.$/, '');
	return name.includes('.') && !/^[\d.]+$/.test(name) && !name.startsWith('[') && !INNER.test(name);
}

function target(url: URL): URL | undefined {
	const wrapper = WRAPPERS.find(({ host, path }) => host.test(url.hostname) && path.test(url.pathname));
	const address = wrapper?.target(url)?.trim() ?? '';
	if (!/^https?:\/\//i.test(address)) return undefined;
	const inner = URL.parse(address);
	return inner !== null && isPublicLooking(inner.hostname) ? inner : undefined;
}

/** Where a wrapper leads as far as the link itself tells; any other address is returned as it came. */
export function unwrapped(url: URL): URL {
	let inner = url;
	for (let depth = 0; depth < DEPTH; depth++) {
		const next = target(inner);
		if (next === undefined) break;
		inner = next;
	}
	return inner;
}

/** A redirect whose target is known only by following it. */
export function isOpaque(address: string): boolean {
	const url = URL.parse(address);
	return url !== null && OPAQUE.some(([host, path]) => host.test(url.hostname) && path.test(url.pathname));
}
