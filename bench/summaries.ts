/**
 * How near two quoted sentences come to an editor's own abstract: OrangeSum, ROUGE F1.
 * `node bench/summaries.ts` reports the valid split; `--fit` looks for better weights on the train split.
 * Lower-cased Unicode words, no stemming. Skips where the data is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { summarize, WEIGHTS, type Weights } from '../src/article/summarize.ts';

const data = (name: string): URL => new URL(`../../shared/data/summaries/${name}.jsonl.gz`, import.meta.url);
const Row = z.object({ title: z.string(), text: z.string(), summary: z.string() });
type Row = z.infer<typeof Row>;
type Scores = readonly [rouge1: number, rouge2: number, rougeL: number];

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function f1(shared: number, gold: number, given: number): number {
	return shared === 0 ? 0 : (2 * shared) / (gold + given);
}

function overlap(gold: readonly string[], given: readonly string[], size: number): number {
	const grams = (words: readonly string[]): string[] =>
		words.slice(0, Math.max(0, words.length - size + 1)).map((_, at) => words.slice(at, at + size).join(' '));
	const counts = new Map<string, number>();
	const wanted = grams(gold);
	for (const gram of wanted) counts.set(gram, (counts.get(gram) ?? 0) + 1);
	const found = grams(given);
	let shared = 0;
	for (const gram of found) {
		const left = counts.get(gram) ?? 0;
		if (left > 0) shared++;
		counts.set(gram, left - 1);
	}
	return f1(shared, wanted.length, found.length);
}

function longestCommon(gold: readonly string[], given: readonly string[]): number {
	let row = new Array<number>(given.length + 1).fill(0);
	for (const word of gold) {
		const next = [0];
		for (const [at, other] of given.entries()) {
			next.push(word === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
		}
		row = next;
	}
	return f1(row.at(-1) ?? 0, gold.length, given.length);
}

function rouge(rows: readonly Row[], count: number, pick: (row: Row, count: number) => string): Scores {
	const sums: [number, number, number] = [0, 0, 0];
	for (const row of rows) {
		const gold = wordsOf(row.summary);
		const given = wordsOf(pick(row, count));
		sums[0] += overlap(gold, given, 1);
		sums[1] += overlap(gold, given, 2);
		sums[2] += longestCommon(gold, given);
	}
	return [sums[0] / rows.length, sums[1] / rows.length, sums[2] / rows.length];
}

const quoted =
	(weights: Weights) =>
	(row: Row, count: number): string =>
		summarize({ ...row, language: 'fr' }, count, weights)
			.map((sentence) => sentence.text)
			.join(' ');

const shown = (scores: Scores): string => scores.map((score) => (100 * score).toFixed(1)).join(' / ');

function read(name: string, limit: number): Row[] {
	const lines = gunzipSync(readFileSync(data(name)))
		.toString('utf8')
		.trim()
		.split('\n');
	return lines.slice(0, limit).map((line) => Row.parse(JSON.parse(line)));
}

/** Coordinate ascent on one and two sentences together; the train split only. */
function fitted(rows: readonly Row[]): Weights {
	const worth = (weights: Weights): number =>
		[1, 2].reduce((sum, count) => sum + rouge(rows, count, quoted(weights)).reduce((a, b) => a + b, 0), 0);
	let best = WEIGHTS;
	let highest = worth(best);
	const names = ['title', 'position', 'fade', 'length', 'goodLength', 'repetition'] as const;
	for (let round = 0; round < 2; round++) {
		for (const name of names) {
			for (const factor of [0.5, 0.75, 1.33, 2]) {
				const tried = { ...best, [name]: Number((WEIGHTS[name] * factor).toPrecision(3)) };
				const value = worth(tried);
				if (value <= highest) continue;
				[best, highest] = [tried, value];
				console.log(value.toFixed(4), JSON.stringify(best));
			}
		}
	}
	return best;
}

function run(): void {
	if (!existsSync(data('orangesum-valid'))) {
		console.log('skipped: ../shared/data/summaries is not here');
		return;
	}
	const weights = process.argv.includes('--fit') ? fitted(read('orangesum-train', 600)) : WEIGHTS;
	const rows = read('orangesum-valid', 1_500);
	for (const count of [1, 2, 3]) {
		const began = performance.now();
		for (const row of rows) summarize({ ...row, language: 'fr' }, count, weights);
		const ms = (performance.now() - began) / rows.length;
		console.log(
			`${count} sentences  ROUGE-1/2/L ${shown(rouge(rows, count, quoted(weights)))}  ${ms.toFixed(2)} ms`,
		);
	}
}

run();
