/** How two public benchmarks count: 4-word shingles (scrapinghub), and phrases that must and must not be there (trafilatura). */

export interface Phrases {
	readonly found: number;
	readonly missed: number;
	readonly leaked: number;
	readonly avoided: number;
}

function shingles(text: string): Map<string, number> {
	const words = text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
	const counts = new Map<string, number>();
	for (let at = 0; at < Math.max(1, words.length - 3); at++) {
		const shingle = words.slice(at, at + 4).join(' ');
		counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
	}
	return counts;
}

/** As the benchmark's evaluate.py: the mean of each over the pages gives P, R and their F1. */
export function shingleScore(gold: string, found: string): { precision: number; recall: number } {
	const wanted = shingles(gold);
	const given = shingles(found);
	let both = 0;
	for (const [shingle, count] of given) both += Math.min(count, wanted.get(shingle) ?? 0);
	const total = (counts: Map<string, number>): number =>
		counts.values().reduce((sum, count) => sum + count, 0);
	return { precision: both / total(given), recall: both / total(wanted) };
}

/** As trafilatura's eval_common.py: a plain substring, counted over all pages. */
export function phraseScore(text: string, wanted: readonly string[], unwanted: readonly string[]): Phrases {
	const found = wanted.filter((phrase) => text.includes(phrase)).length;
	const leaked = unwanted.filter((phrase) => text.includes(phrase)).length;
	return { found, missed: wanted.length - found, leaked, avoided: unwanted.length - leaked };
}

export function phraseFigures(pages: readonly Phrases[]): string {
	const sum = (of: (page: Phrases) => number): number => pages.reduce((total, page) => total + of(page), 0);
	const [found, missed] = [sum((page) => page.found), sum((page) => page.missed)];
	const [leaked, avoided] = [sum((page) => page.leaked), sum((page) => page.avoided)];
	const precision = found / (found + leaked);
	const recall = found / (found + missed);
	return (
		`F ${((2 * precision * recall) / (precision + recall)).toFixed(4)}  P ${precision.toFixed(4)}  ` +
		`R ${recall.toFixed(4)}  accuracy ${((found + avoided) / (found + missed + leaked + avoided)).toFixed(4)}`
	);
}
