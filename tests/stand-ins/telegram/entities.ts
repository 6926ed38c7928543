/**
 * Is this text with its entities and keyboard what Telegram takes, and shows as meant? Rules:
 * 1. Limits of sendMessage: 1 to 4,096 UTF-16 units; from the 101st on entities are dropped in silence, so more
 *    are an error here.
 * 2. Entities lie inside the text, cut no surrogate pair, nest or stay apart; code holds nothing and lies in
 *    nothing but a quotation, quotations do not nest, links and times do not hold each other.
 * 3. Addresses are http(s) with a dot in the host: a text_link without would silently be no link, a button
 *    would be refused.
 */
import type { Entity, Keyboard, LinkPreview } from './types.ts';

const STYLES: ReadonlySet<string> = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);
const QUOTES: ReadonlySet<string> = new Set(['blockquote', 'expandable_blockquote']);
const CODES: ReadonlySet<string> = new Set(['code', 'pre']);
const OTHERS: ReadonlySet<string> = new Set(['text_link', 'date_time']);

function isTelegramUrl(address: string): boolean {
	const url = URL.parse(address);
	if (!url || !['http:', 'https:', 'tg:'].includes(url.protocol) || address.length > 2048) return false;
	return url.protocol === 'tg:' || url.hostname.includes('.') || url.hostname.startsWith('[');
}

const cutsPair = (text: string, at: number): boolean =>
	/[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');

function checkOne(text: string, entity: Entity): string[] {
	const { type, offset, length } = entity;
	const end = offset + length;
	const name = `entity ${type} ${offset}+${length}`;
	if (!Number.isInteger(offset) || !Number.isInteger(length)) return [`${name}: not whole numbers`];
	const problems: string[] = [];
	if (![STYLES, QUOTES, CODES, OTHERS].some((kind) => kind.has(type))) problems.push(`${name}: unknown type`);
	if (offset < 0 || length <= 0 || end > text.length) problems.push(`${name}: outside of the text`);
	if (cutsPair(text, offset) || cutsPair(text, end)) problems.push(`${name}: cuts a character`);
	if (text.slice(offset, end).trim() === '') problems.push(`${name}: covers nothing visible`);
	if (type === 'text_link' && !isTelegramUrl(entity.url ?? ''))
		problems.push(`${name}: address ${entity.url}`);
	if (type !== 'text_link' && entity.url !== undefined) problems.push(`${name}: has an address`);
	if (type === 'date_time') {
		const time = entity.unix_time ?? 0;
		if (!Number.isInteger(time) || time <= 0 || time > 2 ** 31 - 1) problems.push(`${name}: time ${time}`);
		if (!/^(?:r|w?[dD]?[tT]?)$/.test(entity.date_time_format ?? '')) problems.push(`${name}: format`);
	}
	return problems;
}

function mayHold(outer: string, inner: string): boolean {
	if (CODES.has(outer)) return false;
	if (CODES.has(inner)) return QUOTES.has(outer);
	if (QUOTES.has(inner)) return STYLES.has(outer);
	return STYLES.has(outer) || QUOTES.has(outer) || STYLES.has(inner);
}

function checkPair(a: Entity, b: Entity): string[] {
	const [outer, inner] = a.length >= b.length ? [a, b] : [b, a];
	const start = inner.offset - outer.offset;
	const apart = start >= outer.length || start + inner.length <= 0;
	if (apart) return [];
	if (start < 0 || start + inner.length > outer.length) return [`${a.type} and ${b.type} overlap`];
	const fits =
		mayHold(outer.type, inner.type) || (outer.length === inner.length && mayHold(inner.type, outer.type));
	return fits ? [] : [`${inner.type} inside ${outer.type}`];
}

/** @returns every problem, in words; empty where Telegram is content. */
export function checkText(text: string, entities: readonly Entity[] = []): string[] {
	const isEmpty = !/[^\s\p{Cf}\p{Cc}]/u.test(text);
	return [...(isEmpty ? ['message text is empty'] : []), ...checkWords(text, entities, 4096)];
}

/** Of a file; it may say nothing. */
export const checkCaption = (text: string, entities: readonly Entity[] = []): string[] =>
	checkWords(text, entities, 1024);

function checkWords(text: string, entities: readonly Entity[], limit: number): string[] {
	const problems: string[] = [];
	if (text.length > limit) problems.push(`message is too long (${text.length})`);
	if (text !== text.trim()) problems.push('white space at the ends would be cut off');
	if (!text.isWellFormed()) problems.push('half a surrogate pair');
	if (/[^\P{Cc}\n]/u.test(text)) problems.push('control characters');
	if (entities.length > 100) problems.push(`${entities.length} entities`);
	entities.forEach((entity, index) => {
		problems.push(...checkOne(text, entity));
		for (const other of entities.slice(index + 1)) problems.push(...checkPair(entity, other));
	});
	return problems;
}

export function checkKeyboard(keyboard: Keyboard | undefined): string[] {
	const buttons = keyboard?.inline_keyboard.flat() ?? [];
	const problems = buttons.flatMap(({ text, url, callback_data: data }): string[] => {
		const found: string[] = [];
		if (text.trim() === '') found.push('a button without words');
		if ((url === undefined) === (data === undefined)) found.push(`button ${text}: not exactly one action`);
		if (url !== undefined && !isTelegramUrl(url))
			found.push(`inline keyboard button URL '${url}' is invalid`);
		const bytes = Buffer.byteLength(data ?? 'x');
		if (bytes < 1 || bytes > 64) found.push(`BUTTON_DATA_INVALID (${bytes} bytes)`);
		return found;
	});
	if (buttons.length > 100) problems.push('more than 100 buttons');
	if (keyboard?.inline_keyboard.some((row) => row.length === 0 || row.length > 8))
		problems.push('row length');
	return problems;
}

export const checkPreview = (preview: LinkPreview | undefined): string[] =>
	preview?.url !== undefined && !isTelegramUrl(preview.url) ? [`preview address ${preview.url}`] : [];
