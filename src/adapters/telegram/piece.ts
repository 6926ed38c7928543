/**
 * Text with its entities, put together without markup. Rules:
 * 1. Entities are to markup what bound parameters are to SQL: nothing to escape, nothing to break out of.
 * 2. Offsets are UTF-16 units, and so are those of a JavaScript string: no conversion anywhere.
 * 3. A piece is never changed; `concat` moves the entities of its parts. Entities only ever nest.
 */
import type { MessageEntity } from 'grammy/types';

type Distribute<T> = T extends unknown ? Omit<T, 'offset' | 'length'> : never;
/** An entity before it has a place. */
export type Style = Distribute<MessageEntity>;

export interface Piece {
	readonly text: string;
	/** By offset; of two at the same place, the longer first. */
	readonly entities: readonly MessageEntity[];
}

export const NOTHING: Piece = { text: '', entities: [] };

const place = (style: Style, length: number): MessageEntity => ({ ...style, offset: 0, length });

/** The first style is the outermost. White space bears none: Telegram would drop it. */
export function piece(text: string, ...styles: readonly Style[]): Piece {
	return { text, entities: text.trim() === '' ? [] : styles.map((style) => place(style, text.length)) };
}

/** Covers the whole of a piece with one more entity. */
export function within(style: Style, inner: Piece): Piece {
	if (inner.text.trim() === '') return inner;
	return { text: inner.text, entities: [place(style, inner.text.length), ...inner.entities] };
}

/** Empty parts leave no separator behind. */
export function concat(parts: readonly Piece[], separator = ''): Piece {
	let text = '';
	const entities: MessageEntity[] = [];
	for (const part of parts) {
		if (part.text === '') continue;
		if (text !== '') text += separator;
		const start = text.length;
		for (const entity of part.entities) entities.push({ ...entity, offset: entity.offset + start });
		text += part.text;
	}
	return { text, entities };
}

/** The part from `start` to `end`, without white space at its ends; entities are cut to it. */
export function slice(whole: Piece, start: number, end: number): Piece {
	const raw = whole.text.slice(start, end);
	const from = start + (raw.length - raw.trimStart().length);
	const text = raw.trim();
	const to = from + text.length;
	const entities = whole.entities.flatMap((entity): MessageEntity[] => {
		const first = Math.max(entity.offset, from);
		const last = Math.min(entity.offset + entity.length, to);
		return whole.text.slice(first, last).trim() !== ''
			? [{ ...entity, offset: first - from, length: last - first }]
			: [];
	});
	return { text, entities };
}
