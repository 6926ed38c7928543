/**
 * Where the article is on the page: two opinions. Rules, in order:
 * 1. Our own: the part that its maker marked (itemprop articleBody, a lone <article>), read before Readability,
 *    which changes the document.
 * 2. Readability's, with class names kept, because the clean-up reads them.
 * 3. Readability is believed unless it found next to nothing, or the marked body is much more or a little less.
 */
import { Readability } from '@mozilla/readability';
import { type Block, blocksOf } from './blocks.ts';
import { type PageDocument, type PageElement, textSizes } from './dom.ts';
import { noiseFilter } from './noise.ts';

export interface Candidate {
	readonly origin: 'marked' | 'article' | 'readability';
	readonly blocks: readonly Block[];
}

const MARKED = '[itemprop="articleBody"], [property="articleBody"]';

export function ownCandidate(page: PageDocument, url: string): Candidate | undefined {
	const size = textSizes(page.documentElement);
	const marked = longest(page.querySelectorAll(MARKED), size);
	const element = marked ?? longest(page.querySelectorAll('article, [role="article"]'), size);
	if (element === undefined) return undefined;
	return {
		origin: marked === undefined ? 'article' : 'marked',
		blocks: blocksOf(element, url, noiseFilter(element)),
	};
}

export function readabilityCandidate(page: PageDocument, url: string): Candidate | undefined {
	try {
		const read = new Readability<PageElement>(page, {
			keepClasses: true,
			disableJSONLD: true,
			serializer: (element: PageElement) => element,
		}).parse();
		const element = read?.content;
		if (!element) return undefined;
		return { origin: 'readability', blocks: blocksOf(element, url, noiseFilter(element)) };
	} catch {
		// A page that Readability cannot read may still carry a marked body.
		return undefined;
	}
}

function longest(
	elements: Iterable<PageElement>,
	sizeOf: (element: PageElement) => number,
): PageElement | undefined {
	let best: PageElement | undefined;
	let length = 0;
	for (const element of elements) {
		const size = sizeOf(element);
		if (size > length) {
			best = element;
			length = size;
		}
	}
	return best;
}
