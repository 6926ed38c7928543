/**
 * Which opinion of where the article is wins. Rules, in order:
 * 1. A body that the page's maker marked or named, and that agrees with where the prose is: that is the article, and nobody else is asked.
 * 2. Else Readability is asked. A marked body wins against it unless it is much less; and whoever found next to
 *    nothing loses.
 * 3. What stands between the title and the article, and is prose, is its lead: see lead.ts.
 */
import type { Link } from '../model.ts';
import { appendedFrom } from './appended.ts';
import type { Block, PlacedBlock } from './blocks.ts';
import { type Candidate, ownCandidates } from './candidates.ts';
import { leadOf } from './lead.ts';
import { linksOf } from './line-pointers.ts';
import type { PageTree } from './page-tree.ts';
import { letters } from './prose.ts';
import { readabilityBlocks, weightOf } from './readability.ts';
import { readPage } from './reading.ts';

/** Two opinions agree when one holds the other and the lesser has this much of the greater's prose. */
const AGREED = 0.9;
/** Less prose than this is a stub: another candidate with more is preferred. */
const STUB = 250;
/** A shorter block does not tell where the article is. */
const TELLING = 40;
/** Blocks before and behind the article that may speak of it. */
const REACH = 30;
/** A shorter link is a label. */
const POINTER = 12;

export interface Chosen {
	readonly lead: readonly Block[];
	readonly body: readonly Block[];
	/** What stands apart in the article's part of the page. */
	readonly aside: readonly Block[];
	/** What stands on the page before and behind the article, as far as it may speak of it. */
	readonly before: readonly Block[];
	readonly behind: readonly Block[];
	/** Where the teasers behind the body lead. */
	readonly appended: readonly Link[];
}

export function chooseArticle(page: PageTree, url: string, title: string): Chosen {
	const reading = readPage(page, url);
	const own = ownCandidates(page, reading);
	const blocks = choose(page, own, url);
	const end = appendedFrom(blocks, url);
	const { before, behind } = around(reading.blocks, blocks);
	// Readability leaves the headings of teasers out; the first block behind the article is often one.
	const teasers = [...blocks.slice(end), ...behind.slice(0, 1).filter(isTeaser)];
	return {
		lead: leadOf(page, reading, blocks, title),
		body: blocks.slice(0, end),
		aside: own[0]?.aside ?? [],
		before,
		behind,
		appended: teasers
			.flatMap((block) => linksOf(block, block.text))
			.filter((link) => letters(link.title) > POINTER && link.url !== undefined),
	};
}

const isTeaser = (block: Block): boolean => /^h[2-6]$/.test(block.tag) && block.linked > 0.9;

function around(
	page: readonly Block[],
	article: readonly Block[],
): { readonly before: readonly Block[]; readonly behind: readonly Block[] } {
	const said = new Set(article.map((block) => block.text).filter((text) => text.length >= TELLING));
	const isOfArticle = ({ text }: Block): boolean => said.has(text);
	const first = page.findIndex(isOfArticle);
	const last = page.findLastIndex(isOfArticle);
	return first === -1
		? { before: [], behind: [] }
		: {
				before: page.slice(Math.max(0, first - REACH), first),
				behind: page.slice(last + 1, last + 1 + REACH),
			};
}

function choose(page: PageTree, own: readonly Candidate[], url: string): readonly PlacedBlock[] {
	const dense = own.find((candidate) => candidate.origin === 'dense');
	const marks = own.filter((candidate) => candidate.origin !== 'dense');
	// An <article> often holds more than the article: alone it decides nothing.
	const bodies = marks.filter((candidate) => candidate.origin !== 'article');
	const agreed = bodies.find((mark) => dense !== undefined && agree(mark, dense));
	if (agreed !== undefined && agreed.weight >= STUB) return agreed.blocks;
	const read = page.readable === undefined ? undefined : readabilityBlocks(page.readable, url);
	const best = marks[0] ?? dense;
	if (read === undefined) return best?.blocks ?? [];
	if (best === undefined) return read;
	const readWeight = weightOf(read);
	if (readWeight < STUB) return best.weight > readWeight ? best.blocks : read;
	if (best.origin === 'marked' && best.weight >= STUB && best.weight > readWeight * 0.6) return best.blocks;
	return read;
}

function agree(a: Candidate, b: Candidate): boolean {
	const inside = (inner: Candidate, outer: Candidate): boolean =>
		inner.element.order >= outer.element.order && inner.element.order <= outer.element.last;
	return (
		(inside(a, b) || inside(b, a)) && Math.min(a.weight, b.weight) >= AGREED * Math.max(a.weight, b.weight)
	);
}
