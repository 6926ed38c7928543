/**
 * Doc → Discord messages. Rules:
 * 1. Pure: the same Doc gives the same messages, so a repeat is the same repeat.
 * 2. One quiet card: a linked title as heading, a small line (outlet · section · time), the summary, the picture
 *    beside it, grey buttons. Colour speaks only in notices.
 * 3. The Doc of a delivery (it has a mark) is exactly one message: where it would not fit, pictures go first,
 *    then summaries, then the tail. Any other Doc becomes as many messages as it needs.
 */
import { type APITextDisplayComponent, ComponentType } from 'discord.js';
import { fileName } from '../../doc/clean.ts';
import { buttonsOf } from '../../doc/codec.ts';
import type { Block, Doc, Fact, FileBlock, StoryView } from '../../doc/doc.ts';
import { unreachable } from '../../doc/doc.ts';
import { provenLines } from '../../doc/proofs.ts';
import { clip } from './clip.ts';
import { escapeMarkdown, httpUrl, oneLine } from './escape.ts';
import { line, linked, paragraph, timestamp } from './inline.ts';
import { buttonRows, type DiscordMessage, divider, type Piece, pack, textDisplay } from './pack.ts';

export type { DiscordMessage } from './pack.ts';

/** How much of each story is shown; a later one is smaller. */
const DETAILS = ['full', 'no pictures', 'titles'] as const;
type Detail = (typeof DETAILS)[number];

/** Characters before escaping, which at most doubles them; with the address a story stays below 4,000. */
const TITLE = 256;
const SOURCE = 60;
const SUMMARY = 600;
const IMAGE_URL = 2048;
/** Text displays of this size pack well into 4,000 characters. */
const PART = 1900;
const ITEM = 900;
const MAX_FILES = 10;

const AMBER = 0xe8a33d;
const BLUE = 0x5b8def;

function story(view: StoryView, detail: Detail): Piece[] {
	const title = clip(oneLine(view.title), TITLE) || oneLine(view.source);
	const names = [view.source, view.section ?? ''].map((words) =>
		escapeMarkdown(clip(oneLine(words), SOURCE)),
	);
	const about = [...names, timestamp(view.time)].filter((words) => words !== '').join(' · ');
	const head = `### ${linked(title, view.url)}${about === '' ? '' : `\n-# ${about}`}`;
	const summary = escapeMarkdown(clip(oneLine(view.summary ?? ''), SUMMARY));
	const shown: APITextDisplayComponent[] = [textDisplay(head)];
	if (summary !== '' && detail !== 'titles') shown.push(textDisplay(summary));
	const image = view.imageUrl === undefined ? undefined : httpUrl(view.imageUrl, IMAGE_URL);
	if (image === undefined || detail !== 'full') return shown;
	return [
		{
			type: ComponentType.Section,
			components: shown,
			accessory: { type: ComponentType.Thumbnail, media: { url: image } },
		},
	];
}

/** A file beside the message, as a component of it names it. */
const addressOf = (file: FileBlock): string => `attachment://${fileName(file.name)}`;

/** Of two with one name, the first; an empty one is nothing to keep. */
function filesOf(doc: Doc): readonly FileBlock[] {
	const byName = new Map<string, FileBlock>();
	for (const node of doc.blocks)
		if (node.kind === 'file' && node.text !== '' && !byName.has(fileName(node.name)))
			byName.set(fileName(node.name), node);
	return [...byName.values()].slice(0, MAX_FILES);
}

/** The message with the files that its components name. */
function withFiles(message: DiscordMessage, files: readonly FileBlock[]): DiscordMessage {
	const shown = new Set(
		message.components[0].components.flatMap((one) => (one.type === ComponentType.File ? one.file.url : [])),
	);
	const sent = files
		.filter((file) => shown.has(addressOf(file)))
		.map(({ name, type, text }) => ({ name: fileName(name), type, text }));
	return sent.length === 0 ? message : { ...message, files: sent };
}

/** Lines joined into as few text displays as hold them. */
function lines(texts: readonly string[]): Piece[] {
	const result: string[] = [];
	for (const text of texts) {
		const last = result.at(-1);
		if (last === undefined || last.length + 1 + text.length > PART) result.push(text);
		else result[result.length - 1] = `${last}\n${text}`;
	}
	return result.map(textDisplay);
}

function factLine({ label, value }: Fact): string {
	const name = escapeMarkdown(clip(oneLine(label), SOURCE));
	return `${name === '' ? '' : `**${name}** `}${line(value, ITEM)}`;
}

function block(node: Block, detail: Detail): Piece[] {
	switch (node.kind) {
		case 'heading': {
			const words = escapeMarkdown(clip(oneLine(node.text), TITLE));
			return words === '' ? [] : [textDisplay(`### ${words}`)];
		}
		case 'text':
		case 'notice':
			return paragraph(node.content, PART).map(textDisplay);
		case 'list':
			return lines(
				node.items.map(
					(item, index) => `${node.numbered ? `${index + 1}.` : '-'} ${line(item, ITEM) || '…'}`,
				),
			);
		case 'story':
			return story(node.story, detail);
		case 'summary':
			return lines(
				node.sentences
					.flatMap((sentence) => paragraph([sentence], ITEM, true))
					.map((sentence) => `> ${sentence}`),
			);
		case 'written':
			return lines(provenLines(node).flatMap((content) => paragraph(content, PART, true)));
		case 'facts':
			return lines(node.facts.map(factLine).filter((text) => text !== ''));
		case 'file':
			return [{ type: ComponentType.File, file: { url: addressOf(node) } }];
		default:
			return unreachable(node);
	}
}

/** A line stands between two stories; everything else is set apart by Discord's own spacing. */
function content(doc: Doc, detail: Detail): Piece[] {
	return doc.blocks.flatMap((node, index) =>
		node.kind === 'story' && doc.blocks[index - 1]?.kind === 'story' && detail !== 'titles'
			? [divider, ...block(node, detail)]
			: block(node, detail),
	);
}

function accentOf(doc: Doc): number | undefined {
	const tones = doc.blocks.flatMap((node) => (node.kind === 'notice' ? [node.tone] : []));
	if (tones.includes('warning')) return AMBER;
	return tones.length > 0 && tones.length === doc.blocks.length ? BLUE : undefined;
}

export function render(doc: Doc): DiscordMessage[] {
	const files = filesOf(doc);
	const blocks = doc.blocks.filter((node) => node.kind !== 'file' || files.includes(node));
	return messagesOf({ ...doc, blocks }).map((message) => withFiles(message, files));
}

function messagesOf(doc: Doc): DiscordMessage[] {
	const rows = buttonRows(buttonsOf(doc));
	const accent = accentOf(doc);
	const full = pack(content(doc, 'full'), rows, accent);
	if (doc.mark === undefined || full.length === 1) return full;
	for (const detail of DETAILS) {
		const messages = pack(content(doc, detail), rows, accent);
		if (messages.length === 1) return messages;
	}
	return oneMessage(content(doc, 'titles'), (shown) => pack(shown, rows, accent));
}

/** The longest beginning that fits into one message, ending in … */
function oneMessage(
	all: readonly Piece[],
	packed: (shown: readonly Piece[]) => DiscordMessage[],
): DiscordMessage[] {
	for (let count = all.length - 1; count > 0; count--) {
		const messages = packed([...all.slice(0, count), textDisplay('…')]);
		if (messages.length === 1) return messages;
	}
	return packed([textDisplay('…')]);
}
