/** A small made-up press for the tests of views, commands and the desk. */
import type { Article, Feed, Subscription } from '../../src/model.ts';

/** 22 November 2026, noon UTC. */
export const NOON = Date.UTC(2026, 10, 22, 12);
export const HOUR = 3_600_000;
/** Words that ping, mark up, turn the line around and do not end. */
export const HOSTILE = `@everyone **${'"]('.repeat(1_000)}** \u202egnp.exe <b>`;

export const article = (id: string, more: Partial<Article> = {}): Article => ({
	id,
	storyId: id,
	url: `https://harbour.example/news/${id}`,
	title: `The ferry ${id} is back`,
	text: 'The ferry sails again. It was repaired for a month. The harbour is glad.',
	teaser: 'The ferry sails again. It was repaired for a month.',
	source: 'Harbour Post',
	authors: [],
	publishedAt: NOON - HOUR,
	tags: [],
	readAlso: [],
	seenAt: NOON,
	...more,
});

export const feed = (id: string, more: Partial<Feed> = {}): Feed => ({
	id,
	url: `https://${id}.example/feed.xml`,
	kind: 'feed',
	title: `The ${id} Post`,
	siteUrl: `https://${id}.example/`,
	validators: {},
	nextCheckAt: NOON,
	failures: 0,
	...more,
});

export const subscription = (feedId: string, more: Partial<Subscription> = {}): Subscription => ({
	id: `sub-${feedId}`,
	channel: 'preview:news',
	feedId,
	pace: 'live',
	locale: 'en',
	createdAt: NOON,
	...more,
});
