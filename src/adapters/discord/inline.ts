/**
 * Inline nodes → Discord Markdown. Rules:
 * 1. Foreign text is escaped here and nowhere else.
 * 2. Markup never stands around nothing: an empty bold or link would show its own signs.
 * 3. A link whose words are themselves an address shows its true address: words cannot lie about the target.
 */
import type { Inline } from '../../doc/doc.ts';
import { unreachable } from '../../doc/doc.ts';
import { clip, pieces } from './clip.ts';
import { escapeMarkdown, httpUrl, inLink, oneLine } from './escape.ts';

/** Longer addresses would eat the message's 4,000 characters; the words then stand alone. */
const LONGEST_LINK = 1000;
const LONGEST_LABEL = 256;
/** Discord shows <t:…> up to the year 275760, but only as a number it can read: whole seconds. */
const LAST_SECOND = 8_640_000_000_000;

export function timestamp(time: { readonly at: number; readonly fallback: string }): string {
	const second = Math.floor(time.at / 1000);
	if (!Number.isFinite(second) || Math.abs(second) > LAST_SECOND)
		return escapeMarkdown(oneLine(clip(time.fallback, 60)));
	return `<t:${second}:R>`;
}

export function linked(words: string, url: string): string {
	const label = clip(oneLine(words), LONGEST_LABEL);
	const href = httpUrl(url, LONGEST_LINK);
	if (href === undefined) return escapeMarkdown(label || '…');
	const target = inLink(href);
	if (label === '') return `[${escapeMarkdown(new URL(href).hostname)}](<${target}>)`;
	return /^https?:/i.test(label) ? `<${target}>` : `[${escapeMarkdown(label)}](<${target}>)`;
}

function marked(node: Exclude<Inline, string>): string {
	switch (node.kind) {
		case 'strong': {
			const words = clip(oneLine(node.text), LONGEST_LABEL);
			return words === '' ? '' : `**${escapeMarkdown(words)}**`;
		}
		case 'code': {
			// A backtick cannot be escaped inside code; its twin looks the same.
			const words = clip(oneLine(node.text), LONGEST_LABEL).replaceAll('`', 'ˋ');
			return words === '' ? '' : `\`${words}\``;
		}
		case 'link':
			return linked(node.text, node.url);
		case 'time':
			return timestamp(node);
		default:
			return unreachable(node);
	}
}

/**
 * A run of inlines as Markdown in parts of at most `max` characters (usually one), broken between words.
 * `single` puts everything on one line.
 */
export function paragraph(content: readonly Inline[], max: number, single = false): string[] {
	const parts: string[] = [];
	let part = '';
	const add = (markdown: string): void => {
		if (part.length + markdown.length > max) {
			parts.push(part);
			part = markdown.trimStart();
		} else part += markdown;
	};
	for (const node of content) {
		if (typeof node !== 'string') add(marked(node));
		// Escaping at most doubles a text, and adds one sign at its start.
		else {
			const plain = single ? node.replace(/\s+/g, ' ') : node;
			for (const piece of pieces(plain, Math.floor(max / 2) - 1)) add(escapeMarkdown(piece));
		}
	}
	return [...parts, part].map((text) => text.trim()).filter((text) => text !== '');
}

/** The same as one line, cut where it would be longer. */
export function line(content: readonly Inline[], max: number): string {
	const [first = '', ...more] = paragraph(content, max - 2, true);
	return more.length === 0 ? first : `${first} …`;
}
