/**
 * Foreign text made fit to print. Rules, in order:
 * 1. Dropped: control characters, halves of characters, and what is invisible or turns the line around (bidi
 *    embeddings and overrides, zero-width marks, tags). Joiners stay: scripts and emoji need them.
 * 2. White space of any kind becomes one space; a lone no-break space stays, as some languages set it.
 * 3. At most four combining marks on a letter: more only serve to paint over the neighbouring lines.
 * 4. What is longer than `max` UTF-16 units ends in '…', at a word's end where one is near, never inside a
 *    character as readers see it.
 */

const SPACE = /\s+/gu;
const INVISIBLE =
	/[[\p{Cc}--[\t-\r]]\p{Cs}\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gv;
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu;
const WORD_END_WITHIN = 30;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function clip(text: string, max: number): string {
	if (text.length <= max) return text;
	let end = 0;
	// A little more than fits: a character that the slice cuts is too long already.
	for (const { segment, index } of graphemes.segment(text.slice(0, max + 64))) {
		if (index + segment.length > max - 1) break;
		end = index + segment.length;
	}
	const space = text.lastIndexOf(' ', end);
	if (space > 0 && end - space < WORD_END_WITHIN) end = space;
	return `${text.slice(0, end).trimEnd()}…`;
}

export function clean(text: string, max: number): string {
	const visible = text
		.replace(INVISIBLE, '')
		.replace(SPACE, (run) => (run === '\u00a0' || run === '\u202f' ? run : ' '))
		.replace(PILED_MARKS, '$1')
		.trim();
	return clip(visible, max);
}

/** The address if a reader may be sent there: http or https and not absurdly long. */
export function webUrl(url: string | undefined): string | undefined {
	if (url === undefined || url.length > 2_048 || !URL.canParse(url)) return undefined;
	const parsed = new URL(url);
	return parsed.protocol === 'https:' || parsed.protocol === 'http:' ? parsed.href : undefined;
}

const FILE_NAME = 60;

/** The name of a file as every platform takes it: letters, digits, dots, dashes and underscores, no dot in front. */
export const fileName = (name: string): string =>
	name
		.normalize('NFKD')
		.replace(/[^\w.-]/g, '')
		.replace(/^[.-]+/, '')
		.slice(-FILE_NAME) || 'file.txt';
