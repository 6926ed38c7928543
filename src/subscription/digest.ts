/**
 * The daily digest. Rules:
 * 1. It goes out at 08:00 of the server's own time zone, across changes of the clock.
 * 2. It closes a minute earlier: an entry planned just before eight waits for the next day, so that no entry
 *    is committed after its digest left (a second digest of that day would have the first one's id).
 * 3. The id names subscription and the day its entries waited for: a restart at eight o'clock plans the same
 *    row again, and a digest that goes out late does not take the id of the day it goes out.
 */
import { shortId } from '../id.ts';
import type { Subscription } from '../model.ts';
import type { DigestEntry, PlannedDelivery } from './plan.ts';

const HOUR = 8;
const CLOSES_BEFORE_MS = 60_000;
/** More than a message can list; after a long pause the newest count. */
const ARTICLES = 50;

/** Epoch ms of the digest that a story planned at `now` belongs to. */
export function nextDigestAt(now: number): number {
	const at = new Date(now);
	at.setHours(HOUR, 0, 0, 0);
	if (at.getTime() - CLOSES_BEFORE_MS <= now) at.setDate(at.getDate() + 1);
	return at.getTime();
}

/** @param entries those that are due, of this subscription, at least one. */
export function digestDelivery(
	subscription: Pick<Subscription, 'id' | 'channel' | 'locale'>,
	entries: readonly DigestEntry[],
	now: number,
): PlannedDelivery {
	const dueAt = Math.max(...entries.map((entry) => entry.dueAt));
	const subject = `digest:${subscription.id}:${localDay(dueAt)}`;
	const newestFirst = entries.toSorted((a, b) => b.plannedAt - a.plannedAt);
	return {
		id: shortId('delivery', subscription.channel, subject),
		channel: subscription.channel,
		subject,
		articleIds: [...new Set(newestFirst.map((entry) => entry.articleId))].slice(0, ARTICLES),
		locale: subscription.locale,
		dueAt: now,
		plannedAt: now,
	};
}

function localDay(at: number): string {
	const day = new Date(at);
	const pad = (part: number) => String(part).padStart(2, '0');
	return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}
