/**
 * A page whose markup is gone, as people paste or forward it → its article. Rules, in order:
 * 1. The title is the line that the breadcrumb announces or that stands twice; else the first line, when it looks
 *    like one; else the first sentence, clipped.
 * 2. Every line is judged by the same rules as a line of a page; links are not known.
 * 3. After 'previous' and 'next article' comes nothing of the article: what is left there is the author's note.
 * 4. Counters stand unnamed before the text: reads first, then comments.
 */
import type { ExtractedArticle } from '../model.ts';
import type { Block } from './blocks.ts';
import { clean } from './clean.ts';
import { detectLanguage } from './language.ts';
import { foldLine, startsWith } from './lexicon.ts';
import { sentences } from './sentences.ts';
import { clipped } from './teaser.ts';
import { tokens } from './terms.ts';

const MAX_CHARACTERS = 400_000;
const MAX_LINES = 10_000;
const MAX_TITLE = 200;

export function extractFromText(text: string): ExtractedArticle {
	const lines = text
		.slice(0, MAX_CHARACTERS)
		.replace(/\r\n?/g, '\n')
		.split('\n')
		.map((line) => line.replace(/[ \t\u200b]+/g, ' ').trim())
		.filter((line) => line !== '' && !/^https?:\/\/\S+$/.test(line))
		.slice(0, MAX_LINES);
	const language = detectLanguage(lines.slice(0, 100).join(' '));
	const title = findTitle(lines, language);
	const note = noteStart(lines);
	const blocks = lines.slice(0, note).map(asBlock);
	const found = clean(blocks, { title, authors: [] });
	const paragraphs = found.paragraphs.filter((paragraph) => paragraph !== title);
	const authorBio = lines.slice(note).join(' ').slice(0, 1_000) || found.authorBio;
	const readCount = found.readCount ?? found.counts[0];
	const commentCount = found.commentCount ?? found.counts[found.readCount === undefined ? 1 : 0];
	return {
		title,
		text: paragraphs.join('\n\n'),
		authors: [],
		readAlso: found.readAlso,
		tags: found.tags,
		...(authorBio !== undefined && authorBio !== '' && { authorBio }),
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

/** The line after the last neighbour, when at most three short lines follow it. */
function noteStart(lines: readonly string[]): number {
	const from = Math.max(0, lines.length - 6);
	const probe = clean(lines.slice(from).map(asBlock), { title: '', authors: [] });
	if (probe.previous === undefined && probe.next === undefined) return lines.length;
	for (let at = lines.length - 1; at >= from; at--) {
		const line = clean([asBlock(lines[at] ?? '')], { title: '', authors: [] });
		if (line.previous !== undefined || line.next !== undefined) return at + 1;
	}
	return lines.length;
}
