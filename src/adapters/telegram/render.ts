/**
 * A Doc as Telegram messages; pure. Rules:
 * 1. Plain text and entities, never a parse mode: no headline can break a message or dress itself up.
 * 2. Words from outside become neither mention, hashtag, command nor link (see guard.ts). The one exception is
 *    ours: a code span that is exactly a command (`/help`) stays plain, for Telegram makes it tappable.
 * 3. A page of a newspaper: the picture above, the linked headline in bold, one quiet line with outlet, section
 *    and time, then the article's own words as a quotation. A list or an answer shows no picture at all.
 * 4. Times are date_time entities: each reader sees them in their own language and time zone, and clients that
 *    do not know them show the fallback.
 * 5. Words that fit below a file are its caption; else the file follows them.
 */
import type { InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity } from 'grammy/types';
import { fileName } from '../../doc/clean.ts';
import type { Block, Doc, Inline, StoryView } from '../../doc/doc.ts';
import { unreachable } from '../../doc/doc.ts';
import { provenLines } from '../../doc/proofs.ts';
import { guard } from './guard.ts';
import { keyboard } from './keyboard.ts';
import { concat, NOTHING, type Piece, piece, within } from './piece.ts';
import { clean, clip, isBlank, oneLine, webUrl } from './plain.ts';
import { MAX_TEXT, split } from './split.ts';

export interface TelegramMessage {
	readonly text: string;
	readonly entities: readonly MessageEntity[];
	readonly link_preview_options: LinkPreviewOptions;
	readonly reply_markup?: InlineKeyboardMarkup;
	/** The text is then its caption, and may be empty. */
	readonly document?: TelegramFile;
}

export interface TelegramFile {
	readonly name: string;
	readonly type: string;
	readonly text: string;
}

const MAX_CAPTION = 1024;
/** UTF-16 units. A headline fits one screen of a phone; a story's parts together stay far below one message. */
const TITLE = 300;
const NAME = 100;
const CODE = 500;
const TEASER = 1000;
/** A longer quotation is folded to its first lines until the reader taps it. */
const FOLD = 480;
/** Items longer than a line on a phone get air between them. */
const SHORT_ITEM = 48;
const LAST_SECOND = 2 ** 31 - 1;

const SIGNS = { info: 'ℹ️', warning: '⚠️' } as const;

const words = (text: string): Piece => piece(clean(text));

function linked(text: string, url: string, width: number, ...styles: { readonly type: 'bold' }[]): Piece {
	const address = webUrl(url);
	const name = oneLine(text);
	// Words that are themselves an address could lie about the target.
	const label = clip(address !== undefined && /^https?:/i.test(name) ? address : name, width);
	if (address === undefined) return piece(label, ...styles);
	return piece(isBlank(label) ? clip(new URL(address).hostname, width) : label, ...styles, {
		type: 'text_link',
		url: address,
	});
}

function moment(at: number, fallback: string): Piece {
	const label = clip(oneLine(fallback), NAME);
	const second = Math.floor(at / 1000);
	if (!(second > 0 && second <= LAST_SECOND) || isBlank(label)) return piece(label);
	return piece(label, { type: 'date_time', unix_time: second, date_time_format: 'r' });
}

function inline(node: Inline, width: number): Piece {
	if (typeof node === 'string') return words(node);
	switch (node.kind) {
		case 'strong':
			return within({ type: 'bold' }, words(node.text));
		case 'code':
			if (/^\/[a-z0-9_]{1,32}$/.test(node.text)) return piece(node.text, { type: 'bot_command' });
			return piece(clip(clean(node.text), CODE), { type: 'code' });
		case 'link':
			return linked(node.text, node.url, width);
		case 'time':
			return moment(node.at, node.fallback);
		default:
			return unreachable(node);
	}
}

const line = (content: readonly Inline[], width: number): Piece =>
	concat(content.map((node) => inline(node, width)));

function list(items: readonly (readonly Inline[])[], numbered: boolean, width: number): Piece {
	const bodies = items.map((item) => line(item, width));
	const isShort = bodies.every((body) => body.text.length <= SHORT_ITEM);
	const marked = bodies.map((body, index) => concat([piece(numbered ? `${index + 1}. ` : '• '), body]));
	return concat(marked, isShort ? '\n' : '\n\n');
}

