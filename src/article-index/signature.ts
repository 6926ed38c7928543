/**
 * An article's signature: the terms that tell it from the others. Rules:
 * 1. A word's weight grows with the logarithm of its count. Names get nothing extra here: rarity already finds
 *    them, and measured on real pages more weight for them found less that readers were offered.
 * 2. The TERMS strongest are kept, by weight and the root of rarity: the rarest words alone would be typing
 *    errors and numbers that no other article shares.
 * 3. What is kept is the weight alone, in 1 to 255 steps: rarity changes with every article and is applied
 *    when a question is asked.
 */
import type { Vocabulary } from '../article/vocabulary.ts';
import { type Weighable, weigh } from '../article/weigh.ts';
import { type Posting, WEIGHT_AT_MOST } from './arena.ts';

const PLACES = { title: 3, lead: 2, reach: 4_000, fade: Number.POSITIVE_INFINITY };
const TERMS = 80;
/** Of one unit of weight; a word counted a thousand times still stays below the top. */
const STEPS = 24;

/** Learns the article's words, then signs it by the strongest. */
export function sign(article: Weighable, vocabulary: Vocabulary): Posting[] {
	const words = weigh(article, PLACES);
	vocabulary.learn(words.keys());
	return [...words]
		.map(([word, { count }]) => {
			const term = vocabulary.numberOf(word);
			const exact = 1 + Math.log(count);
			const weight = Math.min(WEIGHT_AT_MOST, Math.round(exact * STEPS));
			return { term, weight, strength: exact * Math.sqrt(vocabulary.rarity(term)) };
		})
		.sort((a, b) => b.strength - a.strength || a.term - b.term)
		.slice(0, TERMS);
}
