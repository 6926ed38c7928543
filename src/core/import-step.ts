/**
 * One batch of an import: some feeds of the list become subscriptions of its channel. Rules:
 * 1. One transaction of a few statements: a crash repeats the batch or none of it, and nobody waits long for it.
 * 2. A feed keeps the id of its first address: one that has moved to the listed address answers for it.
 * 3. What nobody reads at the moment begins anew, at once.
 */
import { shortId } from '../id.ts';
import type { FeedId } from '../model.ts';
import { restartFeeds } from '../store/checks.ts';
import type { Db } from '../store/db.ts';
import { feedIdsByUrl, insertFeeds, readFeeds } from '../store/feed-batches.ts';
import { type OpenImport, settleEntries, waitingFeeds } from '../store/imports.ts';
import { addSubscriptions, followedAmong, resumeChannel } from '../store/subscriptions.ts';
import { restartSleeping } from './follow.ts';

const BATCH = 100;

/** @returns whether there was anything left to follow. */
export function followNext(
	db: Db,
	{ id, channel, locale, createdAt }: Pick<OpenImport, 'id' | 'channel' | 'locale' | 'createdAt'>,
	now: number,
): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const next = await waitingFeeds(tx, id, BATCH);
		if (next.length === 0) return false;
		await restartSleeping(tx, channel, now);
		await resumeChannel(tx, channel);
		const moved = await feedIdsByUrl(
			tx,
			next.map(({ url }) => url),
		);
		const entries = next.map((listed) => ({
			...listed,
			listedId: listed.feedId,
			feedId: moved.get(listed.url) ?? listed.feedId,
		}));
		const followed = await followedAmong(
			tx,
			channel,
			entries.map(({ feedId }) => feedId),
		);
		// Two entries may have moved to one feed: the first one counts.
		const chosen = new Map<FeedId, (typeof entries)[number]>();
		for (const entry of entries)
			if (!followed.has(entry.feedId) && !chosen.has(entry.feedId)) chosen.set(entry.feedId, entry);
		const fresh = [...chosen.values()];
		await insertFeeds(tx, fresh, now);
		const read = await readFeeds(tx, [...chosen.keys()]);
		await restartFeeds(
			tx,
			[...chosen.keys()].filter((feedId) => !read.has(feedId)),
			now,
		);
		await addSubscriptions(
			tx,
			fresh.map(({ feedId, place, pace = 'live', filter, folders }) => ({
				id: shortId('subscription', channel, feedId),
				channel,
				feedId,
				pace,
				locale,
				// The order of the list is the order of /following.
				createdAt: createdAt + place,
				quiet: read.get(feedId) === undefined,
				...(folders.length > 0 && { folders }),
				...(filter !== undefined && { filter }),
			})),
		);
		const isFollowed = (entry: (typeof entries)[number]): boolean => chosen.get(entry.feedId) === entry;
		await settleEntries(tx, id, 'followed', entries.filter(isFollowed));
		await settleEntries(
			tx,
			id,
			'already',
			entries.filter((entry) => !isFollowed(entry)),
		);
		return true;
	});
}
