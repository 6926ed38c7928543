import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/model.ts';
import {
	articleById,
	articlesAfter,
	articlesByIds,
	insertArticle,
	latestArticles,
} from '../../src/store/articles.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { rememberItems } from '../../src/store/ledger.ts';
import { recordInStory, storyById } from '../../src/store/stories.ts';
import { aFeed, anArticle, DAY, HOUR, NOW, publish } from './samples.ts';
import { onEveryStore } from './stores.ts';

const ids = (articles: readonly Article[]): string[] => articles.map((article) => article.id);

onEveryStore((db) => {
	describe('an article', () => {
		test('comes back as it was, with everything it may say', async () => {
			await ensureFeed(db(), aFeed(), NOW);
			const full: Article = anArticle('full', {
				feedId: 'feed-1',
				language: 'fr',
				section: 'Société',
				authors: ['Ada Finch', "Zoé d'Arc"],
				authorBio: 'Writes about harbours.',
				image: 'https://courier.example/a.jpg',
				updatedAt: NOW + 1,
				tags: ['phare', '"quoted"'],
				readAlso: [{ title: 'More', url: 'https://courier.example/more' }, { title: 'No link' }],
				previous: { title: 'Before' },
				next: { title: 'After', url: 'https://courier.example/after' },
				readCount: 0,
				commentCount: 12,
				excerpt: 'subscribers',
			});
			await publish(db(), full, anArticle('bare'));
			expect(await articleById(db(), 'full')).toEqual(full);
			expect(await articleById(db(), 'bare')).toEqual(anArticle('bare'));
			expect(await articleById(db(), 'nobody')).toBeUndefined();
		});

		test('is inserted once', async () => {
			const words = { title: 'lighthouse', body: 'friday' };
			expect(await insertArticle(db(), anArticle('a'), words)).toBe(true);
			expect(await insertArticle(db(), anArticle('a', { title: 'Changed' }), words)).toBe(false);
			expect((await articleById(db(), 'a'))?.title).toBe('Lighthouse a reopens');
		});
	});

	describe('articles', () => {
		test('by id come in the order asked for, without the missing', async () => {
			await publish(db(), anArticle('a'), anArticle('b'), anArticle('c'));
			expect(ids(await articlesByIds(db(), ['c', 'nobody', 'a', 'b']))).toEqual(['c', 'a', 'b']);
			expect(await articlesByIds(db(), [])).toEqual([]);
		});

		test('latest come newest first, the later arrival first on a tie', async () => {
			await publish(
				db(),
				anArticle('old', { publishedAt: NOW - DAY }),
				anArticle('tie-1'),
				anArticle('tie-2'),
			);
			expect(ids(await latestArticles(db(), { limit: 10 }))).toEqual(['tie-2', 'tie-1', 'old']);
			expect(ids(await latestArticles(db(), { limit: 1 }))).toEqual(['tie-2']);
		});

		test.each([
			['telescope', ['t']],
			['le télescope', ['t']],
			['LE TÉLESCOPE', ['t']],
			['telescope.example', ['t']],
			['https://www.telescope.example/rss?x=1', ['t']],
			['courier', ['c']],
			['100%', []],
			['_', []],
			['\\', []],
			["' or 1=1 --", []],
			['x'.repeat(100_000), []],
		])('latest from %.40s', async (from, expected) => {
			await publish(
				db(),
				anArticle('t', { source: 'Le Télescope', url: 'https://www.telescope.example/1' }),
				anArticle('c'),
			);
			expect(ids(await latestArticles(db(), { from, limit: 10 }))).toEqual(expected);
		});

		test('latest of one feed', async () => {
			await ensureFeed(db(), aFeed('a'), NOW);
			await publish(db(), anArticle('mine', { feedId: 'a' }), anArticle('shared'), anArticle('other'));
			const shown = ['mine', 'shared'].map((id) => ({ itemId: `item-${id}`, articleId: id }));
			await rememberItems(db(), 'a', [...shown, { itemId: 'never kept' }], NOW);
			const latest = await latestArticles(db(), { feedId: 'a', limit: 10 });
			expect(ids(latest).toSorted()).toEqual(['mine', 'shared']);
		});

		test('are paged in the order of arrival', async () => {
			await publish(
				db(),
				anArticle('too-old', { seenAt: NOW - DAY }),
				...['e', 'b', 'd', 'a', 'c'].map((id) => anArticle(id, { publishedAt: NOW - HOUR })),
			);
			const pages: string[][] = [];
			for (let after: string | undefined; ; after = pages.at(-1)?.at(-1)) {
				const page = ids(await articlesAfter(db(), { seenSince: NOW, after, limit: 2 }));
				if (page.length === 0) break;
				pages.push(page);
			}
			expect(pages).toEqual([['e', 'b'], ['d', 'a'], ['c']]);
		});
	});

	describe('a story', () => {
		test('has the title of its first article and all articles, oldest first', async () => {
			await publish(
				db(),
				anArticle('second', { storyId: 'first', title: 'Follow-up', publishedAt: NOW + HOUR }),
				anArticle('first', { title: 'The event' }),
				anArticle('elsewhere'),
			);
			const story = await storyById(db(), 'first');
			expect(story?.title).toBe('The event');
			expect(ids(story?.articles ?? [])).toEqual(['first', 'second']);
			expect(await storyById(db(), 'nobody')).toBeUndefined();
		});

		test('is recorded twice without counting twice', async () => {
			const member = anArticle('b', { storyId: 'a', publishedAt: NOW - HOUR });
			await publish(db(), anArticle('a'), member);
			await recordInStory(db(), member);
			const row = await db().selectFrom('stories').selectAll().executeTakeFirstOrThrow();
			expect(row).toEqual({
				id: 'a',
				title: anArticle('a').title,
				first_at: NOW - HOUR,
				last_at: NOW,
				article_count: 2,
			});
		});

		test('that never ends is told by its newest 200', async () => {
			await publish(
				db(),
				...Array.from({ length: 205 }, (_, index) =>
					anArticle(`n${index}`, { storyId: 'n0', publishedAt: NOW + index }),
				),
			);
			const articles = (await storyById(db(), 'n0'))?.articles ?? [];
			expect([articles.length, articles[0]?.id, articles.at(-1)?.id]).toEqual([200, 'n5', 'n204']);
		});
	});
});
