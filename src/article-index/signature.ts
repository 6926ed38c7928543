/**
 * An article's signature: the terms that tell it from the others. Rules:
 * 1. A word's weight grows with the square root of its count, and more for names and numbers.
 * 2. The TERMS strongest by weight × rarity are kept.
 * 3. What is kept is the weight alone, in 1 to 255 steps: rarity changes with every article and is applied
 *    when a question is asked.
 */
import type { Vocabulary } from '../article/vocabulary.ts';
import { type Weighable, weigh } from '../article/weigh.ts';
import { type Posting, WEIGHT_AT_MOST } from './arena.ts';

const PLACES = { title: 3, lead: 2, reach: 4_000, fade: Number.POSITIVE_INFINITY };
const TERMS = 40;
const NAME = 1.5;
/** Steps of one unit of weight: a name of a title that also fills the text stays below the top. */
const STEPS = 24;

/** Learns the article's words, then signs it by the strongest. */
export function sign(article: Weighable, vocabulary: Vocabulary): Posting[] {
	const words = weigh(article, PLACES);
	vocabulary.learn(words.keys());
	return [...words]
		.map(([word, { count, isName }]) => {
			const term = vocabulary.numberOf(word);
			const exact = Math.sqrt(count) * (isName ? NAME : 1);
			const weight = Math.min(WEIGHT_AT_MOST, Math.max(1, Math.round(exact * STEPS)));
			return { term, weight, strength: exact * vocabulary.rarity(term) };
		})
		.sort((a, b) => b.strength - a.strength || a.term - b.term)
		.slice(0, TERMS);
}
