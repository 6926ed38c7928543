/**
 * Mozilla's Readability as a second opinion. Rules:
 * 1. It reads a linkedom document of its own and changes that; class names are kept, because names of parts count.
 * 2. What it chose is looked up among the page's own blocks, so that both opinions speak of the same blocks; where
 *    it rewrote too many of them, its own stand.
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { type Block, blocksOf, type PlacedBlock } from './blocks.ts';
import { isElement, type PageElement, textSizes } from './dom.ts';
import { partFinder, standsApart } from './noise.ts';
import { proseWeight } from './prose.ts';

/** @param html as PageTree.readable @returns undefined when it finds nothing, or cannot read the page */
export function readabilityBlocks(html: string, url: string): PlacedBlock[] | undefined {
	// linkedom needs a root element to hang the rest on.
	const rooted = /<html[\s>]/i.test(html.slice(0, 20_000)) ? html : `<html><body>${html}</body></html>`;
	try {
		const page: { document: ConstructorParameters<typeof Readability>[0] } = parseHTML(rooted);
		const content = new Readability<PageElement>(page.document, {
			keepClasses: true,
			disableJSONLD: true,
			serializer: (element: PageElement) => element,
		}).parse()?.content;
		if (!content) return undefined;
		const size = textSizes(content);
		return blocksOf<PageElement>(content, url, partFinder(), isElement).filter(
			(block) => !standsApart(block.parts, size, size(content)),
		);
	} catch {
		return undefined;
	}
}

export const weightOf = (blocks: readonly Block[]): number =>
	blocks.reduce((sum, block) => sum + proseWeight(block), 0);
