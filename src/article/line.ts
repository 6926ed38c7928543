/**
 * What one line of a page is. Rules, in order (the first that answers decides):
 * 1. Pointers: 'Lire aussi : …' and its family, previous and next article.
 * 2. Counters, tags, the author's note.
 * 3. Prompts, share bars, comment forms, credits, copyright: noise with nothing to keep.
 * 4. Before the text: breadcrumb, title once more, byline, date. After it: short lines.
 * 5. A line that is all link is a pointer; everything else is text.
 * A long line is text whatever it starts with: nobody's prose is cut for its first word.
 */
import type { Link } from '../model.ts';
import type { Block } from './blocks.ts';
import { foldLine } from './lexicon.ts';
import { authorNote, breadcrumb, counter, tagLine } from './line-facts.ts';
import { headNoise, plainNoise } from './line-noise.ts';
import { linksOf, neighbour, POINTER, pointer } from './line-pointers.ts';
import { letters } from './prose.ts';
import { endsSentence } from './sentences.ts';

export type Kind =
	| { readonly kind: 'text' }
	| { readonly kind: 'noise' }
	/** A heading that says what the next lines are. */
	| {
			readonly kind: 'opener';
			readonly opens: 'readAlso' | 'tags' | 'authorBio' | 'previous' | 'next' | 'noise';
	  }
	| { readonly kind: 'readAlso'; readonly links: readonly Link[] }
	| { readonly kind: 'previous' | 'next'; readonly link: Link }
	| { readonly kind: 'count'; readonly count: number; readonly of: 'reads' | 'comments' | undefined }
	| { readonly kind: 'section'; readonly section: string }
	| { readonly kind: 'authorBio'; readonly text: string }
	| { readonly kind: 'tags'; readonly tags: readonly string[] };

export interface LineContext {
	readonly region: 'head' | 'core' | 'tail';
	/** As tokens, joined by spaces. */
	readonly title: string;
	readonly authors: readonly string[];
	/** The authors as tokens, joined by spaces. */
	readonly names: ReadonlySet<string>;
	readonly opened: Kind['kind'] | undefined;
}

const TEXT: Kind = { kind: 'text' };
const NOISE: Kind = { kind: 'noise' };

export function kindOf(block: Block, context: LineContext): Kind {
	const { text } = block;
	const folded = foldLine(text);
	return (
		pointer(block, folded, context) ??
		neighbour(block, folded, context) ??
		counter(text, context) ??
		tagLine(block, folded, context) ??
		authorNote(block, folded, context) ??
		plainNoise(block, folded, context) ??
		breadcrumb(block, folded, context) ??
		headNoise(block, folded, context) ??
		tailLine(block, context) ??
		linkLine(block, context) ??
		TEXT
	);
}

function tailLine(block: Block, { region }: LineContext): Kind | undefined {
	if (region !== 'tail') return undefined;
	if (block.text.length < 80 && !endsSentence(block.text)) return NOISE;
	return block.linked > 0.5 ? NOISE : undefined;
}

function linkLine(block: Block, { region }: LineContext): Kind | undefined {
	if (block.linked < 0.9 || block.text.length > POINTER || /^t[dh]$/.test(block.tag)) return undefined;
	if (/^h[1-6]$/.test(block.tag) && region === 'core') return undefined;
	return letters(block.text) > 20 ? { kind: 'readAlso', links: linksOf(block, block.text) } : NOISE;
}
