/**
 * Lines that are nothing but noise: prompts, share bars, comment forms, credits, copyright; around the text also
 * the title once more, bylines and dates. Rules:
 * 1. A phrase of the lexicon at the start of a short line, never a word inside it.
 * 2. Inside the text a prompt must be short, or hold a link: prose may begin with 'Subscribe' too.
 */
import type { Block } from './blocks.ts';
import { type Family, foldLine, isExactly, restAfter, startsWith } from './lexicon.ts';
import type { Kind, LineContext } from './line.ts';
import { endsSentence } from './sentences.ts';
import { tokens } from './terms.ts';

const NOISE: Kind = { kind: 'noise' };
const LINE = 300;
const PROMPT = 260;
const CREDIT = 200;
const SHARE_WORDS: ReadonlySet<string> = new Set(
	'on via by with to sur par avec auf mit per bei en por con su em no in x и в у через на بـ على عبر'.split(
		' ',
	),
);
/** After 'By': a name; in scripts without capitals after a colon, or in Arabic. */
const NAMED = /^[\s:：]*\p{Lu}|^\s*[:：]\s*\p{Lo}|^\s\p{Script=Arabic}/u;
/** '3 min read', '5 minutes de lecture', '4 Min.' */
const READING_TIME =
	/^\p{Lu}?[^.!?]{0,30}\b\d{1,3}\s?(?:min|minutes?|mins|minuten|minutos?|minuti|minut[ay]?|хв|мин|минут[аы]?|хвилини?)(?![\p{L}]{3})[^.!?]{0,20}\.?$/iu;
/** Longer lines are nobody's title or name. */
const TITLE = 1_000;
/** What blogs add to each item of their feed: 'The post X appeared first on Y.' */
const FEED_FOOTERS: readonly string[] = [
	...[
		'appeared first on',
		'first appeared on',
		'est apparu en premier sur',
		'erschien zuerst auf',
		'aparecio primero en',
	],
	...[
		'aparece primero en',
		'apareceu primeiro em',
		'proviene da',
		'verscheen eerst op',
		'pojawil sie poczatkowo na',
	],
];

export function plainNoise(block: Block, folded: string, { region }: LineContext): Kind | undefined {
	const { text } = block;
	const length = text.length;
	const is = (family: Family): boolean => startsWith(folded, family) !== undefined;
	if (
		length <= PROMPT &&
		is('prompt') &&
		(region !== 'core' || block.linked > 0 || isShort(text) || length < 160)
	)
		return NOISE;
	if (length <= 60 && is('advert') && !endsSentence(text)) return NOISE;
	if (length <= 60 && is('share') && (isExactly(folded, 'share') || everyWordShares(folded))) return NOISE;
	if (
		length <= 80 &&
		is('comments') &&
		(region !== 'core' || block.linked > 0.5 || isExactly(folded, 'comments'))
	)
		return NOISE;
	if (length <= LINE && is('copyright')) return NOISE;
	if (length <= CREDIT && isCredit(text, folded)) return NOISE;
	if (length <= LINE && isCaption(text)) return NOISE;
	if (length <= LINE && FEED_FOOTERS.some((footer) => folded.includes(footer))) return NOISE;
	return undefined;
}

/** 'Facebook Twitter', and 'Share on Facebook'. */
function everyWordShares(folded: string): boolean {
	const phrase = startsWith(folded, 'share') ?? '';
	const rest = folded.slice(phrase.length).split(/[\s|/·•,]+/);
	return rest.every((word) => word === '' || SHARE_WORDS.has(word) || isExactly(word, 'share'));
}

const isShort = (text: string): boolean => text.length < 80 && !endsSentence(text);

/** A caption ends in brackets that say who took the picture. */
function isCaption(text: string): boolean {
	const open = Math.max(text.lastIndexOf('('), text.lastIndexOf('（'));
	return open > 0 && /[)）]\.?$/.test(text) && isCredit(text.slice(open), '');
}

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
		((phrase === 'fot' || phrase === 'zdj') && /^\.\s\p{Lu}/u.test(rest)) ||
		/^\s*(?:\d+\s(?:of|sur|von|de|di)\s\d+|[:：©/|]|by\s|courtesy|credit)/i.test(rest) ||
		rest.trim() === ''
	);
}

export function headNoise(
	block: Block,
	folded: string,
	{ region, title, names }: LineContext,
): Kind | undefined {
	const { text } = block;
	const own = text.length <= TITLE ? tokens(text).join(' ') : '';
	if (title !== '' && own === title && (region === 'head' || text.length > 20)) return NOISE;
	if (names.has(own)) return NOISE;
	if (region !== 'head' && region !== 'tail') return undefined;
	if (text.length <= 140 && startsWith(folded, 'dateline') !== undefined && /\d/.test(text)) return NOISE;
	const by = text.length <= 140 ? startsWith(folded, 'byline') : undefined;
	if (by !== undefined && !endsSentence(text) && NAMED.test(restAfter(text, by))) return NOISE;
	if (region === 'head' && text.length <= 50 && READING_TIME.test(text)) return NOISE;
	if (region === 'head' && text.length <= 60 && !endsSentence(text) && /\d{4}|\d{1,2}[:h]\d{2}/.test(text))
		return NOISE;
	return undefined;
}
