/**
 * Lines that point to another text. Rules:
 * 1. A strong phrase counts before a title; a weak one only before a colon or a link.
 * 2. A pointer without its title opens: the blocks of links after it are what it points to.
 * 3. Previous and next article count by their phrase, also where it touches the title because the markup is gone.
 * 4. A bracketed pointer inside a paragraph ('(Lire aussi : …)') is taken out; the paragraph stays.
 */
import type { Link } from '../model.ts';
import type { Block } from './blocks.ts';
import { foldLine, isExactly, restAfter, startsWith } from './lexicon.ts';
import type { Kind, LineContext } from './line.ts';
import { letters } from './prose.ts';
import { endsSentence } from './sentences.ts';

/** Longer lines are nobody's pointer. */
export const POINTER = 300;

export function pointer(block: Block, folded: string, { region, opened }: LineContext): Kind | undefined {
	const { text } = block;
	if (text.length > POINTER) return undefined;
	const listed = /^(?:li|td|a|line|p|div|h[2-6])$/.test(block.tag) && block.linked > 0.6;
	if (opened === 'readAlso' && listed) return { kind: 'readAlso', links: linksOf(block, text) };
	const strong = startsWith(folded, 'readAlso');
	const phrase = strong ?? startsWith(folded, 'readAlsoWeak');
	if (phrase === undefined) return undefined;
	const rest = restAfter(text, phrase);
	const title = rest.replace(/^[\s\u00a0\u202f:：|>»–—→•\-.…]+/, '').trim();
	const parted = /^[\s\u00a0\u202f]*(?:[:：|>»→]|[–—-]\s)/.test(rest);
	if (title === '') {
		const heads =
			strong !== undefined && (region !== 'core' || /^(?:h\d|p|div|strong|line|section)$/.test(block.tag));
		return heads ? { kind: 'opener', opens: 'readAlso' } : undefined;
	}
	const linked = block.linked > 0.5;
	if (strong === undefined && !(parted && (linked || (block.tag === 'line' && !endsSentence(title)))))
		return undefined;
	if (strong !== undefined && !parted && !linked && endsSentence(text)) return undefined;
	return { kind: 'readAlso', links: linksOf(block, title) };
}

/** The links of the block that are titles; in a text without links, what it says. */
export function linksOf(block: Block, title: string): readonly Link[] {
	const titled = block.links.filter(
		(link) => letters(link.title) > 12 && !isExactly(foldLine(link.title), 'readAlso'),
	);
	if (titled.length === 0)
		return block.links[0]?.url === undefined ? [{ title }] : [{ title, url: block.links[0].url }];
	return titled.map((link) => {
		const own = startsWith(foldLine(link.title), 'readAlso');
		const rest = own === undefined ? link.title : restAfter(link.title, own);
		return { ...link, title: rest.replace(/^[\s\u00a0\u202f:：|>»–—→•-]+/, '').trim() || link.title };
	});
}

export function neighbour(block: Block, folded: string, { region, opened }: LineContext): Kind | undefined {
	const { text } = block;
	if (text.length > POINTER) return undefined;
	if (opened === 'previous' || opened === 'next')
		return { kind: opened, link: linksOf(block, text)[0] ?? { title: text } };
	for (const family of ['previous', 'next'] as const) {
		const found = glued(text, folded, family);
		if (found === undefined) continue;
		const title = restAfter(text, found)
			.replace(/^[\s\u00a0\u202f:：|<>«»‹›←→–—-]+/, '')
			.trim();
		if (title === '')
			return isTelling(found) || region === 'tail' ? { kind: 'opener', opens: family } : undefined;
		if (
			!isTelling(found) &&
			!(block.linked > 0.5 || /^[\s\u00a0\u202f]*[:：|<>«»‹›←→]/.test(restAfter(text, found)))
		)
			continue;
		return {
			kind: family,
			link: { title, ...(block.links[0]?.url !== undefined && { url: block.links[0].url }) },
		};
	}
	return undefined;
}

/** 'Next' alone may be anything; 'next article' is not, nor is 次の記事, which is written in one. */
const isTelling = (phrase: string): boolean => /[ \u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]/.test(phrase);

/** 'Article précédentTelegram dépasse …': where the markup is gone, the phrase may touch the title. */
function glued(text: string, folded: string, family: 'previous' | 'next'): string | undefined {
	const apart = startsWith(folded, family);
	if (apart !== undefined) return apart;
	for (let end = 6; end <= Math.min(24, text.length - 2); end++) {
		if (!/\p{Ll}[\p{Lu}«"“]/u.test(text.slice(end - 1, end + 1))) continue;
		const head = foldLine(text.slice(0, end));
		if (isExactly(head, family) && head.includes(' ')) return head;
	}
	return undefined;
}

/** Rule 4. Brackets are looked for one by one, so the work is linear. */
export function withoutBracketed(block: Block): { readonly text: string; readonly links: readonly Link[] } {
	let text = '';
	let from = 0;
	const links: Link[] = [];
	for (let at = block.text.search(/[([]/); at !== -1 && at < block.text.length; at++) {
		const open = block.text.charAt(at);
		if (open !== '(' && open !== '[') continue;
		const end = block.text.slice(at, at + POINTER).indexOf(open === '(' ? ')' : ']');
		if (end === -1) continue;
		const inside = block.text.slice(at + 1, at + end);
		const phrase = startsWith(foldLine(inside), 'readAlso');
		const rest = phrase === undefined ? '' : restAfter(inside, phrase);
		const title = rest.replace(/^[\s\u00a0\u202f:：|>»–—→-]+/, '').trim();
		if (title === '' || !/^[\s\u00a0\u202f]*[:：|>»→–—-]/.test(rest)) continue;
		const link = block.links.find((known) => known.title.includes(title) || title.includes(known.title));
		links.push(link?.url === undefined ? { title } : { title, url: link.url });
		text += block.text.slice(from, at).trimEnd();
		from = at + end + 1;
		at = from - 1;
	}
	return { text: (text + block.text.slice(from)).trim(), links };
}
