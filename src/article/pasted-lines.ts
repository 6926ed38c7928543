/**
 * A pasted or forwarded text → its lines, as a page would have them. Rules, in order:
 * 1. Only so much text; any line end; spaces, tabs and invisible characters become one space.
 * 2. What chats put around a text goes: 'Forwarded from', the sender with the time, quote marks, bullets of emoji and
 *    Markdown's signs at a line's ends. A line that is only an address, or a label and an address, goes too.
 * 3. A line of hashtags is the tags.
 * 4. Lines that were broken at a column are one again: where the next word would not have fitted, and enough
 *    lines break inside a sentence to show that it was the column.
 */
import { endsSentence } from './sentences.ts';

const MAX_CHARACTERS = 400_000;
const MAX_LINES = 10_000;
const MAX_TAGS = 50;

export interface PastedLines {
	readonly lines: readonly string[];
	/** From lines of hashtags, without their sign. */
	readonly tags: readonly string[];
}

export function pastedLines(text: string): PastedLines {
	const typed = text
		.slice(0, MAX_CHARACTERS)
		.split(/\r\n|[\n\r\u2028\u2029]/)
		.map((line) => line.replace(/[ \t\u200b\u2060\ufeff]+/g, ' ').trim());
	const spoken = rejoined(typed.map(withoutSigns)).slice(0, MAX_LINES);
	const lines: string[] = [];
	const tags: string[] = [];
	for (const line of spoken) {
		if (line === '' || isChatter(line)) continue;
		const hashtags = hashtagsOf(line);
		if (hashtags === undefined) lines.push(line);
		else tags.push(...hashtags);
	}
	return { lines, tags: [...new Set(tags)].slice(0, MAX_TAGS) };
}

/** Dashes stay: they open speech in many languages. */
const BULLETS =
	/^(?:(?:\p{Emoji_Presentation}|[\u2022\u25aa\u25ab\u25a0\u25a1\u25b6\u25ba\u25cf\u25e6\u25fc-\u25fe]|[\u203c\u2192\u2611\u2714\u26a0\u2757\u27a1\u27a4]|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3) ?){1,12}/u;
const MARKDOWN_LINK = /\[([^\]\n]{1,200})\]\(<?https?:[^)\s]{1,2000}>?\)/g;

function withoutSigns(line: string): string {
	const plain = line
		.replace(/^(?:> ?){1,5}/, '')
		.replace(/^(?:#{1,3}|-#) /, '')
		.replace(BULLETS, '')
		.replace(MARKDOWN_LINK, '$1')
		.trim();
	const signs = /^(?:\*{2,3}|__|~~|\|\|)/.exec(plain)?.[0];
	const isSigned = signs !== undefined && plain.length > 2 * signs.length && plain.endsWith(signs);
	return (isSigned ? plain.slice(signs.length, -signs.length) : plain).replace(BULLETS, '');
}

const FORWARDED =
	/^(?:forwarded|transféré|weitergeleitet|reenviado|inoltrato|encaminhad[oa]|doorgestuurd|przekazano|переслано|переслане|переслав|محولة|転送|转发|轉發)(?=[\s:：]|$)[^.!?。]{0,120}$/iu;
/** 'Kermor News, [28.02.2026 09:12]' and '[28.02.26, 09:12] Kermor News:' */
const SENDER =
	/^(?:[^[\]]{1,80}, )?\[\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}:\d{2}(?::\d{2})?(?: [AaPp][Mm])?\](?: [^:]{1,80}:?)?$/;
const ADDRESS = /^[^.!?:：]{0,40}[:：]? ?(?:<|\()?(?:https?:\/\/|www\.|t\.me\/)\S+$/;
const HANDLES = /^(?:[^@.!?]{0,30}[:：] ?)?@\w{3,32}(?: ?[|·•,/]? ?@\w{3,32}){0,5}$/;

const isChatter = (line: string): boolean =>
	line.length < 2_100 &&
	(FORWARDED.test(line) || SENDER.test(line) || ADDRESS.test(line) || HANDLES.test(line));

function hashtagsOf(line: string): readonly string[] | undefined {
	const words = line.length > 1_000 ? [] : line.split(/[ ,]+/).filter((word) => word !== '');
	if (words.length === 0 || !words.every((word) => /^[#＃][\p{L}\p{N}_]{1,60}$/u.test(word)))
		return undefined;
	return words.map((word) => word.slice(1).replaceAll('_', ' '));
}

/** Columns at which programs break lines. */
const NARROWEST = 50;
const WIDEST = 100;
/** Breaks inside a sentence that show it was the column. */
const EVIDENCE = 2;

function rejoined(lines: readonly string[]): readonly string[] {
	const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
	if (width < NARROWEST || width > WIDEST) return lines;
	const isBroken = (at: number): boolean => {
		const line = lines[at] ?? '';
		const next = lines[at + 1] ?? '';
		const word = next.split(' ', 1)[0] ?? '';
		return line !== '' && word !== '' && line.length + 1 + word.length > width;
	};
	const breaks = lines.keys().filter(isBroken).toArray();
	const inside = breaks.filter(
		(at) => !endsSentence(lines[at] ?? '') && /^[\p{Ll}\p{Lo}]/u.test(lines[at + 1] ?? ''),
	);
	if (inside.length < EVIDENCE || inside.length < breaks.length / 3) return lines;
	const joined: string[] = [];
	for (const [at, line] of lines.entries()) {
		const isRest = at > 0 && isBroken(at - 1);
		if (isRest) joined.push(`${joined.pop() ?? ''} ${line}`);
		else joined.push(line);
	}
	return joined;
}
