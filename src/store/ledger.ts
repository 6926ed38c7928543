/**
 * The ledger: which items each feed has shown, and what they became. Rules:
 * 1. An item is noted in the transaction that stores its article, once, by the hash of its id.
 */
import { shortId } from '../id.ts';
import type { ArticleId, FeedId } from '../model.ts';
import { batches } from './batches.ts';
import type { Db } from './schema.ts';

const itemKey = (itemId: string): string => shortId('item', itemId);

/** Which of these items the feed has shown before; the answer holds the ids as they were given. */
export async function seenItems(db: Db, feedId: FeedId, itemIds: readonly string[]): Promise<Set<string>> {
	const seen = new Set<string>();
	for (const batch of batches(itemIds)) {
		const keys = new Map(batch.map((id) => [id, itemKey(id)]));
		const rows = await db
			.selectFrom('feed_items')
			.select('item_key')
			.where('feed_id', '=', feedId)
			.where('item_key', 'in', [...keys.values()])
			.execute();
		const found = new Set(rows.map((row) => row.item_key));
		for (const [id, key] of keys) if (found.has(key)) seen.add(id);
	}
	return seen;
}

export async function rememberItems(
	db: Db,
	feedId: FeedId,
	items: readonly { readonly itemId: string; readonly articleId?: ArticleId }[],
	now: number,
): Promise<void> {
	for (const batch of batches(items)) {
		await db
			.insertInto('feed_items')
			.values(
				batch.map((item) => ({
					feed_id: feedId,
					item_key: itemKey(item.itemId),
					article_id: item.articleId ?? null,
					seen_at: now,
				})),
			)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	}
}

/** The articles that these items became when the feed first showed them; items not shown yet are left out. */
export async function shownItems(
	db: Db,
	feedId: FeedId,
	itemIds: readonly string[],
): Promise<Map<string, ArticleId | undefined>> {
	const shown = new Map<string, ArticleId | undefined>();
	for (const batch of batches(itemIds)) {
		const ids = new Map(batch.map((id) => [itemKey(id), id]));
		const rows = await db
			.selectFrom('feed_items')
			.select(['item_key', 'article_id'])
			.where('feed_id', '=', feedId)
			.where('item_key', 'in', [...ids.keys()])
			.execute();
		for (const row of rows) shown.set(ids.get(row.item_key) ?? '', row.article_id ?? undefined);
	}
	return shown;
}

/** Which of these articles the feed has already shown, under whatever item id. */
export async function shownArticles(
	db: Db,
	feedId: FeedId,
	articleIds: readonly ArticleId[],
): Promise<Map<ArticleId, { readonly title: string; readonly publishedAt: number }>> {
	const shown = new Map<ArticleId, { readonly title: string; readonly publishedAt: number }>();
	for (const batch of batches(articleIds)) {
		const rows = await db
			.selectFrom('feed_items')
			.innerJoin('articles', 'articles.id', 'feed_items.article_id')
			.select(['articles.id', 'articles.title', 'articles.published_at'])
			.where('feed_items.feed_id', '=', feedId)
			.where('feed_items.article_id', 'in', batch)
			.execute();
		for (const row of rows) shown.set(row.id, { title: row.title, publishedAt: row.published_at });
	}
	return shown;
}
