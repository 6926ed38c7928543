/**
 * How often title, author and date of a page are told exactly: the pages of trafilatura's evaluation set.
 * `node bench/metadata.ts [--cases title|author|date] [--half 0|1]`. Rules:
 * 1. Case, accents, quotation marks and spaces do not count; several authors are one line, joined in their order.
 * 2. A share is of the pages whose answer is known. `wrong` is an answer that is not the known one, `none` no answer.
 * 3. `--half` takes every other page, so that what was learnt on one half can be checked on the other.
 */
import { z } from 'zod';
import { extractArticle } from '../src/article/extract.ts';
import { tokens } from '../src/article/terms.ts';
import { readRows } from './rows.ts';

const Page = z.object({
	id: z.string(),
	url: z.string(),
	html: z.string(),
	title: z.string().nullish(),
	author: z.union([z.string(), z.array(z.string()).transform((names) => names.join(' '))]).nullish(),
	date: z.string().nullish(),
});
type Fact = 'title' | 'author' | 'date';

const CONNECTIVES = new Set(['und', 'and', 'et', 'y', 'i', 'e', 'von', 'by']);
const folded = (text: string): string => tokens(text).join(' ');
const authorKey = (text: string): string =>
	tokens(text)
		.filter((word) => !CONNECTIVES.has(word))
		.join(' ');

function option(name: string): string | undefined {
	const at = process.argv.indexOf(`--${name}`);
	return at < 0 ? undefined : process.argv[at + 1];
}

const tally: Record<Fact, { known: number; right: number; wrong: number; none: number }> = {
	title: { known: 0, right: 0, wrong: 0, none: 0 },
	author: { known: 0, right: 0, wrong: 0, none: 0 },
	date: { known: 0, right: 0, wrong: 0, none: 0 },
};

function judge(fact: Fact, known: string, given: string, url: string, key: (text: string) => string): void {
	const row = tally[fact];
	row.known++;
	const isRight = key(known) === key(given);
	if (isRight) row.right++;
	else if (given === '') row.none++;
	else row.wrong++;
	if (!isRight && option('cases') === fact) console.log(`${url}\n  known ${known}\n  given ${given}`);
}

const half = option('half');
for (const [at, { url, html, title, author, date }] of (
	readRows('extraction/trafilatura-dev.jsonl.gz', Page) ?? []
).entries()) {
	if (half !== undefined && at % 2 !== Number(half)) continue;
	const found = extractArticle(html, url);
	if (title) judge('title', title, found.title, url, folded);
	if (author) judge('author', author, found.authors.join(' '), url, authorKey);
	if (date) judge('date', date, found.publishedAt?.toISOString().slice(0, 10) ?? '', url, (text) => text);
}
for (const [fact, { known, right, wrong, none }] of Object.entries(tally)) {
	const share = (count: number): string => (count / Math.max(1, known)).toFixed(3);
	console.log(
		`${fact.padEnd(6)} of ${known}: right ${share(right)}  wrong ${share(wrong)}  none ${share(none)}`,
	);
}
