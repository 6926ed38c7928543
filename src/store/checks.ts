/**
 * What a check of a feed leaves in the store. Rules:
 * 1. A successful fetch clears the failures; validators are replaced as a whole, kept byte for byte.
 * 2. Unchanged feeds are the many: they are written by the hundred, in one statement.
 * 3. The next check is brought forward only as far as the publisher's word allows.
 * 4. News that a hub told of while the feed was being asked are asked for again: hinted_at is taken away when a
 *    visit begins (feedsToRead), so what stands there at its end came later.
 */
import { sql } from 'kysely';
import type { Trouble } from '../errors.ts';
import type { Feed, FeedId, Habits, Validators } from '../model.ts';
import { batches } from './batches.ts';
import type { Db } from './schema.ts';

export interface FetchRecord {
	readonly title?: string;
	readonly siteUrl?: string;
	readonly language?: string;
	readonly validators: Validators;
	readonly fetchedAt: number;
	readonly nextCheckAt: number;
	readonly notBefore?: number;
	readonly habits?: Habits;
}

const habitsOf = ({ habits }: FetchRecord): string | null =>
	habits === undefined ? null : JSON.stringify(habits);

const NO_FAILURE = {
	failures: 0,
	last_error: null,
	trouble: null,
	failing_since: null,
	told: null,
	gone_at: null,
} as const;

/** @param url the new address of a feed that moved, the old one is kept. */
export async function saveFetch(
	db: Db,
	id: FeedId,
	record: FetchRecord & { readonly url?: string },
): Promise<void> {
	const { validators, url } = record;
	await db
		.updateTable('feeds')
		.set((eb) => ({
			...(record.title !== undefined && { title: record.title }),
			...(record.siteUrl !== undefined && { site_url: record.siteUrl }),
			...(record.language !== undefined && { language: record.language }),
			// News at the new address: the publisher has settled there, and the old one may be anybody's one day.
			...(url === undefined ? { old_url: null } : { url, old_url: eb.ref('url') }),
			etag: validators.etag ?? null,
			last_modified: validators.lastModified ?? null,
			body_hash: validators.bodyHash ?? null,
			validators_url: validators.url ?? null,
			fetched_at: record.fetchedAt,
			next_check_at: sql<number>`case
				when hinted_at < ${record.nextCheckAt} then hinted_at else cast(${record.nextCheckAt} as bigint) end`,
			not_before: record.notBefore ?? null,
			habits: habitsOf(record),
			...NO_FAILURE,
		}))
		.where('id', '=', id)
		.execute();
}

export interface Unchanged {
	readonly id: FeedId;
	readonly record: FetchRecord;
}

/** Nothing had changed. A feed that was restarted meanwhile stays due: its next fetch is a first one. */
export async function saveUnchanged(db: Db, unchanged: readonly Unchanged[]): Promise<void> {
	for (const batch of batches(unchanged, 500)) {
		const rows = batch.map(
			({ id, record }) => sql`(
				${id},
				cast(${record.validators.etag ?? null} as text),
				cast(${record.validators.lastModified ?? null} as text),
				cast(${record.validators.bodyHash ?? null} as text),
				cast(${record.validators.url ?? null} as text),
				cast(${record.fetchedAt} as bigint),
				cast(${record.nextCheckAt} as bigint),
				cast(${record.notBefore ?? null} as bigint),
				cast(${habitsOf(record)} as text)
			)`,
		);
		await sql`
			with read (id, etag, last_modified, body_hash, validators_url, fetched_at, next_check_at, not_before, habits)
			as (values ${sql.join(rows)})
			update feeds set
				etag = read.etag, last_modified = read.last_modified, body_hash = read.body_hash,
				validators_url = read.validators_url, fetched_at = read.fetched_at,
				next_check_at = case
					when feeds.hinted_at < read.next_check_at then feeds.hinted_at else read.next_check_at end,
				not_before = read.not_before, habits = read.habits,
				failures = 0, last_error = null, trouble = null, failing_since = null, told = null, gone_at = null
			from read where feeds.id = read.id and feeds.fetched_at is not null`.execute(db);
	}
}

export interface FailureRecord {
	readonly error: string;
	readonly nextCheckAt: number;
	readonly trouble?: Trouble;
	readonly failingSince?: number;
	readonly told?: Trouble;
	readonly goneAt?: number;
	readonly notBefore?: number;
	readonly endedAt?: number;
}

export async function saveFailure(db: Db, id: FeedId, failure: FailureRecord): Promise<void> {
	await db
		.updateTable('feeds')
		.set((eb) => ({
			failures: eb('failures', '+', 1),
			last_error: failure.error,
			next_check_at: failure.nextCheckAt,
			hinted_at: null,
			...(failure.trouble !== undefined && { trouble: failure.trouble }),
			...(failure.failingSince !== undefined && { failing_since: failure.failingSince }),
			...(failure.told !== undefined && { told: failure.told }),
			...(failure.notBefore !== undefined && { not_before: failure.notBefore }),
			...(failure.endedAt !== undefined && { ended_at: failure.endedAt }),
			gone_at: failure.goneAt ?? null,
		}))
		.where('id', '=', id)
		.execute();
}

/** The network was ours to blame: as if these had not been asked, and due again at `at`. */
export async function forgive(db: Db, feeds: readonly Feed[], at: number): Promise<void> {
	await db.transaction().execute(async (tx) => {
		for (const feed of feeds) {
			await tx
				.updateTable('feeds')
				.set({
					failures: feed.failures,
					last_error: feed.lastError ?? null,
					trouble: feed.trouble ?? null,
					failing_since: feed.failingSince ?? null,
					next_check_at: at,
				})
				.where('id', '=', feed.id)
				.execute();
		}
	});
}

/** The next check moves to `at`, because the host or the hour forbids an earlier one. */
export async function postpone(db: Db, id: FeedId, at: number): Promise<void> {
	await db
		.updateTable('feeds')
		.set({ next_check_at: at })
		.where('id', '=', id)
		.where('next_check_at', '<', at)
		.execute();
}

/** Brings the next check forward to `at`, never back, and not before the publisher's word. */
export async function checkSoon(db: Db, id: FeedId, at: number): Promise<void> {
	const earliest = sql<number>`case when not_before > ${at} then not_before else cast(${at} as bigint) end`;
	await db
		.updateTable('feeds')
		.set({ next_check_at: earliest })
		.where('id', '=', id)
		.where('next_check_at', '>', earliest)
		.execute();
}

/** Nobody read it for a while, or it had ended: the next fetch is a first one again. What was seen stays seen. */
export const restartFeed = (db: Db, id: FeedId, at: number): Promise<void> => restartFeeds(db, [id], at);

export async function restartFeeds(db: Db, ids: readonly FeedId[], at: number): Promise<void> {
	if (ids.length === 0) return;
	await db
		.updateTable('feeds')
		.set({
			fetched_at: null,
			etag: null,
			last_modified: null,
			body_hash: null,
			validators_url: null,
			not_before: null,
			ended_at: null,
			next_check_at: at,
			...NO_FAILURE,
		})
		.where('id', 'in', ids)
		.execute();
}

/** Back to the address from before it moved; its validators belong to the one that failed. */
export async function goBack(db: Db, id: FeedId, at: number): Promise<void> {
	await db
		.updateTable('feeds')
		.set((eb) => ({
			url: eb.ref('old_url').$notNull(),
			old_url: null,
			etag: null,
			last_modified: null,
			body_hash: null,
			validators_url: null,
			gone_at: null,
			next_check_at: at,
		}))
		.where('id', '=', id)
		.where('old_url', 'is not', null)
		.execute();
}
