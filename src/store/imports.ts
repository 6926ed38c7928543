/**
 * Imports: lists of feeds that a channel takes over. Rules:
 * 1. The whole list is stored before any of it is followed: a crash finds it again where it stood.
 * 2. How far an import is, is read off its feeds each time; nothing is counted twice or kept beside them.
 * 3. A channel keeps its last import only, finished or not.
 */
import { type SqlBool, sql } from 'kysely';
import { z } from 'zod';
import { TROUBLES, type Trouble } from '../errors.ts';
import type { ChannelRef, FeedId, Pace } from '../model.ts';
import { batches } from './batches.ts';
import { strings } from './rows.ts';
import type { Db } from './schema.ts';

export interface ListedFeed {
	readonly feedId: FeedId;
	readonly url: string;
	readonly title: string;
	readonly siteUrl?: string;
	readonly folders: readonly string[];
	readonly pace?: Pace;
	readonly filter?: string;
}

export interface NewImport {
	readonly id: string;
	readonly channel: ChannelRef;
	readonly locale: string;
	readonly createdAt: number;
	/** How often the list named a feed again. */
	readonly repeated: number;
	/** What in the list is no address. */
	readonly unreadable: readonly { readonly title: string; readonly address: string }[];
	readonly feeds: readonly ListedFeed[];
}

export interface OpenImport extends Pick<NewImport, 'id' | 'channel' | 'locale' | 'createdAt'> {
	/** The message that answered the command, where it can be changed by its id. */
	readonly answerId: string | null;
	readonly finishedAt: number | null;
}

export async function saveAnswer(db: Db, id: string, answerId: string): Promise<void> {
	await db.updateTable('imports').set({ answer_id: answerId }).where('id', '=', id).execute();
}

/** How far it is. */
export interface ImportState {
	/** Followed before. */
	readonly already: number;
	readonly read: number;
	readonly failed: number;
	/** Leads into a network that the settings forbid: not followed. */
	readonly refused: number;
	/** Not followed yet, or followed and not read yet. */
	readonly waiting: number;
	readonly repeated: number;
	readonly unreadable: NewImport['unreadable'];
}

const unreadable = z.array(z.object({ title: z.string(), address: z.string() }));

/** @returns false where the channel has an import under way. */
export async function startImport(db: Db, wanted: NewImport): Promise<boolean> {
	return db.transaction().execute(async (tx) => {
		const { channel } = wanted;
		await tx
			.deleteFrom('imports')
			.where('channel', '=', channel)
			.where('finished_at', 'is not', null)
			.execute();
		const { numInsertedOrUpdatedRows: inserted } = await tx
			.insertInto('imports')
			.values({
				id: wanted.id,
				channel,
				locale: wanted.locale,
				created_at: wanted.createdAt,
				repeated: wanted.repeated,
				unreadable: JSON.stringify(wanted.unreadable),
			})
			.onConflict((conflict) => conflict.doNothing())
			.executeTakeFirstOrThrow();
		if (inserted === 0n) return false;
		const rows = wanted.feeds.map((feed, place) => ({
			import_id: wanted.id,
			place,
			state: 'waiting' as const,
			feed_id: feed.feedId,
			url: feed.url,
			title: feed.title,
			site_url: feed.siteUrl ?? null,
			pace: feed.pace ?? null,
			filter: feed.filter ?? null,
			folders: JSON.stringify(feed.folders),
		}));
		for (const batch of batches(rows)) await tx.insertInto('import_entries').values(batch).execute();
		return true;
	});
}

const imported = (db: Db) =>
	db
		.selectFrom('imports')
		.select([
			'id',
			'channel',
			'locale',
			'created_at as createdAt',
			'answer_id as answerId',
			'finished_at as finishedAt',
		]);

export const openImports = (db: Db): Promise<OpenImport[]> =>
	imported(db).where('finished_at', 'is', null).orderBy('created_at').execute();

/** Of this channel, finished or not. */
export const lastImport = (db: Db, channel: ChannelRef): Promise<OpenImport | undefined> =>
	imported(db).where('channel', '=', channel).orderBy('created_at', 'desc').limit(1).executeTakeFirst();

export const importById = (db: Db, id: string): Promise<OpenImport | undefined> =>
	imported(db).where('id', '=', id).executeTakeFirst();

/** The next feeds of the list that are not followed yet. */
export async function waitingFeeds(
	db: Db,
	id: string,
	limit: number,
): Promise<(ListedFeed & { readonly place: number })[]> {
	const rows = await db
		.selectFrom('import_entries')
		.selectAll()
		.where('import_id', '=', id)
		.where('state', '=', 'waiting')
		.orderBy('place')
		.limit(limit)
		.execute();
	return rows.map((row) => ({
		place: row.place,
		feedId: row.feed_id,
		url: row.url,
		title: row.title,
		folders: strings.parse(JSON.parse(row.folders)),
		...(row.site_url !== null && { siteUrl: row.site_url }),
		...(row.pace !== null && { pace: row.pace }),
		...(row.filter !== null && { filter: row.filter }),
	}));
}

