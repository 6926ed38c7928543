/**
 * The words of the program, as data. Rules:
 * 1. Everything here is a plain frozen-by-convention value; nothing is imported.
 * 2. What is stored or sent is JSON: times are epoch milliseconds there. Only values that never leave the
 *    process (FeedItem, ExtractedArticle) carry Date.
 * 3. Ids are short strings derived from what they name (see feed/identity.ts), so that the same article,
 *    subscription or delivery gets the same id in every process and a repeated insert is harmless.
 */
import type { Trouble } from './errors.ts';

export type Platform = 'discord' | 'telegram' | 'preview';

/** A place to post: `discord:123`, `telegram:-100123`, `telegram:-100123:45` (forum topic), `preview:news`. */
export type ChannelRef = `${Platform}:${string}`;

export type ArticleId = string;
/** The id of the story's first article. */
export type StoryId = string;
export type FeedId = string;

export interface Enclosure {
	readonly url: string;
	readonly type?: string;
	/** Bytes, as the feed says. */
	readonly length?: number;
}

/** One entry of a feed document (RSS item, Atom entry, JSON Feed item, sitemap url). */
export interface FeedItem {
	/** Unique within its feed and the same for the same bytes. */
	readonly id: string;
	readonly url?: string;
	/** The article's own address where the feed says that `url` is only a redirect to it (feedburner:origLink). */
	readonly originalUrl?: string;
	readonly title?: string;
	readonly authors: readonly string[];
	readonly publishedAt?: Date;
	readonly updatedAt?: Date;
	/** What the feed said where `publishedAt` was in the future and is now the moment of reading. */
	readonly statedAt?: Date;
	/** HTML. */
	readonly summary?: string;
	/** HTML. */
	readonly content?: string;
	readonly categories: readonly string[];
	readonly enclosures: readonly Enclosure[];
	readonly image?: string;
}

/** How a feed's document is read: as the feed it is, or as a page whose posts or headlines stand for one. */
export type FeedKind = 'feed' | 'page';

export interface ParsedFeed {
	readonly title?: string;
	readonly siteUrl?: string;
	readonly language?: string;
	/** Seconds between two reads, as the publisher asks (ttl, sy:updatePeriod). */
	readonly ttlSeconds?: number;
	/** Hours of the day, GMT, 0 to 23, in which the publisher wants no visit. */
	readonly skipHours?: readonly number[];
	/** Days of the week, GMT, 0 is Sunday. */
	readonly skipDays?: readonly number[];
	/** Of WebSub: who tells of news. */
	readonly hubUrl?: string;
	/** The feed's own address as its publisher and the hub know it. */
	readonly selfUrl?: string;
	/** It is a sitemap that stands for a feed. */
	readonly isSitemap?: true;
	readonly items: readonly FeedItem[];
}

/** What a publisher sent to recognise an unchanged document; kept and returned byte for byte. */
export interface Validators {
	readonly etag?: string;
	readonly lastModified?: string;
	/** sha256 of the decoded body, hex: an unchanged body is not parsed again. */
	readonly bodyHash?: string;
	/** The address that sent them, where a redirect led away from the feed's own. They go back to no other. */
	readonly url?: string;
}

/** What a publisher asks of its readers, as last heard: it counts on after a 304 and after a restart. */
export interface Directives {
	/** Cache-Control or Expires, ms. */
	readonly freshFor?: number;
	/** ttl or sy:updatePeriod, ms. */
	readonly ttl?: number;
	readonly skipHours?: readonly number[];
	readonly skipDays?: readonly number[];
}

/** How often a feed has news, as far as the reader knows. */
export interface Rhythm {
	/** Half the usual time between two items, ms; unset while unknown. */
	readonly usual?: number;
	/** What the last check wished to wait, ms, before bounds and directives. */
	readonly pause: number;
	/** How many of the next checks come twice as soon, because there was news. */
	readonly eager: number;
	/** When the last new item was seen. */
	readonly newsAt?: number;
}

/** Permanent redirects to one address, seen in a row: the proof that the feed moved. */
export interface Move {
	readonly to: string;
	readonly since: number;
	readonly seen: number;
}

/** What is remembered from check to check. */
export interface Habits {
	readonly directives: Directives;
	readonly rhythm: Rhythm;
	readonly move?: Move;
}

export interface Feed {
	readonly id: FeedId;
	readonly url: string;
	readonly kind: FeedKind;
	readonly title: string;
	readonly siteUrl?: string;
	readonly language?: string;
	readonly validators: Validators;
	/** Unset until the first successful fetch. */
	readonly fetchedAt?: number;
	readonly nextCheckAt: number;
	/** The earliest next visit by the publisher's own word; only its own ping comes before it. */
	readonly notBefore?: number;
	/** Unset until the first successful fetch. */
	readonly habits?: Habits;
	/** Where it was before it moved, to go back to should the new address fail. */
	readonly oldUrl?: string;
	/** Failures in a row. */
	readonly failures: number;
	readonly lastError?: string;
	readonly trouble?: Trouble;
	/** Of the first failure in a row. */
	readonly failingSince?: number;
	/** The trouble its channels were told of since then. */
	readonly told?: Trouble;
	/** Of the first 410 in a row. */
	readonly goneAt?: number;
	/** Set when the publisher ended the feed (410): it is not polled again. */
	readonly endedAt?: number;
	/** Its own ids have proved worthless: items are known by their links. */
	readonly keyedBy?: 'link';
	/** How often in a row most ids were new while the links were known. */
	readonly renamings?: number;
	/** When all its entries changed at once, and how many of them were kept back. */
	readonly heldAt?: number;
	readonly heldCount?: number;
	/** Items that were last shown before this may have been forgotten. */
	readonly forgottenAt?: number;
}

