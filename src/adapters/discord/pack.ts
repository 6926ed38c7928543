/**
 * Components → messages within Discord's limits. Rules:
 * 1. A message holds at most 40 components, counted with everything inside them, and 4,000 characters of text.
 * 2. Each message is one container; what does not fit goes into the next, in order, and the buttons come last.
 * 3. A message is never empty and never pings anybody.
 */
import {
	type APIActionRowComponent,
	type APIButtonComponentWithCustomId,
	type APIButtonComponentWithURL,
	type APIContainerComponent,
	type APIFileComponent,
	type APISectionComponent,
	type APISeparatorComponent,
	type APITextDisplayComponent,
	ButtonStyle,
	ComponentType,
	MessageFlags,
} from 'discord.js';
import type { Button } from '../../doc/codec.ts';
import { clip } from './clip.ts';
import { httpUrl, oneLine } from './escape.ts';

const MAX_COMPONENTS = 40;
export const MAX_TEXT = 4000;
const MAX_BUTTONS = 25;
const BUTTONS_PER_ROW = 5;
const LABEL = 80;
const BUTTON_URL = 512;

type Row = APIActionRowComponent<APIButtonComponentWithCustomId | APIButtonComponentWithURL>;
export type Piece = APITextDisplayComponent | APISectionComponent | APISeparatorComponent | APIFileComponent;

/** A body for "create message", "edit response" and "follow up" alike. */
export interface DiscordMessage {
	readonly flags: MessageFlags.IsComponentsV2;
	readonly allowed_mentions: { readonly parse: [] };
	readonly components: [APIContainerComponent];
	/** Sent beside the body; the message's file components point to them by name. */
	readonly files?: readonly DiscordFile[];
}

export interface DiscordFile {
	readonly name: string;
	readonly type: string;
	readonly text: string;
}

export const textDisplay = (content: string): APITextDisplayComponent => ({
	type: ComponentType.TextDisplay,
	content,
});
export const divider: APISeparatorComponent = { type: ComponentType.Separator, divider: true, spacing: 1 };

function weigh(piece: Piece): { components: number; text: number } {
	if (piece.type === ComponentType.TextDisplay) return { components: 1, text: piece.content.length };
	if (piece.type === ComponentType.Separator || piece.type === ComponentType.File)
		return { components: 1, text: 0 };
	const text = piece.components.reduce((sum, display) => sum + display.content.length, 0);
	return { components: 2 + piece.components.length, text };
}

export function buttonRows(buttons: readonly Button[]): Row[] {
	const shown = buttons.flatMap((button): Row['components'] => {
		const label = clip(oneLine(button.label), LABEL) || '…';
		if (button.kind === 'invoke')
			return [{ type: ComponentType.Button, style: ButtonStyle.Secondary, label, custom_id: button.code }];
		const url = httpUrl(button.url, BUTTON_URL);
		return url === undefined ? [] : [{ type: ComponentType.Button, style: ButtonStyle.Link, label, url }];
	});
	const rows: Row[] = [];
	for (let index = 0; index < Math.min(shown.length, MAX_BUTTONS); index += BUTTONS_PER_ROW)
		rows.push({
			type: ComponentType.ActionRow,
			components: shown.slice(index, Math.min(index + BUTTONS_PER_ROW, MAX_BUTTONS)),
		});
	return rows;
}

/** Room for the buttons is kept in every message, so that they fit whichever turns out to be the last. */
export function pack(
	content: readonly Piece[],
	rows: readonly Row[],
	accent: number | undefined,
): DiscordMessage[] {
	const reserved = 1 + rows.reduce((sum, row) => sum + 1 + row.components.length, 0);
	const pages: Piece[][] = [[]];
	let components = reserved;
	let text = 0;
	for (const piece of content) {
		const weight = weigh(piece);
		if (components + weight.components > MAX_COMPONENTS || text + weight.text > MAX_TEXT) {
			pages.push([]);
			components = reserved;
			text = 0;
		}
		components += weight.components;
		text += weight.text;
		pages.at(-1)?.push(piece);
	}
	return pages.map((page, index) => {
		const body = [...trimDividers(page), ...(index === pages.length - 1 ? rows : [])];
		return {
			flags: MessageFlags.IsComponentsV2,
			allowed_mentions: { parse: [] },
			components: [
				{
					type: ComponentType.Container,
					...(accent !== undefined && { accent_color: accent }),
					components: body.length > 0 ? body : [textDisplay('…')],
				},
			],
		};
	});
}

/** A line between two things has no place before the first or after the last. */
function trimDividers(page: readonly Piece[]): readonly Piece[] {
	const isContent = (piece: Piece): boolean => piece.type !== ComponentType.Separator;
	const first = page.findIndex(isContent);
	return first === -1 ? [] : page.slice(first, page.findLastIndex(isContent) + 1);
}
