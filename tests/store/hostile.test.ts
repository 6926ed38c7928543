import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleById, latestArticles } from '../../src/store/articles.ts';
import { ensureFeed } from '../../src/store/feeds.ts';
import { putSubscription, subscriptionsOfChannel } from '../../src/store/subscriptions.ts';
import { aFeed, anArticle, aSubscription, NOW, publish } from './samples.ts';
import { onEveryStore } from './stores.ts';

onEveryStore((db) => {
	describe('text is kept as it is', () => {
		test.each([
			['quotes', `'"\`' "" \\' ; drop table articles; --`],
			['placeholders', '? ?1 $1 :name @name %s {}'],
			['empty', ''],
			['an emoji', '👩‍👩‍👧 𝒜'],
			['controls', '\u0001\u001b[31m\u2028\u202e\r\n\t'],
			['a megabyte', 'Phare — '.repeat(128_000)],
		])('%s', async (_, text) => {
			const article = anArticle('a', { text, title: text, teaser: text, source: text, tags: [text] });
			await publish(db(), article);
			expect(await articleById(db(), 'a')).toEqual(article);
		});

		test('but for what no database keeps: NUL and half a surrogate pair become a replacement mark', async () => {
			const text = 'a\0b\ud83dc\udc00';
			await publish(db(), anArticle('a', { text, authors: [text] }));
			expect(await articleById(db(), 'a')).toMatchObject({
				text: 'a\ufffdb\ufffdc\ufffd',
				// JSON escapes them, so that inside it they survive.
				authors: [text],
			});
			expect(await articleById(db(), '\0')).toBeUndefined();
		});

		test('whatever it is', async () => {
			await ensureFeed(db(), aFeed(), NOW);
			await fc.assert(
				fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (filter) => {
					await putSubscription(db(), aSubscription('discord:1', 'feed-1', { filter }));
					const [only] = await subscriptionsOfChannel(db(), 'discord:1');
					expect(only?.subscription.filter).toBe(filter.toWellFormed().replaceAll('\0', '\ufffd'));
					await latestArticles(db(), { from: filter, limit: 1 });
				}),
				{ numRuns: 60 },
			);
		});
	});

	test('JSON that somebody broke in the database is named when it is read', async () => {
		await publish(db(), anArticle('a'));
		for (const broken of ['{', '[1]', '{"length":1}']) {
			await db().updateTable('articles').set({ authors: broken }).execute();
			await expect(articleById(db(), 'a')).rejects.toThrow('articles.authors');
		}
	});
});