function story(view: StoryView, width: number): Piece {
	const section = view.section === undefined ? '' : oneLine(view.section);
	const origin = [view.source, section].map((name) => piece(clip(oneLine(name), NAME)));
	const teaser = piece(clip(clean(view.summary ?? '').trim(), TEASER));
	const quote = teaser.text.length > FOLD ? 'expandable_blockquote' : 'blockquote';
	return concat(
		[
			linked(view.title, view.url, width, { type: 'bold' }),
			concat([...origin, moment(view.time.at, view.time.fallback)], ' · '),
			isBlank(teaser.text) ? NOTHING : within({ type: quote }, teaser),
		],
		'\n',
	);
}

function block(node: Block, width: number): Piece {
	switch (node.kind) {
		case 'heading':
			return piece(clip(oneLine(node.text), TITLE), { type: 'bold' });
		case 'text':
			return line(node.content, width);
		case 'list':
			return list(node.items, node.numbered, width);
		case 'story':
			return story(node.story, width);
		case 'summary':
			return within(
				{ type: 'blockquote' },
				concat(
					node.sentences.map((text) => words(text.trim())),
					'\n\n',
				),
			);
		case 'written':
			return concat(
				provenLines(node).map((content) => line(content, width)),
				'\n\n',
			);
		case 'facts':
			return concat(
				node.facts.map((fact) =>
					concat([piece(oneLine(fact.label), { type: 'bold' }), line(fact.value, width)], ' '),
				),
				'\n',
			);
		case 'notice':
			return concat([piece(SIGNS[node.tone]), line(node.content, width)], ' ');
		case 'file':
			return NOTHING; // a message of its own, or what the words are the caption of
		default:
			return unreachable(node);
	}
}

/** The picture of the only story; anything else shows none, so that no stray address unfolds below a list. */
function preview(doc: Doc): LinkPreviewOptions {
	const stories = doc.blocks.flatMap((node) => (node.kind === 'story' ? [node.story] : []));
	const url = stories.length === 1 ? webUrl(stories[0]?.imageUrl) : undefined;
	return url === undefined ? { is_disabled: true } : { url, prefer_large_media: true, show_above_text: true };
}

const whole = (doc: Doc, width: number): Piece =>
	guard(
		concat(
			doc.blocks.map((node) => block(node, width)),
			'\n\n',
		),
	);

function messages(doc: Doc, parts: readonly Piece[]): readonly TelegramMessage[] {
	const buttons = keyboard(doc);
	return parts.map((part, index) => ({
		text: part.text,
		// Telegram finds commands by itself; ours was only kept from the guard.
		entities: part.entities.filter(({ type }) => type !== 'bot_command'),
		link_preview_options: index === 0 ? preview(doc) : { is_disabled: true },
		...(buttons && index === parts.length - 1 && { reply_markup: buttons }),
	}));
}

/** Telegram takes no empty file. */
const documents = (doc: Doc): readonly TelegramFile[] =>
	doc.blocks.flatMap((node) =>
		node.kind === 'file' && node.text !== ''
			? [{ name: fileName(node.name), type: node.type, text: node.text }]
			: [],
	);

const alone = (document: TelegramFile): TelegramMessage => ({
	text: '',
	entities: [],
	link_preview_options: { is_disabled: true },
	document,
});

/** Empty for a Doc without visible words; several for a long one, the buttons on the last. */
export function render(doc: Doc): readonly TelegramMessage[] {
	const texts = messages(doc, split(whole(doc, TITLE)));
	const [document, ...more] = documents(doc);
	const [only] = texts;
	if (!document) return texts;
	if (only && texts.length === 1 && only.text.length <= MAX_CAPTION)
		return [{ ...only, document }, ...more.map(alone)];
	return [...texts, ...[document, ...more].map(alone)];
}

/**
 * Exactly one message: a post that is sent in parts could be sent by half. Titles become shorter until it fits;
 * at last it is cut with an ellipsis. Undefined for a Doc without visible words.
 */
export function renderPost(doc: Doc): TelegramMessage | undefined {
	const [document] = documents(doc);
	const limit = document ? MAX_CAPTION : MAX_TEXT;
	const words = oneText(doc, limit) ?? (document && alone(document));
	return words && document ? { ...words, document } : words;
}

function oneText(doc: Doc, limit: number): TelegramMessage | undefined {
	for (const width of [TITLE, TITLE / 2, TITLE / 4]) {
		const parts = split(whole(doc, width), limit);
		if (parts.length <= 1) return messages(doc, parts)[0];
	}
	const ending = piece('…');
	const first = split(whole(doc, TITLE / 4), limit - 2)[0];
	return first && messages(doc, [concat([first, ending], '\n')])[0];
}
