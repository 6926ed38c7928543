/**
 * How a written sentence shows what proves it. Rules:
 * 1. Each place of the article has a number, the same one wherever it proves something, and links to the place itself: a text
 *    fragment, which a browser opens the page at and marks. Where it cannot, the page opens all the same.
 * 2. A fragment is the quotation's beginning and end: pages set the same words with other blanks and marks.
 */
import { webUrl } from './clean.ts';
import type { Block, Inline } from './doc.ts';

type Written = Extract<Block, { readonly kind: 'written' }>;

const WHOLE = 80;
const EDGE = 40;

/** Up to `EDGE` characters, not through a word where words are parted by blanks. */
function beginning(words: string): string {
	const cut = words.slice(0, EDGE);
	const blank = cut.lastIndexOf(' ');
	return blank > 0 ? cut.slice(0, blank) : cut;
}

function ending(words: string): string {
	const cut = words.slice(-EDGE);
	const blank = cut.indexOf(' ');
	return blank >= 0 && blank < cut.length - 1 ? cut.slice(blank + 1) : cut;
}

/** A dash would mean context to the browser, and is not encoded by itself. */
const encoded = (words: string): string =>
	encodeURIComponent(words.toWellFormed().trim()).replaceAll('-', '%2D');

/** @returns the address of a quotation on its page; undefined for what is no web address */
export function placeOf(page: string, quotation: string): string | undefined {
	const address = webUrl(page);
	if (address === undefined) return undefined;
	const words = quotation.replace(/\s+/g, ' ').trim();
	const parts = words.length <= WHOLE ? [words] : [beginning(words), ending(words)];
	const url = URL.parse(address);
	if (url === null) return undefined;
	url.hash = '';
	return webUrl(`${url.href}#:~:text=${parts.map(encoded).join(',')}`) ?? url.href;
}

/** The sentences as lines, each with the numbers of its proofs. */
export function provenLines({ sentences }: Written): readonly (readonly Inline[])[] {
	const numbers = new Map<string, number>();
	return sentences.map(({ text, proofs }) => [
		text,
		...proofs.flatMap(({ quotation, url }): Inline[] => {
			const number = numbers.get(quotation) ?? numbers.size + 1;
			numbers.set(quotation, number);
			return url === undefined ? [] : [' ', { kind: 'link', text: `[${number}]`, url }];
		}),
	]);
}
