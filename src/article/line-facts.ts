/**
 * Lines that say something about the article. Rules:
 * 1. A counter is a number, alone before or after the text, or with its word ('186 vues') anywhere.
 * 2. Tags stand after the text, behind their word. An author's note names the author and the trade.
 * 3. A breadcrumb starts at the front page; the section is its next step.
 */
import type { Block } from './blocks.ts';
import { countOf } from './count.ts';
import { foldLine, isExactly, restAfter, startsWith } from './lexicon.ts';
import type { Kind, LineContext } from './line.ts';
import { POINTER } from './line-pointers.ts';
import { letters } from './prose.ts';
import { endsSentence } from './sentences.ts';
import { tokens } from './terms.ts';

/** Longer lines are nobody's note. */
const NOTE = 700;
const COUNT =
	/^[^\p{L}\p{N}]*(\d{1,3}(?:[ .,\u00a0\u202f]\d{3})*|\d{1,9})(?:([.,]\d)?\s?([kKmM])(?!\p{L}))?[^\p{L}\p{N}]*([\p{L}'’ ]{0,24})$/u;
const READ_WORDS =
	/^(?:vues?|lectures?|views?|reads?|aufrufe|visualizaciones|lecturas|keer gelezen|wyświetl|回閲覧|次阅读|visualizzazioni|visualizações|просмотр|перегляд|قراءة|مشاهدة)/;
const COMMENT_WORDS =
	/^(?:commentaires?|comments?|kommentare?|comentarios?|commenti|comentários|reacties|komentarz|комментар|коментар|تعليق|コメント|条评论|評論)/;
const ROLES: ReadonlySet<string> = new Set(
	tokens(
		'journaliste redacteur redactrice reporter correspondant correspondante chroniqueur editor writer journalist columnist ' +
			'correspondent author contributor producer redakteur redakteurin journalistin korrespondent periodista redactor redactora ' +
			'giornalista redattore jornalista repórter redator verslaggever dziennikarz dziennikarka журналист журналистка корреспондент ' +
			'редактор журналист журналіст журналістка кореспондент كاتب كاتبة صحفي صحفية صحافي صحافية dziennikarka dziennikarza dziennikarką dziennikarzem reporterka 記者 ライター 记者',
	),
);

export function counter(text: string, { region }: LineContext): Kind | undefined {
	if (text.length > 40) return undefined;
	const found = COUNT.exec(text);
	if (found === null) return undefined;
	const [, digits = '', fraction = '', scale = '', label = ''] = found;
	const word = label.trim().toLowerCase();
	const of = READ_WORDS.test(word) ? 'reads' : COMMENT_WORDS.test(word) ? 'comments' : undefined;
	if (of === undefined && (word !== '' || region === 'core')) return undefined;
	const factor = /k/i.test(scale) ? 1e3 : /m/i.test(scale) ? 1e6 : 1;
	const count = countOf(digits, fraction.slice(1), factor);
	return count === undefined ? { kind: 'noise' } : { kind: 'count', count, of };
}

/** '7 comments' */
export function isCommentCount(text: string): boolean {
	if (text.length > 40) return false;
	return COMMENT_WORDS.test(COUNT.exec(text)?.[4]?.trim().toLowerCase() ?? '');
}

export function tagLine(block: Block, folded: string, { region, opened }: LineContext): Kind | undefined {
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
		return region === 'tail' || /[:：]/.test(rest) ? { kind: 'opener', opens: 'tags' } : undefined;
	if (!/^[\s\u00a0]*[:：]/.test(rest) && block.linked < 0.6) return undefined;
	if (endsSentence(text) && block.linked < 0.6) return undefined;
	const linked = block.links.map((link) => link.title).filter((tag) => !isExactly(foldLine(tag), 'tags'));
	return { kind: 'tags', tags: linked.length > 0 ? linked : tagsIn(rest.replace(/^[\s\u00a0]*[:：]/, '')) };
}

const tagsIn = (text: string): string[] =>
	text
		.split(/[,;|·•#、，]/)
		.map((tag) => tag.trim())
		.filter((tag) => tag !== '' && tag.length <= 50);

export function authorNote(
	block: Block,
	folded: string,
	{ region, authors, opened }: LineContext,
): Kind | undefined {
	const { text } = block;
	if (text.length > NOTE) return undefined;
	if (opened === 'authorBio') return { kind: 'authorBio', text };
	if (isExactly(folded, 'aboutAuthor')) return { kind: 'opener', opens: 'authorBio' };
	const byAuthor = authors.some(
		(author) => letters(author) > 4 && text.startsWith(author) && text.length > author.length + 8,
	);
	const works = tokens(text.slice(0, 200)).some((word) => ROLES.has(word));
	if (byAuthor && works) return { kind: 'authorBio', text };
	if (region === 'tail' && startsWith(folded, 'aboutAuthor') !== undefined)
		return { kind: 'authorBio', text };
	return undefined;
}

export function breadcrumb(block: Block, folded: string, { region, title }: LineContext): Kind | undefined {
	const { text } = block;
	if (region !== 'head' || text.length > POINTER) return undefined;
	const home = startsWith(folded, 'home');
	return home === undefined ? undefined : afterHome(restAfter(text, home), title);
}

/** 'Accueil Monde Le Belarus, prêt …': the section stands between the front page and the start of the title. */
function afterHome(rest: string, title: string): Kind | undefined {
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
		return section === undefined || at === 0 ? { kind: 'noise' } : { kind: 'section', section };
	}
	const parts = rest
		.split(/\s*[>»›/|→•]\s*/)
		.map((part) => part.trim())
		.filter((part) => part !== '');
	if (parts.length >= 1 && /[>»›/|→•]/.test(rest) && (parts[0] ?? '').length <= 40)
		return { kind: 'section', section: parts[0] ?? '' };
	return rest.trim() === '' ? { kind: 'noise' } : undefined;
}
