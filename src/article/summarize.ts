/**
 * The sentences that tell an article, quoted. Rules, in order:
 * 1. Only exact slices of the text, in its order; headings never.
 * 2. A sentence is worth what it shares with the whole article and with the title, how early it stands and
 *    whether its length is a good one; the weights are fitted (bench/summaries.ts --fit).
 * 3. Sentences are taken one by one; what repeats one already taken loses its worth.
 * 4. A sentence that cannot stand alone is taken only after the one it points to, or when nothing better is left.
 */
import type { Sentence } from '../model.ts';
import { detectLanguage } from './language.ts';
import { sentences as split } from './sentences.ts';
import { type Standing, standingOf } from './standalone.ts';
import { isStopWord, tokens } from './terms.ts';

export interface Weights {
	readonly centroid: number;
	readonly title: number;
	/** The first sentence's advantage, and how fast it fades. */
	readonly position: number;
	readonly fade: number;
	readonly length: number;
	/** Content words of a good length. */
	readonly goodLength: number;
	/** What likeness to a sentence already taken costs. */
	readonly repetition: number;
}

export const WEIGHTS: Weights = {
	centroid: 1,
	title: 2.12,
	position: 0.45,
	fade: 0.188,
	length: 0.499,
	goodLength: 12,
	repetition: 2.4,
};

/** News tells itself in its first pages; what follows costs time and adds nothing. */
const MAX_SENTENCES = 150;
const MAX_CHARACTERS = 60_000;

interface Candidate {
	readonly sentence: Sentence;
	readonly standing: Standing;
	readonly terms: ReadonlyMap<string, number>;
	readonly norm: number;
	readonly worth: number;
}

/** @returns at most `count` sentences of `article.text`, in text order; each is `text.slice(start, end)`. */
export function summarize(
	article: { readonly title?: string; readonly text: string; readonly language?: string },
	count: number,
	weights: Weights = WEIGHTS,
): Sentence[] {
	const text = article.text.slice(0, MAX_CHARACTERS);
	const language = article.language ?? detectLanguage(text);
	const all = split(text, language).slice(0, MAX_SENTENCES);
	const candidates = weighed(all, article.title ?? '', language, weights);
	const taken: number[] = [];
	while (taken.length < Math.min(count, all.length)) {
		const next = best(candidates, taken, weights);
		if (next === undefined) break;
		taken.push(next);
	}
	return taken.sort((a, b) => a - b).flatMap((at) => candidates[at]?.sentence ?? []);
}

function weighed(
	all: readonly Sentence[],
	title: string,
	language: string | undefined,
	weights: Weights,
): Candidate[] {
	const parts = all.map((sentence) => termsOf(sentence.text, language));
	const whole = new Map<string, number>();
	for (const part of parts) for (const [term, count] of part) whole.set(term, (whole.get(term) ?? 0) + count);
	const titleTerms = termsOf(title, language);
	return all.map((sentence, at) => {
		const terms = parts[at] ?? new Map<string, number>();
		const norm = Math.sqrt(terms.values().reduce((sum, count) => sum + count * count, 0)) || 1;
		let shared = 0;
		for (const [term, count] of terms) shared += count * Math.log(whole.get(term) ?? 1);
		const titled =
			titleTerms.size === 0
				? 0
				: terms
						.keys()
						.filter((term) => titleTerms.has(term))
						.toArray().length / titleTerms.size;
		const size = terms.size / weights.goodLength;
		const worth =
			(weights.centroid * shared) / (norm * Math.sqrt(whole.size + 1)) +
			weights.title * titled +
			weights.position * Math.exp(-weights.fade * at) +
			weights.length * (size > 1 ? Math.max(0, 1.5 - size / 2) : size);
		return { sentence, standing: standingOf(sentence, language), terms, norm, worth };
	});
}

function termsOf(text: string, language: string | undefined): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const token of tokens(text, language)) {
		if (!isStopWord(token, language)) counts.set(token, (counts.get(token) ?? 0) + 1);
	}
	return counts;
}

/** The best sentence left, looked for among those that may be quoted now, then among fragments. */
function best(
	candidates: readonly Candidate[],
	taken: readonly number[],
	weights: Weights,
): number | undefined {
	const tiers: readonly ((candidate: Candidate, at: number) => boolean)[] = [
		({ standing }, at) => standing === 'alone' || (standing === 'after' && taken.includes(at - 1)),
		({ standing }) => standing === 'after',
		({ standing }) => standing === 'never' && taken.length === 0,
	];
	for (const allowed of tiers) {
		let chosen: number | undefined;
		let highest = Number.NEGATIVE_INFINITY;
		for (const [at, candidate] of candidates.entries()) {
			if (taken.includes(at) || !allowed(candidate, at)) continue;
			const likeness = Math.max(0, ...taken.map((other) => cosine(candidate, candidates[other])));
			if (likeness > SAME) continue;
			const worth = candidate.worth - weights.repetition * likeness;
			if (worth > highest) {
				highest = worth;
				chosen = at;
			}
		}
		if (chosen !== undefined) return chosen;
	}
	return undefined;
}

/** Above this two sentences say the same. */
const SAME = 0.85;

function cosine(a: Candidate, b: Candidate | undefined): number {
	if (b === undefined) return 0;
	let product = 0;
	for (const [term, count] of a.terms) product += count * (b.terms.get(term) ?? 0);
	return product / (a.norm * b.norm);
}
