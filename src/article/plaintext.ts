/**
 * A page whose markup is gone, as people paste or forward it → its article. Rules, in order:
 * 1. The title is the line that the breadcrumb announces or that stands twice; else the first line, when it looks
 *    like one; else the first sentence, clipped.
 * 2. Every line is judged by the same rules as a line of a page; links are not known.
 * 3. After 'previous' and 'next article' comes nothing of the article: what is left there is the author's note, among
 *    the page's last words.
 * 4. Counters stand unnamed before the text: reads first, then comments.
 * 5. Byline and date are looked for above the text only, and taken only where they say what they are.
 */
import type { ExtractedArticle } from '../model.ts';
import type { Block } from './blocks.ts';
import { readAuthors } from './byline.ts';
import { clean } from './clean.ts';
import { parseDate } from './dates.ts';
import { detectLanguage } from './language.ts';
import { foldLine, startsWith } from './lexicon.ts';
import { pastedLines } from './pasted-lines.ts';
import { endsSentence, sentences } from './sentences.ts';
import { clipped } from './teaser.ts';
import { tokens } from './terms.ts';

const MAX_TITLE = 200;
/** Lines above the text in which byline and date are looked for. */
const HEAD = 15;

export function extractFromText(text: string): ExtractedArticle {
	const { lines, tags } = pastedLines(text);
	const language = detectLanguage(lines.slice(0, 100).join(' '));
	const title = findTitle(lines, language);
	const end = lastNeighbour(lines);
	const head = headOf(lines);
	const authors = authorsIn(head);
	const publishedAt = dateIn(head, language);
	const found = clean(lines.slice(0, end).map(asBlock), { title, authors });
	const paragraphs = found.paragraphs.filter((paragraph) => paragraph !== title);
	const authorBio = noteIn(lines.slice(end)) ?? found.authorBio;
	const readCount = found.readCount ?? found.counts[0];
	const commentCount = found.commentCount ?? found.counts[found.readCount === undefined ? 1 : 0];
	return {
		title,
		text: paragraphs.join('\n\n'),
		authors,
		readAlso: found.readAlso,
		tags: [...new Set([...found.tags, ...tags])],
		...(authorBio !== undefined && { authorBio }),
		...(publishedAt !== undefined && { publishedAt }),
		...(language !== undefined && { language }),
		...(found.section !== undefined && { section: found.section }),
		...(found.previous !== undefined && { previous: found.previous }),
		...(found.next !== undefined && { next: found.next }),
		...(readCount !== undefined && { readCount }),
		...(commentCount !== undefined && { commentCount }),
	};
}

const asBlock = (text: string): Block => ({ text, tag: 'line', linked: 0, links: [] });

function findTitle(lines: readonly string[], language: string | undefined): string {
	const [first = '', second = ''] = lines;
	const start = foldLine(first);
	const crumbs = startsWith(start, 'home') !== undefined && second !== '' && second.length <= MAX_TITLE;
	const announced = tokens(first).join(' ').includes(tokens(second).slice(0, 4).join(' '));
	if (crumbs && (announced || /[>»›|→]/.test(first))) return second;
	const twice = lines
		.slice(0, 4)
		.find((line, at) => line.length > 20 && line.length <= MAX_TITLE && lines[at + 1] === line);
	if (twice !== undefined) return twice;
	if (lines.length > 1 && first.length <= MAX_TITLE && !/[.;,:。]$/.test(first)) return first;
	if (
		lines.length > 1 &&
		first.length <= 120 &&
		sentences(first, language).length <= 2 &&
		second.length > first.length
	)
		return first;
	return clipped(sentences(first.slice(0, 2_000), language)[0]?.text ?? first, MAX_TITLE);
}

const LAST_LINES = 40;
const NOTE = 1_000;
const NOTE_LINES = 3;
const MIN_NOTE = 40;

/** Where the last line about a neighbouring article ends; the number of lines where there is none. */
function lastNeighbour(lines: readonly string[]): number {
	const from = Math.max(1, lines.length - LAST_LINES);
	for (let at = lines.length - 1; at >= from; at--) {
		const line = clean(lines.slice(at, at + 2).map(asBlock), { title: '', authors: [] });
		const alone = clean(lines.slice(at, at + 1).map(asBlock), { title: '', authors: [] });
		if (alone.previous !== undefined || alone.next !== undefined) return at + 1;
		if (line.previous !== undefined || line.next !== undefined) return Math.min(at + 2, lines.length);
	}
	return lines.length;
}

/** The prose among a page's last words. */
function noteIn(lines: readonly string[]): string | undefined {
	const prose = lines.filter((line) => {
		const { paragraphs, authorBio } = clean([asBlock(line)], { title: '', authors: [] });
		return (
			authorBio !== undefined || (paragraphs.length > 0 && (line.length >= MIN_NOTE || endsSentence(line)))
		);
	});
	const note = prose.slice(0, NOTE_LINES).join(' ').slice(0, NOTE);
	return note === '' ? undefined : note;
}

/** The lines before the first long one that ends as prose does. */
function headOf(lines: readonly string[]): readonly string[] {
	const first = lines.slice(0, HEAD).findIndex((line) => line.length > 100 && endsSentence(line));
	return first === -1 ? [] : lines.slice(0, first);
}

const authorsIn = (head: readonly string[]): string[] =>
	readAuthors({
		jsonLd: { article: undefined, nodes: [] },
		meta: () => undefined,
		texts: () => [],
		parts: head.map((text, distance) => ({ text, element: undefined, names: '', distance })),
		siteNames: [],
	});

function dateIn(head: readonly string[], language: string | undefined): Date | undefined {
	const said = head.find(
		(line) => line.length <= 140 && startsWith(foldLine(line), 'dateline') !== undefined,
	);
	return said === undefined ? undefined : parseDate(said, language);
}
