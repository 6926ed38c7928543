/**
 * The filter of a subscription: `strike OR walkout "rail network" -football`. Rules:
 * 1. Terms stand for whole words or, in quotes, whole phrases; all of them must be in the article.
 * 2. `OR` (in capitals) between two terms: either is enough. It binds tighter than the space.
 * 3. `-term` must not be in the article, wherever it stands.
 * 4. Article and terms are folded alike (case, accents, punctuation): "Élysée" finds "elysee".
 * 5. Scripts without spaces have no word edges: there a term matches anywhere.
 * 6. Any input is a filter: what says nothing is left out, what is too long is cut, nothing throws.
 *    Matching costs time linear in the article, at most TERMS times.
 */
import { fold } from '../article/terms.ts';
import type { Article } from '../model.ts';

const LENGTH = 500;
const TERMS = 32;

export interface Filter {
	/** Every group must match; a group matches by any of its folded terms. */
	readonly all: readonly (readonly string[])[];
	/** None of these folded terms may match. */
	readonly none: readonly string[];
}

export type Filterable = Pick<Article, 'title' | 'text' | 'section' | 'tags'>;

// The two alternatives begin with different characters, so the scan cannot backtrack beyond one of them.
const TERM = /(-?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/g;

const NO_WORD = /[^\p{L}\p{N}\p{M}]+/gu;

export function parseFilter(words: string): Filter {
	const all: string[][] = [];
	const none: string[] = [];
	let joins = false;
	for (const [, minus, phrase, word] of words.slice(0, LENGTH).matchAll(TERM)) {
		if (minus === '' && word === 'OR') {
			joins = true;
			continue;
		}
		const term = wordsOf(phrase ?? word ?? '');
		if (term === '') continue;
		if (minus === '-') none.push(term);
		else if (joins && all.length > 0) all.at(-1)?.push(term);
		else all.push([term]);
		joins = false;
		if (none.length + all.reduce((count, group) => count + group.length, 0) === TERMS) break;
	}
	return { all, none };
}

export function matches(filter: Filter, article: Filterable): boolean {
	const text = foldedArticle(article);
	return (
		filter.all.every((group) => group.some((term) => contains(text, term))) &&
		!filter.none.some((term) => contains(text, term))
	);
}

/** The words alone, folded, one space between them. */
const wordsOf = (text: string): string => fold(text).replace(NO_WORD, ' ').trim();

// One article meets the filters of many subscriptions; it is read-only, so its folded form cannot go stale.
const foldedArticles = new WeakMap<Filterable, string>();

function foldedArticle(article: Filterable): string {
	const known = foldedArticles.get(article);
	if (known !== undefined) return known;
	const parts = [article.title, article.text, article.section ?? '', ...article.tags];
	// The bar between two parts keeps a phrase from matching across them.
	const folded = parts.map(wordsOf).join(' | ');
	foldedArticles.set(article, folded);
	return folded;
}

const UNSPACED =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function contains(text: string, term: string): boolean {
	for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + 1)) {
		if (isEdge(text, at) && isEdge(text, at + term.length)) return true;
	}
	return false;
}

function isEdge(text: string, at: number): boolean {
	const before = text[at - 1] ?? ' ';
	const after = text[at] ?? ' ';
	return before === ' ' || after === ' ' || UNSPACED.test(before) || UNSPACED.test(after);
}
