/**
 * A page, read once: its blocks, and what each element holds. Rules:
 * 1. A block of prose gives its weight to every element around it, and so do its characters and its links.
 * 2. What stands apart (named so, or made of links) gives no weight to the page, and is not its text; whoever reads
 *    an element as the article asks again, with that element as the whole.
 */
import { blocksOf, type PlacedBlock } from './blocks.ts';
import { partFinder, standsApart } from './noise.ts';
import type { PageTree, TreeElement } from './page-tree.ts';
import { proseWeight } from './prose.ts';

export type TreeBlock = PlacedBlock<TreeElement>;

export interface Reading {
	readonly body: TreeElement;
	readonly blocks: readonly TreeBlock[];
	/** Characters of prose inside, of each element that has any; what stands apart on the page does not count. */
	readonly weights: ReadonlyMap<TreeElement, number>;
	/** Whether a block is no part of the article when `root` is the article. */
	isApart(block: TreeBlock, root: TreeElement): boolean;
}

interface Content {
	text: number;
	linked: number;
	prose: number;
}

const EMPTY: Content = { text: 0, linked: 0, prose: 0 };
/** A group with more of its text in links is a list of links. */
const LINKS = 0.5;
const GROUPS: ReadonlySet<string> = new Set('div section ul ol dl table article header center'.split(' '));

export function readPage(page: PageTree, url: string): Reading {
	const { body } = page;
	const blocks = blocksOf(body, url, partFinder());
	const contents = contentsOf(blocks);
	const contentOf = (element: TreeElement): Content => contents.get(element) ?? EMPTY;
	const isApart = (block: TreeBlock, root: TreeElement): boolean => {
		const whole = contentOf(root);
		const heft = (element: TreeElement): number =>
			whole.prose === 0 ? element.size : contentOf(element).prose;
		const isInside = (element: TreeElement): boolean =>
			element.order > root.order && element.order <= root.last;
		if (standsApart(block.parts, heft, heft(root), isInside)) return true;
		for (let at: TreeElement | null = block.place; at !== null && isInside(at); at = at.parentElement) {
			const { text, linked, prose } = contentOf(at);
			if (GROUPS.has(at.localName) && linked > text * LINKS && prose < whole.prose / 3) return true;
		}
		return false;
	};
	const weights = new Map<TreeElement, number>();
	for (const [element, { prose }] of contentsOf(blocks.filter((block) => !isApart(block, body))))
		if (prose > 0) weights.set(element, prose);
	return { body, blocks, weights, isApart };
}

function contentsOf(blocks: readonly TreeBlock[]): Map<TreeElement, Content> {
	const contents = new Map<TreeElement, Content>();
	for (const block of blocks) {
		const prose = proseWeight(block);
		const linked = block.linked * block.text.length;
		for (let at: TreeElement | null = block.place; at !== null; at = at.parentElement) {
			const content = contents.get(at);
			if (content === undefined) contents.set(at, { text: block.text.length, linked, prose });
			else {
				content.text += block.text.length;
				content.linked += linked;
				content.prose += prose;
			}
		}
	}
	return contents;
}
