import { expect, test } from 'vitest';
import { itemKey } from '../../src/id.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { forgetItems, ledgerOf, rememberItems, saveChanges, seenItems } from '../../src/store/ledger.ts';
import { feedById } from './look.ts';
import { aFeed, anArticle, DAY, HOUR, NOW, publish } from './samples.ts';
import { onEveryStore } from './stores.ts';

const ids = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `item ${from + index}`);
const items = (count: number, from = 0) => ids(count, from).map((itemId) => ({ itemId }));
const YEAR = 366 * DAY;

onEveryStore((db) => {
	const kept = async (count: number) => (await seenItems(db(), 'feed-1', ids(count))).size;

	test('an item keeps its article; its marks follow the edits', async () => {
		await ensureFeed(db(), aFeed(), NOW);
		await publish(db(), anArticle('a'));
		const first = {
			itemId: 'x',
			articleId: 'a',
			addressKey: 'at',
			titleKey: 't1',
			bodyKey: 'b',
			saidAt: NOW,
		};
		await rememberItems(db(), 'feed-1', [first], NOW);
		await rememberItems(db(), 'feed-1', [{ itemId: 'x', articleId: 'other', titleKey: 't2' }], NOW + 1);
		const asked = { itemId: 'unknown', isBare: false, titleKey: 't2' };
		expect(await ledgerOf(db(), 'feed-1', [asked])).toEqual([
			{
				itemKey: itemKey('x'),
				articleId: 'a',
				titleKey: 't2',
				title: 'Lighthouse a reopens',
				publishedAt: NOW,
			},
		]);
	});

	test.each([
		['its id', { itemId: 'x' }],
		['its id and address, where a number was used again', { itemId: 'y', addressKey: 'twice' }],
		['its address', { itemId: 'new', addressKey: 'at' }],
		['the address its article is named by', { itemId: 'new', addressKey: 'article' }],
		['its title', { itemId: 'new', titleKey: 'title' }],
	])('a sighting is found by %s', async (_case, asked) => {
		await ensureFeed(db(), aFeed(), NOW);
		const marks = { articleId: 'article', addressKey: 'at', titleKey: 'title' };
		const itemId = asked.itemId === 'y' ? 'y|twice' : 'x';
		await rememberItems(db(), 'feed-1', [{ itemId, ...marks }, { itemId: 'bare' }], NOW);
		const found = await ledgerOf(db(), 'feed-1', [{ isBare: false, ...asked }]);
		expect(found).toMatchObject([{ itemKey: itemKey(itemId) }]);
		expect(await ledgerOf(db(), 'feed-2', [{ isBare: true, ...asked }])).toEqual([]);
		expect(await ledgerOf(db(), 'feed-1', [{ itemId: 'new', isBare: true }])).toHaveLength(1);
	});

	test.each([
		['what was shown within the year stays', 300, 1, YEAR, 300, undefined],
		['after that the newest hundred stay', 300, 1, 2 * YEAR, 100, NOW + 199],
		['or twice what the feed shows', 300, 120, 2 * YEAR, 240, NOW + 59],
		['a small ledger forgets nothing', 90, 1, 20 * YEAR, 90, undefined],
	])('%s', async (_case, count, shown, later, left, forgottenAt) => {
		await ensureFeed(db(), aFeed(), NOW);
		for (const [index, item] of items(count).entries()) {
			await rememberItems(db(), 'feed-1', [item], NOW + index);
		}
		expect(await forgetItems(db(), 'feed-1', shown, NOW + later)).toBe(forgottenAt);
		expect(await kept(count)).toBe(left);
	});

	test('of a flood the newest stay, and all that the feed shows', async () => {
		await ensureFeed(db(), aFeed(), NOW);
		await rememberItems(db(), 'feed-1', items(150), NOW);
		await rememberItems(db(), 'feed-1', items(150, 150), NOW + 3 * HOUR);
		expect(await forgetItems(db(), 'feed-1', 100, NOW + 3 * HOUR, 150)).toBeUndefined();
		expect(await forgetItems(db(), 'feed-1', 10, NOW + 3 * HOUR, 150)).toBe(NOW);
		expect(await kept(300)).toBe(150);
	});

	test('what became of the ids is written down with the feed', async () => {
		await ensureFeed(db(), aFeed(), NOW);
		await saveChanges(db(), 'feed-1', { renamings: 2, keyedBy: 'link', held: { at: NOW, count: 7 } });
		const held = { renamings: 2, keyedBy: 'link', heldAt: NOW, heldCount: 7 };
		expect(await feedById(db(), 'feed-1')).toMatchObject(held);
		await saveChanges(db(), 'feed-1', { renamings: 0, held: 'over', forgottenAt: 5 });
		const feed = await feedById(db(), 'feed-1');
		expect(feed).toMatchObject({ keyedBy: 'link', forgottenAt: 5 });
		expect(feed).not.toHaveProperty('heldAt');
		expect(feed).not.toHaveProperty('renamings');
	});
});