export interface Link {
	readonly title: string;
	readonly url?: string;
}

/** What a page or a pasted text says about itself. */
export interface ExtractedArticle {
	readonly title: string;
	/** Paragraphs separated by a blank line. */
	readonly text: string;
	readonly authors: readonly string[];
	readonly authorBio?: string;
	readonly publishedAt?: Date;
	readonly updatedAt?: Date;
	readonly language?: string;
	readonly section?: string;
	readonly image?: string;
	readonly canonicalUrl?: string;
	readonly readAlso: readonly Link[];
	readonly previous?: Link;
	readonly next?: Link;
	readonly readCount?: number;
	readonly commentCount?: number;
	readonly tags: readonly string[];
	/** Set where the page says that only subscribers read all of it. */
	readonly isPaywalled?: true;
}

/** A quoted sentence: `text === article.text.slice(start, end)`. */
export interface Sentence {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** Why an article's text is only its beginning: the rest is for subscribers, or the feed gives no more. */
export type Excerpt = 'subscribers' | 'feed';

/** One publication, de-duplicated by its canonical address. */
export interface Article {
	readonly id: ArticleId;
	readonly storyId: StoryId;
	/** Unset for an article that only a link or a pasted text brought. */
	readonly feedId?: FeedId;
	readonly url: string;
	readonly title: string;
	/** Paragraphs separated by a blank line. */
	readonly text: string;
	/** Two quoted sentences for the post; may be empty. */
	readonly teaser: string;
	/** The outlet's name as readers know it. */
	readonly source: string;
	readonly language?: string;
	readonly section?: string;
	readonly authors: readonly string[];
	readonly authorBio?: string;
	readonly image?: string;
	readonly publishedAt: number;
	readonly updatedAt?: number;
	readonly tags: readonly string[];
	readonly readAlso: readonly Link[];
	readonly previous?: Link;
	readonly next?: Link;
	readonly readCount?: number;
	readonly commentCount?: number;
	/** Set where `text` is only the beginning. */
	readonly excerpt?: Excerpt;
	/** When Depeche first saw it. */
	readonly seenAt: number;
}

/** The articles on one event, oldest first. */
export interface Story {
	readonly id: StoryId;
	readonly title: string;
	readonly articles: readonly Article[];
}

export type Pace = 'live' | 'daily';

/** A channel's wish: this feed, at this pace, through this filter. */
export interface Subscription {
	readonly id: string;
	readonly channel: ChannelRef;
	readonly feedId: FeedId;
	readonly pace: Pace;
	/** Words, "phrases", -not; see subscription/filter.ts. */
	readonly filter?: string;
	/** The language of the channel's interface, e.g. `fr`. */
	readonly locale: string;
	readonly createdAt: number;
	/** Set while posts cannot reach the channel; the configuration stays. */
	readonly pausedReason?: string;
	/** The feed's first fetch is not told here: it came in a list, with many others. */
	readonly quiet?: boolean;
	/** Names of the folders it came in, outermost first. */
	readonly folders?: readonly string[];
}

export type DeliveryState = 'due' | 'sending' | 'sent' | 'gone' | 'rejected' | 'unknown';

/** One row of the outbox: one subject to one channel, at most once. Its id is hash(channel, subject). */
export interface Delivery {
	readonly id: string;
	readonly channel: ChannelRef;
	/**
	 * `story:<storyId>`, `digest:<subscriptionId>:<yyyy-mm-dd>`, `import:<importId>`, or
	 * `notice:<feedId>:<trouble>:<failingSince>`: a feed that recovered and fails again is a new subject.
	 */
	readonly subject: string;
	/** One article for a story post, several for a digest, none for a notice or the report of an import. */
	readonly articleIds: readonly ArticleId[];
	readonly locale: string;
	readonly state: DeliveryState;
	readonly dueAt: number;
	readonly plannedAt: number;
	readonly attempts: number;
	/** When the first attempt was made: an idempotency key is trusted only for a while after it. */
	readonly firstTriedAt?: number;
	readonly sentAt?: number;
	/** The platform's own message id. */
	readonly messageId?: string;
	/** The platform's words when it was refused. */
	readonly reason?: string;
}

/** A phrase of locales/*.ftl in one language. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** A host that asked to be left alone. */
export interface HostRest {
	/** As in an address, with its port. */
	readonly host: string;
	/** Epoch ms. */
	readonly until: number;
	/** How often in a row it said so. */
	readonly strikes: number;
}
