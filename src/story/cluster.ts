/**
 * Articles on one event in one story: online, one pass. Rules:
 * 1. An article is a vector of its words, weighted by place, count and rarity; names and numbers weigh more,
 *    because they are all that tells two events of one kind apart. It fades along the text: news says first
 *    what happened, then what happened before.
 * 2. A story is the sum of its articles' vectors. The article joins the story with the greatest cosine, if it
 *    is alike enough and no more than WINDOW away from the story's first article; else it begins a story.
 *    (Counted from the first: a daily report or a weekly thread would otherwise go on in one story for ever.)
 * 3. An outlet tells an event once: its next article on it is news and begins a story of its own. Only a copy
 *    of an article, under the same title, is no news from the same outlet.
 * 4. A story's id is the id of its first article. What was decided stays: adding an article again, or
 *    restoring it after a restart, gives the same story.
 * 5. Stories lie in an inverted index, so an article meets only those that share its words. The STORIES that
 *    were touched last are kept there: memory and time per article have a bound, and no wrong date of an
 *    article can push the others out.
 */
import { Vocabulary } from '../article/vocabulary.ts';
import { type Weighable, weigh } from '../article/weigh.ts';
import type { ArticleId, StoryId } from '../model.ts';

export interface ClusteredArticle extends Weighable {
	readonly id: ArticleId;
	readonly publishedAt: Date;
	/** The outlet, where it is known: see rule 3. */
	readonly source?: string;
}

const PLACES = { title: 2, lead: 2, reach: 1_500, fade: 500 };
const NAME = 3;
/** An article's strongest words; the tail is chance. */
const WORDS = 100;
/** No word carries more of the vector's length: a town that two events share does not make them one. */
const SHARE = 0.3;
const ALIKE = 0.32;
const WINDOW_MS = 4 * 86_400_000;
const STORIES = 6_000;
/** So many articles of other news make the rarities steady from the first article on. */
const BACKGROUND = 100_000;

interface Cluster {
	readonly id: StoryId;
	readonly words: Set<number>;
	/** Square of the length of the sum. */
	square: number;
	/** When its first article was published, epoch ms. */
	readonly at: number;
	/** Outlet → the title under which it told the event. */
	readonly titles: Map<string, string>;
}

interface Word {
	readonly number: number;
	readonly weight: number;
}

export class StoryClusterer {
	readonly #vocabulary = new Vocabulary(BACKGROUND);
	readonly #storyOf = new Map<ArticleId, StoryId>();
	/** Least recently touched first. */
	readonly #clusters = new Map<StoryId, Cluster>();
	/** Word → the sums of the stories that have it. */
	readonly #sums = new Map<number, Map<Cluster, number>>();

	/**
	 * @param copyOf an article that this one nearly repeats, word by word: it joins its story, however short.
	 * @returns the story's id.
	 */
	add(article: ClusteredArticle, copyOf?: ArticleId): StoryId {
		const known = this.#storyOf.get(article.id);
		if (known !== undefined) return known;
		const vector = this.#vectorOf(article);
		const original = copyOf === undefined ? undefined : this.#clusters.get(this.storyOf(copyOf));
		const copied = original !== undefined && mayCopy(article, original) ? original : undefined;
		const storyId = (copied ?? this.#nearest(vector, article))?.id ?? article.id;
		this.#join(storyId, article, vector);
		return storyId;
	}

	/** An article that was never added is its own story. */
	storyOf(id: ArticleId): StoryId {
		return this.#storyOf.get(id) ?? id;
	}

	/** Rebuilding at start: the article is in this story, whatever it looks like. */
	restore(articleId: ArticleId, storyId: StoryId, article: Omit<ClusteredArticle, 'id'>): void {
		if (this.#storyOf.has(articleId)) return;
		const restored = { ...article, id: articleId };
		this.#join(storyId, restored, this.#vectorOf(restored));
	}

	/** Of length 1. */
	#vectorOf(article: ClusteredArticle): readonly Word[] {
		const words = weigh(article, PLACES);
		this.#vocabulary.learn(words.keys());
		const strongest = [...words]
			.map(([word, { count, isName }]) => {
				const number = this.#vocabulary.numberOf(word);
				const weight = Math.sqrt(count) * this.#vocabulary.rarity(number) * (isName ? NAME : 1);
				return { number, weight };
			})
			.sort((a, b) => b.weight - a.weight || a.number - b.number)
			.slice(0, WORDS);
		const most = SHARE * Math.hypot(...strongest.map(({ weight }) => weight));
		const capped = strongest.map(({ number, weight }) => ({ number, weight: Math.min(weight, most) }));
		const length = Math.hypot(...capped.map(({ weight }) => weight));
		return capped.map(({ number, weight }) => ({ number, weight: weight / length }));
	}

	#nearest(vector: readonly Word[], article: ClusteredArticle): Cluster | undefined {
		const products = new Map<Cluster, number>();
		for (const { number, weight } of vector) {
			for (const [cluster, sum] of this.#sums.get(number) ?? []) {
				products.set(cluster, (products.get(cluster) ?? 0) + weight * sum);
			}
		}
		let nearest: Cluster | undefined;
		let best = ALIKE;
		for (const [cluster, product] of products) {
			if (!mayJoin(article, cluster)) continue;
			const cosine = product / Math.sqrt(cluster.square);
			if (cosine >= best) {
				best = cosine;
				nearest = cluster;
			}
		}
		return nearest;
	}

	#join(storyId: StoryId, article: ClusteredArticle, vector: readonly Word[]): void {
		this.#storyOf.set(article.id, storyId);
		const cluster: Cluster = this.#clusters.get(storyId) ?? {
			id: storyId,
			words: new Set(),
			square: 0,
			at: article.publishedAt.getTime(),
			titles: new Map(),
		};
		if (article.source !== undefined) cluster.titles.set(article.source, article.title);
		for (const { number, weight } of vector) {
			const sums = this.#sums.get(number) ?? new Map<Cluster, number>();
			const before = sums.get(cluster) ?? 0;
			this.#sums.set(number, sums.set(cluster, before + weight));
			cluster.square += weight * (2 * before + weight);
			cluster.words.add(number);
		}
		this.#clusters.delete(storyId);
		this.#clusters.set(storyId, cluster);
		const [oldest] = this.#clusters.values();
		if (oldest !== undefined && this.#clusters.size > STORIES) this.#forget(oldest);
	}

	/** Nothing joins it any more; whose story its articles are stays known. */
	#forget(cluster: Cluster): void {
		this.#clusters.delete(cluster.id);
		for (const number of cluster.words) {
			const sums = this.#sums.get(number);
			sums?.delete(cluster);
			if (sums?.size === 0) this.#sums.delete(number);
		}
	}
}

const isNear = ({ publishedAt }: ClusteredArticle, cluster: Cluster): boolean =>
	Math.abs(publishedAt.getTime() - cluster.at) <= WINDOW_MS;

const mayJoin = (article: ClusteredArticle, cluster: Cluster): boolean =>
	isNear(article, cluster) && (article.source === undefined || !cluster.titles.has(article.source));

function mayCopy(article: ClusteredArticle, cluster: Cluster): boolean {
	const told = article.source === undefined ? undefined : cluster.titles.get(article.source);
	return isNear(article, cluster) && (told === undefined || told === article.title);
}
