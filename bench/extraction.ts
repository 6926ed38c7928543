/**
 * How much of an article's text the extractor finds, how fast, and in how much memory:
 * scrapinghub's 181 pages (F1 over 4-word shingles) and the development part of trafilatura's set (phrases).
 * Last, how many pages of our own making (tests/fixtures/pages/habits.ts) leave in the text what is not the article's.
 * `node bench/extraction.ts [--alone] [--worst]`. Beside ours, page by page in the same run: Readability on linkedom,
 * with nothing before or behind it; `--alone` leaves it out, and then the peak of memory is ours.
 */
import { createHash } from 'node:crypto';
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { z } from 'zod';
import { blocksOf } from '../src/article/blocks.ts';
import { isElement, type PageElement } from '../src/article/dom.ts';
import { extractArticle } from '../src/article/extract.ts';
import { ADDRESS, habitPages } from '../tests/fixtures/pages/habits.ts';
import { phraseFigures, phraseScore, shingleScore } from './extraction-score.ts';
import { eachRow } from './rows.ts';

const ShinglePage = z.object({ url: z.string(), html: z.string(), text: z.string() });
const PhrasePage = z.object({
	id: z.string(),
	url: z.string(),
	html: z.string(),
	with: z.array(z.string()),
	without: z.array(z.string()),
});

type Engine = (html: string, url: string) => string;
const ours: Engine = (html, url) => extractArticle(html, url).text;

/** Line ends at the ends of blocks: Readability's own text glues the words of two paragraphs. */
const readability: Engine = (html, url) => {
	const page: { document: ConstructorParameters<typeof Readability>[0] } = parseHTML(html);
	const serializer = (element: PageElement): PageElement => element;
	const content = new Readability<PageElement>(page.document, { serializer }).parse()?.content;
	return content
		? blocksOf<PageElement>(content, url, () => false, isElement)
				.map((block) => block.text)
				.join('\n')
		: '';
};

const ENGINES: readonly (readonly [string, Engine])[] = process.argv.includes('--alone')
	? [['ours', ours]]
	: [
			['ours', ours],
			['readability', readability],
		];

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;

interface Result<Score> {
	readonly page: string;
	readonly language: string;
	readonly half: string;
	readonly ms: number;
	readonly score: Score;
}

/** Each page by each engine in turn, so that a busy moment of the machine slows all of them. */
function measure<Page extends { url: string; html: string }, Score>(
	file: string,
	row: z.ZodType<Page>,
	scoreOf: (page: Page, text: string) => Score,
): Map<string, Result<Score>[]> {
	const results = new Map(ENGINES.map(([name]) => [name, [] as Result<Score>[]]));
	for (const page of eachRow(file, row)) {
		const language = /<html[^>]{0,300}\slang=["']?([a-z]{2})/i.exec(page.html.slice(0, 9_000))?.[1];
		const half = createHash('sha256').update(page.html).digest()[0] ?? 0;
		for (const [name, engine] of ENGINES) {
			const began = performance.now();
			const text = attempt(engine, page);
			results.get(name)?.push({
				page: page.url,
				language: language?.toLowerCase() ?? 'unsaid',
				half: half % 2 === 0 ? 'first half' : 'second half',
				ms: performance.now() - began,
				score: scoreOf(page, text),
			});
		}
	}
	return results;
}

function attempt(engine: Engine, { html, url }: { html: string; url: string }): string {
	try {
		return engine(html, url);
	} catch {
		return '';
	}
}

function report<Score>(
	title: string,
	results: Map<string, Result<Score>[]>,
	figures: (scores: readonly Score[]) => string,
	badness: (score: Score) => number,
): void {
	for (const [name, pages] of results) {
		if (pages.length === 0) return;
		const times = pages.map((page) => page.ms).sort((a, b) => a - b);
		const say = (label: string, some: readonly Result<Score>[]): void =>
			console.log(`  ${label.padEnd(12)} ${figures(some.map((page) => page.score))}  pages ${some.length}`);
		console.log(
			`${title}, ${name}: ms mean ${mean(times).toFixed(1)}  ` +
				`p95 ${(times[Math.floor(times.length * 0.95)] ?? 0).toFixed(0)}  worst ${(times.at(-1) ?? 0).toFixed(0)}`,
		);
		say('all', pages);
		for (const [half, some] of Map.groupBy(pages, (page) => page.half)) say(half, some);
		for (const [language, some] of Map.groupBy(pages, (page) => page.language))
			if (some.length >= 8) say(language, some);
		if (!process.argv.includes('--worst')) continue;
		for (const page of pages.toSorted((a, b) => badness(b.score) - badness(a.score)).slice(0, 30))
			console.log(`  ${badness(page.score).toFixed(2)}  ${page.page}`);
	}
}

report(
	'scrapinghub',
	measure('extraction/scrapinghub.jsonl.gz', ShinglePage, (page, text) => shingleScore(page.text, text)),
	(scores) => {
		const precision = mean(scores.map((score) => score.precision));
		const recall = mean(scores.map((score) => score.recall));
		const f1 = (2 * precision * recall) / (precision + recall);
		return `F1 ${f1.toFixed(4)}  P ${precision.toFixed(4)}  R ${recall.toFixed(4)}`;
	},
	(score) => 2 - score.precision - score.recall,
);
report(
	'trafilatura',
	measure('extraction/trafilatura-dev.jsonl.gz', PhrasePage, (page, text) =>
		phraseScore(text, page.with, page.without),
	),
	phraseFigures,
	(score) => score.missed + score.leaked,
);
const leaking = [...habitPages()].map(({ html, marks }) => {
	const { text } = extractArticle(html, ADDRESS);
	return marks.some((mark) => text.includes(mark));
});
console.log(`habits: ${leaking.filter(Boolean).length} of ${leaking.length} pages leak`);
console.log(
	`peak of memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, with the unpacked pages in it`,
);
