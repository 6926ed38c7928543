/**
 * What an article is about, as weighed words: one way for the index and for the stories. Rules:
 * 1. A word counts by its place: title, first paragraph, and the text after it, which may fade with distance
 *    and is read up to a limit.
 * 2. Stop words do not count. Names and numbers are marked: they tell two events of one kind apart.
 * 3. A name is a word that begins with a capital letter after a word in small letters, anywhere in the text;
 *    titles and sentence beginnings prove nothing. Scripts without capitals have no marked names.
 */
import { fold, isStopWord, tokens } from './terms.ts';

export interface WeighedWord {
	/** Occurrences, weighed by place. */
	readonly count: number;
	/** A name or a number. */
	readonly isName: boolean;
}

export interface Weighable {
	readonly title: string;
	readonly text: string;
	/** ISO 639-1. */
	readonly language?: string;
}

export interface Places {
	/** What one occurrence counts there; 1 in the text after the lead. */
	readonly title: number;
	readonly lead: number;
	/** Characters of the text that are read. */
	readonly reach: number;
	/** Characters after which an occurrence counts 1/e of its place; Infinity for no fading. */
	readonly fade: number;
}

export function weigh(article: Weighable, places: Places): ReadonlyMap<string, WeighedWord> {
	const { language } = article;
	const text = article.text.slice(0, places.reach);
	const names = namesIn(text);
	const words = new Map<string, { count: number; isName: boolean }>();

	function count(part: string, weight: number): void {
		for (const token of tokens(part, language)) {
			if (isStopWord(token, language)) continue;
			const word = words.get(token);
			if (word) word.count += weight;
			else words.set(token, { count: weight, isName: names.has(token) || startsWithDigit(token) });
		}
	}

	count(article.title, places.title);
	let offset = 0;
	for (const paragraph of text.split('\n')) {
		count(paragraph, (offset === 0 ? places.lead : 1) * Math.exp(-offset / places.fade));
		offset += paragraph.length + 1;
	}
	return words;
}

function startsWithDigit(token: string): boolean {
	return token >= '0' && token < ':';
}

// A capital after a small letter and one space: nothing repeats before the match, so the scan is linear.
const NAME = /(?<=\p{Ll} )\p{Lu}[\p{L}\p{M}\p{N}]*/gu;

function namesIn(text: string): ReadonlySet<string> {
	return new Set((text.match(NAME) ?? []).map(fold));
}
