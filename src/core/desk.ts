/**
 * The desk answers News from the store, the index and the fetcher. Rules:
 * 1. It holds no state: what must last is in the store, what may be lost in the cache.
 * 2. A link is read only when somebody asks for it.
 * 3. A pasted text has neither relatives nor a story but itself: it is kept nowhere.
 */
import type { ArticleIndex } from '../article-index/index.ts';
import { parseQuery } from '../article-index/search.ts';
import { UserError } from '../errors.ts';
import { articlesByIds, latestArticles, searchArticles } from '../store/articles.ts';
import { storyById } from '../store/stories.ts';
import type { Summary, SummaryOrder } from '../summary.ts';
import { addressOf } from './address.ts';
import { createFollow, type FollowDeps } from './follow.ts';
import { createImport, exportList, type ImportDeps, lastImportOf } from './import.ts';
import { rememberList } from './lists.ts';
import type { News } from './news.ts';
import { createReferences, type ReferenceDeps } from './reference.ts';
import { listFollowing, unfollow } from './unfollow.ts';

/** Below this, articles share a place or a person, not a subject. */
const RELATED = 0.08;

export interface DeskDeps extends ReferenceDeps, Omit<FollowDeps, 'now'>, Omit<ImportDeps, 'now'> {
	readonly index: Pick<ArticleIndex, 'related' | 'has'>;
	summarize(order: SummaryOrder): Promise<Summary>;
	now?(): number;
}

export function createDesk(deps: DeskDeps): News {
	const { db, cache, index, now = Date.now } = deps;
	return {
		article: createReferences(deps),
		summary: (order) => deps.summarize(order),
		async related(article, limit) {
			if (!index.has(article.id)) return [];
			const hits = index.related(article.id, { limit }).filter(({ score }) => score >= RELATED);
			const scores = new Map(hits.map(({ id, score }) => [id, score]));
			const articles = await articlesByIds(db, [...scores.keys()]);
			return articles.map((found) => ({ article: found, score: scores.get(found.id) ?? 0 }));
		},
		story: async (article) =>
			(await storyById(db, article.storyId)) ?? {
				id: article.storyId,
				title: article.title,
				articles: [article],
			},
		latest: (from, limit) => latestArticles(db, { limit, ...(from !== undefined && { from: outlet(from) }) }),
		async search(words, limit) {
			const query = parseQuery(words);
			const { all, source, language, since } = query;
			if (all.length === 0 && (source ?? language ?? since) === undefined)
				throw new UserError('problem-search-words', { words });
			return searchArticles(db, query, limit);
		},
		follow: createFollow({ ...deps, now }),
		unfollow: (channel, which) => unfollow({ db, cache }, channel, which),
		following: (channel) => listFollowing({ db, cache }, channel),
		import: createImport({ ...deps, now }),
		lastImport: (channel) => lastImportOf(db, channel),
		export: (channel, title) => exportList({ ...deps, now }, channel, title),
		remember: (channel, list) => rememberList(cache, 'list', channel, list),
	};
}

/** An outlet's address stands for its host. */
function outlet(from: string): string {
	const address = addressOf(from);
	return address === undefined ? from : new URL(address).hostname.replace(/^www\./, '');
}
