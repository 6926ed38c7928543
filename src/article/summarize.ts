/**
 * The sentences that tell an article, quoted. Rules, in order:
 * 1. Only exact slices of the text, in its order; headings never. An agency's dateline is left out of the slice.
 * 2. A sentence is worth what traits.ts says of it; the weights are fitted (bench/summaries.ts --fit), for one
 *    sentence that must tell it all and for several that share the work.
 * 3. Sentences are taken one by one; what repeats one already taken loses its worth.
 * 4. A sentence that cannot stand alone is taken only after the one it points to, or when nothing better is left.
 */
import type { Sentence } from '../model.ts';
import { detectLanguage } from './language.ts';
import { sentences as split } from './sentences.ts';
import { type Standing, standingOf, withoutDateline } from './standalone.ts';
import { cosine, type Traits, traitsOf } from './traits.ts';

export interface Weights {
	readonly central: number;
	readonly lead: number;
	readonly title: number;
	readonly rareTitle: number;
	readonly titlePairs: number;
	readonly unique: number;
	readonly names: number;
	readonly quotation: number;
	/** The first sentence's advantage, and how fast it fades. */
	readonly early: number;
	readonly fade: number;
	/** Content words of a good length; what it is worth to reach it, and what each such length beyond it is. */
	readonly goodLength: number;
	readonly length: number;
	readonly excess: number;
	/** What likeness to a sentence already taken costs. */
	readonly repetition: number;
}

export interface Fitted {
	readonly one: Weights;
	readonly several: Weights;
}

const ONE: Weights = {
	central: 0.305,
	lead: -0.122,
	title: 0.24,
	rareTitle: 0.142,
	titlePairs: 0.132,
	unique: -0.0507,
	names: 0.0783,
	quotation: -0.0632,
	early: 0.142,
	fade: 0.191,
	goodLength: 12,
	length: 0.334,
	excess: -0.049,
	repetition: 0.4,
};

const SEVERAL: Weights = {
	central: 0.498,
	lead: -0.118,
	title: 0.138,
	rareTitle: 0.0831,
	titlePairs: 0.163,
	unique: -0.112,
	names: 0.0455,
	quotation: -0.049,
	early: 0.161,
	fade: 0.145,
	goodLength: 9.89,
	length: 0.0975,
	excess: -0.0523,
	repetition: 0.413,
};

export const FITTED: Fitted = { one: ONE, several: SEVERAL };

/** News tells itself in its first pages; what follows costs time and adds nothing. */
const MAX_SENTENCES = 120;
const MAX_CHARACTERS = 40_000;
/** More text tells no more of its language. */
const LANGUAGE_SAMPLE = 500;
/** Above this two sentences say the same. */
const SAME = 0.85;

export interface Summarizable {
	readonly title?: string;
	readonly text: string;
	readonly language?: string;
}

/** A sentence that may be quoted. */
export interface Candidate {
	readonly sentence: Sentence;
	readonly traits: Traits;
	/** Found out when it is asked for: most sentences are not good enough to be asked. */
	standing(): Standing;
}

/** @returns at most `count` sentences of `article.text`, in text order; each is `text.slice(start, end)`. */
export function summarize(article: Summarizable, count: number, fitted: Fitted = FITTED): Sentence[] {
	if (!(count >= 1)) return [];
	return choose(candidatesOf(article), count, count < 2 ? fitted.one : fitted.several);
}

export function candidatesOf(article: Summarizable): readonly Candidate[] {
	const text = article.text.slice(0, MAX_CHARACTERS);
	const language = article.language ?? detectLanguage(text.slice(0, LANGUAGE_SAMPLE));
	const all = split(text, language).slice(0, MAX_SENTENCES).map(withoutDateline);
	return traitsOf(all, article.title ?? '', language).map((traits, place) => {
		const sentence = all[place] ?? { text: '', start: 0, end: 0 };
		let known: Standing | undefined;
		return {
			sentence,
			traits,
			standing: () => {
				known ??= standingOf(sentence, language);
				return known;
			},
		};
	});
}

/** Rules 2 to 4. */
export function choose(candidates: readonly Candidate[], count: number, weights: Weights): Sentence[] {
	const worths = candidates.map(({ traits }) => worthOf(traits, weights));
	const taken: number[] = [];
	while (taken.length < count) {
		const next = best(candidates, worths, taken, weights.repetition);
		if (next === undefined) break;
		taken.push(next);
	}
	return taken.sort((a, b) => a - b).flatMap((at) => candidates[at]?.sentence ?? []);
}

function worthOf(traits: Traits, weights: Weights): number {
	const size = traits.terms.size / weights.goodLength;
	return (
		weights.central * traits.central +
		weights.lead * traits.lead +
		weights.title * traits.title +
		weights.rareTitle * traits.rareTitle +
		weights.titlePairs * traits.titlePairs +
		weights.unique * traits.unique +
		weights.names * traits.names +
		weights.quotation * traits.quotation +
		weights.early * Math.exp(-weights.fade * traits.place) +
		weights.length * Math.min(1, size) +
		weights.excess * Math.max(0, size - 1)
	);
}

/** The best sentence left, looked for among those that may be quoted now, then among fragments. */
function best(
	candidates: readonly Candidate[],
	worths: readonly number[],
	taken: readonly number[],
	repetition: number,
): number | undefined {
	const open = candidates
		.map(({ traits }, at) => {
			const likeness = taken.map((other) => likenessOf(traits, candidates[other]?.traits));
			return { at, likeness: Math.max(0, ...likeness) };
		})
		.filter(({ at, likeness }) => likeness <= SAME && !taken.includes(at))
		.map(({ at, likeness }) => ({ at, worth: (worths[at] ?? 0) - repetition * likeness }))
		.sort((a, b) => b.worth - a.worth);
	const standing = (at: number): Standing => candidates[at]?.standing() ?? 'never';
	const found =
		open.find(({ at }) => standing(at) === 'alone' || (standing(at) === 'after' && taken.includes(at - 1))) ??
		open.find(({ at }) => standing(at) === 'after') ??
		(taken.length === 0 ? open[0] : undefined);
	return found?.at;
}

const likenessOf = (a: Traits, b: Traits | undefined): number => (b === undefined ? 0 : cosine(a, b));
