/**
 * Text → sentences, each an exact slice. Rules, in order:
 * 1. A line break always ends a sentence.
 * 2. Intl.Segmenter proposes the other ends; we only take ends away. Dots of omission before a capital, which it does
 *    not know, are shown to it as a full stop.
 * 3. A closing quote or bracket belongs to the sentence before it, also after a (French) space.
 * 4. No end after an abbreviation, an initial or an ordinal, before a lower-case letter, or inside a
 *    quotation that closes soon.
 */
import type { Sentence } from '../model.ts';
import { isAbbreviation, isUnit, ORDINAL_STOP } from './abbreviations.ts';
import { isStopWord, segmenter, tokens } from './terms.ts';

/** A quotation is kept whole while the sentence stays within this many characters. */
const WHOLE_QUOTE = 420;
/** How far a rule looks back or ahead for a word. */
const REACH = 24;

const CLOSERS = /^[\s\u00a0\u202f]*[»”’)\]」』】》〉）›]+[.,;…]*/;
const STRAIGHT_CLOSER = /^\s*"(?=[\s.,;:]|$)/;
const LOWER = /^[\s\u00a0\u202f—–\-,;:"“«„'‘(]*\p{Ll}/u;
const FIRST_WORD = /^[^\p{L}\p{N}]*([\p{L}\p{N}]+)/u;
const LAST_WORD = /([\p{L}\p{N}][\p{L}\p{N}.°º'’-]*)\.[\s\u00a0\u202f]*$/u;
const OPENS = '«“「『(（《〈【';
const CLOSES = '»”」』)）》〉】';
const OMISSION = /…(?=[\s\u00a0\u202f]+["«“„]?[\s\u00a0\u202f]?[\p{Lu}¿¡])/gu;

const SENTENCE_END = /[.!?…。！？؟।][\s"'”’»)\]」』]*$/;

/** Whether a line ends as prose does, and a heading or a caption does not. */
export const endsSentence = (line: string): boolean => SENTENCE_END.test(line.slice(-12));

/** @param language ISO 639-1, as detectLanguage gives it; without it German ordinals end sentences. */
export function sentences(text: string, language?: string): Sentence[] {
	const found: Sentence[] = [];
	let lineStart = 0;
	for (const line of text.split('\n')) {
		for (const [start, end] of ranges(line, language)) {
			const sentence = trimmed(text, lineStart + start, lineStart + end);
			if (sentence.end > sentence.start) found.push(sentence);
		}
		lineStart += line.length + 1;
	}
	return found;
}

function* ranges(line: string, language: string | undefined): Generator<readonly [number, number]> {
	let start = 0;
	const openQuote = quotesOf(line);
	for (const { index } of segmenter('sentence', language).segment(line.replace(OMISSION, '.'))) {
		if (index <= start) continue;
		const end = afterClosers(line, start, index);
		if (end >= line.length || joins(line, start, end, language, openQuote)) continue;
		yield [start, end];
		start = end;
	}
	yield [start, line.length];
}

function afterClosers(line: string, start: number, index: number): number {
	const ahead = line.slice(index, index + REACH);
	const closers = CLOSERS.exec(ahead) ?? (oddQuotes(line, start, index) ? STRAIGHT_CLOSER.exec(ahead) : null);
	return closers === null ? index : index + closers[0].length;
}

function joins(
	line: string,
	start: number,
	end: number,
	language: string | undefined,
	openQuote: OpenQuote,
): boolean {
	const before = line.slice(Math.max(start, end - REACH), end);
	const after = line.slice(end, end + REACH);
	if (LOWER.test(after)) return true;
	if (!/[\p{L}\p{N}]/u.test(line.slice(start, Math.min(end, start + WHOLE_QUOTE)))) return true;
	return (
		endsInAbbreviation(before, after, language) ||
		saidAfterQuote(before, after) ||
		closesSoon(line, start, end, openQuote(start, end))
	);
}

/** 'J.-P', 'U.S', the Spanish 'EE. UU.', and an Arabic letter after 'and'. */
const INITIALS = /^(?:(?:\p{L}\.-?)*\p{L}|(\p{Lu})\1|و\p{L})$/u;

function endsInAbbreviation(before: string, after: string, language: string | undefined): boolean {
	const last = LAST_WORD.exec(before)?.[1];
	if (last === undefined) return false;
	const word = last.toLowerCase().replace(/^\p{L}['’]/u, '');
	const next = FIRST_WORD.exec(after)?.[1] ?? '';
	const ordinal = /^\d{1,2}$/.test(word);
	if (ordinal && before.trim() === `${word}.`) return true; // '1. ' opens a list item
	if (isAbbreviation(word, next, language)) return true;
	const startsSentence =
		!/^[^\p{L}]*\p{L}\./u.test(after) &&
		tokens(next, language).every((token) => isStopWord(token, language ?? 'en'));
	if (ordinal) return ORDINAL_STOP.has(language ?? '') && !startsSentence;
	if (isUnit(word)) return !startsSentence;
	const initials = INITIALS.test(last) && !/\d\s*\p{L}\.\s*$/u.test(before);
	return initials && !startsSentence;
}

/** 「行く。」と述べた and “我来。”他说。: the speaker follows the closing quote without a space; so does all after a 《title。》. */
function saidAfterQuote(before: string, after: string): boolean {
	if (/[》〉]$/.test(before)) return !/^\s/.test(after);
	if (!/[」』”]$/.test(before)) return false;
	return /^(?:と|って|など)/.test(after) || /^\p{Script=Han}{1,8}(?:[说說称稱道问問]|表示|指出)/u.test(after);
}

function closesSoon(line: string, start: number, end: number, closer: string | undefined): boolean {
	return closer !== undefined && line.slice(end, start + WHOLE_QUOTE + 1).includes(closer);
}

/** The character that would close the quotation left open between two places, if one is. */
type OpenQuote = (start: number, end: number) => string | undefined;

/** Each character is looked at once: of one start, later ends go on where the last one stopped. */
function quotesOf(line: string): OpenQuote {
	const lastCurly = line.lastIndexOf('”');
	let from = 0;
	let read = 0;
	let open: string[] = [];
	return (start, end) => {
		if (end - start > WHOLE_QUOTE) return undefined;
		if (start !== from || end < read) {
			from = start;
			read = start;
			open = [];
		}
		for (; read < end; read++) {
			const character = line.charAt(read);
			if (character === open.at(-1)) open.pop();
			else if (character === '"') open.push('"');
			else if (character === '„') open.push(lastCurly >= start ? '”' : '“');
			else if (OPENS.includes(character)) open.push(CLOSES.charAt(OPENS.indexOf(character)));
		}
		return open.at(-1);
	};
}

function oddQuotes(line: string, start: number, end: number): boolean {
	return end - start <= WHOLE_QUOTE && line.slice(start, end).split('"').length % 2 === 0;
}

function trimmed(text: string, from: number, to: number): Sentence {
	let start = from;
	let end = to;
	while (start < end && /\s/.test(text.charAt(start))) start++;
	while (end > start && /\s/.test(text.charAt(end - 1))) end--;
	return { text: text.slice(start, end), start, end };
}
