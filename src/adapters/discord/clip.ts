/**
 * Cutting text. Rules:
 * 1. A cut never splits what a reader sees as one character (surrogates, accents, joined emoji).
 * 2. A cut prefers the end of a word when one is near, and always ends in …
 * 3. The result is never longer than asked, counted in UTF-16 units: at least as strict as Discord's own count.
 */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** How far back (characters) the end of a word may be. */
const WORD_REACH = 24;

export function clip(text: string, max: number): string {
	if (text.length <= max) return text;
	let cut = 0;
	for (const { segment, index } of graphemes.segment(text.slice(0, max))) {
		if (index + segment.length > max - 1) break;
		cut = index + segment.length;
	}
	const kept = text.slice(0, cut);
	const space = kept.lastIndexOf(' ');
	const wordEnd = space > 0 && cut - space <= WORD_REACH && text[cut] !== ' ' ? space : cut;
	return `${kept.slice(0, wordEnd).replace(/[\s,;:–—-]{1,8}$/, '')}…`;
}

/** The text in pieces of at most `max`, broken between lines or words where it can be; only that white space is lost. */
export function pieces(text: string, max: number): string[] {
	const result: string[] = [];
	let start = 0;
	while (text.length - start > max) {
		const window = text.slice(start, start + max + 1);
		const lineEnd = window.lastIndexOf('\n');
		const space = lineEnd > max / 2 ? lineEnd : Math.max(window.lastIndexOf(' '), lineEnd);
		if (space > 0) {
			result.push(text.slice(start, start + space));
			start += space + 1;
			continue;
		}
		let cut = 0;
		for (const { segment, index } of graphemes.segment(window)) {
			if (index + segment.length > max) break;
			cut = index + segment.length;
		}
		// One "character" longer than a whole piece is an attack on layout: any cut will do.
		result.push(text.slice(start, start + (cut || max)));
		start += cut || max;
	}
	result.push(text.slice(start));
	return result;
}
