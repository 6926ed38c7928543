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
import { type Family, foldLine, isExactly, startsWith } from './lexicon.ts';
import { tokens } from './terms.ts';

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
	readonly opened: Kind['kind'] | undefined;
}

const TEXT: Kind = { kind: 'text' };
const NOISE: Kind = { kind: 'noise' };
/** Longer lines are nobody's pointer, prompt or credit. */
const POINTER = 300;
const PROMPT = 260;
const CREDIT = 200;
const NOTE = 700;

const SENTENCE_END = /[.!?…。！？؟।][\s"'”’»)\]」』]*$/;
const COUNT =
	/^[^\p{L}\p{N}]*(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})*|\d{1,9})(?:([.,]\d)?\s?([kKmM]))?[^\p{L}\p{N}]*([\p{L}'’ ]{0,24})$/u;
const READ_WORDS =
	/^(?:vues?|lectures?|views?|reads?|aufrufe|visualizaciones|lecturas|visualizzazioni|visualizações|просмотр|перегляд|قراءة|مشاهدة)/;
const COMMENT_WORDS =
	/^(?:commentaires?|comments?|kommentare?|comentarios?|commenti|comentários|reacties|komentarz|комментар|коментар|تعليق)/;
const ROLES: ReadonlySet<string> = new Set(
	tokens(
		'journaliste redacteur redactrice reporter correspondant correspondante chroniqueur editor writer journalist columnist ' +
			'correspondent author contributor producer redakteur redakteurin journalistin korrespondent periodista redactor redactora ' +
			'giornalista redattore jornalista repórter redator verslaggever dziennikarz dziennikarka журналист журналистка корреспондент ' +
			'редактор журналист журналіст журналістка кореспондент كاتب صحفي صحافي 記者 ライター 记者',
	),
);

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
		headLine(block, folded, context) ??
		tailLine(block, context) ??
		linkLine(block, context) ??
		TEXT
	);
}

function pointer(block: Block, folded: string, { region, opened }: LineContext): Kind | undefined {
	const { text } = block;
	if (text.length > POINTER) return undefined;
	const listed = /^(?:li|td|a|line|p|div|h[2-6])$/.test(block.tag) && block.linked > 0.6;
	if (opened === 'readAlso' && listed) return { kind: 'readAlso', links: linksOf(block, text) };
	const strong = startsWith(folded, 'readAlso');
	const phrase = strong ?? startsWith(folded, 'readAlsoWeak');
	if (phrase === undefined) return undefined;
	const rest = restAfter(text, phrase);
	const title = rest.replace(/^[\s\u00a0\u202f:|>»–—→•\-.…]+/, '').trim();
	const parted = /^[\s\u00a0\u202f]*(?:[:|>»→]|[–—-]\s)/.test(rest);
	if (title === '') {
		const heads =
			strong !== undefined && (region !== 'core' || /^(?:h\d|p|div|strong|line|section)$/.test(block.tag));
		return heads ? { kind: 'opener', opens: 'readAlso' } : undefined;
	}
	const linked = block.linked > 0.5;
	if (strong === undefined && !(parted && (linked || (block.tag === 'line' && !SENTENCE_END.test(title)))))
		return undefined;
	if (strong !== undefined && !parted && !linked && SENTENCE_END.test(text)) return undefined;
	return { kind: 'readAlso', links: linksOf(block, title) };
}

/** The links of the block that are titles; in a text without links, what it says. */
function linksOf(block: Block, title: string): readonly Link[] {
	const titled = block.links.filter(
		(link) => link.title.length > 12 && !isExactly(foldLine(link.title), 'readAlso'),
	);
	if (titled.length === 0)
		return block.links[0]?.url === undefined ? [{ title }] : [{ title, url: block.links[0].url }];
	return titled.map((link) => {
		const own = startsWith(foldLine(link.title), 'readAlso');
		const rest = own === undefined ? link.title : restAfter(link.title, own);
		return { ...link, title: rest.replace(/^[\s\u00a0\u202f:|>»–—→•-]+/, '').trim() || link.title };
	});
}

