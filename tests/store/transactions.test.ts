import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { saveFailure } from '../../src/store/checks.ts';
import { DatabaseError } from '../../src/store/database-error.ts';
import type { Db } from '../../src/store/db.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { putSubscription, subscriptionsOfFeed } from '../../src/store/subscriptions.ts';
import { takeTurn } from '../../src/store/turn.ts';
import { feedById } from './look.ts';
import { aFeed, anArticle, aSubscription, NOW, publish } from './samples.ts';
import { onEveryStore } from './stores.ts';

class Change extends Error {}

onEveryStore((db, dialect) => {
	const failing = (steps: (tx: Db) => Promise<unknown>) =>
		expect(
			db()
				.transaction()
				.execute(async (tx) => {
					await steps(tx);
					throw new Change();
				}),
		).rejects.toThrow(Change);
	const count = (tx: Db) => saveFailure(tx, 'feed-1', { error: 'x', nextCheckAt: NOW });

	describe('a transaction', () => {
		test('that fails leaves nothing behind, also of steps that open their own', async () => {
			await failing(async (tx) => {
				await ensureFeed(tx, aFeed(), NOW);
				await publish(tx, anArticle('a', { feedId: 'feed-1' }));
				await putSubscription(tx, aSubscription('discord:1'));
			});
			for (const table of ['feeds', 'articles', 'stories', 'subscriptions'] as const) {
				expect(await db().selectFrom(table).selectAll().execute(), table).toEqual([]);
			}
		});

		test('keeps a query from outside out: it neither sees the inside nor goes down with it', async () => {
			const outside: Promise<unknown>[] = [];
			await failing(async (tx) => {
				await ensureFeed(tx, aFeed('inside'), NOW);
				outside.push(feedById(db(), 'inside'), ensureFeed(db(), aFeed('outside'), NOW));
				await feedById(tx, 'inside');
			});
			expect(await Promise.all(outside)).toMatchObject([undefined, { id: 'outside' }]);
			expect(await feedById(db(), 'outside')).toBeDefined();
		});

		test('and a hundred others at once lose nothing, and the failing ones undo only themselves', async () => {
			await ensureFeed(db(), aFeed(), NOW);
			await Promise.all(
				Array.from({ length: 100 }, (_, index) =>
					index % 2 === 0 ? db().transaction().execute(count) : failing(count),
				),
			);
			expect((await feedById(db(), 'feed-1'))?.failures).toBe(50);
		});

		test('with a failed statement can be caught outside and the next one works', async () => {
			const twice = db()
				.transaction()
				.execute(async (tx) => {
					await putSubscription(tx, aSubscription('discord:1', 'no-such-feed'));
				});
			await expect(twice).rejects.toThrow(DatabaseError);
			await ensureFeed(db(), aFeed(), NOW);
			await db()
				.transaction()
				.execute((tx) => putSubscription(tx, aSubscription('discord:1')));
			expect(await subscriptionsOfFeed(db(), 'feed-1')).toHaveLength(1);
		});
	});

	test('transactions that take turns never deadlock over the same articles in another order', async () => {
		for (const round of ['a', 'b', 'c', 'd', 'e']) {
			const ids = Array.from({ length: 6 }, (_, index) => `${round}-${index}`);
			const ingest = (order: readonly string[]) =>
				db()
					.transaction()
					.execute(async (tx) => {
						await takeTurn(tx);
						for (const id of order) await publish(tx, anArticle(id));
					});
			await Promise.all([ingest(ids), ingest(ids.toReversed())]);
		}
		expect(await db().selectFrom('articles').select('id').execute()).toHaveLength(30);
	});

	if (dialect === 'sqlite') {
		test('two transactions run one after the other, in the order asked', async () => {
			const events: string[] = [];
			const run = (name: string) =>
				db()
					.transaction()
					.execute(async (tx) => {
						events.push(`${name} begins`);
						await ensureFeed(tx, aFeed(name), NOW);
						events.push(`${name} ends`);
					});
			const asked = async (name: string) => {
				await feedById(db(), name);
				events.push(name);
			};
			await Promise.all([run('a'), asked('between'), run('b')]);
			expect(events).toEqual(['a begins', 'a ends', 'between', 'b begins', 'b ends']);
		});
	}

	describe('an error says which statement failed and why, never with which values', () => {
		const SECRET = 'what-somebody-wrote';
		test.each([
			[
				'a row that is there already',
				() => ({
					id: SECRET,
					url: 'u',
					title: 't',
					next_check_at: NOW,
					failures: 0,
				}),
				dialect === 'sqlite' ? /^SQLITE_\d+$/ : /^23505$/,
			],
			[
				'a value of the wrong type',
				() => ({ id: 'x', url: 'u', title: 't', next_check_at: sql<number>`${SECRET}`, failures: 0 }),
				dialect === 'sqlite' ? /^SQLITE_\d+$/ : /^22P02$/,
			],
		])('%s', async (_, values, code) => {
			await ensureFeed(db(), { ...aFeed(), id: SECRET }, NOW);
			const error: unknown = await db()
				.insertInto('feeds')
				.values(values())
				.execute()
				.catch((caught: unknown) => caught);
			expect(error).toBeInstanceOf(DatabaseError);
			expect(error).toMatchObject({
				code: expect.stringMatching(code),
				sql: expect.stringMatching(/^insert into "feeds"/),
			});
			expect(JSON.stringify([error, String(error)])).not.toContain(SECRET);
		});

		test('nor with more than the beginning of the statement', async () => {
			const row = { id: 'x', url: 'u', title: 't', next_check_at: NOW, failures: 0 };
			const rows = Array.from({ length: 500 }, () => row);
			const error: unknown = await db()
				.insertInto('feeds')
				.values(rows)
				.execute()
				.catch((caught: unknown) => caught);
			expect(error).toBeInstanceOf(DatabaseError);
			expect(String(error).length).toBeLessThan(500);
		});
	});
});
