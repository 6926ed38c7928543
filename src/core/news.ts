/**
 * The few questions and orders a command may use. Rules:
 * 1. Commands know this and nothing behind it; desk.ts answers it from the store, the index and the fetcher.
 * 2. A question that has no answer throws a UserError that says what to do.
 */

import type { ImportView } from '../doc/views.ts';
import type { Article, ArticleId, ChannelRef, Feed, Pace, Story, Subscription } from '../model.ts';
import type { Summary, SummaryOrder } from '../summary.ts';
import type { Invocation, SentFile, Subject } from './command.ts';

/** Where to look for the article somebody means, in the order of asking. */
export interface Reference {
	/** What the person typed: a link, a number of the last list, an article id, or pasted text; or nothing. */
	readonly words: string | undefined;
	readonly about: Subject | undefined;
	readonly channel: ChannelRef;
	readonly signal: AbortSignal;
}

export interface Found {
	readonly feed: Feed;
	/** Other feeds of the same site: address and title. */
	readonly others: readonly { readonly url: string; readonly title: string }[];
	readonly newest: readonly { readonly title: string; readonly url?: string; readonly at?: number }[];
	/** False when the channel already followed it; pace and filter are then changed. */
	readonly created: boolean;
	/** What is otherwise than it was, where the channel already followed it. */
	readonly changed: readonly ('pace' | 'filter')[];
	/** The site has no feed: its news sitemap is read. */
	readonly isSitemap: boolean;
	readonly subscription: Subscription;
}

/** The address offers several feeds of equal standing: nothing is followed until somebody chooses. */
export interface Question {
	readonly choices: readonly Choice[];
}

export interface Choice {
	readonly title: string;
	readonly url: string;
	/** What /follow takes for it, short enough for a button. */
	readonly token: string;
}

export interface Following {
	readonly subscription: Subscription;
	readonly feed: Feed;
}

export interface Related {
	readonly article: Article;
	/** 0 to 1. */
	readonly score: number;
}

export type { ImportView } from '../doc/views.ts';

export interface News {
	/** The article meant by a reference; a link never seen is fetched and indexed on the spot. */
	article(reference: Reference): Promise<Article>;
	/** Pasted text (an article without a url) works likewise. */
	summary(order: SummaryOrder): Promise<Summary>;
	related(article: Article, limit: number): Promise<readonly Related[]>;
	story(article: Article): Promise<Story>;
	/** Newest first; `from` matches an outlet's name or address. */
	latest(from: string | undefined, limit: number): Promise<readonly Article[]>;
	search(words: string, limit: number): Promise<readonly Article[]>;
	/** `address` may also be a choice's token, or its number in the channel's last question. */
	follow(order: {
		readonly channel: ChannelRef;
		readonly address: string;
		/** Undefined keeps what was, or is `live`. */
		readonly pace: Pace | undefined;
		/** Undefined keeps what was. */
		readonly filter: string | undefined;
		readonly locale: string;
		readonly signal: AbortSignal;
	}): Promise<Found | Question>;
	/** @param which a number of the list that `following` gave last, a feed's address, or its title. */
	unfollow(channel: ChannelRef, which: string): Promise<Following>;
	/** As shown: its numbers count from now on. */
	following(channel: ChannelRef): Promise<readonly Following[]>;
	/** Begins to take over a list of feeds. @throws UserError, FetchError */
	import(order: {
		readonly channel: ChannelRef;
		/** A file, or an address as typed. */
		readonly from: SentFile | string;
		readonly locale: string;
		readonly signal: AbortSignal;
		/** Progress and report are shown in the answer's place. */
		readonly answered: Pick<Invocation, 'revise' | 'messageId'>;
	}): Promise<ImportView>;
	lastImport(
		channel: ChannelRef,
	): Promise<{ readonly view: ImportView; readonly isRunning: boolean } | undefined>;
	/** What the channel follows, as an OPML file. @param title what people call the channel */
	export(
		channel: ChannelRef,
		title?: string,
	): Promise<{
		readonly count: number;
		readonly name: string;
		readonly type: string;
		readonly text: string;
	}>;
	/** Remembers a numbered list, so that '/summary 3' means its third article. */
	remember(channel: ChannelRef, list: readonly ArticleId[]): Promise<void>;
}
