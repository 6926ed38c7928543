/**
 * Text as words that keep their case. Rules:
 * 1. A word is a run of letters and digits; `folded` is what terms.ts makes of it.
 * 2. A word opens when nothing but marks stands between it and the start of a sentence: its capital says nothing.
 * 3. Two words are one when a common ending is all that parts them.
 */
import { fold } from '../terms.ts';

export interface Word {
	readonly text: string;
	readonly folded: string;
	readonly at: number;
	/** Begins with a capital letter. */
	readonly capital: boolean;
	readonly opens: boolean;
}

const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const CAPITAL = /^[\p{Lu}\p{Lt}]/u;
/** A capital after these is the sentence's, not the word's. */
const OPENING = /(?:^|[.!?…:«“„"『「])[^\p{L}\p{N}]*$/u;
const REACH = 8;

export function wordsOf(text: string): Word[] {
	return [...text.matchAll(WORD)].map(({ 0: found, index }) => ({
		text: found,
		folded: fold(found),
		at: index,
		capital: CAPITAL.test(found),
		opens:
			index === 0 ||
			OPENING.test(index <= REACH ? text.slice(0, index) : ` ${text.slice(index - REACH, index)}`),
	}));
}

const STEM = 4;
/** Of the shorter word, so many letters may differ at its end. */
const ENDING = 2;

/** Whether two folded words are forms of one: 'annonce' and 'annoncent', 'grues' and 'grue'. */
export function isSameWord(a: string, b: string): boolean {
	if (a === b) return true;
	const shorter = Math.min(a.length, b.length);
	if (shorter < STEM || Math.abs(a.length - b.length) > ENDING + 2) return false;
	let common = 0;
	while (common < shorter && a.charCodeAt(common) === b.charCodeAt(common)) common++;
	return common >= STEM && common >= shorter - ENDING;
}

/** How much of `given` is in `known`, 0 to 1; nothing given is wholly there. */
export function shareOf(given: readonly string[], known: readonly string[]): number {
	const all = new Set(known);
	const found = given.filter((word) => all.has(word) || known.some((other) => isSameWord(word, other)));
	return given.length === 0 ? 1 : found.length / given.length;
}
