/**
 * Where the teasers of other articles begin that are appended to this one. Rules:
 * 1. A teaser is a title that is all link, to another page of the same site, with at most two paragraphs behind it, and
 *    these do not stand beside the article's own.
 * 2. They are appended when nothing but teasers follows to the end, and the article before them is the greater part.
 * 3. A heading right before the first of them ('Top stories') belongs to them.
 */
import { siteOf } from './address.ts';
import type { PlacedBlock } from './blocks.ts';
import type { PageElement } from './dom.ts';
import { isProse, letters } from './prose.ts';

/** Paragraphs of one teaser. */
const EXCERPT = 2;
const TITLE = 15;
/** Less prose is no article to append to. */
const LEAST = 200;

/** @returns the first block of the teasers, or the number of blocks */
export function appendedFrom(blocks: readonly PlacedBlock[], url: string): number {
	const site = siteOf(url);
	if (site === '') return blocks.length;
	const home = homeOf(blocks);
	let from = blocks.length;
	let teasers = 0;
	let run = 0;
	for (let at = blocks.length - 1; at >= 0; at--) {
		const block = blocks[at];
		if (block === undefined) break;
		if (isTeaserTitle(block, site, url)) {
			from = at;
			teasers++;
			run = 0;
		} else if (isProse(block)) {
			if (++run > EXCERPT || block.place.parentElement === home) break;
		}
	}
	if (teasers === 0) return blocks.length;
	const size = (some: readonly PlacedBlock[]): number =>
		some.reduce((sum, block) => sum + (isProse(block) ? letters(block.text) : 0), 0);
	const prose = size(blocks.slice(0, from));
	if (prose < LEAST || prose < size(blocks.slice(from))) return blocks.length;
	const before = blocks[from - 1];
	return before !== undefined && /^h[1-6]$/.test(before.tag) ? from - 1 : from;
}

/** The element around most of the prose. */
function homeOf(blocks: readonly PlacedBlock[]): PageElement | null {
	const sizes = new Map<PageElement | null, number>();
	for (const { place, text, ...rest } of blocks) {
		if (!isProse({ text, ...rest })) continue;
		sizes.set(place.parentElement, (sizes.get(place.parentElement) ?? 0) + text.length);
	}
	let best: PageElement | null = null;
	for (const [parent, size] of sizes) if (size > (sizes.get(best) ?? 0)) best = parent;
	return best;
}

function isTeaserTitle(block: PlacedBlock, site: string, url: string): boolean {
	if (block.linked < 0.9 || letters(block.text) < TITLE || block.text.length > 250) return false;
	if (/^t[dh]$/.test(block.tag)) return false;
	const address = block.links[0]?.url;
	if (address === undefined || siteOf(address) !== site) return false;
	return address.split('#')[0] !== url.split('#')[0];
}
