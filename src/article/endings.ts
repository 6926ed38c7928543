/**
 * Where an article ends although text that reads like prose follows it. Rules:
 * 1. At the heading of the readers' comments ('7 comments'), and at the heading of a company about itself ('About
 *    Morvan Shipyards'), whose next paragraph begins with that name.
 * 2. Only behind the greater part of the prose: an article may begin with either.
 */
import type { Block } from './blocks.ts';
import { foldLine, isExactly, restAfter, startsWith } from './lexicon.ts';
import { isCommentCount } from './line-facts.ts';
import { proseWeight } from './prose.ts';
import { endsSentence } from './sentences.ts';
import { fold } from './terms.ts';

/** Longer lines are no heading. */
const HEADING = 80;
/** Share of the prose that stands before the end. */
const MOST = 0.5;
/** An article or a quotation mark may stand before the name. */
const BEFORE_NAME = 6;
/** Japanese says 'about' behind the name. */
const ABOUT_BEHIND = /^(.{2,40})(?:について|とは)$/u;
const NAME = /^[«"“„「]?[\p{Lu}\p{Lo}]/u;

/** @returns the first block behind the article, or the number of blocks */
export function endOf(blocks: readonly Block[]): number {
	const all = blocks.reduce((sum, block) => sum + proseWeight(block), 0);
	let before = 0;
	for (const [at, block] of blocks.entries()) {
		if (before > all * MOST && (isComments(block) || isCompany(block, blocks[at + 1]))) return at;
		before += proseWeight(block);
	}
	return blocks.length;
}

function isComments({ text, tag }: Block): boolean {
	if (text.length > HEADING || !/^h[1-6]$/.test(tag)) return false;
	return isCommentCount(text) || isExactly(foldLine(text), 'comments');
}

function isCompany({ text, tag }: Block, next: Block | undefined): boolean {
	if (next === undefined || text.length > HEADING || !/^(?:h[1-6]|p|div|line)$/.test(tag)) return false;
	if (endsSentence(text)) return false;
	const phrase = startsWith(foldLine(text), 'company');
	const name = (phrase === undefined ? (ABOUT_BEHIND.exec(text)?.[1] ?? '') : restAfter(text, phrase))
		.replace(/[:：]$/, '')
		.trim();
	if (name.length < 3 || !(NAME.test(name) || /^a\s\p{Lu}/u.test(name))) return false;
	const at = fold(next.text.slice(0, HEADING)).indexOf(fold(name));
	return at >= 0 && at <= BEFORE_NAME;
}
