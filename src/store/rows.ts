/**
 * From rows to the words of model.ts. Rules:
 * 1. NULL becomes an absent member, never `undefined` or an empty string.
 * 2. JSON from the database is checked: a file that somebody edited fails here, with the column's name.
 */
import type { Selectable } from 'kysely';
import { z } from 'zod';
import { TROUBLES } from '../errors.ts';
import type { Article, Delivery, Feed, Habits, Subscription } from '../model.ts';
import type { ArticlesTable, DeliveriesTable, FeedsTable, SubscriptionsTable } from './schema.ts';

type Present<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
	[K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
};

/** The same object without its NULLs. */
function present<T extends Record<string, string | number | null>>(columns: T): Present<T> {
	const entries = Object.entries(columns).filter(([, value]) => value !== null);
	// Dropping the NULLs is exactly what Present says; fromEntries cannot express it.
	return Object.fromEntries(entries) as Present<T>;
}

export const strings = z.array(z.string());
const link = z.object({ title: z.string(), url: z.string().exactOptional() });
const links = z.object({
	readAlso: z.array(link),
	previous: link.exactOptional(),
	next: link.exactOptional(),
});

const directives = z.object({
	freshFor: z.number().exactOptional(),
	ttl: z.number().exactOptional(),
	skipHours: z.array(z.number()).exactOptional(),
	skipDays: z.array(z.number()).exactOptional(),
});
const rhythm = z.object({
	usual: z.number().exactOptional(),
	pause: z.number(),
	eager: z.number(),
	newsAt: z.number().exactOptional(),
});
const habits: z.ZodType<Habits> = z.object({
	directives,
	rhythm,
	move: z.object({ to: z.string(), since: z.number(), seen: z.number() }).exactOptional(),
});
const trouble = z.enum(TROUBLES).nullable();

function fromJson<T>(schema: z.ZodType<T>, column: string, json: string): T {
	try {
		return schema.parse(JSON.parse(json));
	} catch (cause) {
		throw new Error(`The database holds an unreadable value in ${column}`, { cause });
	}
}

export const feedOf = (row: Selectable<FeedsTable>): Feed => ({
	id: row.id,
	url: row.url,
	kind: row.kind,
	title: row.title,
	validators: present({
		etag: row.etag,
		lastModified: row.last_modified,
		bodyHash: row.body_hash,
		url: row.validators_url,
	}),
	nextCheckAt: row.next_check_at,
	failures: row.failures,
	...(row.renamings > 0 && { renamings: row.renamings }),
	...(row.keyed_by === 'link' && { keyedBy: row.keyed_by }),
	...present({
		siteUrl: row.site_url,
		language: row.language,
		fetchedAt: row.fetched_at,
		notBefore: row.not_before,
		oldUrl: row.old_url,
		lastError: row.last_error,
		trouble: trouble.parse(row.trouble),
		failingSince: row.failing_since,
		told: trouble.parse(row.told),
		goneAt: row.gone_at,
		endedAt: row.ended_at,
		heldAt: row.held_at,
		heldCount: row.held_count,
		forgottenAt: row.forgotten_at,
	}),
	...(row.habits !== null && { habits: fromJson(habits, 'feeds.habits', row.habits) }),
});

export const articleOf = (row: Selectable<ArticlesTable>): Article => ({
	id: row.id,
	storyId: row.story_id,
	url: row.url,
	title: row.title,
	text: row.text,
	teaser: row.teaser,
	source: row.source,
	publishedAt: row.published_at,
	seenAt: row.seen_at,
	authors: fromJson(strings, 'articles.authors', row.authors),
	tags: fromJson(strings, 'articles.tags', row.tags),
	...fromJson(links, 'articles.links', row.links),
	...present({
		feedId: row.feed_id,
		language: row.language,
		section: row.section,
		authorBio: row.author_bio,
		image: row.image,
		updatedAt: row.updated_at,
		readCount: row.read_count,
		commentCount: row.comment_count,
		excerpt: row.excerpt,
	}),
});

export const subscriptionOf = (row: Selectable<SubscriptionsTable>): Subscription => ({
	id: row.id,
	channel: row.channel,
	feedId: row.feed_id,
	pace: row.pace,
	locale: row.locale,
	createdAt: row.created_at,
	...present({ filter: row.filter, pausedReason: row.paused_reason }),
	...(row.quiet === 1 && { quiet: true }),
	...(row.folders !== null && { folders: fromJson(strings, 'subscriptions.folders', row.folders) }),
});

export const deliveryOf = (row: Selectable<DeliveriesTable>): Delivery => ({
	id: row.id,
	channel: row.channel,
	subject: row.subject,
	articleIds: fromJson(strings, 'deliveries.article_ids', row.article_ids),
	locale: row.locale,
	state: row.state,
	dueAt: row.due_at,
	plannedAt: row.planned_at,
	attempts: row.attempts,
	...present({
		firstTriedAt: row.first_tried_at,
		sentAt: row.sent_at,
		messageId: row.message_id,
		reason: row.reason,
	}),
});
