/**
 * A long piece in parts that Telegram takes. Rules:
 * 1. At most 4,096 UTF-16 units and 100 entities a message: Telegram refuses the 4,097th unit, and drops the
 *    101st entity without a word.
 * 2. The cut is made at the best place in the second half of what fits: between blocks, lines, sentences, words.
 * 3. Never inside a character, nor inside a link, a time or a code. A quotation or bold passage may go on in the
 *    next message: it is cut in two there.
 */
import type { MessageEntity } from 'grammy/types';
import { type Piece, slice } from './piece.ts';
import { isBlank, splitsCharacter } from './plain.ts';

export const MAX_TEXT = 4096;
const MAX_ENTITIES = 100;

const DIVISIBLE: ReadonlySet<MessageEntity['type']> = new Set([
	'bold',
	'blockquote',
	'expandable_blockquote',
]);

const BOUNDARIES: readonly ((text: string, at: number) => boolean)[] = [
	(text, at) => text.startsWith('\n\n', at),
	(text, at) => text[at] === '\n',
	(text, at) => text[at] === ' ' && /[.!?…。»”"]/.test(text[at - 1] ?? ''),
	(text, at) => text[at] === ' ',
	() => true,
];

function cutOf(whole: Piece, limit: number): number {
	const { text, entities } = whole;
	// The entity that would be one too many must begin in the next part.
	const window = Math.max(1, Math.min(limit, entities[MAX_ENTITIES]?.offset ?? limit));
	const indivisible = entities.filter((entity) => !DIVISIBLE.has(entity.type));
	const allowed = (at: number): boolean =>
		!splitsCharacter(text, at) &&
		// At the start of a message `/or` would be a command.
		text[at] !== '/' &&
		!indivisible.some((entity) => entity.offset < at && at < entity.offset + entity.length);
	for (const isBoundary of BOUNDARIES) {
		for (let at = window; at > window / 2; at--) if (isBoundary(text, at) && allowed(at)) return at;
	}
	for (let at = window; at > 0; at--) if (allowed(at)) return at;
	// Only a single character of more than 4,096 units comes here: keep its surrogate pairs whole at least.
	const unit = text.charCodeAt(window);
	return window > 1 && unit >= 0xdc00 && unit <= 0xdfff ? window - 1 : window;
}

/** @param limit UTF-16 units a part, for callers that add a mark of their own. */
export function split(whole: Piece, limit = MAX_TEXT): readonly Piece[] {
	const parts: Piece[] = [];
	let rest = slice(whole, 0, whole.text.length);
	while (rest.text.length > limit || rest.entities.length > MAX_ENTITIES) {
		const cut = cutOf(rest, limit);
		parts.push(slice(rest, 0, cut));
		rest = slice(rest, cut, rest.text.length);
	}
	return [...parts, rest].filter((part) => !isBlank(part.text));
}
