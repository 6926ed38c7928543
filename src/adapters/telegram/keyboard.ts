/**
 * Buttons under a message. Rules:
 * 1. Up to three short ones in a row, so that Summary · Related · Open is one line on a phone.
 * 2. A button that Telegram would refuse is left out: it would take the whole message with it.
 */
import type { InlineKeyboardButton, InlineKeyboardMarkup } from 'grammy/types';
import { buttonsOf } from '../../doc/codec.ts';
import type { Doc } from '../../doc/doc.ts';
import { clip, isBlank, oneLine, webUrl } from './plain.ts';

const ROW_BUTTONS = 3;
/** What a phone shows in one row without cutting a label. */
const ROW_UNITS = 32;
const LABEL_UNITS = 48;
const MAX_BUTTONS = 100;

export function keyboard(doc: Doc): InlineKeyboardMarkup | undefined {
	const buttons = buttonsOf(doc).flatMap((button): InlineKeyboardButton[] => {
		const text = clip(oneLine(button.label), LABEL_UNITS);
		if (isBlank(text)) return [];
		if (button.kind === 'invoke') return [{ text, callback_data: button.code }];
		const url = webUrl(button.url);
		return url === undefined ? [] : [{ text, url }];
	});
	const rows: InlineKeyboardButton[][] = [];
	let units = 0;
	for (const button of buttons.slice(0, MAX_BUTTONS)) {
		const row = rows.at(-1);
		units += button.text.length;
		if (row && row.length < ROW_BUTTONS && units <= ROW_UNITS) row.push(button);
		else {
			rows.push([button]);
			units = button.text.length;
		}
	}
	return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}
