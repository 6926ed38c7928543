/**
 * How much of an article's text the extractor finds, and nothing else: 181 pages of scrapinghub's benchmark.
 * `node bench/extraction.ts [--worst]`. F1 over 4-word shingles, as its evaluate.py. Skips where the data is absent.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { extractArticle } from '../src/article/extract.ts';

const DATA = new URL('../../shared/data/extraction/scrapinghub.jsonl.gz', import.meta.url);
const Page = z.object({ id: z.string(), url: z.string(), html: z.string(), text: z.string() });

function shingles(text: string): Map<string, number> {
	const words = text.match(/[\p{L}\p{N}\p{M}_]+/gu) ?? [];
	const counts = new Map<string, number>();
	for (let at = 0; at < Math.max(1, words.length - 3); at++) {
		const shingle = words.slice(at, at + 4).join(' ');
		counts.set(shingle, (counts.get(shingle) ?? 0) + 1);
	}
	return counts;
}

function score(gold: string, found: string): { precision: number; recall: number } {
	const wanted = shingles(gold);
	const given = shingles(found);
	let both = 0;
	for (const [shingle, count] of given) both += Math.min(count, wanted.get(shingle) ?? 0);
	const total = (counts: Map<string, number>): number =>
		counts.values().reduce((sum, count) => sum + count, 0);
	return { precision: both / total(given), recall: both / total(wanted) };
}

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

function run(): void {
	if (!existsSync(DATA)) {
		console.log('skipped: ../shared/data/extraction is not here');
		return;
	}
	const rows = gunzipSync(readFileSync(DATA)).toString('utf8').trim().split('\n');
	const results = rows.map((row) => {
		const page = Page.parse(JSON.parse(row));
		const began = performance.now();
		const { text } = extractArticle(page.html, page.url);
		return { url: page.url, ms: performance.now() - began, ...score(page.text, text) };
	});
	const precision = mean(results.map((result) => result.precision));
	const recall = mean(results.map((result) => result.recall));
	const times = results.map((result) => result.ms).sort((a, b) => a - b);
	console.log(
		`pages ${results.length}  F1 ${((2 * precision * recall) / (precision + recall)).toFixed(4)}  ` +
			`P ${precision.toFixed(4)}  R ${recall.toFixed(4)}  ms mean ${mean(times).toFixed(1)}  ` +
			`p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(0)}  worst ${(times.at(-1) ?? 0).toFixed(0)}`,
	);
	if (!process.argv.includes('--worst')) return;
	const worst = results.toSorted((a, b) => a.precision + a.recall - b.precision - b.recall).slice(0, 30);
	for (const { url, precision: p, recall: r } of worst) console.log(p.toFixed(2), r.toFixed(2), url);
}

run();
