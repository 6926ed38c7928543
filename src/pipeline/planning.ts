/**
 * Who is told of an article. Rules:
 * 1. Planning runs inside the transaction that stores the article: told or not, both are certain after it.
 * 2. A story told in a channel is not told there again, whichever feed or pace brings it.
 */
import type { Article, FeedId, Subscription } from '../model.ts';
import { latestArticles } from '../store/articles.ts';
import type { Db } from '../store/db.ts';
import {
	addDigestEntries,
	closeDigest,
	dueDigests,
	planDeliveries,
	toldChannels,
} from '../store/deliveries.ts';
import { subscriptionsOfFeed } from '../store/subscriptions.ts';
import { digestDelivery } from '../subscription/digest.ts';
import { plan } from '../subscription/plan.ts';

async function planTo(
	tx: Db,
	subscriptions: readonly Subscription[],
	article: Article,
	now: number,
): Promise<void> {
	const channels = subscriptions.map(({ channel }) => channel);
	const told = await toldChannels(tx, article.storyId, channels);
	const { deliveries, digestEntries } = plan({ article, subscriptions, told, now });
	await planDeliveries(tx, deliveries);
	await addDigestEntries(tx, digestEntries);
}

/** @param isFirst by the feed's first fetch, of which quiet subscriptions are told nothing. */
export async function planFor(
	tx: Db,
	feedId: FeedId,
	article: Article,
	now: number,
	isFirst: boolean,
): Promise<void> {
	const all = await subscriptionsOfFeed(tx, feedId);
	const subscriptions = isFirst ? all.filter(({ quiet }) => quiet !== true) : all;
	if (subscriptions.length > 0) await planTo(tx, subscriptions, article, now);
}

/** A new subscription to a feed that is already read begins with its newest article, in its own transaction. */
export async function planNewest(tx: Db, subscription: Subscription, now: number): Promise<void> {
	const [newest] = await latestArticles(tx, { feedId: subscription.feedId, limit: 1 });
	if (newest) await planTo(tx, [subscription], newest, now);
}

/** Turns the digests that are due into deliveries. @returns how many. */
export async function planDigests(db: Db, now: number): Promise<number> {
	const due = await dueDigests(db, now);
	for (const { subscription, entries } of due) {
		await db.transaction().execute(async (tx) => {
			await planDeliveries(tx, [digestDelivery(subscription, entries, now)]);
			await closeDigest(tx, entries);
		});
	}
	return due.length;
}
