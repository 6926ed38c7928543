/**
 * HTML of any size and depth → its blocks of text. Rules:
 * 1. One pass, no tree: for the bodies of feeds, and for pages that are too deep to walk.
 * 2. What is never prose (scripts, styles, forms, figures) is left out; entities are decoded.
 * 3. Reading ends after 200,000 characters of text or 10,000 blocks: nobody's article is longer.
 * 4. Text that only looks like markup ('a < b') stays text.
 */
import { Parser } from 'htmlparser2';
import type { Link } from '../model.ts';
import { absoluteUrl } from './address.ts';
import { type Block, LINK_TEXT, MAX_LINKS } from './blocks.ts';
import { capped } from './page-tree.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const BREAKING = set(
	'address article aside blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul',
);
const SILENT = set(
	'script style noscript template svg iframe object head title select button textarea figcaption form nav footer video audio',
);

/** What the parser reads as raw text: it must not be left inside one. */
const RAW = set('script style title textarea iframe noembed noframes xmp plaintext');
/** The parser's own stack costs more with each level; deeper markup is read as if it began anew. */
const MAX_DEPTH = 256;
const MAX_TEXT = 200_000;
const MAX_BLOCKS = 10_000;

/** @param base address that relative links start from */
export function htmlBlocks(html: string, base = ''): Block[] {
	const blocks: Block[] = [];
	let text = '';
	let tag = 'p';
	let links: Link[] = [];
	let linkedLength = 0;
	let anchor: { text: string; readonly href: string | undefined } | undefined;
	let silent = 0;
	let breaks = 0;
	let size = 0;

	function flush(): void {
		closeAnchor();
		const words = text.replace(/\s+/g, ' ').trim();
		if (words !== '')
			blocks.push({ text: words, tag, linked: Math.min(1, linkedLength / words.length), links });
		text = '';
		links = [];
		linkedLength = 0;
		breaks = 0;
	}

	function closeAnchor(): void {
		if (anchor === undefined) return;
		const title = anchor.text.replace(/\s+/g, ' ').trim();
		const url = absoluteUrl(anchor.href, base);
		linkedLength += title.length;
		if (title !== '' && title.length <= LINK_TEXT && links.length < MAX_LINKS)
			links.push(url === undefined ? { title } : { title, url });
		anchor = undefined;
	}

	function write(words: string): void {
		text += words;
		if (anchor !== undefined) anchor.text += words;
	}

	const isFull = (): boolean => size >= MAX_TEXT || blocks.length >= MAX_BLOCKS;

	/** @returns where reading goes on in a parser without a past, or the end. */
	function read(source: string): number {
		let depth = 0;
		let paused = false;
		const parser = new Parser({
			onopentag(name, attributes) {
				if (SILENT.has(name)) silent++;
				if (BREAKING.has(name)) {
					flush();
					tag = name;
				}
				if (name === 'a') anchor = { text: '', href: attributes.href };
				if (name === 'br') {
					breaks++;
					if (breaks > 1) flush();
					else write(' ');
				}
				depth++;
				if ((depth >= MAX_DEPTH && !RAW.has(name)) || isFull()) {
					paused = true;
					parser.pause();
				}
			},
			ontext(words) {
				if (silent > 0) return;
				if (words.trim() !== '') breaks = 0;
				size += words.length;
				write(words);
			},
			onclosetag(name) {
				depth--;
				if (SILENT.has(name)) silent = Math.max(0, silent - 1);
				if (name === 'a') closeAnchor();
				if (!BREAKING.has(name)) return;
				flush();
				tag = 'p';
			},
		});
		parser.write(source);
		if (paused) return parser.endIndex + 1;
		parser.end();
		return source.length;
	}

	let rest = capped(html);
	while (rest !== '' && !isFull()) {
		rest = rest.slice(read(rest));
		silent = 0;
	}
	flush();
	return blocks;
}

/** Paragraphs separated by a blank line. */
export function htmlText(html: string): string {
	return htmlBlocks(html)
		.map((block) => block.text)
		.join('\n\n');
}

/** JSON-LD is written by templates that escape for HTML once too often: `&#8217;` in a headline. */
export function unescaped(text: string): string {
	return /&(?:#x?[\da-f]{1,7}|[a-z]{2,10});/i.test(text.slice(0, 2_000)) ? htmlText(text) : text;
}
