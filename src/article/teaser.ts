/**
 * The quotation under a headline. Rules:
 * 1. At most two sentences, 60 words and 400 characters; a second sentence that does not fit is left out whole.
 * 2. A sentence that is longer alone is cut between words and says so with '…'.
 */
import type { Sentence } from '../model.ts';

const MAX_TEASER = 400;
const MAX_WORDS = 60;

export function teaserOf(quoted: readonly Sentence[]): string {
	const [first, second] = quoted.map((sentence) => sentence.text.replace(/\s+/g, ' '));
	if (first === undefined) return '';
	const both = second === undefined ? first : `${first} ${second}`;
	if (both.length <= MAX_TEASER && both.split(' ').length <= MAX_WORDS) return both;
	return clipped(first, Math.min(MAX_TEASER, lengthOfWords(first)));
}

/** Room for the first words and the sign that says they are cut; all of the text where it has no more of them. */
function lengthOfWords(text: string): number {
	const words = text.split(' ');
	return words.length <= MAX_WORDS ? text.length : words.slice(0, MAX_WORDS).join(' ').length + 1;
}

/** At most `limit` characters, never cut inside a word where there are words. */
export function clipped(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const head = text.slice(0, limit - 1);
	const space = head.search(/\s\S*$/);
	const cut = space > limit / 2 ? head.slice(0, space) : head.replace(/[\ud800-\udbff]$/, '');
	return `${cut.replace(/[\s,;:–—-]+$/, '')}…`;
}