/** What follows a folded phrase at the start of a printed line. */
export function restAfter(text: string, phrase: string): string {
	const lead = /^[^\p{L}\p{N}©(]*/u.exec(text)?.[0].length ?? 0;
	// Folding may change the length ('œ', 'ﬁ'): try the neighbours of the phrase's own length.
	for (const extra of [0, 1, -1, 2, -2, 3, -3]) {
		const end = lead + phrase.length + extra;
		if (foldLine(text.slice(0, end)) === phrase) return text.slice(end);
	}
	return text.slice(lead + phrase.length);
}

function neighbour(block: Block, folded: string, { region, opened }: LineContext): Kind | undefined {
	const { text } = block;
	if (text.length > POINTER) return undefined;
	if (opened === 'previous' || opened === 'next')
		return { kind: opened, link: linksOf(block, text)[0] ?? { title: text } };
	for (const family of ['previous', 'next'] as const) {
		const found = glued(text, folded, family);
		if (found === undefined) continue;
		const title = restAfter(text, found)
			.replace(/^[\s\u00a0\u202f:|<>«»‹›←→–—-]+/, '')
			.trim();
		if (title === '')
			return found.includes(' ') || region === 'tail' ? { kind: 'opener', opens: family } : undefined;
		if (
			!found.includes(' ') &&
			!(block.linked > 0.5 || /^[\s\u00a0\u202f]*[:|<>«»‹›←→]/.test(restAfter(text, found)))
		)
			continue;
		return {
			kind: family,
			link: { title, ...(block.links[0]?.url !== undefined && { url: block.links[0].url }) },
		};
	}
	return undefined;
}

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

function counter(text: string, { region }: LineContext): Kind | undefined {
	if (text.length > 40) return undefined;
	const found = COUNT.exec(text);
	if (found === null) return undefined;
	const [, digits = '', fraction = '', scale = '', label = ''] = found;
	const word = label.trim().toLowerCase();
	const of = READ_WORDS.test(word) ? 'reads' : COMMENT_WORDS.test(word) ? 'comments' : undefined;
	if (of === undefined && (word !== '' || region === 'core')) return undefined;
	const count = Number(digits.replace(/\D/g, '')) + Number(`0${fraction.replace(',', '.')}`);
	return {
		kind: 'count',
		count: Math.round(count * (/k/i.test(scale) ? 1e3 : /m/i.test(scale) ? 1e6 : 1)),
		of,
	};
}

function tagLine(block: Block, folded: string, { region, opened }: LineContext): Kind | undefined {
	const { text } = block;
	if (
		opened === 'tags' &&
		text.length <= 60 &&
		(block.linked > 0.8 || block.tag === 'line' || block.tag === 'li')
	)
		return { kind: 'tags', tags: tagsIn(text) };
	const phrase = text.length <= POINTER ? startsWith(folded, 'tags') : undefined;
	if (phrase === undefined || region === 'head') return undefined;
	const rest = restAfter(text, phrase);
	if (!/[\p{L}\p{N}]/u.test(rest))
		return region === 'tail' || /:/.test(rest) ? { kind: 'opener', opens: 'tags' } : undefined;
	if (!/^[\s\u00a0]*:/.test(rest) && block.linked < 0.6) return undefined;
	if (SENTENCE_END.test(text) && block.linked < 0.6) return undefined;
	const linked = block.links.map((link) => link.title).filter((tag) => !isExactly(foldLine(tag), 'tags'));
	return { kind: 'tags', tags: linked.length > 0 ? linked : tagsIn(rest.replace(/^[\s\u00a0]*:/, '')) };
}

const tagsIn = (text: string): string[] =>
	text
		.split(/[,;|·•#、，]/)
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '' && tag.length <= 50);

function authorNote(
	block: Block,
	folded: string,
	{ region, authors, opened }: LineContext,
): Kind | undefined {
	const { text } = block;
	if (text.length > NOTE) return undefined;
	if (opened === 'authorBio') return { kind: 'authorBio', text };
	if (isExactly(folded, 'aboutAuthor')) return { kind: 'opener', opens: 'authorBio' };
	const byAuthor = authors.some(
		(author) => author.length > 4 && text.startsWith(author) && text.length > author.length + 8,
	);
	const works = tokens(text.slice(0, 200)).some((word) => ROLES.has(word));
	if (byAuthor && works) return { kind: 'authorBio', text };
	if (region === 'tail' && startsWith(folded, 'aboutAuthor') !== undefined)
		return { kind: 'authorBio', text };
	return undefined;
}

function plainNoise(block: Block, folded: string, { region }: LineContext): Kind | undefined {
	const { text } = block;
	const length = text.length;
	const is = (family: Family): boolean => startsWith(folded, family) !== undefined;
	if (
		length <= PROMPT &&
		is('prompt') &&
		(region !== 'core' || block.linked > 0 || isShort(text) || length < 160)
	)
		return NOISE;
	if (length <= 60 && is('share') && (isExactly(folded, 'share') || everyWordShares(folded))) return NOISE;
	if (
		length <= 80 &&
		is('comments') &&
		(region !== 'core' || block.linked > 0.5 || isExactly(folded, 'comments'))
	)
		return NOISE;
	if (length <= POINTER && is('copyright')) return NOISE;
	if (length <= CREDIT && isCredit(text, folded)) return NOISE;
	return undefined;
}

const everyWordShares = (folded: string): boolean =>
	folded.split(/[\s|/·•,]+/).every((word) => word === '' || isExactly(word, 'share'));

const isShort = (text: string): boolean => text.length < 80 && !SENTENCE_END.test(text);

function isCredit(text: string, folded: string): boolean {
	if (/^[([].{0,190}[)\]]\.?$/.test(text)) {
		return (
			startsWith(foldLine(text.slice(1)), 'credit') !== undefined ||
			/\b(?:AFP|AP|Reuters|Getty|EPA|DPA)\b|©/i.test(text)
		);
	}
	const phrase = startsWith(folded, 'credit');
	if (phrase === undefined)
		return /\/\s?(?:AFP|AP|Reuters|EPA|Getty(?: Images)?|dpa|EFE|ANSA|Lusa)\)?\.?$/i.test(text);
	const rest = restAfter(text, phrase);
	return (
		/^\s*(?:\d+\s(?:of|sur|von|de|di)\s\d+|[:©/|]|by\s|courtesy|credit)/i.test(rest) || rest.trim() === ''
	);
}

function headLine(block: Block, folded: string, { region, title, authors }: LineContext): Kind | undefined {
	const { text } = block;
	const own = tokens(text).join(' ');
	if (title !== '' && own === title && (region === 'head' || text.length > 20)) return NOISE;
	const crumb = region === 'head' && text.length <= POINTER ? startsWith(folded, 'home') : undefined;
	if (crumb !== undefined) return breadcrumb(restAfter(text, crumb), title);
	if (authors.some((author) => tokens(author).join(' ') === own)) return NOISE;
	if (region !== 'head' && region !== 'tail') return undefined;
	if (text.length <= 140 && startsWith(folded, 'dateline') !== undefined && /\d/.test(text)) return NOISE;
	const by = text.length <= 140 ? startsWith(folded, 'byline') : undefined;
	if (by !== undefined && !SENTENCE_END.test(text) && /^[\s:]*\p{Lu}/u.test(restAfter(text, by)))
		return NOISE;
	if (
		region === 'head' &&
		text.length <= 60 &&
		!SENTENCE_END.test(text) &&
		/\d{4}|\d{1,2}[:h]\d{2}/.test(text)
	)
		return NOISE;
	return undefined;
}

/** 'Accueil Monde Le Belarus, prêt …': the section stands between the front page and the start of the title. */
function breadcrumb(rest: string, title: string): Kind | undefined {
	const words = rest.split(/[\s\u00a0>»›/|:→•-]+/).filter((word) => word !== '');
	const titleStart = title.split(' ').slice(0, 3).join(' ');
	for (let at = 0; at < Math.min(words.length, 8); at++) {
		const tail = tokens(words.slice(at).join(' ')).join(' ');
		if (titleStart === '' || !tail.startsWith(titleStart)) continue;
		const parts = rest
			.slice(0, rest.indexOf(words[at] ?? ''))
			.split(/\s*[>»›/|→•]\s*/)
			.map((part) => part.trim());
		const section = parts.find((part) => part !== '');
		return section === undefined || at === 0 ? NOISE : { kind: 'section', section };
	}
	const parts = rest
		.split(/\s*[>»›/|→•]\s*/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length >= 1 && /[>»›/|→•]/.test(rest) && (parts[0] ?? '').length <= 40)
		return { kind: 'section', section: parts[0] ?? '' };
	return rest.trim() === '' ? NOISE : undefined;
}

function tailLine(block: Block, { region }: LineContext): Kind | undefined {
	if (region !== 'tail') return undefined;
	if (block.text.length < 80 && !SENTENCE_END.test(block.text)) return NOISE;
	return block.linked > 0.5 ? NOISE : undefined;
}

function linkLine(block: Block, { region }: LineContext): Kind | undefined {
	if (block.linked < 0.9 || block.text.length > POINTER || /^t[dh]$/.test(block.tag)) return undefined;
	if (/^h[1-6]$/.test(block.tag) && region === 'core') return undefined;
	return block.text.length > 20 ? { kind: 'readAlso', links: linksOf(block, block.text) } : NOISE;
}
