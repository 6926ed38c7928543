/**
 * Stories on ECB+ (pairs of events of the same kind): pair F1 and BCubed F1, mean of 10 shuffled orders, once
 * with all dates within three days, once with a calendar in which each story has its own days.
 * Usage: node bench/stories.ts
 */
import { z } from 'zod';
import { StoryClusterer } from '../src/story/cluster.ts';
import { readRows } from './rows.ts';

const Row = z.object({ story: z.string(), title: z.string(), text: z.string() });
type Row = z.infer<typeof Row>;

const ORDERS = 10;
const DAY_MS = 86_400_000;
const BEGIN = Date.UTC(2026, 0, 1);

/** mulberry32: the same orders at every run. */
function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const pairsOf = (count: number): number => (count * (count - 1)) / 2;
const harmonic = (a: number, b: number): number => (2 * a * b) / (a + b);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** @param labels gold and found story of each article. */
function score(labels: readonly { gold: string; found: string }[]) {
	const sizes = (key: (label: { gold: string; found: string }) => string) => {
		const counts = new Map<string, number>();
		for (const label of labels) counts.set(key(label), (counts.get(key(label)) ?? 0) + 1);
		return counts;
	};
	const both = (label: { gold: string; found: string }) => `${label.gold} ${label.found}`;
	const [gold, found, common] = [sizes(({ gold }) => gold), sizes(({ found }) => found), sizes(both)];
	const pairs = (counts: Map<string, number>) => sum([...counts.values()].map(pairsOf));
	const [precision, recall] = [pairs(common) / pairs(found), pairs(common) / pairs(gold)];
	const share = (of: (label: { gold: string; found: string }) => number | undefined) =>
		sum(labels.map((label) => (common.get(both(label)) ?? 0) / (of(label) ?? 1))) / labels.length;
	const bcubed = harmonic(
		share((label) => found.get(label.found)),
		share((label) => gold.get(label.gold)),
	);
	return { precision, recall, f1: harmonic(precision, recall), bcubed };
}

function run(rows: readonly Row[], calendar: boolean): void {
	const began = performance.now();
	const scores = Array.from({ length: ORDERS }, (_, order) => {
		const next = random(order + 1);
		const starts = new Map(rows.map(({ story }) => [story, next() * 90 * DAY_MS]));
		const articles = rows
			.map((row) => ({ row, place: next(), at: BEGIN + next() * 3 * DAY_MS }))
			.map(({ row, place, at }) =>
				calendar ? { row, place: (starts.get(row.story) ?? 0) + place * 1.5 * DAY_MS } : { row, place, at },
			)
			.sort((a, b) => a.place - b.place);
		const clusterer = new StoryClusterer();
		return score(
			articles.map(({ row: { story, title, text }, place, at }, number) => {
				const publishedAt = new Date(at ?? BEGIN + place);
				const article = { id: String(number), title, text, language: 'en', publishedAt };
				return { gold: story, found: clusterer.add(article) };
			}),
		);
	});
	const mean = (key: 'precision' | 'recall' | 'f1' | 'bcubed') =>
		(sum(scores.map((one) => one[key])) / ORDERS).toFixed(3);
	const each = ((performance.now() - began) / ORDERS / rows.length).toFixed(2);
	console.log(
		`${calendar ? 'own days ' : 'three days'} pair P ${mean('precision')} R ${mean('recall')} F1 ${mean('f1')}, BCubed F1 ${mean('bcubed')}, ${each} ms an article`,
	);
}

const rows = readRows('stories/ecbplus-dev.jsonl.gz', Row);
if (rows) {
	console.log(`stories: ${rows.length} articles, mean of ${ORDERS} orders`);
	run(rows, false);
	run(rows, true);
}
