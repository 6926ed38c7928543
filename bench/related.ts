/**
 * Related articles on pages of actu.orange.fr: the links of their own 'A lire aussi' within 30 days are what a
 * reader was offered. Prints R@10 and nDCG@5 over queries within ± 30 days, and the time of one question.
 * Usage: node bench/related.ts [queries, default 1000; 'all' for every one]
 */
import { z } from 'zod';
import { ArticleIndex } from '../src/article-index/index.ts';
import { readRows } from './rows.ts';

const Row = z.object({
	id: z.string(),
	date: z.string(),
	title: z.string(),
	lead: z.string().optional(),
	text: z.string(),
	related: z.array(z.string()).optional(),
});

const rows = readRows('related/orange.jsonl.gz', Row);
if (rows) {
	const index = new ArticleIndex();
	const began = performance.now();
	for (const { id, date, title, lead, text } of rows) {
		const whole = lead === undefined ? text : `${lead}\n\n${text}`;
		index.add({ id, title, text: whole, language: 'fr', publishedAt: new Date(date) });
	}
	const built = performance.now() - began;

	const queries = rows.filter(({ related }) => related !== undefined && related.length > 0);
	const wanted = process.argv[2] === 'all' ? queries.length : Number(process.argv[2] ?? 1_000);
	const step = Math.max(1, queries.length / wanted);
	let [asked, recall, gain] = [0, 0, 0];
	const times: number[] = [];
	for (let place = 0; place < queries.length; place += step) {
		const query = queries[Math.floor(place)];
		if (!query?.related) continue;
		const gold = new Set(query.related);
		const start = performance.now();
		const found = index.related(query.id, { limit: 10, withinDays: 30 }).map(({ id }) => id);
		times.push(performance.now() - start);
		const discount = (rank: number) => 1 / Math.log2(rank + 2);
		const ideal = [...gold].slice(0, 5).reduce((sum, _, rank) => sum + discount(rank), 0);
		const reached = found.slice(0, 5).reduce((sum, id, rank) => sum + (gold.has(id) ? discount(rank) : 0), 0);
		recall += found.filter((id) => gold.has(id)).length / gold.size;
		gain += reached / ideal;
		asked++;
	}
	times.sort((a, b) => a - b);
	const percentile = (share: number) => times[Math.floor(times.length * share)]?.toFixed(3);
	console.log(`related: ${rows.length} articles, ${asked} queries within ± 30 days`);
	console.log(`R@10 ${(recall / asked).toFixed(3)}, nDCG@5 ${(gain / asked).toFixed(3)}`);
	console.log(
		`p50 ${percentile(0.5)} ms, p99 ${percentile(0.99)} ms, added ${((built * 1_000) / rows.length).toFixed(0)} µs each`,
	);
}
