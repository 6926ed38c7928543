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
import type { PageTree } from './page-tree.ts';
import { readabilityBlocks, weightOf } from './readability.ts';
import { readPage } from './reading.ts';

/** Two opinions agree when one holds the other and the lesser has this much of the greater's prose. */
const AGREED = 0.9;
/** Less prose than this is a stub: another candidate with more is preferred. */
const STUB = 250;
/** A shorter link is a label. */
const POINTER = 12;

export interface Chosen {
	readonly lead: readonly Block[];
	readonly body: readonly Block[];
	/** What stands apart in the article's part of the page. */
	readonly aside: readonly Block[];
	/** Where the teasers behind the body lead. */
	readonly appended: readonly Link[];
}

export function chooseArticle(page: PageTree, url: string, title: string): Chosen {
	const reading = readPage(page, url);
	const own = ownCandidates(page, reading);
	const blocks = choose(page, own, url);
	const end = appendedFrom(blocks, url);
	return {
		lead: leadOf(page, reading, blocks, title),
		body: blocks.slice(0, end),
		aside: own[0]?.aside ?? [],
		appended: blocks.slice(end).flatMap((block) => block.links.filter((link) => link.title.length > POINTER)),
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
