/**
 * By what an item may be known again when its id has changed. Rules:
 * 1. The address where one item of the document alone uses it; where several share a page, the place on it.
 * 2. The title, folded; the body, byte for byte; the date as the feed said it, also where it cannot be true.
 */
import { shortId } from '../id.ts';
import type { FeedItem } from '../model.ts';
import { comparisonKey } from './addresses.ts';
import { articleIdOf } from './identity.ts';

export interface Marks {
	readonly addressKey?: string;
	readonly titleKey?: string;
	readonly bodyKey?: string;
	/** Epoch ms. */
	readonly saidAt?: number;
}

const TITLE = 500;

export const foldTitle = (title: string): string =>
	title.slice(0, TITLE).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

export const titleKeyOf = (title: string | undefined): string | undefined => {
	const folded = foldTitle(title ?? '');
	return folded === '' ? undefined : shortId('title', folded);
};

function bodyKeyOf({ summary, content }: FeedItem): string | undefined {
	return (summary ?? '') + (content ?? '') === '' ? undefined : shortId('body', summary ?? '', content ?? '');
}

/** Of each place in `keys` the key, unless another place has it as well. */
function alone(keys: readonly (string | undefined)[]): (string | undefined)[] {
	const counts = new Map<string | undefined, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return keys.map((key) => (counts.get(key) === 1 ? key : undefined));
}

/** In the order of the items. */
export function marksOf(items: readonly FeedItem[]): readonly Marks[] {
	const pages = alone(items.map(({ url }) => (url === undefined ? undefined : articleIdOf(url))));
	const places = alone(
		items.map(({ url }) =>
			url?.includes('#') === true ? shortId('place', comparisonKey(url, true)) : undefined,
		),
	);
	return items.map((item, index) => {
		const addressKey = pages[index] ?? places[index];
		const titleKey = titleKeyOf(item.title);
		const bodyKey = bodyKeyOf(item);
		const saidAt = (item.statedAt ?? item.publishedAt)?.getTime();
		return {
			...(addressKey !== undefined && { addressKey }),
			...(titleKey !== undefined && { titleKey }),
			...(bodyKey !== undefined && { bodyKey }),
			...(saidAt !== undefined && { saidAt }),
		};
	});
}
