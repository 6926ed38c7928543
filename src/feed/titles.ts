/**
 * Titles as they are compared. Rules:
 * 1. What two titles have in common is looked for in their beginnings, folded: case, width and spaces are nothing.
 * 2. An edited headline keeps most of its words and all of its numbers: 'Episode 12' is not 'Episode 13'.
 * 3. A title is taken apart once, and its first MOST words stand for it; two that cannot be alike, by their
 *    numbers or their length, are not compared word by word.
 */
import { shortId } from '../id.ts';

/** Characters. */
const BEGINNING = 500;
/** About as many as prose has in so many characters. */
const MOST = 100;
const SIMILAR = 0.6;

// One letter may stand for eighteen: what is folded is cut again.
const foldTitle = (title: string): string =>
	title.slice(0, BEGINNING).normalize('NFKC').slice(0, BEGINNING).toLowerCase().replace(/\s+/g, ' ').trim();

export const titleKeyOf = (title: string | undefined): string | undefined => {
	const folded = foldTitle(title ?? '');
	return folded === '' ? undefined : shortId('title', folded);
};

export interface TitleWords {
	readonly words: ReadonlySet<string>;
	/** Sorted and joined. */
	readonly numbers: string;
}

export function wordsOf(title: string | undefined): TitleWords {
	const words = new Set<string>();
	for (const [word] of foldTitle(title ?? '').matchAll(/[\p{L}\p{N}]+/gu)) {
		words.add(word);
		if (words.size === MOST) break;
	}
	const numbers = [...words].filter((word) => /^\p{N}+$/u.test(word));
	return { words, numbers: numbers.sort().join(' ') };
}

export function isSimilar(a: TitleWords, b: TitleWords): boolean {
	if (a.words.size === 0 || b.words.size === 0 || a.numbers !== b.numbers) return false;
	// More than this: what a paper's headlines share by habit is a little less.
	const most = (SIMILAR * (a.words.size + b.words.size)) / 2;
	return Math.min(a.words.size, b.words.size) > most && a.words.intersection(b.words).size > most;
}

/** Remembers the answers, for as long as many titles are compared with each other. */
export function createTitles() {
	const once = <R>(look: (title: string | undefined) => R): ((title: string | undefined) => R) => {
		const answers = new Map<string | undefined, R>();
		return (title) => {
			const known = answers.get(title);
			if (known !== undefined) return known;
			const answer = look(title);
			answers.set(title, answer);
			return answer;
		};
	};
	return { keyOf: once(titleKeyOf), wordsOf: once(wordsOf) };
}

export type Titles = ReturnType<typeof createTitles>;
