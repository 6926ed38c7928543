/**
 * What makes two addresses or two items the same. Rules:
 * 1. canonicalUrl is an address people can open: tracking marks, fragment and default port gone.
 * 2. articleIdOf compares more boldly (http and https, www, AMP and mobile twins, trailing slash) but its key is
 *    never shown or fetched.
 * 3. An item is known by its guid; where a feed repeats guids, by guid and address; then by its words too. The
 *    same bytes give the same ids, and a new item does not change the ids of old ones.
 */
import { shortId } from '../id.ts';
import type { ArticleId, FeedId } from '../model.ts';
import { type DraftItem, xmlText } from './draft.ts';

const TRACKING_PREFIX = /^(?:utm_|mtm_|hsa_|pk_|piwik_|matomo_|at_(?:medium|campaign|custom|link))/i;
const TRACKING = new Set(
	(
		'fbclid gclid dclid gbraid wbraid gclsrc yclid ysclid msclkid twclid ttclid li_fat_id mc_cid mc_eid _hsenc ' +
		'_hsmi mkt_tok igshid igsh _openstat wickedid oly_enc_id oly_anon_id rb_clickid s_cid vero_id vero_conv ' +
		'ns_mchannel ns_source ns_campaign ns_linkname ns_fee xtor cmpid ocid echobox __twitter_impression'
	).split(' '),
);

function isTracking(name: string, value: string, host: string): boolean {
	const folded = name.toLowerCase();
	if (TRACKING_PREFIX.test(folded) || TRACKING.has(folded)) return true;
	// `ref` may be part of an address; naming the site itself it is a mark.
	return folded === 'ref' && value.replace(/^www\./, '') === host.replace(/^www\./, '');
}

function parsed(address: string): URL | undefined {
	const url = URL.parse(address.trim());
	return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}

/** Google's redirect pages name their target. */
function unwrapped(url: URL): URL {
	const isWrapper = /^(?:www\.)?google\.[a-z.]{2,6}$/.test(url.hostname) && url.pathname === '/url';
	const target = isWrapper ? (url.searchParams.get('url') ?? url.searchParams.get('q')) : null;
	return (target === null ? undefined : parsed(target)) ?? url;
}

function cleaned(url: URL): URL {
	const clean = unwrapped(url);
	clean.username = '';
	clean.password = '';
	// `#!` addresses are pages of their own.
	if (!clean.hash.startsWith('#!')) clean.hash = '';
	const names = new Set(clean.searchParams.keys());
	for (const name of names) {
		const value = clean.searchParams.get(name) ?? '';
		if (isTracking(name, value, clean.hostname)) clean.searchParams.delete(name);
	}
	if (clean.hostname.endsWith('.')) clean.hostname = clean.hostname.slice(0, -1);
	if (clean.search === '') clean.search = '';
	return clean;
}

/** An address that is no http(s) address is returned as it came. */
export function canonicalUrl(address: string): string {
	const url = parsed(address);
	return url === undefined ? address.trim() : cleaned(url).href;
}

/** The comparison key: AMP, mobile, www and scheme twins fall together. */
function comparisonKey(address: string): string {
	const url = parsed(address);
	if (url === undefined) return address.trim();
	const clean = cleaned(url);
	const host = clean.hostname.replace(/^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)/, '');
	const parameters = [...clean.searchParams].filter(
		([name, value]) => !(name === 'amp' || (name === 'outputType' && value === 'amp')),
	);
	parameters.sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0));
	const path = clean.pathname
		.replace(/(?<=.)\/$/, '')
		.split('/')
		.filter((part, index, parts) => part !== 'amp' || (index !== 1 && index !== parts.length - 1))
		.join('/')
		.replace(/\.amp(?=\.html?$|$)/, '');
	const query = new URLSearchParams(parameters).toString();
	const port = clean.port === '' ? '' : `:${clean.port}`;
	return `${host}${port}${path === '' ? '/' : path}${query === '' ? '' : `?${query}`}${clean.hash}`;
}

export function articleIdOf(url: string): ArticleId {
	return shortId('article', comparisonKey(url));
}

export function feedIdOf(url: string): FeedId {
	return shortId('feed', url);
}

const MAX_ID = 500;

const hashOfWords = (item: DraftItem): string =>
	shortId('item', item.title ?? '', item.summary ?? '', item.content ?? '');

function hashOfAddress(item: DraftItem): string {
	const address = item.originalUrl ?? item.url;
	return shortId('url', address === undefined ? '' : canonicalUrl(address));
}

function shortIdentity(item: DraftItem): string {
	const guid = xmlText(item.guid ?? '').trim();
	if (guid !== '') return guid.length > MAX_ID ? shortId('guid', guid) : guid;
	const address = item.originalUrl ?? item.url;
	if (address === undefined) return hashOfWords(item);
	const url = canonicalUrl(address);
	return url.length > MAX_ID ? shortId('guid', url) : url;
}

/** From little to much: what is added to an id that several items share. */
const DISTINCTIONS: readonly ((item: DraftItem) => string)[] = [hashOfAddress, hashOfWords];

/** Ids in the order of the items, unique among them. */
export function itemIds(items: readonly DraftItem[]): string[] {
	const ids = items.map(shortIdentity);
	let pending = repeated(ids, [...ids.keys()]);
	for (const distinction of DISTINCTIONS) {
		for (const index of pending) {
			const item = items[index];
			if (item !== undefined) ids[index] = `${ids[index]}|${distinction(item)}`;
		}
		pending = repeated(ids, pending);
	}
	// Twins in every respect are counted from the end, so that a newcomer on top renames nobody.
	const taken = new Set<string>();
	const counts = new Map<string, number>();
	for (const index of [...ids.keys()].reverse()) {
		const id = ids[index] ?? '';
		let count = counts.get(id) ?? 1;
		let free = id;
		while (taken.has(free)) free = `${id}|${++count}`;
		counts.set(id, count);
		taken.add(free);
		ids[index] = free;
	}
	return ids;
}

/** Those of the places whose id another of them has as well. */
function repeated(ids: readonly string[], places: readonly number[]): number[] {
	const counts = new Map<string, number>();
	for (const place of places) counts.set(ids[place] ?? '', (counts.get(ids[place] ?? '') ?? 0) + 1);
	return places.filter((place) => counts.get(ids[place] ?? '') !== 1);
}
