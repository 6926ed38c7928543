/**
 * Articles. Rules:
 * 1. An article is inserted once, by its id, together with its words in the full-text index.
 * 2. 'Latest' is by the publisher's date; 'after' (for rebuilding) is by arrival, so that a rebuilt index
 *    sees the articles in the order in which the first one did.
 */
import type { SearchQuery } from '../article-index/search.ts';
import type { Article, ArticleId, FeedId } from '../model.ts';
import { batches } from './batches.ts';
import { originOf, originPattern } from './origin.ts';
import { articleOf } from './rows.ts';
import type { Db } from './schema.ts';
import { indexWords, matchingIds } from './search.ts';
import { inTransaction } from './transaction.ts';

/**
 * @param search the article's tokens, joined by spaces.
 * @returns false where the article was already there; nothing is changed then.
 */
export function insertArticle(
	db: Db,
	article: Article,
	search: { readonly title: string; readonly body: string },
): Promise<boolean> {
	return inTransaction(db, async (tx) => {
		const { readAlso, previous, next } = article;
		const inserted = await tx
			.insertInto('articles')
			.values({
				id: article.id,
				story_id: article.storyId,
				feed_id: article.feedId ?? null,
				url: article.url,
				title: article.title,
				text: article.text,
				teaser: article.teaser,
				source: article.source,
				origin: originOf(article),
				language: article.language ?? null,
				section: article.section ?? null,
				author_bio: article.authorBio ?? null,
				image: article.image ?? null,
				published_at: article.publishedAt,
				updated_at: article.updatedAt ?? null,
				read_count: article.readCount ?? null,
				comment_count: article.commentCount ?? null,
				excerpt: article.excerpt ?? null,
				seen_at: article.seenAt,
				authors: JSON.stringify(article.authors),
				tags: JSON.stringify(article.tags),
				links: JSON.stringify({ readAlso, previous, next }),
			})
			.onConflict((conflict) => conflict.column('id').doNothing())
			.returning('seq')
			.executeTakeFirst();
		if (inserted) await indexWords(tx, inserted.seq, search);
		return inserted !== undefined;
	});
}

export async function articleById(db: Db, id: ArticleId): Promise<Article | undefined> {
	const row = await db.selectFrom('articles').selectAll().where('id', '=', id).executeTakeFirst();
	return row && articleOf(row);
}

/** Those that exist, in the order of `ids`. */
export async function articlesByIds(db: Db, ids: readonly ArticleId[]): Promise<Article[]> {
	const found = new Map<ArticleId, Article>();
	for (const batch of batches(ids)) {
		const rows = await db.selectFrom('articles').selectAll().where('id', 'in', batch).execute();
		for (const row of rows) found.set(row.id, articleOf(row));
	}
	return ids.flatMap((id) => found.get(id) ?? []);
}

/** The best matches first. */
export async function searchArticles(db: Db, query: SearchQuery, limit: number): Promise<Article[]> {
	return articlesByIds(db, await matchingIds(db, query, limit));
}

/**
 * Newest first. `from` is part of an outlet's name or of its host; `feedId` takes all that the feed has shown,
 * also what another feed brought first.
 */
export async function latestArticles(
	db: Db,
	wanted: { readonly from?: string | undefined; readonly feedId?: FeedId; readonly limit: number },
): Promise<Article[]> {
	const { from, feedId, limit } = wanted;
	const rows = await db
		.selectFrom('articles')
		.selectAll()
		.$if(feedId !== undefined, (query) =>
			query.where('id', 'in', (eb) =>
				eb
					.selectFrom('feed_items')
					.select('article_id')
					.where('feed_id', '=', feedId ?? '')
					.$narrowType<{ article_id: string }>(),
			),
		)
		.$if(from !== undefined, (query) => query.where(originPattern(from ?? '')))
		.orderBy('published_at', 'desc')
		.orderBy('seq', 'desc')
		.limit(limit)
		.execute();
	return rows.map(articleOf);
}

/** A page of the articles seen since then, in the order of arrival; the next page follows `after`. */
export async function articlesAfter(
	db: Db,
	page: { readonly seenSince: number; readonly after?: ArticleId | undefined; readonly limit: number },
): Promise<Article[]> {
	const { seenSince, after, limit } = page;
	const rows = await db
		.selectFrom('articles')
		.selectAll()
		.where('seen_at', '>=', seenSince)
		.$if(after !== undefined, (query) =>
			query.where('seq', '>', (eb) =>
				eb
					.selectFrom('articles as last')
					.select('last.seq')
					.where('last.id', '=', after ?? ''),
			),
		)
		.orderBy('seq')
		.limit(limit)
		.execute();
	return rows.map(articleOf);
}
