/**
 * The shared index of articles: related ones and near-duplicates, in memory, rebuilt from the store. Rules:
 * 1. Everything here is derived: an article that is added again changes nothing.
 * 2. related: cosine of signatures, each weight times its term's rarity, times a factor of the time between
 *    the two articles. All articles that share a term are scored: the answer is exact, ties by age.
 * 3. The lengths of the vectors follow the rarities, which move with every article: they are measured anew
 *    when the index has grown by a quarter, so that adding stays cheap and the error small.
 * 4. A removed article is passed over at once; its place is freed when a quarter of the places is empty.
 */
import { Vocabulary } from '../article/vocabulary.ts';
import type { ArticleId } from '../model.ts';
import { Arena, atLeast } from './arena.ts';
import { sign } from './signature.ts';
import { isNearDuplicate, keysOf, type Sketch, sketch } from './sketch.ts';

export interface IndexedArticle {
	readonly id: ArticleId;
	readonly title: string;
	readonly text: string;
	readonly language?: string;
	readonly publishedAt: Date;
}

export interface Neighbour {
	readonly id: ArticleId;
	/** 0 to 1. */
	readonly score: number;
}

const DAY_MS = 86_400_000;
const LIMIT = 10;
/** After so many days between two articles, likeness counts for half. */
const HALF_DAYS = 200;
/** Articles assumed to have been seen before the first: a young index does not overrate what it saw once. */
const BACKGROUND = 1_000;
const GROWTH = 1.25;
const EMPTY = 0.25;

export class ArticleIndex {
	readonly #vocabulary = new Vocabulary(BACKGROUND);
	#arena = new Arena();
	/** By document number; undefined where it was removed. */
	#ids: (ArticleId | undefined)[] = [];
	#times = new Float64Array(256);
	#norms = new Float64Array(256);
	#documents = new Map<ArticleId, number>();
	/** Sums of the question at hand, all 0 between two questions. */
	#scores = new Float64Array(256);
	#measuredAt = 0;

	readonly #sketches = new Map<ArticleId, Sketch>();
	/** Key of a sketch → the newest article that has it. */
	readonly #bySketchKey = new Map<number, ArticleId>();
	readonly #firstOf = new Map<ArticleId, ArticleId>();

	get size(): number {
		return this.#documents.size;
	}

	has(id: ArticleId): boolean {
		return this.#documents.has(id);
	}

	add(article: IndexedArticle): void {
		if (this.has(article.id)) return;
		this.#place(article.id, article.publishedAt.getTime(), sign(article, this.#vocabulary));
		this.#compare(article);
	}

	remove(id: ArticleId): void {
		const document = this.#documents.get(id);
		if (document === undefined) return;
		this.#documents.delete(id);
		this.#ids[document] = undefined;
		for (const key of keysOf(this.#sketches.get(id) ?? new Uint32Array())) {
			if (this.#bySketchKey.get(key) === id) this.#bySketchKey.delete(key);
		}
		this.#sketches.delete(id);
		this.#firstOf.delete(id);
		if (this.#ids.length - this.size > this.#ids.length * EMPTY) this.#rebuild();
	}

	/**
	 * @param options `withinDays`: only articles published at most so long before or after
	 * @returns best first; nothing for an article that is not here
	 */
	related(
		id: ArticleId,
		{ limit = LIMIT, withinDays = Number.POSITIVE_INFINITY }: { limit?: number; withinDays?: number } = {},
	): Neighbour[] {
		const asked = this.#documents.get(id);
		if (asked === undefined) return [];
		this.#measure();
		const touched: number[] = [];
		for (const { term, weight } of this.#arena.terms(asked)) {
			this.#arena.accumulate(term, weight * this.#vocabulary.rarity(term) ** 2, this.#scores, touched);
		}
		const best = new Best(limit);
		const askedNorm = this.#norms[asked] ?? 0;
		const askedTime = this.#times[asked] ?? 0;
		for (const document of touched) {
			const product = this.#scores[document] ?? 0;
			this.#scores[document] = 0;
			const days = Math.abs((this.#times[document] ?? 0) - askedTime) / DAY_MS;
			if (document === asked || days > withinDays || this.#ids[document] === undefined) continue;
			const cosine = product / (askedNorm * (this.#norms[document] ?? 0));
			best.offer(document, Math.min(1, cosine) / (1 + days / HALF_DAYS));
		}
		return best.list.flatMap(({ document, score }) => {
			const neighbour = this.#ids[document];
			return neighbour === undefined ? [] : [{ id: neighbour, score }];
		});
	}

	/** @returns the first article that this one is a copy of. */
	nearDuplicate(id: ArticleId): ArticleId | undefined {
		const first = this.#firstOf.get(id);
		return first !== undefined && this.has(first) ? first : undefined;
	}

	#place(id: ArticleId, time: number, signature: ReturnType<Arena['terms']>): void {
		const document = this.#arena.add(signature);
		this.#ids[document] = id;
		this.#documents.set(id, document);
		this.#times = atLeast(this.#times, document + 1);
		this.#norms = atLeast(this.#norms, document + 1);
		this.#scores = atLeast(this.#scores, document + 1);
		this.#times[document] = time;
		this.#norms[document] = this.#normOf(document);
	}

	#normOf(document: number): number {
		return this.#arena.norm(document, (term) => this.#vocabulary.rarity(term));
	}

	#measure(): void {
		if (this.#vocabulary.learnt < this.#measuredAt * GROWTH) return;
		this.#measuredAt = this.#vocabulary.learnt;
		for (let document = 0; document < this.#arena.documents; document++) {
			this.#norms[document] = this.#normOf(document);
		}
	}

	#rebuild(): void {
		const [arena, ids, times] = [this.#arena, this.#ids, this.#times];
		this.#arena = new Arena();
		this.#ids = [];
		this.#documents = new Map();
		ids.forEach((id, document) => {
			if (id !== undefined) this.#place(id, times[document] ?? 0, arena.terms(document));
		});
	}

	#compare({ id, text, language }: IndexedArticle): void {
		const own = sketch(text, language);
		if (own === undefined) return;
		for (const key of keysOf(own)) {
			const other = this.#bySketchKey.get(key);
			const theirs = other === undefined ? undefined : this.#sketches.get(other);
			if (other === undefined || theirs === undefined || !isNearDuplicate(own, theirs)) continue;
			this.#firstOf.set(id, this.nearDuplicate(other) ?? other);
			break;
		}
		for (const key of keysOf(own)) this.#bySketchKey.set(key, id);
		this.#sketches.set(id, own);
	}
}

/** The few best, best first; of equals the one with the lower number. */
class Best {
	readonly list: { readonly document: number; readonly score: number }[] = [];
	readonly #limit: number;

	constructor(limit: number) {
		this.#limit = limit;
	}

	offer(document: number, score: number): void {
		const last = this.list[this.#limit - 1];
		if (last !== undefined && !goesBefore(document, score, last)) return;
		let place = this.list.length;
		for (let above = this.list[place - 1]; above && goesBefore(document, score, above); ) {
			above = this.list[--place - 1];
		}
		this.list.splice(place, 0, { document, score });
		if (this.list.length > this.#limit) this.list.pop();
	}
}

const goesBefore = (document: number, score: number, other: { document: number; score: number }): boolean =>
	score > other.score || (score === other.score && document < other.document);
