/**
 * HTML of any size and depth → plain text, paragraphs separated by a blank line. Rules:
 * 1. One pass, no tree: for the bodies of feeds, and for pages that are too deep to walk.
 * 2. What is never prose (scripts, styles, forms, figures) is left out; entities are decoded.
 * 3. Text that only looks like markup ('a < b') stays text.
 */
import { Parser } from 'htmlparser2';
import { capped } from './dom.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const BREAKING = set(
	'address article aside blockquote dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul',
);
const SILENT = set(
	'script style noscript template svg iframe object head title select button textarea figcaption form nav footer video audio',
);

export function htmlText(html: string): string {
	const paragraphs: string[] = [];
	let text = '';
	let silent = 0;
	let breaks = 0;
	function flush(): void {
		const words = text.replace(/\s+/g, ' ').trim();
		if (words !== '') paragraphs.push(words);
		text = '';
		breaks = 0;
	}
	const parser = new Parser({
		onopentagname(name) {
			if (SILENT.has(name)) silent++;
			if (BREAKING.has(name)) flush();
			if (name !== 'br') return;
			breaks++;
			if (breaks > 1) flush();
			else text += ' ';
		},
		ontext(words) {
			if (silent > 0) return;
			if (words.trim() !== '') breaks = 0;
			text += words;
		},
		onclosetag(name) {
			if (SILENT.has(name)) silent = Math.max(0, silent - 1);
			if (BREAKING.has(name)) flush();
		},
	});
	parser.write(capped(html));
	parser.end();
	flush();
	return paragraphs.join('\n\n');
}
