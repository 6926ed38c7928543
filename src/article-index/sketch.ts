/**
 * Near-duplicates: agency copy and re-posts. Rules:
 * 1. A text is the set of its word trigrams, each hashed; its sketch is the SIZE smallest hashes (a bottom
 *    sketch, one-permutation MinHash). The overlap of two sketches estimates the share of common trigrams,
 *    and unlike a SimHash it does not tire with the length of an edit.
 * 2. Two texts are near-duplicates when that share is at least AGREEMENT: a paragraph may be cut or added.
 * 3. Candidates share one of the KEYS smallest hashes; at rule 2's share all of them miss once in 100.
 * 4. Short texts say too little: below WORDS nothing is a duplicate.
 */
import { tokens } from '../article/terms.ts';

const SIZE = 48;
const AGREEMENT = 0.4;
const KEYS = 8;
const WORDS = 30;
const REACH = 4_000;

/** Hashes, ascending. */
export type Sketch = Uint32Array;

/** @returns undefined for a text that is too short to judge. */
export function sketch(text: string, language: string | undefined): Sketch | undefined {
	const words = tokens(text.slice(0, REACH), language);
	if (words.length < WORDS) return undefined;
	const hashes = new Set<number>();
	for (let at = 0; at + 2 < words.length; at++) {
		hashes.add(hash(`${words[at]} ${words[at + 1]} ${words[at + 2]}`));
	}
	return Uint32Array.from(hashes).sort().slice(0, SIZE);
}

export const keysOf = (text: Sketch): Sketch => text.subarray(0, KEYS);

export function isNearDuplicate(a: Sketch, b: Sketch): boolean {
	return overlap(a, b) >= AGREEMENT;
}

/** The share of common hashes among the smallest of both together. */
function overlap(a: Sketch, b: Sketch): number {
	const size = Math.min(SIZE, Math.max(a.length, b.length));
	let inA = 0;
	let inB = 0;
	let common = 0;
	for (let taken = 0; taken < size; taken++) {
		const x = a[inA] ?? Number.POSITIVE_INFINITY;
		const y = b[inB] ?? Number.POSITIVE_INFINITY;
		if (x === y) common++;
		if (x <= y) inA++;
		if (y <= x) inB++;
	}
	return common / size;
}

/** FNV-1a with a final mix, so that every bit depends on every letter. */
function hash(text: string): number {
	let state = 0x811c9dc5;
	for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
	state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
	state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
	return (state ^ (state >>> 16)) >>> 0;
}
