/**
 * Keeps Telegram from finding mentions, hashtags, commands and addresses in words that are not ours. Rules:
 * 1. A word joiner (U+2060, no width, no meaning) parts the sign from its word; TDLib's own parser finds nothing
 *    in 300,000 random mixtures of signs and words so treated. Any other way costs more: a code look on every
 *    name, or letters that are not those of the headline.
 * 2. Inside links, codes and times Telegram finds nothing, so their words stay exactly as they are. So does a
 *    command of ours that is meant to be tapped (written as a bot_command, see render.ts).
 * 3. One pass over the finished text: a sign and its word may come from two nodes.
 * 4. Every expression looks at a fixed number of characters around its place: linear, whatever the text.
 */
import type { MessageEntity } from 'grammy/types';
import type { Piece } from './piece.ts';

const JOINER = '\u2060';

/** Each ends where the joiner goes. */
const SIGNS: readonly RegExp[] = [
	/@(?=[\p{L}\p{N}_])/gu,
	/#(?=\S)/g,
	/\$(?=[A-Z]|1INCH)/g,
	/(?<![\w/<>])\/(?=\w)/g,
	/:(?=\/\/)/g,
	// A domain's last label begins with two letters, and an address has three dots: 3.14 and U.S. are left alone.
	/(?<=[^\s.])\.(?=\p{L}{2}|\p{N}{1,3}\.\p{N})/gu,
];

const SAFE: ReadonlySet<MessageEntity['type']> = new Set(['text_link', 'code', 'date_time', 'bot_command']);

/** How many of the ascending `places` are below `limit`. */
function below(places: readonly number[], limit: number): number {
	let low = 0;
	let high = places.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((places[middle] ?? limit) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}

export function guard({ text, entities }: Piece): Piece {
	const safe = entities.filter(({ type }) => SAFE.has(type));
	const isSafe = (at: number): boolean =>
		safe.some(({ offset, length }) => offset <= at && at < offset + length);
	const places = SIGNS.flatMap((sign) => [...text.matchAll(sign)].map(({ index }) => index + 1))
		.filter((place) => !isSafe(place - 1))
		.sort((a, b) => a - b);
	if (places.length === 0) return { text, entities };
	let from = 0;
	let guarded = '';
	for (const place of places) {
		guarded += text.slice(from, place) + JOINER;
		from = place;
	}
	return {
		text: guarded + text.slice(from),
		entities: entities.map((entity) => {
			const start = entity.offset + below(places, entity.offset + 1);
			const end = entity.offset + entity.length;
			return { ...entity, offset: start, length: end + below(places, end) - start };
		}),
	};
}
