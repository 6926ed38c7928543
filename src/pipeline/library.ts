/**
 * The articles, in the store and in memory at once. Rules:
 * 1. An article enters through `putArticle` alone, so that store, index and clusters never disagree.
 * 2. A copy of an article (agency text, a re-post) belongs to its original's story, however short it is.
 * 3. The store is the truth: index and clusters are rebuilt from it at start (`restoreLibrary`).
 */
import { tokens } from '../article/terms.ts';
import { ArticleIndex } from '../article-index/index.ts';
import type { Article } from '../model.ts';
import { articlesAfter, insertArticle } from '../store/articles.ts';
import type { Db } from '../store/db.ts';
import { recordInStory } from '../store/stories.ts';
import { StoryClusterer } from '../story/cluster.ts';

const DAY_MS = 86_400_000;
/** As long as anything may be related or belong to a running story. */
const MEMORY_MS = 90 * DAY_MS;
const PAGE = 500;

export interface Library {
	readonly db: Db;
	readonly index: ArticleIndex;
	readonly clusterer: StoryClusterer;
}

export const createLibrary = (db: Db): Library => ({
	db,
	index: new ArticleIndex(),
	clusterer: new StoryClusterer(),
});

const indexed = (article: Omit<Article, 'storyId'>) => ({
	id: article.id,
	title: article.title,
	text: article.text,
	source: article.source,
	publishedAt: new Date(article.publishedAt),
	...(article.language !== undefined && { language: article.language }),
});

/** Stores an article with its story, inside the caller's transaction. */
export async function putArticle(
	library: Library,
	tx: Db,
	draft: Omit<Article, 'storyId'>,
): Promise<Article> {
	const entry = indexed(draft);
	library.index.add(entry);
	const storyId = library.clusterer.add(entry, library.index.nearDuplicate(draft.id));
	const article: Article = { ...draft, storyId };
	const inserted = await insertArticle(tx, article, {
		title: tokens(article.title, article.language).join(' '),
		body: tokens(article.text, article.language).join(' '),
	});
	if (inserted) await recordInStory(tx, article);
	return article;
}

/** Reads the recent past back into memory. @returns the number of articles. */
export async function restoreLibrary(library: Library, now: number): Promise<number> {
	const { db, index, clusterer } = library;
	let count = 0;
	let after: string | undefined;
	for (;;) {
		const page = await articlesAfter(db, {
			seenSince: now - MEMORY_MS,
			limit: PAGE,
			...(after !== undefined && { after }),
		});
		for (const article of page) {
			const entry = indexed(article);
			index.add(entry);
			clusterer.restore(article.id, article.storyId, entry);
		}
		count += page.length;
		after = page.at(-1)?.id;
		if (page.length < PAGE) return count;
	}
}
