/**
 * Which of the channel's subscriptions somebody means, and its end. Rules, in order:
 * 1. A number counts in the list that the channel was shown last, else in the list as it stands, which is then the
 *    one shown: typed twice it names the same subscription, never the next one.
 * 2. Words are an id (buttons carry it), an address, a whole title, or a part of just one title.
 */
import { UserError } from '../errors.ts';
import type { ChannelRef } from '../model.ts';
import type { Cache } from '../store/cache.ts';
import type { Db } from '../store/db.ts';
import { removeSubscription, subscriptionsOfChannel } from '../store/subscriptions.ts';
import { addressOf } from './address.ts';
import { fold } from './line.ts';
import { lastList, rememberList } from './lists.ts';
import type { Following } from './news.ts';

interface Deps {
	readonly db: Db;
	readonly cache: Cache;
}

const hostOf = (url: string): string => (URL.parse(url)?.hostname ?? url).replace(/^www\./, '');

/** What the channel follows, as it is shown: its numbers count from now on. */
export async function listFollowing({ db, cache }: Deps, channel: ChannelRef): Promise<readonly Following[]> {
	const rows = await subscriptionsOfChannel(db, channel);
	const ids = rows.map(({ subscription }) => subscription.id);
	await rememberList(cache, 'following', channel, ids);
	return rows;
}

async function byNumber(
	deps: Deps,
	channel: ChannelRef,
	rows: readonly Following[],
	number: number,
): Promise<Following> {
	const last = await lastList(deps.cache, 'following', channel);
	const shown =
		last.length > 0 ? last : (await listFollowing(deps, channel)).map(({ subscription }) => subscription.id);
	if (shown.length === 0) throw new UserError('problem-unfollow-none', { words: String(number) });
	const id = shown[number - 1];
	if (id === undefined) throw new UserError('problem-unfollow-number', { count: shown.length });
	const row = rows.find(({ subscription }) => subscription.id === id);
	if (row === undefined) throw new UserError('problem-unfollow-already');
	return row;
}

function byWords(rows: readonly Following[], which: string): readonly Following[] {
	const address = addressOf(which);
	const words = fold(which);
	const tests: readonly ((row: Following) => boolean)[] = [
		({ subscription }) => subscription.id === which,
		({ feed }) => address !== undefined && (feed.url === address || feed.siteUrl === address),
		({ feed }) => fold(feed.title) === words,
		({ feed }) => address !== undefined && hostOf(feed.siteUrl ?? feed.url) === hostOf(address),
		({ feed }) => fold(feed.title).includes(words),
	];
	for (const test of tests) {
		const matching = rows.filter(test);
		if (matching.length > 0) return matching;
	}
	return [];
}

async function pick(deps: Deps, channel: ChannelRef, which: string): Promise<Following> {
	const rows = await subscriptionsOfChannel(deps.db, channel);
	const number = /^#?(\d{1,4})\.?$/.exec(which)?.[1];
	if (number !== undefined) return byNumber(deps, channel, rows, Number(number));
	const [row, ...more] = byWords(rows, which);
	// A button carries the subscription's id; pressed again, its words would mean nothing to anybody.
	if (!row && /^[0-9a-v]{13}$/.test(which)) throw new UserError('problem-unfollow-already');
	if (!row) throw new UserError('problem-unfollow-none', { words: which });
	if (more.length === 0) return row;
	const titles = [row, ...more].map(({ feed }) => feed.title).join(', ');
	throw new UserError('problem-unfollow-many', { words: which, titles });
}

export async function unfollow(deps: Deps, channel: ChannelRef, which: string): Promise<Following> {
	const row = await pick(deps, channel, which.trim());
	await removeSubscription(deps.db, row.subscription.id);
	return row;
}
