/**
 * The postings of the index in three typed arrays. Rules:
 * 1. A document's postings stand side by side, so they are also its own list of terms.
 * 2. The postings of one term are a chain through `next`, newest first. No object per term or posting: memory
 *    is 12 bytes a posting, and the garbage collector has nothing to walk.
 * 3. A posting holds its document (24 bits) and its weight (8 bits: 1 to 255).
 * 4. A removed document keeps its place, its postings are passed over; the owner rebuilds when it is time.
 */

const NONE = 0xffff_ffff;
export const DOCUMENTS_AT_MOST = 0xff_ffff;
export const WEIGHT_AT_MOST = 255;

export interface Posting {
	readonly term: number;
	/** Whole, 1 to 255. */
	readonly weight: number;
}

export class Arena {
	#term = new Uint32Array(1024);
	#packed = new Uint32Array(1024);
	#next = new Uint32Array(1024);
	#head = new Uint32Array(1024).fill(NONE);
	/** Document → its first posting; one more entry marks the end. */
	#start = new Uint32Array(256);
	#postings = 0;
	#documents = 0;

	get documents(): number {
		return this.#documents;
	}

	/** @returns the document's number, counted from 0. @throws RangeError when the arena is full. */
	add(postings: readonly Posting[]): number {
		if (this.#documents === DOCUMENTS_AT_MOST) throw new RangeError('the index is full');
		const document = this.#documents++;
		this.#term = atLeast(this.#term, this.#postings + postings.length);
		this.#packed = atLeast(this.#packed, this.#postings + postings.length);
		this.#next = atLeast(this.#next, this.#postings + postings.length);
		this.#start = atLeast(this.#start, document + 2);
		for (const { term, weight } of postings) {
			this.#head = atLeast(this.#head, term + 1, NONE);
			const at = this.#postings++;
			this.#term[at] = term;
			this.#packed[at] = ((document << 8) | weight) >>> 0;
			this.#next[at] = this.#head[term] ?? NONE;
			this.#head[term] = at;
		}
		this.#start[document + 1] = this.#postings;
		return document;
	}

	terms(document: number): Posting[] {
		const found: Posting[] = [];
		const end = this.#start[document + 1] ?? 0;
		for (let at = this.#start[document] ?? 0; at < end; at++) {
			found.push({ term: this.#term[at] ?? 0, weight: (this.#packed[at] ?? 0) & 255 });
		}
		return found;
	}

	/** Adds `factor` × weight to the score of every document with the term; notes those it meets first. */
	accumulate(term: number, factor: number, scores: Float64Array, touched: number[]): void {
		const packed = this.#packed;
		const next = this.#next;
		for (let at = this.#head[term] ?? NONE; at !== NONE; at = next[at] ?? NONE) {
			const posting = packed[at] ?? 0;
			const document = posting >>> 8;
			const before = scores[document] ?? 0;
			if (before === 0) touched.push(document);
			scores[document] = before + factor * (posting & 255);
		}
	}

	/** The length of a document's vector, each term's weight times its factor. */
	norm(document: number, factorOf: (term: number) => number): number {
		let sum = 0;
		const end = this.#start[document + 1] ?? 0;
		for (let at = this.#start[document] ?? 0; at < end; at++) {
			sum += (factorOf(this.#term[at] ?? 0) * ((this.#packed[at] ?? 0) & 255)) ** 2;
		}
		return Math.sqrt(sum);
	}
}

/** The array itself where it is long enough, else a copy half as long again, filled up with `rest`. */
export function atLeast<T extends Uint32Array | Float64Array>(array: T, length: number, rest?: number): T;
export function atLeast(
	array: Uint32Array | Float64Array,
	length: number,
	rest = 0,
): Uint32Array | Float64Array {
	if (array.length >= length) return array;
	const size = Math.max(length, Math.ceil(array.length * 1.5));
	const grown = array instanceof Uint32Array ? new Uint32Array(size) : new Float64Array(size);
	grown.set(array);
	if (rest !== 0) grown.fill(rest, array.length);
	return grown;
}
