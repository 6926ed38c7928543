/**
 * One batch of an import: some feeds of the list become subscriptions of its channel. Rules:
 * 1. One transaction: a crash repeats the batch or none of it.
 * 2. A feed keeps the id of its first address: one that has moved to the listed address answers for it.
 * 3. What nobody reads at the moment begins anew, at once.
 */
import { shortId } from '../id.ts';
import type { FeedId } from '../model.ts';
import type { Db } from '../store/db.ts';
import { ensureFeed, feedByUrl, lockedFeed, restartFeed } from '../store/feeds.ts';
import { type ListedFeed, type OpenImport, settleEntry, waitingFeeds } from '../store/imports.ts';
import { followedAmong, putSubscription, subscriptionsOfFeed } from '../store/subscriptions.ts';
import { restartSleeping } from './follow.ts';

const BATCH = 100;

/** @returns whether there was anything left to follow. */
export function followNext(
	db: Db,
	{ id, channel, locale, createdAt }: OpenImport,
	now: number,
): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const next = await waitingFeeds(tx, id, BATCH);
		if (next.length === 0) return false;
		await restartSleeping(tx, channel, now);
		const feeds = [];
		for (const listed of next) feeds.push({ listed, feedId: await feedFor(tx, listed, now) });
		const followed = await followedAmong(
			tx,
			channel,
			feeds.map(({ feedId }) => feedId),
		);
		for (const { listed, feedId } of feeds) {
			const state = followed.has(feedId) ? 'already' : 'followed';
			if (state === 'followed') {
				const { pace = 'live', filter, folders } = listed;
				const feed = await lockedFeed(tx, feedId);
				const others = await subscriptionsOfFeed(tx, feedId);
				const isRead = feed?.endedAt === undefined && others.length > 0;
				await putSubscription(tx, {
					id: shortId('subscription', channel, feedId),
					channel,
					feedId,
					pace,
					locale,
					// The order of the list is the order of /following.
					createdAt: createdAt + listed.place,
					quiet: !isRead || feed?.fetchedAt === undefined,
					...(folders.length > 0 && { folders }),
					...(filter !== undefined && { filter }),
				});
				if (!isRead) await restartFeed(tx, feedId, now);
				followed.add(feedId);
			}
			await settleEntry(tx, id, listed.place, { state, feedId });
		}
		return true;
	});
}

async function feedFor(tx: Db, { feedId, url, title, siteUrl }: ListedFeed, now: number): Promise<FeedId> {
	const known = await feedByUrl(tx, url);
	if (known) return known.id;
	const feed = { id: feedId, url, title, ...(siteUrl !== undefined && { siteUrl }) };
	return (await ensureFeed(tx, feed, now)).id;
}
