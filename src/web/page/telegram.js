/**
 * Telegram messages as Telegram shows them, drawn from text and entities. Rules:
 * 1. Offsets are UTF-16 units, as in a JavaScript string.
 * 2. Quotations and code blocks are blocks and take the line breaks around them; everything else is inline.
 * 3. A command in plain words is tappable, as in Telegram's own clients.
 */
import { clockTime, download, element, link, picture, relativeTime } from './dom.js';

/** @typedef {{ type: string, offset: number, length: number, url?: string, unix_time?: number }} Entity */
/** @typedef {{ text: string, url?: string, callback_data?: string }} Key */
/**
 * @typedef {{
 *   text: string, entities?: readonly Entity[],
 *   link_preview_options?: { is_disabled?: boolean, url?: string, show_above_text?: boolean },
 *   reply_markup?: { inline_keyboard: readonly (readonly Key[])[] },
 *   document?: { name: string, type: string, text: string },
 * }} Message
 */
/** @typedef {{ press: (code: string, button: HTMLElement) => void, type: (line: string) => void }} Hands */

const BLOCKS = new Set(['blockquote', 'expandable_blockquote', 'pre']);
const TAGS = /** @type {Readonly<Record<string, string>>} */ ({
	bold: 'strong',
	italic: 'em',
	underline: 'u',
	strikethrough: 's',
	spoiler: 'span',
	code: 'code',
});
const FOLDED_LINES = 3;

/** @param {Entity} entity */
const endOf = (entity) => entity.offset + entity.length;

/** At a word's start, and no part of a longer word in whatever script: '/r' of '/résumé' and '/b' of '</b>' are none. */
const COMMAND = /((?<![\p{L}\p{N}\p{M}_/<>:.])\/[a-z0-9_]{1,32}(?![\p{L}\p{N}\p{M}_/]))/u;

/** @param {string} text @param {Hands} hands @returns {Node[]} */
function plain(text, hands) {
	return text.split(COMMAND).map((part, index) => {
		if (index % 2 === 0) return document.createTextNode(part);
		const made = element('button', { type: 'button', class: 't-command' }, part);
		made.addEventListener('click', () => hands.type(part));
		return made;
	});
}

/** @param {Entity} entity @param {string} words @param {Node[]} inside @returns {Node} */
function wrap(entity, words, inside) {
	if (entity.type === 'text_link') return link(entity.url, 't-link', ...inside);
	if (entity.type === 'url') return link(words, 't-link', ...inside);
	if (entity.type === 'date_time') return relativeTime(Number(entity.unix_time) * 1000, words);
	return element(TAGS[entity.type] ?? 'span', { class: `t-${entity.type}` }, ...inside);
}

/**
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {readonly Entity[]} entities inline ones, outermost first
 * @param {Hands} hands
 * @returns {Node[]}
 */
function span(text, from, to, entities, hands) {
	const edges = new Set([from, to]);
	for (const entity of entities)
		for (const edge of [entity.offset, endOf(entity)]) if (edge > from && edge < to) edges.add(edge);
	const sorted = [...edges].toSorted((a, b) => a - b);
	return sorted.slice(0, -1).flatMap((start, index) => {
		const end = sorted[index + 1] ?? to;
		const words = text.slice(start, end);
		const around = entities.filter((entity) => entity.offset <= start && endOf(entity) >= end);
		const bare = around.length === 0 ? plain(words, hands) : [document.createTextNode(words)];
		return around.reduceRight((inside, entity) => [wrap(entity, words, inside)], bare);
	});
}

/** @param {string} text @param {readonly Entity[]} entities @param {Hands} hands @returns {Node[]} */
function body(text, entities, hands) {
	const inline = entities
		.filter((entity) => !BLOCKS.has(entity.type))
		.toSorted((a, b) => a.offset - b.offset || b.length - a.length);
	/** @type {Node[]} */
	const nodes = [];
	let at = 0;
	for (const entity of entities
		.filter(({ type }) => BLOCKS.has(type))
		.toSorted((a, b) => a.offset - b.offset)) {
		const before = text[entity.offset - 1] === '\n' ? entity.offset - 1 : entity.offset;
		if (before > at) nodes.push(...span(text, at, before, inline, hands));
		const tag = entity.type === 'pre' ? 'pre' : 'blockquote';
		const quote = element(tag, {}, ...span(text, entity.offset, endOf(entity), inline, hands));
		if (entity.type === 'expandable_blockquote') fold(quote);
		nodes.push(quote);
		at = text[endOf(entity)] === '\n' ? endOf(entity) + 1 : endOf(entity);
	}
	if (at < text.length) nodes.push(...span(text, at, text.length, inline, hands));
	return nodes;
}

/** @param {HTMLElement} quote */
function fold(quote) {
	quote.classList.add('t-folded');
	quote.style.setProperty('--lines', String(FOLDED_LINES));
	const toggle = element('button', { type: 'button', class: 't-unfold', 'aria-expanded': 'false' }, '⌄');
	toggle.addEventListener('click', () => {
		const folded = quote.classList.toggle('t-folded');
		toggle.setAttribute('aria-expanded', String(!folded));
	});
	quote.append(toggle);
}

/** @param {Key} key @param {Hands} hands */
function keyButton(key, hands) {
	const label = String(key.text);
	if (key.url !== undefined)
		return link(key.url, 't-key', label, element('span', { class: 't-arrow', 'aria-hidden': 'true' }, '↗'));
	const made = element('button', { type: 'button', class: 't-key' }, label);
	made.addEventListener('click', () => hands.press(String(key.callback_data), made));
	return made;
}

/** @param {Message} message @param {number} at @param {Hands} hands */
function bubble(message, at, hands) {
	const preview = message.link_preview_options ?? {};
	const shown = preview.is_disabled ? undefined : picture(preview.url, 't-preview');
	const words = element(
		'div',
		{ class: 't-text' },
		...body(message.text, message.entities ?? [], hands),
		clockTime(at),
	);
	const rows = message.reply_markup?.inline_keyboard ?? [];
	const keyboard = rows.map((row) =>
		element('div', { class: 't-keys' }, ...row.map((key) => keyButton(key, hands))),
	);
	return element(
		'div',
		{ class: 't-message' },
		element(
			'div',
			{ class: 't-bubble' },
			preview.show_above_text ? shown : undefined,
			message.document && download(message.document),
			words,
			preview.show_above_text ? undefined : shown,
		),
		...keyboard,
	);
}

/**
 * @param {readonly Message[]} messages
 * @param {{ at: number, hands: Hands }} about
 */
export const telegramMessage = (messages, { at, hands }) =>
	element('div', { class: 't-messages' }, ...messages.map((message) => bubble(message, at, hands)));

/**
 * A typed line is one's own message; a pressed button leaves no trace in Telegram, so it is a quiet note here.
 * @param {{ line: string, pressed: boolean, about: string, at: number }} said
 * @param {Readonly<Record<string, string>>} phrases
 */
export const telegramSaid = (said, phrases) =>
	said.pressed
		? element('p', { class: 't-note' }, `${phrases['preview-you']} · ${said.line}`)
		: element(
				'div',
				{ class: 't-message t-own' },
				element(
					'div',
					{ class: 't-bubble' },
					said.about !== '' && element('p', { class: 't-about' }, said.about),
					element('div', { class: 't-text' }, said.line, clockTime(said.at)),
				),
			);
