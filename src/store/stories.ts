/**
 * Stories: the articles on one event. Rules:
 * 1. A story's id and title are those of its first article; a story row is derived from its articles, so
 *    recording the same article twice changes nothing.
 */
import { sql } from 'kysely';
import type { Article, Story, StoryId } from '../model.ts';
import { articleOf } from './rows.ts';
import type { Db } from './schema.ts';

/** A story that never ends (live tickers, clusters gone wrong) is told by its newest articles. */
const MAX_ARTICLES = 200;

/** To be called after insertArticle, in the same transaction. */
export async function recordInStory(
	db: Db,
	article: Pick<Article, 'id' | 'storyId' | 'title' | 'publishedAt'>,
): Promise<void> {
	await db
		.insertInto('stories')
		.values({
			id: article.storyId,
			title: article.title,
			first_at: article.publishedAt,
			last_at: article.publishedAt,
			article_count: 1,
		})
		.onConflict((conflict) =>
			conflict.column('id').doUpdateSet((eb) => ({
				...(article.id === article.storyId && { title: article.title }),
				first_at: sql<number>`case when excluded.first_at < stories.first_at then excluded.first_at else stories.first_at end`,
				last_at: sql<number>`case when excluded.last_at > stories.last_at then excluded.last_at else stories.last_at end`,
				article_count: eb
					.selectFrom('articles')
					.select((count) => count.fn.countAll<number>().as('count'))
					.where('story_id', '=', article.storyId),
			})),
		)
		.execute();
}

/** With its newest 200 articles, oldest first. */
export async function storyById(db: Db, id: StoryId): Promise<Story | undefined> {
	const story = await db
		.selectFrom('stories')
		.select(['id', 'title'])
		.where('id', '=', id)
		.executeTakeFirst();
	if (!story) return undefined;
	const rows = await db
		.selectFrom('articles')
		.selectAll()
		.where('story_id', '=', id)
		.orderBy('published_at', 'desc')
		.orderBy('seq', 'desc')
		.limit(MAX_ARTICLES)
		.execute();
	return { ...story, articles: rows.reverse().map(articleOf) };
}
