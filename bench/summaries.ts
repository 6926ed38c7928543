/**
 * How near two quoted sentences come to an editor's own abstract: OrangeSum, ROUGE F1.
 * `node bench/summaries.ts` reports the valid split; `--fit` first looks for better weights on the train split
 * (some minutes) and prints them.
 * Lower-cased Unicode words, no stemming. Skips where the data is absent.
 */
import { z } from 'zod';
import { sentences } from '../src/article/sentences.ts';
import {
	type Candidate,
	candidatesOf,
	choose,
	FITTED,
	type Fitted,
	summarize,
	type Weights,
} from '../src/article/summarize.ts';
import { readRows } from './rows.ts';

const TRAINED_ON = 5_000;
const ROUNDS = 7;
const file = (split: string): string => `summaries/orangesum-${split}.jsonl.gz`;
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

const scoresOf = (gold: readonly string[], given: readonly string[]): Scores => [
	overlap(gold, given, 1),
	overlap(gold, given, 2),
	longestCommon(gold, given),
];

function rouge(rows: readonly Row[], count: number, pick: (row: Row, count: number) => string): Scores {
	const all = rows.map((row) => scoresOf(wordsOf(row.summary), wordsOf(pick(row, count))));
	const mean = (at: 0 | 1 | 2): number => all.reduce((sum, scores) => sum + scores[at], 0) / rows.length;
	return [mean(0), mean(1), mean(2)];
}

const quoted =
	(weights: Fitted) =>
	(row: Row, count: number): string =>
		summarize({ ...row, language: 'fr' }, count, weights)
			.map((sentence) => sentence.text)
			.join(' ');

const shown = (scores: Scores): string => scores.map((score) => (100 * score).toFixed(1)).join(' / ');

interface Fitting {
	readonly gold: readonly string[];
	readonly candidates: readonly Candidate[];
	/** Scores by what was chosen: most steps of a fit choose what was chosen before. */
	readonly scores: Map<string, number>;
}

/** ROUGE-1, -2 and -L, each by what it is worth to win a tenth of it. */
const SCALE = [29, 10.3, 18.8] as const;

function worthOf(fittings: readonly Fitting[], weights: Weights, count: number): number {
	let sum = 0;
	for (const { gold, candidates, scores } of fittings) {
		const chosen = choose(candidates, count, weights);
		const key = `${count} ${chosen.map(({ start }) => start).join(' ')}`;
		let score = scores.get(key);
		if (score === undefined) {
			const given = wordsOf(chosen.map(({ text }) => text).join(' '));
			score = scoresOf(gold, given).reduce((total, part, at) => total + part / (SCALE[at] ?? 1), 0);
			scores.set(key, score);
		}
		sum += score;
	}
	return sum / fittings.length;
}

/** Coordinate ascent with steps that grow while they help; the train split only. */
function climbed(fittings: readonly Fitting[], from: Weights, count: number): Weights {
	const names = [
		'central',
		'lead',
		'title',
		'rareTitle',
		'titlePairs',
		'unique',
		'names',
		'quotation',
	] as const;
	const more = ['early', 'fade', 'goodLength', 'length', 'excess', 'repetition'] as const;
	let best = from;
	let highest = worthOf(fittings, best, count);
	const steps = new Map(
		[...names, ...more].map((name) => [name, Math.max(0.03, Math.abs(from[name]) * 0.3)]),
	);
	for (let round = 0; round < ROUNDS; round++) {
		for (const [name, step] of steps) {
			const tried = [step, -step]
				.map((by) => ({ ...best, [name]: Number((best[name] + by).toPrecision(3)) }))
				.filter(({ fade, goodLength }) => fade > 0 && goodLength > 3)
				.map((weights) => ({ weights, worth: worthOf(fittings, weights, count) }))
				.toSorted((a, b) => b.worth - a.worth)[0];
			const isBetter = tried !== undefined && tried.worth > highest;
			if (isBetter) [best, highest] = [tried.weights, tried.worth];
			steps.set(name, step * (isBetter ? 1.2 : 0.6));
		}
		console.log(count, highest.toFixed(5), JSON.stringify(best));
	}
	return best;
}

function fitted(rows: readonly Row[]): Fitted {
	const fittings = rows.map((row) => ({
		gold: wordsOf(row.summary),
		candidates: candidatesOf({ ...row, language: 'fr' }),
		scores: new Map<string, number>(),
	}));
	return { one: climbed(fittings, FITTED.one, 1), several: climbed(fittings, FITTED.several, 2) };
}

function run(): void {
	const train = process.argv.includes('--fit') ? readRows(file('train'), Row) : undefined;
	const weights = train === undefined ? FITTED : fitted(train.slice(0, TRAINED_ON));
	const rows = readRows(file('valid'), Row);
	if (rows === undefined) return;
	const lead = (row: Row, count: number): string =>
		sentences(row.text, 'fr')
			.slice(0, count)
			.map(({ text }) => text)
			.join(' ');
	for (const row of rows) summarize({ ...row, language: 'fr' }, 1);
	const splitMs = perRow(rows, (row) => sentences(row.text, 'fr'));
	for (const count of [1, 2, 3]) {
		const ms = perRow(rows, (row) => summarize({ ...row, language: 'fr' }, count, weights));
		console.log(
			`${count} sentences  ROUGE-1/2/L ${shown(rouge(rows, count, quoted(weights)))}  lead ${shown(rouge(rows, count, lead))}` +
				`  ${ms.toFixed(2)} ms, ${(ms / splitMs).toFixed(1)} times the splitting alone`,
		);
	}
}

function perRow(rows: readonly Row[], work: (row: Row) => unknown): number {
	const began = performance.now();
	for (const row of rows) work(row);
	return (performance.now() - began) / rows.length;
}

run();
