/**
 * What a visit leaves behind in the store; the loop's own hand (poll.ts). Rules:
 * 1. News go to `ingest`, which saves the validators in its own transaction: they never outrun the items they
 *    stand for. Unchanged feeds are written many at a time.
 * 2. A feed that moved to the address of another becomes part of it; else it takes the new address and keeps the
 *    old one, to go back to after three failures there.
 * 3. A failure is written down with its cause, and with it, in one transaction, what its channels are told.
 */
import { type FeedError, FetchError, type Trouble } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Feed, ParsedFeed } from '../model.ts';
import { goBack, saveFailure, saveFetch, saveUnchanged, type Unchanged } from '../store/checks.ts';
import type { Db } from '../store/db.ts';
import { mergeFeeds } from '../store/feed-moves.ts';
import { feedByUrl, lockedFeed } from '../store/feeds.ts';
import { takeTurn } from '../store/turn.ts';
import { createBatch } from './batch.ts';
import type { Checked } from './check.ts';
import { type Bounds, nextTry } from './schedule.ts';
import { afterFailure, troubleOf } from './trouble.ts';

/** Must call `save` inside its own transaction. */
export type Ingest = (feed: Feed, parsed: ParsedFeed, save: (tx: Db) => Promise<void>) => Promise<void>;

/** Plans what the feed's channels are told, in the transaction that notes the failure. */
export type Tell = (tx: Db, feed: Feed, trouble: Trouble, failingSince: number) => Promise<void>;

export interface OutcomeDeps {
	readonly db: Db;
	readonly ingest: Ingest;
	readonly tell: Tell;
	/** There is something to send. */
	told?(): void;
	readonly bounds: Bounds;
	readonly log: Log;
	now(): number;
}

/** Failures at a new address after which the old one is tried again. */
const GIVE_BACK_AFTER = 3;
const WEEK_MS = 7 * 86_400_000;

async function save(tx: Db, feed: Feed, { record, movedTo }: Checked): Promise<void> {
	const twin = movedTo === undefined ? undefined : await feedByUrl(tx, movedTo);
	if (movedTo === undefined || twin?.id === feed.id) return saveFetch(tx, feed.id, record);
	if (twin === undefined) return saveFetch(tx, feed.id, { ...record, url: movedTo });
	await saveFetch(tx, feed.id, record);
	await mergeFeeds(tx, feed.id, twin.id);
}

export function createOutcomes(deps: OutcomeDeps) {
	const { db, ingest, tell, bounds, log, now } = deps;
	const unchanged = createBatch<Unchanged>((items) => saveUnchanged(db, items));

	return {
		async unchanged(feed: Feed, checked: Checked): Promise<void> {
			const { record, movedTo } = checked;
			if (movedTo === undefined) return unchanged.add({ id: feed.id, record });
			await db.transaction().execute(async (tx) => {
				await takeTurn(tx);
				if ((await lockedFeed(tx, feed.id))?.fetchedAt !== undefined) await save(tx, feed, checked);
			});
			log.info({ feed: feed.url, to: movedTo }, 'feed moved');
		},

		async read(feed: Feed, parsed: ParsedFeed, checked: Checked): Promise<void> {
			await ingest(feed, parsed, (tx) => save(tx, feed, checked));
			if (checked.movedTo !== undefined) log.info({ feed: feed.url, to: checked.movedTo }, 'feed moved');
		},

		/** @returns when it is asked again. */
		async failed(feed: Feed, error: FetchError | FeedError): Promise<number> {
			const at = now();
			const retryAfter = error instanceof FetchError ? error.retryAfter : undefined;
			const failing = afterFailure(feed, troubleOf(error), at);
			const { trouble, failingSince, goneAt, tell: toTell } = failing;
			const nextCheckAt = nextTry({
				now: at,
				failures: feed.failures,
				trouble,
				retryAfter,
				directives: feed.habits?.directives ?? {},
				bounds,
				spread: Math.random(),
			});
			const givesBack =
				feed.oldUrl !== undefined &&
				trouble !== 'crowded' &&
				(feed.failures + 1 >= GIVE_BACK_AFTER || failing.endedAt !== undefined);
			const endedAt = givesBack ? undefined : failing.endedAt;
			const told = givesBack ? undefined : toTell;
			log.warn(
				{
					feed: feed.url,
					error: error.message,
					failures: feed.failures + 1,
					...(endedAt !== undefined && { ended: true }),
				},
				'feed not read',
			);
			const record = {
				error: error.message,
				nextCheckAt,
				trouble,
				failingSince,
				...(goneAt !== undefined && { goneAt }),
				...(endedAt !== undefined && { endedAt }),
				...(told !== undefined && { told }),
				...(retryAfter !== undefined && { notBefore: at + Math.min(retryAfter, WEEK_MS) }),
			};
			if (!givesBack && told === undefined) {
				await saveFailure(db, feed.id, record);
				return nextCheckAt;
			}
			await db.transaction().execute(async (tx) => {
				await saveFailure(tx, feed.id, record);
				if (givesBack) await goBack(tx, feed.id, at + bounds.minSeconds * 1000);
				if (told !== undefined) await tell(tx, feed, told, failingSince);
			});
			if (told !== undefined) deps.told?.();
			return nextCheckAt;
		},
	};
}
