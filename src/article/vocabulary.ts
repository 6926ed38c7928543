/**
 * Every word seen so far, and how rare it is. Rules:
 * 1. Rarity (IDF) counts every article ever learnt; one that is removed later was seen all the same.
 * 2. It is counted on a background of articles that have none of these words: a young collection does not
 *    overrate what it saw once, and thresholds do not drift while it grows.
 */
export class Vocabulary {
	readonly #background: number;
	readonly #numbers = new Map<string, number>();
	readonly #articles: number[] = [];
	#learnt = 0;

	/** @param background articles assumed to have been seen before the first. */
	constructor(background: number) {
		this.#background = background;
	}

	/** Articles learnt. */
	get learnt(): number {
		return this.#learnt;
	}

	/** @param words of one article, each once. */
	learn(words: Iterable<string>): void {
		this.#learnt++;
		for (const word of words) {
			const number = this.numberOf(word);
			this.#articles[number] = (this.#articles[number] ?? 0) + 1;
		}
	}

	/** A word's number, the same for ever. */
	numberOf(word: string): number {
		let number = this.#numbers.get(word);
		if (number === undefined) {
			number = this.#numbers.size;
			this.#numbers.set(word, number);
		}
		return number;
	}

	rarity(number: number): number {
		return Math.log((this.#learnt + this.#background) / ((this.#articles[number] ?? 0) + 1));
	}
}
