/**
 * What makes two addresses or two items the same. Rules:
 * 1. An article is known by its address as addresses.ts compares it.
 * 2. An item is known by its guid; where a feed repeats guids, by guid and address; then by its words too. The
 *    same bytes give the same ids, and a new item does not change the ids of old ones.
 * 3. An item without a guid is known by its address, the place on the page included.
 */
import { shortId } from '../id.ts';
import type { ArticleId, FeedId } from '../model.ts';
import { comparisonKey, shownUrl } from './addresses.ts';
import { type DraftItem, xmlText } from './draft.ts';

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
	return shortId('url', address === undefined ? '' : shownUrl(address));
}

function shortIdentity(item: DraftItem): string {
	const guid = xmlText(item.guid ?? '').trim();
	if (guid !== '') return guid.length > MAX_ID ? shortId('guid', guid) : guid;
	const address = item.originalUrl ?? item.url;
	if (address === undefined) return hashOfWords(item);
	const url = shownUrl(address);
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
