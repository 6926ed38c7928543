/**
 * What a reader gets of a Doc, short enough for a table. Rules:
 * 1. Discord: one string a component, in order; words are their Markdown, as sent.
 * 2. Telegram: the words, then each entity with its words, also those that Telegram itself finds in a text: so a
 *    row shows what becomes of foreign words.
 * 3. Whatever the platform would refuse is a `refused` line, which no row expects.
 */
import { render as renderDiscord } from '../src/adapters/discord/render.ts';
import { render as renderTelegram } from '../src/adapters/telegram/render.ts';
import type { Doc } from '../src/doc/doc.ts';
import { plainText } from '../src/doc/text.ts';
import { type Component, checkMessage, componentSchema, flatten } from './stand-ins/discord/check-message.ts';
import { detect } from './stand-ins/telegram/detect.ts';
import { checkCaption, checkKeyboard, checkPreview, checkText } from './stand-ins/telegram/entities.ts';
import type { Entity } from './stand-ins/telegram/index.ts';

export interface Look {
	readonly discord: readonly string[];
	readonly telegram: readonly string[];
	readonly plain: string;
}

/** A node and what becomes of it. */
export interface Row<Node> extends Look {
	/** What this row shows, where the kind alone does not say it. */
	readonly as?: string;
	readonly node: Node;
}
/** A bare string among the inlines. */
export type Words = { readonly kind: 'words'; readonly words: string };
export type OfKind<Node, Kind> = Extract<Node, { readonly kind: Kind }>;
export type Table<Node extends { readonly kind: string }> = {
	readonly [Kind in Node['kind']]: readonly [Row<OfKind<Node, Kind>>, ...Row<OfKind<Node, Kind>>[]];
};

const refused = (problems: readonly string[]): string[] => problems.map((problem) => `refused: ${problem}`);

function component({ content, media, file, label, url, custom_id: code }: Component): readonly string[] {
	if (content !== undefined) return [content];
	if (file) return [`file ${file.url}`];
	if (media) return [`picture ${media.url}`];
	return label === undefined ? [] : [`button ${label}: ${url ?? code}`];
}

function discordLook(doc: Doc): readonly string[] {
	return renderDiscord(doc).flatMap(({ files = [], ...message }) => {
		const accent = message.components[0].accent_color;
		return [
			...refused(checkMessage(message, 'create', { files: files.map(({ name }) => name) })),
			...(accent == null ? [] : [`colour ${accent.toString(16)}`]),
			...flatten(componentSchema.array().parse(message.components)).flatMap(component),
		];
	});
}

function entity(text: string, { type, offset, length, url, unix_time: second }: Entity): string {
	const more = url ?? (second === undefined ? undefined : new Date(second * 1_000).toISOString());
	return `${type}${more === undefined ? '' : ` ${more}`}: ${text.slice(offset, offset + length)}`;
}

function telegramLook(doc: Doc): readonly string[] {
	return renderTelegram(doc).flatMap(
		({ text, entities, link_preview_options: preview, reply_markup: keys, document }) => [
			...refused([
				...(document ? checkCaption(text, entities) : checkText(text, entities)),
				...checkKeyboard(keys),
				...checkPreview(preview),
			]),
			...(preview.url === undefined ? [] : [`picture ${preview.url}`]),
			...(document ? [`file ${document.name}`] : []),
			...(document && text === '' ? [] : [text]),
			...detect(text, entities).map((one) => entity(text, one)),
			...(keys?.inline_keyboard.flat() ?? []).map(
				(key) =>
					`button ${key.text}: ${'url' in key ? key.url : 'callback_data' in key ? key.callback_data : ''}`,
			),
		],
	);
}

export const lookOf = (doc: Doc): Look => ({
	discord: discordLook(doc),
	telegram: telegramLook(doc),
	plain: plainText(doc),
});
