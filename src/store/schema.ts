/**
 * The tables, as Kysely sees them. Rules:
 * 1. One schema for SQLite and PostgreSQL: text and 64-bit integers only. Times are epoch milliseconds.
 * 2. Columns that hold JSON are text and pass zod when they are read (rows.ts).
 * 3. Foreign text is never a key: a feed item's id is hashed, because it may be a megabyte long.
 * 4. `article_search` is the one table with two shapes; only search.ts and the migrations touch it.
 */
import type { Generated, Kysely } from 'kysely';
import type { ChannelRef, DeliveryState, Excerpt, FeedKind, Pace, Platform } from '../model.ts';

export interface FeedsTable {
	id: string;
	url: string;
	title: string;
	site_url: string | null;
	language: string | null;
	etag: string | null;
	last_modified: string | null;
	body_hash: string | null;
	fetched_at: number | null;
	next_check_at: number;
	failures: number;
	last_error: string | null;
	ended_at: number | null;
	/** 'link' where the feed's own ids have proved worthless. */
	keyed_by: string | null;
	/** How often in a row most ids were new while the links were known. */
	renamings: Generated<number>;
	held_at: number | null;
	held_count: number | null;
	/** Items that were last shown before this may have been forgotten. */
	forgotten_at: number | null;
	kind: Generated<FeedKind>;
	/** The address that sent the validators, where it is not `url`. */
	validators_url: string | null;
	not_before: number | null;
	/** JSON: Habits. */
	habits: string | null;
	old_url: string | null;
	trouble: string | null;
	failing_since: number | null;
	told: string | null;
	gone_at: number | null;
	/** A hub told of news that no visit since then has looked for. */
	hinted_at: number | null;
}

/** Hosts that asked to be left alone. */
export interface HostRestsTable {
	/** As in an address, with its port. */
	host: string;
	until: number;
	/** How often in a row it said so. */
	strikes: number;
}

export interface FeedItemsTable {
	feed_id: string;
	/** shortId of the item's own id. */
	item_key: string;
	article_id: string | null;
	/** When it was first shown, and last. */
	seen_at: number;
	last_seen_at: number;
	/** By what it is known again: feed/marks.ts. */
	address_key: string | null;
	title_key: string | null;
	body_key: string | null;
	said_at: number | null;
}

export interface HubSubscriptionsTable {
	/** The unguessable end of the callback. */
	id: string;
	feed_id: string;
	hub: string;
	topic: string;
	callback: string;
	secret: string;
	state: 'wanted' | 'active' | 'leaving';
	/** What the hub was asked and has not confirmed yet. */
	asked: 'subscribe' | 'unsubscribe' | null;
	next_try_at: number;
	failures: number;
	lease_until: number | null;
	pinged_at: number | null;
	/** The feed's next check as we put it off. */
	stretched_to: number | null;
}

export interface ArticlesTable {
	/** In the order of arrival; also the row's number in the full-text index. */
	seq: Generated<number>;
	id: string;
	story_id: string;
	feed_id: string | null;
	url: string;
	title: string;
	text: string;
	teaser: string;
	source: string;
	/** The outlet's name and host, folded: what `/latest <outlet>` looks in. */
	origin: string;
	language: string | null;
	section: string | null;
	author_bio: string | null;
	image: string | null;
	published_at: number;
	updated_at: number | null;
	read_count: number | null;
	comment_count: number | null;
	excerpt: Excerpt | null;
	seen_at: number;
	/** JSON: string[]. */
	authors: string;
	/** JSON: string[]. */
	tags: string;
	/** JSON: { readAlso, previous?, next? }. */
	links: string;
}

export interface StoriesTable {
	id: string;
	title: string;
	first_at: number;
	last_at: number;
	article_count: number;
}

export interface SubscriptionsTable {
	id: string;
	channel: ChannelRef;
	feed_id: string;
	pace: Pace;
	filter: string | null;
	locale: string;
	created_at: number;
	paused_reason: string | null;
	/** 1 until the feed's first fetch, which is then told to nobody here. */
	quiet: Generated<number>;
	/** JSON: string[]. */
	folders: string | null;
}

export interface DeliveriesTable {
	/** In the order of planning. */
	seq: Generated<number>;
	id: string;
	/** The part of `channel` before the colon, for the relay's index. */
	platform: Platform;
	channel: ChannelRef;
	subject: string;
	/** JSON: string[]. */
	article_ids: string;
	locale: string;
	state: DeliveryState;
	due_at: number;
	planned_at: number;
	attempts: number;
	first_tried_at: number | null;
	sent_at: number | null;
	message_id: string | null;
	reason: string | null;
}

export interface DigestEntriesTable {
	channel: ChannelRef;
	story_id: string;
	subscription_id: string;
	article_id: string;
	due_at: number;
	planned_at: number;
	/** 1 once its digest is planned. The row stays: it remembers that the channel was told. */
	closed: number;
}

export interface NoticeEntriesTable {
	delivery_id: string;
	feed_id: string;
	trouble: string;
	failing_since: number;
	noted_at: number;
}

export interface ImportsTable {
	id: string;
	channel: ChannelRef;
	locale: string;
	created_at: number;
	finished_at: number | null;
	repeated: number;
	/** JSON: { title, address }[]. */
	unreadable: string;
	/** The message that answered the command. */
	answer_id: string | null;
}

export interface ImportEntriesTable {
	import_id: string;
	/** In the list. */
	place: number;
	state: 'waiting' | 'followed' | 'already' | 'refused';
	feed_id: string;
	url: string;
	title: string;
	site_url: string | null;
	pace: Pace | null;
	filter: string | null;
	/** JSON: string[]. */
	folders: string;
}

export interface Tables {
	feeds: FeedsTable;
	host_rests: HostRestsTable;
	feed_items: FeedItemsTable;
	articles: ArticlesTable;
	stories: StoriesTable;
	subscriptions: SubscriptionsTable;
	deliveries: DeliveriesTable;
	digest_entries: DigestEntriesTable;
	notice_entries: NoticeEntriesTable;
	imports: ImportsTable;
	import_entries: ImportEntriesTable;
	hub_subscriptions: HubSubscriptionsTable;
}

/** A database or a transaction on it. */
export type Db = Kysely<Tables>;
export type Dialect = 'sqlite' | 'postgres';
