import { beforeEach, expect, test } from 'vitest';
import type { Trouble } from '../../src/errors.ts';
import type { ChannelRef, Delivery } from '../../src/model.ts';
import { saveFailure, saveFetch } from '../../src/store/checks.ts';
import { claimDue, markSent } from '../../src/store/deliveries.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { finishImport, startImport } from '../../src/store/imports.ts';
import { isNotice, noticesOf, planNotices } from '../../src/store/notices.ts';
import { deliveryOf } from '../../src/store/rows.ts';
import { putSubscription } from '../../src/store/subscriptions.ts';
import { aFeed, aSubscription, DAY, HOUR, NOW } from './samples.ts';
import { onEveryStore } from './stores.ts';

const HERE: ChannelRef = 'telegram:-7';
const FEEDS = Array.from({ length: 300 }, (_, index) => `f${String(index).padStart(3, '0')}`);

onEveryStore((db) => {
	beforeEach(async () => {
		for (const id of FEEDS.slice(0, 40)) {
			await ensureFeed(db(), aFeed(id), NOW);
			await saveFetch(db(), id, { validators: {}, fetchedAt: NOW, nextCheckAt: NOW });
			await putSubscription(db(), { ...aSubscription(HERE, id), id: `s${id}` });
			await saveFailure(db(), id, { error: 'x', nextCheckAt: NOW, trouble: 'dns', failingSince: NOW });
		}
	});

	const tell = (
		id: string,
		at: number,
		more: { trouble?: Trouble; fetchedAt?: number } = { fetchedAt: NOW },
	) =>
		db()
			.transaction()
			.execute((tx) =>
				planNotices(
					tx,
					{
						feed: { id, ...(more.fetchedAt !== undefined && { fetchedAt: more.fetchedAt }) },
						trouble: more.trouble ?? 'dns',
						failingSince: NOW,
					},
					at,
				),
			);
	const planned = async (): Promise<Delivery[]> =>
		(await db().selectFrom('deliveries').selectAll().orderBy('seq').execute()).map(deliveryOf);
	const named = async (delivery: Delivery | undefined): Promise<string[]> =>
		delivery ? (await noticesOf(db(), delivery)).map(({ feed }) => feed.id) : [];

	test('feeds that die together are one message; what dies later that day is told on the next', async () => {
		const [first = '', second = '', third = '', fourth = ''] = FEEDS;
		for (const id of [first, second]) await tell(id, NOW);
		const [notice] = await planned();
		expect(await planned()).toHaveLength(1);
		expect(notice && isNotice(notice)).toBe(true);
		expect(await named(notice)).toEqual([first, second]);

		const [claimed] = await claimDue(db(), 'telegram', NOW + HOUR, 1, []);
		await markSent(db(), claimed?.id ?? '', { messageId: '1', sentAt: NOW + HOUR });
		for (const id of [third, fourth]) await tell(id, NOW + 2 * HOUR);
		const [, next, ...more] = await planned();
		expect(more).toEqual([]);
		expect(next?.dueAt).toBeGreaterThan(NOW + DAY - HOUR);
		expect(await named(next)).toEqual([third, fourth]);
	});

	test('a feed that was never read tells nothing', async () => {
		await tell(FEEDS[0] ?? '', NOW, {});
		expect(await planned()).toEqual([]);
	});

	test('what recovered is left out, and so is what ended under the same notice told once', async () => {
		const [first = '', second = ''] = FEEDS;
		for (const id of [first, second]) await tell(id, NOW);
		await tell(second, NOW, { trouble: 'gone', fetchedAt: NOW });
		await saveFetch(db(), first, { validators: {}, fetchedAt: NOW + 1, nextCheckAt: NOW });
		const [notice] = await planned();
		expect(notice && (await noticesOf(db(), notice))).toMatchObject([
			{ feed: { id: second }, trouble: 'gone' },
		]);
	});

	test.each<[string, 'running' | 'reported' | 'earlier', number]>([
		['is under way', 'running', 0],
		['told of it', 'reported', 0],
		['was over before', 'earlier', 1],
	])('where an import %s', async (_what, stage, messages) => {
		const [feedId = ''] = FEEDS;
		await startImport(db(), {
			id: 'one',
			channel: HERE,
			locale: 'en',
			createdAt: NOW,
			repeated: 0,
			unreadable: [],
			feeds: [{ feedId, url: 'https://a.example/', title: 'a', folders: [] }],
		});
		await db().updateTable('import_entries').set({ state: 'followed' }).execute();
		if (stage !== 'running') await finishImport(db(), 'one', stage === 'reported' ? NOW + 1 : NOW - 1);
		await tell(feedId, NOW + DAY);
		expect(await planned()).toHaveLength(messages);
	});
});
