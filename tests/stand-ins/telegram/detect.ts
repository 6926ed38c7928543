/**
 * What Telegram finds in a text by itself: mentions, hashtags, cashtags, commands, addresses. Rules:
 * 1. As TDLib finds them, told apart by trial; the list of top-level domains is short.
 * 2. Inside links and code nothing is found.
 */
import type { Entity } from './types.ts';

const TOP_LEVEL = 'com|org|net|fr|de|io|info|museum|news|test|jp|xn--p1ai|рф|me|co|uk';

const FINDERS: readonly { readonly type: string; readonly find: RegExp }[] = [
	{ type: 'mention', find: /(?<![\p{L}\p{N}_])@[a-zA-Z0-9_]{2,32}(?![\p{L}\p{N}_])/gu },
	{ type: 'hashtag', find: /(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu },
	{ type: 'cashtag', find: /(?<![\p{L}\p{N}_$])\$(?:[A-Z]{1,8}|1INCH)(?![A-Za-z0-9_])/gu },
	{ type: 'bot_command', find: /(?<![\w/<>])\/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])/gu },
	{ type: 'email', find: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[a-z]{2,8}){1,3}/gu },
	{ type: 'url', find: /(?:https?|ftp|tg|ton):\/\/[\p{L}\p{N}_-]+[.?/:][^\s"'<>\u2060]*/giu },
	{ type: 'url', find: /(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?![\d.])/gu },
	{
		type: 'url',
		find: new RegExp(
			`(?<![\\p{L}\\p{N}@._/-])(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}(?:${TOP_LEVEL})(?![\\p{L}\\p{N}-])(?:/[^\\s"<>\\u2060]*)?`,
			'giu',
		),
	},
];

const HIDING: ReadonlySet<string> = new Set(['text_link', 'code', 'pre', 'date_time']);

export function detect(text: string, given: readonly Entity[] = []): readonly Entity[] {
	const taken = given
		.filter(({ type }) => HIDING.has(type))
		.map(({ offset, length }) => ({ offset, length }));
	const found: Entity[] = [];
	for (const { type, find } of FINDERS) {
		for (const match of text.matchAll(find)) {
			const place = { offset: match.index, length: match[0].length };
			const isTaken = taken.some(
				(other) => other.offset < place.offset + place.length && place.offset < other.offset + other.length,
			);
			if (isTaken) continue;
			taken.push(place);
			found.push({ type, ...place });
		}
	}
	return [...given, ...found].toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}
