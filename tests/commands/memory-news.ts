/** A newsroom in memory for the tests of commands: the same questions, answered from two lists. */
import type { Following, Found, News, Reference } from '../../src/core/news.ts';
import { UserError } from '../../src/errors.ts';
import type { Article, ArticleId, Feed } from '../../src/model.ts';
import { article, feed, NOON, subscription } from '../doc/fiction.ts';

export interface MemoryNews extends News {
	readonly asked: Reference[];
	readonly followed: string[];
	readonly remembered: (readonly ArticleId[])[];
}

const IMPORTED = {
	refused: 0,
	already: 1,
	read: 0,
	failed: 0,
	waiting: 2,
	repeated: 0,
	unreadable: [],
	failures: [],
};

export function memoryNews(
	articles: readonly Article[] = [article('f1'), article('f2', { storyId: 'f1', source: 'Le Phare' })],
	feeds: readonly Feed[] = [],
): MemoryNews {
	const asked: Reference[] = [];
	const followed: string[] = [];
	const remembered: (readonly ArticleId[])[] = [];
	const rows: Following[] = feeds.map((followed) => ({
		feed: followed,
		subscription: subscription(followed.id),
	}));
	const matching = (words: string) =>
		articles.filter(({ title, source }) => `${title} ${source}`.includes(words));
	return {
		asked,
		followed,
		remembered,
		async article(reference) {
			asked.push(reference);
			const found = articles.find(({ id }) => reference.words === undefined || id === reference.words);
			if (!found) throw new UserError('problem-article-unknown', { words: reference.words ?? '' });
			return found;
		},
		summary: async ({ article: { text }, sentences }) => ({
			kind: 'quoted',
			sentences: text
				.split(/(?<=\.) /)
				.slice(0, sentences)
				.map((words) => ({ text: words, start: 0, end: words.length })),
		}),
		related: async ({ id }, limit) =>
			articles
				.filter((other) => other.id !== id)
				.slice(0, limit)
				.map((other) => ({ article: other, score: 0.5 })),
		story: async ({ storyId, title }) => ({
			id: storyId,
			title,
			articles: articles.filter((other) => other.storyId === storyId),
		}),
		latest: async (from = '', limit) => matching(from).slice(0, limit),
		search: async (words, limit) => matching(words).slice(0, limit),
		async follow({ address, channel, pace, filter, locale }): Promise<Found> {
			followed.push(address);
			const found = feed('harbour');
			const wanted = subscription('harbour', {
				channel,
				pace: pace ?? 'live',
				locale,
				...(filter !== undefined && { filter }),
			});
			rows.push({ feed: found, subscription: wanted });
			return {
				feed: found,
				subscription: wanted,
				created: true,
				changed: [],
				isSitemap: false,
				others: [],
				newest: [{ title: 'The ferry is back', at: NOON }],
			};
		},
		async unfollow(_channel, which) {
			const row = rows[Number(which) - 1];
			if (!row) throw new UserError('problem-unfollow-none', { words: which });
			return row;
		},
		following: async () => rows,
		import: async () => IMPORTED,
		lastImport: async () => undefined,
		export: async () => ({
			count: rows.length,
			name: 'depeche-news.opml',
			type: 'text/x-opml',
			text: '<opml/>',
		}),
		remember: async (_channel, list) => void remembered.push(list),
	};
}
