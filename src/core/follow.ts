/**
 * What a channel follows. Rules:
 * 1. Following discovers the feed first: nothing is stored for an address that gives none, or several of equal
 *    standing: then the channel is asked (choices.ts).
 * 2. Following twice changes the pace and the filter that are given, and posts nothing by itself.
 * 3. A new subscription begins with one article: the feed's newest, planned at once where the feed is
 *    already read, else by its first fetch, which is asked for now. A feed that nobody read for a while
 *    begins anew: what it told meanwhile is no news.
 */
import { hostOf } from '../doc/host.ts';
import { FetchError, UserError } from '../errors.ts';
import { shortId } from '../id.ts';
import type { ChannelRef, FeedId, FeedKind, ParsedFeed, Subscription } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import { checkSoon, restartFeed } from '../store/checks.ts';
import type { Db } from '../store/db.ts';
import { ensureFeed, feedByUrl, lockedFeed, readAs } from '../store/feeds.ts';
import {
	beginQuietly,
	pausedFeeds,
	putSubscription,
	subscriptionsOfChannel,
	subscriptionsOfFeed,
} from '../store/subscriptions.ts';
import { chosen, keepChoices } from './choices.ts';
import type { Found, News } from './news.ts';

const SHOWN = 3;

interface FeedLink {
	readonly url: string;
	readonly title: string;
}

interface FoundFeed {
	/** Of the feed. */
	readonly url: string;
	readonly kind: FeedKind;
	readonly feed: ParsedFeed;
	readonly others: readonly FeedLink[];
}

export interface FollowDeps {
	readonly db: Db;
	readonly cache: Cache;
	feedIdOf(url: string): FeedId;
	/** @throws FetchError, FeedError */
	discover(
		address: string,
		signal: AbortSignal,
	): Promise<FoundFeed | { readonly choices: readonly FeedLink[] }>;
	/** Plans the feed's newest article for one new subscription, in the transaction that stores it. */
	planNewest(tx: Db, subscription: Subscription): Promise<void>;
	/** A feed wants to be read soon, and a delivery may be waiting. */
	wake(): void;
	now(): number;
}

type Item = ParsedFeed['items'][number];

const timeOf = (item: Item): number | undefined => (item.publishedAt ?? item.updatedAt)?.getTime();

function newestOf(feed: ParsedFeed): Found['newest'] {
	return feed.items
		.filter(({ title }) => title !== undefined && title.trim() !== '')
		.toSorted((a, b) => (timeOf(b) ?? 0) - (timeOf(a) ?? 0))
		.slice(0, SHOWN)
		.map((item) => {
			const at = timeOf(item);
			return {
				title: item.title ?? '',
				...(item.url !== undefined && { url: item.url }),
				...(at !== undefined && { at }),
			};
		});
}

const siteOf = (url: string): string => (hostOf(url) || url).replace(/^www\./, '');

/** Where following fails otherwise than reading a page does, it says so in words of its own. */
function asFollowing(error: unknown): unknown {
	if (!(error instanceof FetchError)) return error;
	const { problem, status = 0 } = error;
	const host = siteOf(error.url);
	if (problem === 'robots') return new UserError('problem-follow-robots', { host });
	if (problem === 'challenge') return new UserError('problem-follow-challenge', { host });
	const isClosed = problem === 'status' && (status === 401 || status === 403);
	return isClosed ? new UserError('problem-follow-closed', { host, status }) : error;
}

/**
 * Feeds that nobody was told of while the channel could not be reached begin anew, in silence: what they told
 * meanwhile is no news, and there may be thousands of them.
 */
export async function restartSleeping(tx: Db, channel: ChannelRef, now: number): Promise<void> {
	for (const feedId of await pausedFeeds(tx, channel)) {
		if ((await subscriptionsOfFeed(tx, feedId)).length > 0) continue;
		await restartFeed(tx, feedId, now);
		await beginQuietly(tx, channel, feedId);
	}
}

export function createFollow(deps: FollowDeps): News['follow'] {
	const { db, now } = deps;

	async function subscribe(wanted: Subscription): Promise<{ readonly created: boolean }> {
		return db.transaction().execute(async (tx) => {
			const feed = await lockedFeed(tx, wanted.feedId);
			const isRead = feed?.endedAt === undefined && (await subscriptionsOfFeed(tx, wanted.feedId)).length > 0;
			await restartSleeping(tx, wanted.channel, now());
			const { created } = await putSubscription(tx, wanted);
			if (!created) return { created };
			await (isRead ? checkSoon : restartFeed)(tx, wanted.feedId, now());
			if (isRead && feed?.fetchedAt !== undefined) await deps.planNewest(tx, wanted);
			return { created };
		});
	}

	return async ({ channel, address, locale, signal, ...given }) => {
		const answer = await chosen(deps.cache, channel, address.trim(), given);
		const { pace, filter } = answer ?? given;
		const found = await deps.discover(answer?.url ?? address, signal).catch((error: unknown) => {
			throw asFollowing(error);
		});
		// Somebody who was told that it took too long must not find it followed.
		signal.throwIfAborted();
		if ('choices' in found) {
			return { choices: await keepChoices(deps.cache, channel, found.choices, { pace, filter }) };
		}
		const { title, siteUrl, language } = found.feed;
		// A feed that moved keeps the id of its first address: the address finds it.
		const known = await feedByUrl(db, found.url);
		const feed =
			known ??
			(await ensureFeed(
				db,
				{
					id: deps.feedIdOf(found.url),
					url: found.url,
					kind: found.kind,
					title: title?.trim() || siteOf(found.url),
					...(siteUrl !== undefined && { siteUrl }),
					...(language !== undefined && { language }),
				},
				now(),
			));
		if (feed.kind !== found.kind) await readAs(db, feed.id, found.kind);
		const before = (await subscriptionsOfChannel(db, channel)).find((row) => row.feed.id === feed.id);
		const keptFilter = filter ?? before?.subscription.filter;
		const wanted: Subscription = {
			id: shortId('subscription', channel, feed.id),
			channel,
			feedId: feed.id,
			pace: pace ?? before?.subscription.pace ?? 'live',
			locale,
			createdAt: now(),
			...(keptFilter !== undefined && { filter: keptFilter }),
		};
		const { created } = await subscribe(wanted);
		const was = before?.subscription;
		const changed = (['pace', 'filter'] as const).filter((name) => was && was[name] !== wanted[name]);
		deps.wake();
		return {
			feed: { ...feed, kind: found.kind },
			subscription: wanted,
			created,
			changed: created ? [] : changed,
			isSitemap: found.feed.isSitemap === true,
			others: found.others,
			newest: newestOf(found.feed),
		};
	};
}
