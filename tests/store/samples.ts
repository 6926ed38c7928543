/** A small invented newsroom: each function makes one value, with what the test cares about replaced. */
import type { Article, ChannelRef, Feed, Subscription } from '../../src/model.ts';
import { insertArticle } from '../../src/store/articles.ts';
import type { Db } from '../../src/store/db.ts';
import { recordInStory } from '../../src/store/stories.ts';
import type { DigestEntry, PlannedDelivery } from '../../src/subscription/plan.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** A morning in spring. */
export const NOW = Date.UTC(2026, 3, 14, 8);

export const aFeed = (id = 'feed-1'): Pick<Feed, 'id' | 'url' | 'kind' | 'title'> => ({
	id,
	url: `https://courier.example/${id}.xml`,
	kind: 'feed',
	title: 'The Harbour Courier',
});

export const anArticle = (id: string, more: Partial<Article> = {}): Article => ({
	id,
	storyId: id,
	url: `https://courier.example/news/${id}`,
	title: `Lighthouse ${id} reopens`,
	text: 'The lighthouse reopens on Friday.\n\nVisitors are welcome.',
	teaser: 'The lighthouse reopens on Friday.',
	source: 'The Harbour Courier',
	authors: ['Ada Finch'],
	tags: [],
	readAlso: [],
	publishedAt: NOW,
	seenAt: NOW,
	...more,
});

const tokens = (text: string): string =>
	text
		.toLowerCase()
		.match(/[\p{L}\p{N}]+/gu)
		?.join(' ') ?? '';

/** Inserts with its words and its story, as the pipeline does. */
export async function publish(db: Db, ...articles: readonly Article[]): Promise<void> {
	for (const article of articles) {
		await insertArticle(db, article, { title: tokens(article.title), body: tokens(article.text) });
		await recordInStory(db, article);
	}
}

export const aSubscription = (
	channel: ChannelRef,
	feedId = 'feed-1',
	more: Partial<Subscription> = {},
): Subscription => ({
	id: `${channel}/${feedId}`,
	channel,
	feedId,
	pace: 'live',
	locale: 'en',
	createdAt: NOW,
	...more,
});

export const aDelivery = (
	channel: ChannelRef,
	story: string,
	more: Partial<PlannedDelivery> = {},
): PlannedDelivery => ({
	id: `${channel}/${story}`,
	channel,
	subject: `story:${story}`,
	articleIds: [story],
	locale: 'en',
	dueAt: NOW,
	plannedAt: NOW,
	...more,
});

export const anEntry = (
	channel: ChannelRef,
	story: string,
	more: Partial<DigestEntry> = {},
): DigestEntry => ({
	subscriptionId: `${channel}/feed-1`,
	channel,
	storyId: story,
	articleId: story,
	dueAt: NOW,
	plannedAt: NOW,
	...more,
});