/** Each with the feed that answers for it: another one may have moved to its address. */
export async function settleEntries(
	tx: Db,
	id: string,
	state: 'followed' | 'already',
	settled: readonly { readonly place: number; readonly feedId: FeedId; readonly listedId: FeedId }[],
): Promise<void> {
	if (settled.length === 0) return;
	await tx
		.updateTable('import_entries')
		.set({ state })
		.where('import_id', '=', id)
		.where(
			'place',
			'in',
			settled.map(({ place }) => place),
		)
		.execute();
	for (const { place, feedId } of settled.filter((entry) => entry.feedId !== entry.listedId)) {
		await tx
			.updateTable('import_entries')
			.set({ feed_id: feedId })
			.where('import_id', '=', id)
			.where('place', '=', place)
			.execute();
	}
}

/** What was unfollowed meanwhile is nobody's business any more. */
const entries = (db: Db, id: string) =>
	db
		.selectFrom('import_entries as entry')
		.innerJoin('imports', 'imports.id', 'entry.import_id')
		.leftJoin('feeds', 'feeds.id', 'entry.feed_id')
		.leftJoin('subscriptions', (join) =>
			join
				.onRef('subscriptions.feed_id', '=', 'entry.feed_id')
				.onRef('subscriptions.channel', '=', 'imports.channel'),
		)
		.where('entry.import_id', '=', id)
		.where((eb) =>
			eb.or([eb('entry.state', 'in', ['waiting', 'refused']), eb('subscriptions.id', 'is not', null)]),
		);

const HAS_FAILED = sql<SqlBool>`entry.state = 'followed' and (feeds.failures > 0 or feeds.ended_at is not null)`;

export async function importState(db: Db, id: string): Promise<ImportState | undefined> {
	const row = await db
		.selectFrom('imports')
		.select(['repeated', 'unreadable'])
		.where('id', '=', id)
		.executeTakeFirst();
	if (!row) return undefined;
	const status = sql<string>`case
		when entry.state <> 'followed' then entry.state
		when ${HAS_FAILED} then 'failed'
		when feeds.fetched_at is not null then 'read'
		else 'waiting' end`;
	const counted = await entries(db, id)
		.select((eb) => [status.as('status'), eb.fn.countAll<number>().as('count')])
		.groupBy(status)
		.execute();
	const counts = new Map(counted.map(({ status: name, count }) => [name, count]));
	const of = (name: string): number => counts.get(name) ?? 0;
	return {
		already: of('already'),
		read: of('read'),
		failed: of('failed'),
		refused: of('refused'),
		waiting: of('waiting'),
		repeated: row.repeated,
		unreadable: unreadable.parse(JSON.parse(row.unreadable)),
	};
}

export interface FailedFeed {
	readonly title: string;
	readonly url: string;
	/** Undefined where nobody knows it any more. */
	readonly trouble?: Trouble;
}

/** In the order of the list, with what is refused. */
export async function failedFeeds(db: Db, id: string): Promise<FailedFeed[]> {
	const rows = await entries(db, id)
		.select(['entry.title', 'entry.url', 'entry.state', 'feeds.trouble'])
		.where((eb) => eb.or([HAS_FAILED, eb('entry.state', '=', 'refused')]))
		.orderBy('entry.place')
		.execute();
	return rows.map(({ title, url, state, trouble: word }) => {
		const trouble = state === 'refused' ? 'private' : TROUBLES.find((name) => name === word);
		return { title, url, ...(trouble !== undefined && { trouble }) };
	});
}

/** What leads into a forbidden network and was never read is not followed after all. */
export async function refuseForbidden(
	tx: Db,
	{ id, channel }: Pick<OpenImport, 'id' | 'channel'>,
): Promise<void> {
	const forbidden = await tx
		.selectFrom('import_entries as entry')
		.innerJoin('feeds', 'feeds.id', 'entry.feed_id')
		.select(['entry.place', 'entry.feed_id'])
		.where('entry.import_id', '=', id)
		.where('entry.state', '=', 'followed')
		.where('feeds.trouble', '=', 'private')
		.where('feeds.fetched_at', 'is', null)
		.execute();
	for (const batch of batches(forbidden)) {
		await tx
			.deleteFrom('subscriptions')
			.where('channel', '=', channel)
			.where(
				'feed_id',
				'in',
				batch.map((entry) => entry.feed_id),
			)
			.execute();
		await tx
			.updateTable('import_entries')
			.set({ state: 'refused' })
			.where('import_id', '=', id)
			.where(
				'place',
				'in',
				batch.map((entry) => entry.place),
			)
			.execute();
	}
}

export async function finishImport(tx: Db, id: string, at: number): Promise<void> {
	await tx.updateTable('imports').set({ finished_at: at }).where('id', '=', id).execute();
}
