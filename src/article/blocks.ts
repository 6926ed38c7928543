/**
 * A part of a page → its blocks: one per paragraph, heading, list item or cell. Rules:
 * 1. White space is folded; a block ends where a block element starts or ends, and at two line breaks.
 * 2. One line break is a new line after the end of a sentence, else a space: many pages wrap with <br>.
 * 3. What is never text (scripts, controls, what is hidden) gives no block.
 * 4. Each block knows its links, because a block of links is rarely prose, and where it stands: parts of a page that
 *    are not its article (asides, navigation, what is named so) are judged by who asks, who knows their weight.
 */
import type { Link } from '../model.ts';
import { absoluteUrl } from './address.ts';
import { isElement, isText, type PageElement, type PageNode } from './dom.ts';

export interface Block {
	readonly text: string;
	/** The nearest block element: `p`, `h2`, `li`, `div` … or `line` in a pasted text. */
	readonly tag: string;
	/** Share of the characters that stand in links, 0 to 1. */
	readonly linked: number;
	readonly links: readonly Link[];
}

/** The parts that a block stands in, the innermost first. */
export interface Parts<Element extends PageElement = PageElement> {
	readonly element: Element;
	readonly outer: Parts<Element> | undefined;
}

export interface PlacedBlock<Element extends PageElement = PageElement> extends Block {
	/** The nearest block element. */
	readonly place: Element;
	readonly parts: Parts<Element> | undefined;
}

const BREAKING = new Set(
	(
		'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure ' +
		'footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search section summary table tbody td ' +
		'tfoot th thead tr ul'
	).split(' '),
);
const SILENT = new Set(
	(
		'script style noscript template svg math canvas iframe object embed audio video map head title link meta ' +
		'button select option input textarea label progress'
	).split(' '),
);

/** A longer link wraps a part of the page: it has no title. */
export const LINK_TEXT = 2_000;
/** Of one block: what has more is a directory. */
export const MAX_LINKS = 200;

/**
 * @param base address of the page, for relative links
 * @param isPart says which elements are parts of their own
 */
export function blocksOf<Element extends PageElement>(
	root: Element,
	base: string,
	isPart: (element: Element) => boolean = () => false,
	isOurs: (element: PageElement) => element is Element = (element): element is Element =>
		element.constructor === root.constructor,
): PlacedBlock<Element>[] {
	const blocks: PlacedBlock<Element>[] = [];
	// The text as pieces: asking a string that grows for its end copies it, once for each piece.
	let pieces: string[] = [];
	let length = 0;
	let linkedLength = 0;
	let links: Link[] = [];
	let breaks = 0;
	let parts: Parts<Element> | undefined;

	function flush(place: Element): void {
		const words = length === 0 ? '' : typeset(pieces.join('').trim());
		if (words !== '')
			blocks.push({
				text: words,
				tag: place.localName,
				linked: Math.min(1, linkedLength / words.length),
				links,
				place,
				parts,
			});
		pieces = [];
		length = 0;
		linkedLength = 0;
		links = [];
		breaks = 0;
	}

	function push(piece: string): void {
		if (piece === '') return;
		pieces.push(piece);
		length += piece.length;
	}

	/** A piece ends in one space at most, and none begins the text. */
	function dropLastSpace(): void {
		const last = pieces.pop();
		if (last === undefined) return;
		length -= last.length;
		push(last.trimEnd());
	}

	function write(raw: string): void {
		const words = raw.replace(/[\s\u200b\u00ad]+/g, foldedGap);
		const spaced = length === 0 || /\s$/.test(pieces.at(-1)?.slice(-1) ?? '');
		if (words.trim() === '') {
			if (words !== '' && !spaced) push(' ');
			return;
		}
		if (breaks > 0 && length > 0) {
			dropLastSpace();
			push(/[.!?…»”"]$/.test(pieces.at(-1)?.slice(-1) ?? '') ? '\n' : ' ');
			push(words.trimStart());
		} else push(spaced ? words.trimStart() : words);
		breaks = 0;
	}

	function visit(node: PageNode, place: Element): void {
		if (isText(node)) {
			write(node.textContent ?? '');
			return;
		}
		if (!isElement(node) || !isOurs(node)) return;
		const name = node.localName;
		if (name === 'br') {
			breaks++;
			if (breaks > 1) flush(place);
			return;
		}
		if (SILENT.has(name) || isHidden(node)) return;
		const breaking = BREAKING.has(name);
		const part = node !== root && isPart(node);
		if (breaking || part) flush(place);
		if (part) parts = { element: node, outer: parts };
		const [startPieces, start, startLength] = [pieces, pieces.length, length];
		const own = breaking || part ? node : place;
		for (const child of node.childNodes) visit(child, own);
		if (name === 'a') {
			const whole = pieces !== startPieces;
			noteLink(node, whole ? 0 : start, whole ? length : length - startLength);
		}
		if (breaking || part) flush(own);
		if (part) parts = parts?.outer;
	}

	function noteLink(anchor: PageElement, from: number, size: number): void {
		if (size <= 0) return;
		if (size > LINK_TEXT || links.length >= MAX_LINKS) {
			linkedLength += size;
			return;
		}
		const title = pieces.slice(from).join('').trim();
		linkedLength += title.length;
		const url = absoluteUrl(anchor.getAttribute('href'), base);
		if (title !== '') links.push(url === undefined ? { title } : { title, url });
	}

	visit(root, root);
	flush(root);
	return blocks;
}

/** Zero-width characters and hyphens go; of other white space one space is left, the unbreakable before the plain. */
function foldedGap(gap: string): string {
	if (gap === ' ') return gap;
	if (/^[\u200b\u00ad]+$/.test(gap)) return '';
	return /[\u00a0\u202f]/.exec(gap)?.[0] ?? ' ';
}

/** A space is unbreakable where typography asks for it: at French punctuation, and inside a number. */
function typeset(text: string): string {
	if (!/[\u00a0\u202f]/.test(text)) return text;
	return text.replace(/(.?)([\u00a0\u202f])(?=(.?))/gu, (_, before: string, space: string, after: string) =>
		before === '«' || /[:;!?»%€]/.test(after) || (/\d/.test(before) && /\d/.test(after))
			? before + space
			: `${before} `,
	);
}

function isHidden(element: PageElement): boolean {
	if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
	const style = element.getAttribute('style');
	return style !== null && /display\s?:\s?none|visibility\s?:\s?hidden/i.test(style.slice(0, 500));
}
