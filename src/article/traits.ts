/**
 * What speaks for a sentence as a summary of its article, in numbers. Rules:
 * 1. Every number is comparable between articles: a share, a cosine or a place, never a raw sum.
 * 2. Nothing here knows a language but by its stop words; scripts without capitals have no names to count.
 * 3. The work grows with the words, not with the pairs of sentences: likeness to all others is likeness to their sum.
 */
import type { Sentence } from '../model.ts';
import { isStopWord, tokens } from './terms.ts';

/** Content words and how often each occurs. */
export type Terms = ReadonlyMap<string, number>;

export interface Traits {
	readonly terms: Terms;
	/** Length of the vector of its terms. */
	readonly norm: number;
	/** How many sentences stand before it. */
	readonly place: number;
	/** Mean cosine with the other sentences. */
	readonly central: number;
	/** Cosine with the first sentence; of the first itself 0. */
	readonly lead: number;
	/** Share of the title's words that it has; the same with each word weighed by how few sentences have it. */
	readonly title: number;
	readonly rareTitle: number;
	/** Share of the title's neighbouring words that are neighbours here too. */
	readonly titlePairs: number;
	/** Share of its terms that no other sentence has. */
	readonly unique: number;
	/** 0 to 1: capitals within the sentence, five or more being 1. */
	readonly names: number;
	/** 1 where it begins with a quotation. */
	readonly quotation: number;
}

// A capital after a small letter, a comma perhaps, and one space: nothing repeats, so the scan is linear.
const NAME = /(?<=\p{Ll},? )\p{Lu}/gu;
const MANY_NAMES = 5;
const QUOTATION = /^["«“„「『]/;

interface Read {
	readonly words: readonly string[];
	readonly terms: Terms;
	readonly norm: number;
}

export function traitsOf(
	all: readonly Sentence[],
	title: string,
	language: string | undefined,
): readonly Traits[] {
	const parts = all.map(({ text }) => read(text, language));
	const having = new Map<string, number>();
	const sum = new Map<string, number>();
	for (const { terms, norm } of parts) {
		for (const [term, count] of terms) {
			having.set(term, (having.get(term) ?? 0) + 1);
			sum.set(term, (sum.get(term) ?? 0) + count / norm);
		}
	}
	const headline = titleOf(title, language, having, all.length);
	const [first] = parts;
	return parts.map((part, place) => {
		const { terms, norm } = part;
		let likeAll = 0;
		let alone = 0;
		for (const [term, count] of terms) {
			likeAll += count * (sum.get(term) ?? 0);
			if (having.get(term) === 1) alone++;
		}
		const text = all[place]?.text ?? '';
		return {
			terms,
			norm,
			place,
			central: all.length < 2 ? 0 : (likeAll / norm - 1) / (all.length - 1),
			lead: place === 0 || first === undefined ? 0 : cosine(part, first),
			...headline(part),
			unique: alone / Math.max(1, terms.size),
			names: Math.min(MANY_NAMES, text.match(NAME)?.length ?? 0) / MANY_NAMES,
			quotation: QUOTATION.test(text) ? 1 : 0,
		};
	});
}

export function cosine(a: Pick<Traits, 'terms' | 'norm'>, b: Pick<Traits, 'terms' | 'norm'>): number {
	let product = 0;
	for (const [term, count] of a.terms) product += count * (b.terms.get(term) ?? 0);
	return product / (a.norm * b.norm);
}

function read(text: string, language: string | undefined): Read {
	const words = tokens(text, language);
	const terms = new Map<string, number>();
	for (const word of words) {
		if (!isStopWord(word, language)) terms.set(word, (terms.get(word) ?? 0) + 1);
	}
	let squares = 0;
	for (const count of terms.values()) squares += count * count;
	return { words, terms, norm: Math.sqrt(squares) || 1 };
}

function titleOf(
	title: string,
	language: string | undefined,
	having: ReadonlyMap<string, number>,
	sentences: number,
): (part: Read) => Pick<Traits, 'title' | 'rareTitle' | 'titlePairs'> {
	const { words, terms } = read(title, language);
	const rarity = new Map(
		terms.keys().map((term) => [term, Math.log((sentences + 1) / ((having.get(term) ?? 0) + 0.5))]),
	);
	const whole = rarity.values().reduce((sum, value) => sum + value, 0);
	const pairs = new Set(pairsOf(words));
	return (part) => {
		let shared = 0;
		let rare = 0;
		for (const [term, value] of rarity) {
			if (!part.terms.has(term)) continue;
			shared++;
			rare += value;
		}
		const common = pairs.size === 0 ? 0 : new Set(pairsOf(part.words)).intersection(pairs).size;
		return {
			title: shared / Math.max(1, rarity.size),
			rareTitle: whole > 0 ? rare / whole : 0,
			titlePairs: common / Math.max(1, pairs.size),
		};
	};
}

const pairsOf = (words: readonly string[]): string[] =>
	words.slice(1).map((word, at) => `${words[at]} ${word}`);
