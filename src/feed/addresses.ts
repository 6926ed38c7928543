/**
 * Two spellings of one address. Rules:
 * 1. canonicalUrl is an address people can open: wrappers, tracking marks, default port and fragment gone.
 *    `#!` addresses are pages of their own.
 * 2. shownUrl is that with the fragment, which may be the place on the page; a clean address keeps its spelling.
 * 3. comparisonKey is bolder (scheme, www, AMP and mobile twins, order of parameters, spelling of escapes,
 *    sessions, trailing slash): it is never shown or fetched.
 * 4. Linear time: the query is read once and written once. One of more than MOST_PARAMETERS, or in an address
 *    longer than LONGEST, is nobody's link to an article and stays as it is.
 */
import { unwrapped } from './wrappers.ts';

const TRACKING_PREFIX =
	/^(?:utm_|mtm_|hsa_|pk_|piwik_|matomo_|stm_|wt\.|__s$|at_(?:medium|campaign|custom|link|bbc|ptr|format))/i;
const TRACKING = new Set(
	(
		'fbclid gclid dclid gbraid wbraid gclsrc yclid ysclid msclkid twclid ttclid li_fat_id mc_cid mc_eid _hsenc ' +
		'_hsmi mkt_tok igshid igsh _openstat wickedid oly_enc_id oly_anon_id rb_clickid s_cid vero_id vero_conv ' +
		'ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor cmpid ocid echobox __twitter_impression ' +
		'wt_mc wt_zmc wtmc ftag srsltid _ga _gl guccounter guce_referrer guce_referrer_sig __hstc __hssc __hsfp ' +
		'hsctatracking mkwid pcrid dm_i ml_subscriber ml_subscriber_hash spm_id_from ftcamp soc_src soc_trk ' +
		'ranmid raneaid ransiteid epik _branch_match_id'
	).split(' '),
);
/** Marks by what they say: that the reader comes from a feed. */
const SOURCE = /^(?:partner|emc|source|src|from|ref|via|cmp|origin|xrss|rss)$/i;
const FEED_WORD = /^(?:rss|rss2|rss_?feed|feed|atom|1)$/i;
const TRACKING_FRAGMENT =
	/^#(?:xtor=|utm_|ref=rss|rss$|echobox=|intcid=|comment(?:s|-form)?$|respond$|disqus_thread$|:~:|tracking=|ito=|at_)/i;

const MOST_PARAMETERS = 60;
const LONGEST = 2_000;

type Parameters = readonly (readonly [name: string, value: string])[];

/** Undefined where there are too many to look at. */
function parametersOf({ search, href }: URL): Parameters | undefined {
	if (search === '') return [];
	if (href.length > LONGEST || search.split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS)
		return undefined;
	return [...new URLSearchParams(search)];
}

const queryOf = (parameters: Parameters): string =>
	new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();

const withoutWww = (host: string): string => host.replace(/^www\./, '');

function isTracking(name: string, value: string, host: string): boolean {
	const folded = name.toLowerCase();
	if (TRACKING_PREFIX.test(folded) || TRACKING.has(folded)) return true;
	if (SOURCE.test(folded) && FEED_WORD.test(value) && !(value === '1' && folded !== 'rss')) return true;
	// `ref` may be part of an address; naming the site itself it is a mark.
	return folded === 'ref' && withoutWww(value) === withoutWww(host);
}

export function webAddress(address: string): URL | undefined {
	const url = URL.parse(address.trim());
	return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}

/** Its wrappers and marks gone, in place; the fragment stays where it tells something. */
function cleaned(url: URL): URL {
	const clean = unwrapped(url);
	if (clean.username !== '') clean.username = '';
	if (clean.password !== '') clean.password = '';
	if (TRACKING_FRAGMENT.test(clean.hash)) clean.hash = '';
	const parameters = parametersOf(clean) ?? [];
	const host = clean.hostname;
	const kept = parameters.filter(([name, value]) => !isTracking(name, value, host));
	if (kept.length < parameters.length) clean.search = queryOf(kept);
	if (host.endsWith('.')) clean.hostname = host.slice(0, -1);
	// A bare `?` or `#` is none.
	if (clean.search === '') clean.search = '';
	if (clean.hash === '') clean.hash = '';
	return clean;
}

