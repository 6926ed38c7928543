/**
 * The words for an article in short, as data; like model.ts, of which it is a part. Rules:
 * 1. Who shows a summary sees whether it is the article's own words or a model's, and where the proof stands.
 */
import type { Article, ChannelRef, Sentence } from './model.ts';

/** A sentence that a language model wrote, with the article's own sentences that prove it. */
export interface WrittenSentence {
	readonly text: string;
	readonly from: readonly Sentence[];
}

/** Why a model did not write it: not proven, no answer in time, or the channel's share of the day is spent. */
export type Instead = 'unproven' | 'silent' | 'spent';

/** Why a summary has only the beginning of its article to go by: what kept us from the page, or the page from us. */
export const SHORTAGES = ['subscribers', 'robots', 'refused', 'large', 'slow', 'down'] as const;
export type Shortage = (typeof SHORTAGES)[number];

/**
 * What stands for an article: its own sentences, or a model's, each proven by sentences of the article. `instead`: a
 * model `of` that name was to write it.
 */
export type Summary =
	| {
			readonly kind: 'quoted';
			readonly sentences: readonly Sentence[];
			/** The article has no further sentence to give. */
			readonly isAll?: true;
			readonly instead?: { readonly of: string; readonly because: Instead };
			readonly shortage?: Shortage;
	  }
	| {
			readonly kind: 'written';
			readonly by: string;
			readonly sentences: readonly WrittenSentence[];
			readonly shortage?: Shortage;
	  };

/** Somebody wants an article in short. */
export interface SummaryOrder {
	readonly article: Article;
	readonly sentences: number;
	/** Where it is asked for, and in which language that channel speaks. */
	readonly channel: ChannelRef;
	readonly locale: string;
	/** Epoch ms: later nobody waits any more. */
	readonly deadline: number;
}
