/**
 * What is out, and since when. Rules:
 * 1. A pure function of the clock: nothing is scheduled, so nothing has to be stopped.
 * 2. Outlets take turns: publication n belongs to outlet n mod 3.
 * 3. The first batch is dated in the hours before the start; then one publication per `paceMs`; once the
 *    written articles are out, a short item every 15th pace keeps the wire alive at a calm rhythm.
 */

import { type DemoArticle, OUTLETS, type Outlet } from './outlets.ts';
import { wire, wireRound } from './wire.ts';

export const FIRST_BATCH = 12;
const WRITTEN = OUTLETS.reduce((sum, outlet) => sum + outlet.articles.length, 0);
const WIRE_PACES = 15;
const FIRST_BATCH_GAP_MS = 47 * 60_000;
const READ_ALSO = 2;

export interface Publication {
	readonly outlet: Outlet;
	readonly article: DemoArticle;
	/** Epoch milliseconds. */
	readonly publishedAt: number;
	readonly path: string;
}

export interface Edition {
	/** Newest first. */
	latest(outlet: Outlet, limit: number): readonly Publication[];
	find(prefix: string, slug: string): Publication | undefined;
	/** The outlet's articles just before and after, and earlier ones on other events, as far as they are out. */
	around(publication: Publication): {
		readonly previous: Publication | undefined;
		readonly next: Publication | undefined;
		readonly readAlso: readonly Publication[];
	};
}

export function createEdition(startedAt: number, paceMs: number, now: () => number): Edition {
	const publishedAt = (n: number): number => {
		if (n < FIRST_BATCH) return startedAt - (FIRST_BATCH - n) * FIRST_BATCH_GAP_MS;
		const live = Math.min(n, WRITTEN - 1) - FIRST_BATCH + 1;
		return startedAt + (live + Math.max(0, n - WRITTEN + 1) * WIRE_PACES) * paceMs;
	};
	const countOut = (): number => {
		const paces = Math.max(0, Math.floor((now() - startedAt) / paceMs));
		const written = FIRST_BATCH + paces;
		return written <= WRITTEN ? written : WRITTEN + Math.floor((written - WRITTEN) / WIRE_PACES);
	};
	const publication = (n: number): Publication | undefined => {
		const outlet = OUTLETS[n % OUTLETS.length];
		if (outlet === undefined || n < 0 || n >= countOut()) return undefined;
		const round = Math.floor(n / OUTLETS.length);
		const article = outlet.articles[round] ?? wire(outlet, round - outlet.articles.length);
		return { outlet, article, publishedAt: publishedAt(n), path: `/${outlet.prefix}/${article.slug}` };
	};
	const numberOf = (outlet: Outlet, slug: string): number => {
		const written = outlet.articles.findIndex((article) => article.slug === slug);
		const round = written >= 0 ? written : outlet.articles.length + wireRound(slug);
		return Number.isNaN(round) ? -1 : round * OUTLETS.length + OUTLETS.indexOf(outlet);
	};
	/** Backwards from `from`, within the outlet. */
	function* back(outlet: Outlet, from: number): Generator<Publication> {
		for (let n = from; n >= 0; n--) {
			const found = n % OUTLETS.length === OUTLETS.indexOf(outlet) ? publication(n) : undefined;
			if (found) yield found;
		}
	}

	return {
		latest: (outlet, limit) => [...back(outlet, countOut() - 1).take(limit)],
		find(prefix, slug) {
			const outlet = OUTLETS.find((one) => one.prefix === prefix);
			return outlet && publication(numberOf(outlet, slug));
		},
		around({ outlet, article }) {
			const n = numberOf(outlet, article.slug);
			const elsewhere = back(outlet, n - OUTLETS.length - 1)
				.filter((earlier) => earlier.article.event === undefined || earlier.article.event !== article.event)
				.take(READ_ALSO);
			return {
				previous: publication(n - OUTLETS.length),
				next: publication(n + OUTLETS.length),
				readAlso: [...elsewhere],
			};
		},
	};
}
