/**
 * An item as the pipeline should see it. Rules:
 * 1. Its own address instead of a redirect's, without tracking marks.
 * 2. Dates of this world: the future is now, what is older than the web's feeds is unknown. What the feed said of
 *    a future day is kept as `statedAt`: 'now' is another moment at every fetch, and no sign of being new.
 * Not part of parsing, which gives the same for the same bytes at any time.
 */
import type { FeedItem } from '../model.ts';
import { shownUrl } from './addresses.ts';

const FUTURE_TOLERANCE_MS = 600_000;
const OLDEST = Date.UTC(1995, 0, 1);

function plausible(date: Date | undefined, now: number): Date | undefined {
	if (date === undefined || date.getTime() < OLDEST) return undefined;
	return date.getTime() > now + FUTURE_TOLERANCE_MS ? new Date(now) : date;
}

export function settled(item: FeedItem, now: number): FeedItem {
	const { publishedAt, updatedAt, ...rest } = item;
	const published = plausible(publishedAt, now);
	const updated = plausible(updatedAt, now);
	const address = item.originalUrl ?? item.url;
	const isFuture = published !== undefined && publishedAt?.getTime() !== published.getTime();
	return {
		...rest,
		...(address !== undefined && { url: shownUrl(address) }),
		...(published !== undefined && { publishedAt: published }),
		...(updated !== undefined && { updatedAt: updated }),
		...(isFuture && publishedAt !== undefined && { statedAt: publishedAt }),
	};
}
