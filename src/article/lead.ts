/**
 * The lead of an article that stands outside of its body: under the title, in a header of its own. Rules:
 * 1. It stands after the last heading that is the title, or, where no heading is, it is what the page describes
 *    itself with; and it stands before the body, at most 40 blocks away.
 * 2. It is a line of prose: no list, no links, no byline, no part that stands apart but one that is named a teaser,
 *    because 'teaser' is also what a lead is called.
 * 3. What the body says itself is not its lead.
 */
import type { PlacedBlock } from './blocks.ts';
import type { PageTree } from './page-tree.ts';
import type { Reading, TreeBlock } from './reading.ts';
import { tokens } from './terms.ts';

const REACH = 40;
/** A shorter block does not tell where the body begins. */
const BODY = 40;
/** A shorter line under the title is a subtitle: it says the title once more. */
const LEAST = 120;
/** So many characters in common with the page's description make a line its lead. */
const DESCRIBED = 40;
const TITLE = 400;
/** A caption ends with who took the picture. */
const CREDITED = /©|\(?(?:Foto|Photo|Bild|AP|AFP|Reuters|Getty)\b[^.]{0,60}\)?$/;
const LEAD_NAMES =
	/teaser|lead|intro|vorspann|standfirst|dek|summary|excerpt|chapo|subtitle|sub-?head|description|abstract/i;

export function leadOf(
	page: PageTree,
	reading: Reading,
	article: readonly PlacedBlock[],
	title: string,
): readonly TreeBlock[] {
	const said = new Set(article.map((block) => block.text));
	const start = reading.blocks.findIndex((block) => said.has(block.text) && block.text.length >= BODY);
	if (start <= 0) return [];
	const before = reading.blocks.slice(Math.max(0, start - REACH), start);
	const heading = before.findLastIndex((block) => isTitle(block, title));
	const described = descriptions(page);
	const body = article.map((block) => block.text).join('\n');
	return before.filter(
		(block, at) =>
			!said.has(block.text) &&
			isLine(block, reading) &&
			((heading !== -1 && at > heading) || described.some((text) => shares(text, block.text))) &&
			!body.includes(block.text),
	);
}

function isTitle(block: TreeBlock, title: string): boolean {
	if (!/^h[1-3]$/.test(block.tag) || block.text.length > TITLE) return false;
	const own = tokens(block.text).join(' ');
	return block.tag === 'h1' || (own !== '' && own === tokens(title).join(' '));
}

function isLine(block: TreeBlock, reading: Reading): boolean {
	if (CREDITED.test(block.text.slice(-90))) return false;
	if (block.text.length < LEAST || block.linked > 0.3 || /^(?:li|td|th|dd|dt|a|span)$/.test(block.tag))
		return false;
	if (!/\s/.test(block.text.trim()) && !/[\u3040-\u30ff\u4e00-\u9fff]/.test(block.text)) return false;
	if (!reading.isApart(block, reading.body)) return true;
	for (let part = block.parts; part !== undefined; part = part.outer) {
		const name = `${part.element.getAttribute('class') ?? ''} ${part.element.getAttribute('id') ?? ''}`;
		if (!LEAD_NAMES.test(name.slice(0, 300))) return false;
	}
	return block.parts !== undefined;
}

function descriptions(page: PageTree): string[] {
	return [...page.querySelectorAll('meta[name="description" i], meta[property="og:description" i]')]
		.map((meta) => (meta.getAttribute('content') ?? '').slice(0, 1_000).replace(/\s+/g, ' ').trim())
		.filter((text) => text.length >= DESCRIBED);
}

const shares = (described: string, line: string): boolean =>
	described.slice(0, DESCRIBED) === line.slice(0, DESCRIBED);