function withoutPlace(url: URL): URL {
	if (!url.hash.startsWith('#!')) url.hash = '';
	return url;
}

/** An address that is no http(s) address is returned as it came. */
export function canonicalUrl(address: string): string {
	const url = webAddress(address);
	return url === undefined ? address.trim() : withoutPlace(cleaned(url)).href;
}

/** What people open: the published spelling, unless there is something to take away. */
export function shownUrl(address: string): string {
	const url = webAddress(address);
	if (url === undefined) return address.trim();
	const { href } = url;
	const clean = cleaned(url).href;
	return clean === href ? address.trim() : clean;
}

/** What Google's AMP viewer and cache stand for. */
function withoutAmpCache(url: URL): URL {
	const isCache = url.hostname === 'cdn.ampproject.org' || url.hostname.endsWith('.cdn.ampproject.org');
	const isViewer = /^(?:www\.)?google\.(?:[a-z]{2,3}\.)?[a-z]{2,3}$/.test(url.hostname);
	const pattern = isCache ? /^\/[a-z]\/(s\/)?(.+)$/ : isViewer ? /^\/amp\/(s\/)?(.+)$/ : undefined;
	const [, secure, rest] = pattern?.exec(url.pathname) ?? [];
	if (rest === undefined) return url;
	return URL.parse(`${secure === undefined ? 'http' : 'https'}://${rest}${url.search}${url.hash}`) ?? url;
}

/** `www`, `m`, `mobile` and `amp` before the name that was registered, also in the middle: en.m.example.org. */
function twinHost(host: string): string {
	const labels = host.split('.');
	if (labels.length < 3) return host;
	const name = labels.slice(-2);
	return [...labels.slice(0, -2).filter((label) => !/^(?:www|m|mobile|amp)$/.test(label)), ...name].join('.');
}

/** The same letters, whether escaped or not (RFC 3986, 6.2.2). */
const respelt = (text: string): string =>
	text.replace(/%[\da-f]{2}/gi, (coded) => {
		const letter = String.fromCharCode(Number.parseInt(coded.slice(1), 16));
		return /[\w.~-]/.test(letter) ? letter : coded.toUpperCase();
	});

const SESSION = /^(?:jsessionid|phpsessid|sessionid|sid)$/i;
const AMP_VIEWER = /^(?:amp|_amp|amp_js_v|amp_gsa|amp_ct|usqp)$/i;
const isAmp = (name: string, value: string): boolean =>
	AMP_VIEWER.test(name) || (/^(?:outputtype|output|view|mode)$/i.test(name) && value.toLowerCase() === 'amp');

function twinPath(path: string): string {
	return respelt(path.replace(/;jsessionid=[^/;]{0,200}/gi, ''))
		.replace(/(?<=.)\/$/, '')
		.split('/')
		.filter((part, index, parts) => part !== 'amp' || (index !== 1 && index !== parts.length - 1))
		.join('/')
		.replace(/\.amp(?=\.html?$|$)/, '');
}

/** In one order, without what only tells the reader's device or session. */
function twinQuery(url: URL): string {
	const parameters = parametersOf(url);
	if (parameters === undefined) return url.search.slice(1);
	const kept = parameters.filter(
		([name, value]) => !isAmp(name, value) && !(SESSION.test(name) && value.length >= 16),
	);
	return queryOf(kept.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0)));
}

/** @param place keeps the fragment, where addresses of one document differ in nothing else. */
export function comparisonKey(address: string, place = false): string {
	const url = webAddress(address);
	if (url === undefined) return address.trim();
	const published = cleaned(url);
	const cached = withoutAmpCache(published);
	const whole = cached === published ? published : cleaned(cached);
	const clean = place ? whole : withoutPlace(whole);
	const path = twinPath(clean.pathname);
	const query = twinQuery(clean);
	// The other scheme's port is as good as none: http://site:443 was a move to https.
	const port = clean.port === '' || clean.port === '80' || clean.port === '443' ? '' : `:${clean.port}`;
	return `${twinHost(clean.hostname)}${port}${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}${clean.hash}`;
}
