/**
 * By what an item may be known again when its id has changed. Rules:
 * 1. The address where one item of the document alone uses it; where several share a page, the place on it.
 * 2. The title, folded; the body, byte for byte; the date as the feed said it, also where it cannot be true.
 */
import { shortId } from '../id.ts';
import type { ArticleId, FeedItem } from '../model.ts';
import { comparisonKey } from './addresses.ts';
import { articleIdOf } from './identity.ts';
import { inSlices } from './slices.ts';
import { titleKeyOf } from './titles.ts';

export interface Marks {
	readonly addressKey?: string;
	readonly titleKey?: string;
	readonly bodyKey?: string;
	/** Epoch ms. */
	readonly saidAt?: number;
}

function bodyKeyOf({ summary, content }: FeedItem): string | undefined {
	return (summary ?? '') + (content ?? '') === '' ? undefined : shortId('body', summary ?? '', content ?? '');
}

/** Of each place in `keys` the key, unless another place has it as well. */
function alone(keys: readonly (string | undefined)[]): (string | undefined)[] {
	const counts = new Map<string | undefined, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return keys.map((key) => (counts.get(key) === 1 ? key : undefined));
}

/** Of one item, with the article that its address names, whether or not others use it. */
export interface ItemMarks extends Marks {
	readonly page?: ArticleId;
}

/** In the order of the items. */
export async function marksOf(items: readonly FeedItem[]): Promise<readonly ItemMarks[]> {
	const own = await inSlices(items, (item) => ({
		page: item.url === undefined ? undefined : articleIdOf(item.url),
		place: item.url?.includes('#') === true ? shortId('place', comparisonKey(item.url, true)) : undefined,
		titleKey: titleKeyOf(item.title),
		bodyKey: bodyKeyOf(item),
		saidAt: (item.statedAt ?? item.publishedAt)?.getTime(),
	}));
	const pages = alone(own.map(({ page }) => page));
	const places = alone(own.map(({ place }) => place));
	return own.map(({ page, titleKey, bodyKey, saidAt }, index) => {
		const addressKey = pages[index] ?? places[index];
		return {
			...(page !== undefined && { page }),
			...(addressKey !== undefined && { addressKey }),
			...(titleKey !== undefined && { titleKey }),
			...(bodyKey !== undefined && { bodyKey }),
			...(saidAt !== undefined && { saidAt }),
		};
	});
}
