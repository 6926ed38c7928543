/**
 * Blocks of a page or of a pasted text → the article's own paragraphs, and what was cut. Rules, in order:
 * 1. The core reaches from the first to the last block of prose; what stands before and after it must look like
 *    the article to stay, what stands inside must look like something else to go.
 * 2. Each block is asked once, by line.ts, what it is; nothing that was recognised is lost: pointers to other texts,
 *    neighbours, counters, tags and the author's note are returned.
 * 3. Where the article ends before its prose does (endings.ts), what follows is asked for facts alone.
 * 4. A pointer without its title ('À lire aussi') speaks for the blocks of links that follow it.
 */
import type { Link } from '../model.ts';
import type { Block } from './blocks.ts';
import { endOf } from './endings.ts';
import { type Kind, kindOf, type LineContext } from './line.ts';
import { withoutBracketed } from './line-pointers.ts';
import { isProse } from './prose.ts';
import { tokens } from './terms.ts';

export interface Cleaned {
	readonly paragraphs: readonly string[];
	readonly readAlso: readonly Link[];
	readonly previous: Link | undefined;
	readonly next: Link | undefined;
	readonly counts: readonly number[];
	readonly readCount: number | undefined;
	readonly commentCount: number | undefined;
	readonly section: string | undefined;
	readonly authorBio: string | undefined;
	readonly tags: readonly string[];
}

interface Page {
	readonly title: string;
	readonly authors: readonly string[];
}

interface Cut {
	readAlso: Link[];
	previous: Link | undefined;
	next: Link | undefined;
	counts: number[];
	readCount: number | undefined;
	commentCount: number | undefined;
	section: string | undefined;
	authorBio: string[];
	tags: string[];
}

/** More pointers or tags are a directory's, not an article's. */
const MAX_LINKS = 50;
const MAX_TAGS = 50;
/** A shorter line may be said twice. */
const TWICE = 80;

/** @param lead what stands before the blocks, already known to be the article's own */
export function clean(blocks: readonly Block[], page: Page, lead: readonly Block[] = []): Cleaned {
	const cut = nothing();
	const kept: string[] = [];
	const said = new Set<string>();
	const names = namesOn(page);
	const proseIn = (block: Block, region: LineContext['region']): boolean =>
		isProse(block) && kindOf(block, { region, ...names, opened: undefined }).kind === 'text';
	const first = blocks.findIndex((block) => proseIn(block, 'head'));
	const last = blocks.findLastIndex((block) => proseIn(block, 'tail'));
	const end = endOf(blocks);
	let opened: Kind['kind'] | undefined;
	for (const block of lead) {
		const kind = kindOf(block, { region: 'head', ...names, opened: undefined });
		if (kind.kind !== 'text') continue;
		kept.push(block.text);
		said.add(block.text);
	}
	for (const [at, block] of blocks.entries()) {
		const region =
			first === -1 ? 'core' : at < first ? 'head' : at > Math.min(last, end - 1) ? 'tail' : 'core';
		const kind = kindOf(block, { region, ...names, opened });
		opened = nextOpened(opened, kind);
		if (kind.kind !== 'text') {
			note(cut, kind);
			continue;
		}
		if (at >= end) continue;
		const { text, links } = withoutBracketed(block);
		for (const link of links) cut.readAlso.push(link);
		// Pages print their lead twice: once for the top of the page, once for the body.
		if (text !== '' && !(text.length >= TWICE && said.has(text))) kept.push(text);
		said.add(text);
	}
	return cleaned(cut, kept);
}

/** What blocks before (`head`) or behind (`tail`) an article say about it. */
export function factsIn(blocks: readonly Block[], region: 'head' | 'tail', page: Page): Cleaned {
	const cut = nothing();
	const names = namesOn(page);
	let opened: Kind['kind'] | undefined;
	for (const block of blocks) {
		const kind = kindOf(block, { region, ...names, opened });
		opened = nextOpened(opened, kind);
		note(cut, kind);
	}
	return cleaned(cut, []);
}

const nothing = (): Cut => ({
	readAlso: [],
	previous: undefined,
	next: undefined,
	counts: [],
	readCount: undefined,
	commentCount: undefined,
	section: undefined,
	authorBio: [],
	tags: [],
});

function cleaned(cut: Cut, paragraphs: readonly string[]): Cleaned {
	return {
		...cut,
		paragraphs,
		readAlso: uniqueLinks(cut.readAlso).slice(0, MAX_LINKS),
		tags: cut.tags.slice(0, MAX_TAGS),
		authorBio: cut.authorBio.length > 0 ? cut.authorBio.slice(0, 5).join(' ') : undefined,
	};
}

const namesOn = ({ title, authors }: Page): Pick<LineContext, 'title' | 'authors' | 'names'> => ({
	title: tokens(title).join(' '),
	authors,
	names: new Set(authors.map((author) => tokens(author).join(' '))),
});

function nextOpened(opened: Kind['kind'] | undefined, kind: Kind): Kind['kind'] | undefined {
	if (kind.kind === 'opener') return kind.opens;
	if (kind.kind === opened && (opened === 'readAlso' || opened === 'tags' || opened === 'authorBio'))
		return opened;
	return undefined;
}

function note(cut: Cut, kind: Kind): void {
	switch (kind.kind) {
		case 'readAlso':
			for (const link of kind.links) cut.readAlso.push(link);
			return;
		case 'previous':
			cut.previous ??= kind.link;
			return;
		case 'next':
			cut.next ??= kind.link;
			return;
		case 'count':
			if (kind.of === 'reads') cut.readCount ??= kind.count;
			else if (kind.of === 'comments') cut.commentCount ??= kind.count;
			else cut.counts.push(kind.count);
			return;
		case 'section':
			cut.section ??= kind.section;
			return;
		case 'authorBio':
			cut.authorBio.push(kind.text);
			return;
		case 'tags':
			for (const tag of kind.tags) cut.tags.push(tag);
			return;
		case 'opener':
		case 'noise':
		case 'text':
			return;
	}
}

/** The first of those with one address, or one title. */
export function uniqueLinks(links: readonly Link[]): Link[] {
	const seen = new Set<string>();
	return links.filter((link) => {
		const key = link.url ?? link.title;
		return link.title !== '' && !seen.has(key) && seen.add(key);
	});
}
