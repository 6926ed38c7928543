/**
 * How much of a block is prose. Rules:
 * 1. Prose is long, ends like a sentence, and is not made of links; a heading is none.
 * 2. Scripts without spaces say more with each sign: a third of the length is enough.
 */
import type { Block } from './blocks.ts';

const PROSE = 80;
const SENTENCE_END = /[.!?…。！？؟।:][\s"'”’»)\]」』]*$/;
const DENSE = /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/;

/** Characters; those of a script without spaces count three times. */
export const letters = (text: string): number => text.length * (DENSE.test(text.slice(0, 400)) ? 3 : 1);

/** A block that only a text has. */
export function isProse(block: Block): boolean {
	if (block.linked > 0.5 || /^h\d$/.test(block.tag)) return false;
	return letters(block.text) >= PROSE && SENTENCE_END.test(block.text.slice(-12));
}

/** Characters that count as prose: those outside links, of a block that is prose or nearly. */
export function proseWeight(block: Block): number {
	if (!isProse(block)) return block.text.length >= PROSE && block.linked < 0.3 ? block.text.length / 4 : 0;
	return block.text.length * (1 - block.linked);
}
