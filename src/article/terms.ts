/**
 * Text → the words that search, the index and the summary compare. Rules, in order:
 * 1. A thousands separator inside a number is dropped: '1,000', '1.000' and '1 000' are the token '1000'.
 * 2. Case and accents are folded; Latin ligatures are spelled out. Marks that carry a vowel (Devanagari) or a
 *    voicing (Japanese) stay: without them the word is another word.
 * 3. A token is a run of letters and digits; an apostrophe or hyphen parts two tokens ("l'Ukraine": l, ukraine).
 * 4. A run in a script without spaces is segmented by the dictionary of Intl.Segmenter.
 * The same text gives the same tokens whether it comes from an article or from a question.
 */
import { createRequire } from 'node:module';
import { z } from 'zod';

const THOUSANDS = /(?<![\d.,])\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+(?!\d)/g;
const SEPARATORS = /[.,'’ \u00a0\u202f]/g;
const MARKS =
	/[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670]/g;
/**
 * Normalising sorts the marks on a letter, in the square of their number. No letter carries more than 30 (UAX #15,
 * Stream-Safe Text Format); the two last are marks as soon as they are normalised.
 */
const PILED_MARKS = /([\p{M}\uff9e\uff9f]{30})[\p{M}\uff9e\uff9f]+/gu;
const SPELLED = /[ßœæøłđðþı]/g;
const SPELLING: Readonly<Record<string, string>> = {
	ß: 'ss',
	œ: 'oe',
	æ: 'ae',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ı: 'i',
};
const PLAIN = /^[\u0020-\u007e\n\t\r]*$/;
const RUN = /[\p{L}\p{M}\p{N}]+/gu;
const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Folds case and accents, as rule 2 says; the length may change. */
export function fold(text: string): string {
	const lower = text.toLowerCase();
	if (PLAIN.test(lower)) return lower;
	return lower
		.replace(PILED_MARKS, '$1')
		.normalize('NFKD')
		.replace(MARKS, '')
		.normalize('NFC')
		.replace(SPELLED, (letter) => SPELLING[letter] ?? letter);
}

/** @param language a hint for scripts without spaces (`ja`, `th`); the other rules need none. */
export function tokens(text: string, language?: string): string[] {
	const joined = text.replace(THOUSANDS, (number) => number.replace(SEPARATORS, ''));
	const found: string[] = [];
	for (const run of fold(joined).match(RUN) ?? []) {
		if (UNSPACED.test(run)) for (const word of segmented(run, language)) found.push(word);
		else found.push(run);
	}
	return found;
}

function* segmented(run: string, language: string | undefined): Generator<string> {
	for (const { segment, isWordLike } of segmenter('word', language).segment(run)) {
		if (isWordLike) yield segment;
	}
}

const segmenters = new Map<string, Intl.Segmenter>();

/** A cached Intl.Segmenter; a language that it does not know (`x_y`) gets the root rules. */
export function segmenter(granularity: 'word' | 'sentence', language: string | undefined): Intl.Segmenter {
	const locale = /^[a-z]{2,3}(?=-|$)/.exec(language ?? '')?.[0] ?? 'und';
	const key = `${granularity} ${locale}`;
	let known = segmenters.get(key);
	if (known === undefined) {
		known = new Intl.Segmenter(locale, { granularity });
		segmenters.set(key, known);
	}
	return known;
}

const stopLists = new Map<string, ReadonlySet<string>>();
/** Words that stopwords-iso calls empty and that carry news. */
const MEANINGFUL: readonly string[] = [
	...['billion', 'computer', 'bill', 'fire', 'information', 'interest', 'invention', 'member', 'members'],
	...['microsoft', 'mill', 'million', 'netscape', 'problem', 'problems', 'research', 'states', 'system'],
	...['trillion', 'world', 'etat', 'force', 'mine', 'parole', 'piece'],
];

let published: Readonly<Record<string, readonly string[]>> | undefined;

function stopWords(language: string): ReadonlySet<string> {
	let list = stopLists.get(language);
	if (list === undefined) {
		published ??= z
			.record(z.string(), z.array(z.string()))
			.parse(createRequire(import.meta.url)('stopwords-iso'));
		const words = Object.hasOwn(published, language) ? published[language] : undefined;
		const empty = new Set(words === undefined ? [] : tokens(words.join('\n'), language));
		for (const word of MEANINGFUL) empty.delete(word);
		list = empty;
		stopLists.set(language, list);
	}
	return list;
}

/**
 * @param token as `tokens` gives it
 * @param language ISO 639-1; unknown or undefined: only a lone letter is a stop word
 */
export function isStopWord(token: string, language: string | undefined): boolean {
	if (token.length === 1 && token >= 'a' && token <= 'z') return true;
	const code = language?.slice(0, 2);
	return code !== undefined && stopWords(code).has(token);
}
