/**
 * The quotation under a headline. Rules:
 * 1. At most two sentences and 400 characters; a second sentence that does not fit is left out whole.
 * 2. A sentence that is longer alone is cut between words and says so with '…'.
 */
import type { Sentence } from '../model.ts';

const MAX_TEASER = 400;

export function teaserOf(quoted: readonly Sentence[]): string {
	const [first, second] = quoted.map((sentence) => sentence.text.replace(/\s+/g, ' '));
	if (first === undefined) return '';
	if (second !== undefined && first.length + 1 + second.length <= MAX_TEASER) return `${first} ${second}`;
	return clipped(first, MAX_TEASER);
}

/** At most `limit` characters, never cut inside a word where there are words. */
export function clipped(text: string, limit: number): string {
	if (text.length <= limit) return text;
	const head = text.slice(0, limit - 1);
	const space = head.search(/\s\S*$/);
	const cut = space > limit / 2 ? head.slice(0, space) : head.replace(/[\ud800-\udbff]$/, '');
	return `${cut.replace(/[\s,;:–—-]+$/, '')}…`;
}
