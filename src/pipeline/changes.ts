/**
 * What became of a feed's ids since its last fetch. Pure. Rules:
 * 1. Most ids new but the links known, twice in a row: the ids are worthless, the link is the key from then on.
 * 2. At most one item in STICKY known by its id, and more new ones than SENT: the site was rebuilt or moved, for a
 *    pinned entry or two survive that. At most SENT are told, the newest by date of those whose title the feed has
 *    never shown; the rest counts as seen.
 * 3. That is no rebuilding where the feed is only fast: everything is dated after the last fetch, and spread over
 *    the time since.
 */
import type { Recognition } from '../feed/recognise.ts';
import type { Feed } from '../model.ts';
import type { Draft } from './drafts.ts';

const SENT = 3;
const STICKY = 10;

export interface Changes {
	/** What may become articles, in the order given. */
	readonly fresh: readonly Draft[];
	readonly renamings: number;
	readonly keyedBy?: 'link';
	/** New items that are not told. */
	readonly held: number;
}

function isFast(feed: Feed, fresh: readonly Draft[], now: number): boolean {
	const since = feed.fetchedAt ?? now;
	const dates = fresh.map(({ marks: { saidAt } }) => saidAt ?? 0);
	const span = Math.max(...dates) - Math.min(...dates);
	return dates.every((date) => date > since && date <= now + SENT * 60_000) && span >= (now - since) / 2;
}

/**
 * @param drafts newest first. @param recognitions in the same order.
 * @param knownTitles title keys that the ledger has.
 */
export function changesOf(
	feed: Feed,
	drafts: readonly Draft[],
	recognitions: readonly Recognition[],
	knownTitles: ReadonlySet<string | undefined>,
	now: number,
): Changes {
	const fresh = drafts.filter(({ isKnown }) => !isKnown);
	if (feed.fetchedAt === undefined) return { fresh, renamings: 0, held: 0 };
	const count = (by: Recognition['by']): number => recognitions.filter((one) => one.by === by).length;
	const isRenamed = count('address') * 2 > drafts.length;
	const renamings = isRenamed ? (feed.renamings ?? 0) + 1 : 0;
	const changes = { renamings, ...(renamings >= 2 && { keyedBy: 'link' as const }) };
	const isUnheard = ({ marks: { titleKey } }: Draft): boolean =>
		titleKey === undefined || !knownTitles.has(titleKey);
	const isSame = count('id') * STICKY > drafts.length;
	if (isSame || fresh.length <= SENT || (fresh.every(isUnheard) && isFast(feed, fresh, now)))
		return { ...changes, fresh, held: 0 };
	const newest = fresh.filter(isUnheard).slice(0, SENT);
	return { ...changes, fresh: newest, held: fresh.length - newest.length };
}
