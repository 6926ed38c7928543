/**
 * What a message says, whatever platform it is on. Rules:
 * 1. Words stay as they are; markup goes: Markdown and its backslashes on Discord, word joiners on Telegram, and
 *    the signs with which a platform begins a list's line or a notice.
 * 2. A link's address and a time's moment are facts: both stand in brackets after their words. How a time is
 *    worded is not: each platform's app does that.
 * 3. Buttons count by their words and what they do, but for what is each channel's own (marks, subscriptions, kept choices).
 */
import type { Message as DiscordMessage } from '../stand-ins/discord/index.ts';
import type { Message as TelegramMessage } from '../stand-ins/telegram/index.ts';

export interface Facts {
	readonly words: string;
	readonly buttons: readonly string[];
}

const time = (second: number): string => `[${new Date(second * 1_000).toISOString()}]`;
const link = (words: string, url: string): string => `${words} [${new URL(decodeURI(url)).href}]`;
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
const button = (label: string, act: string): string =>
	`${label}: ${act.replace(/~.*$/, '').replace(/(?<=subscription=|address=pick-).*$/, '…')}`;

const unescaped = (markdown: string): string => markdown.replace(/\\(.)/gs, '$1');
const MARKDOWN = new RegExp(
	[
		/`(?<code>[^`]*)`/,
		/\[(?<label>(?:\\.|[^\\\]])*)\]\(<(?<url>[^>]*)>\)/,
		/<t:(?<second>\d+):R>/,
		/<(?<address>https?:[^>]*)>/,
		/(?<escaped>\\.)/,
		/(?<markup>\*\*|^(?:#{1,3} |-# |> |- ))/,
	]
		.map(({ source }) => source)
		.join('|'),
	'gms',
);

type Found = Readonly<Record<string, string | undefined>>;
function spoken({ code, label, url = '', second, address, escaped = '' }: Found): string {
	if (label !== undefined) return link(unescaped(label), url);
	if (address !== undefined) return link(address, address);
	if (second !== undefined) return time(Number(second));
	return code ?? unescaped(escaped);
}

export function discordFacts(...messages: readonly DiscordMessage[]): Facts {
	const words = messages.map(({ text }) => {
		let shown = '';
		let from = 0;
		for (const { 0: found, index, groups = {} } of text.matchAll(MARKDOWN)) {
			shown += text.slice(from, index) + spoken(groups);
			from = index + found.length;
		}
		return shown + text.slice(from);
	});
	const buttons = messages.flatMap((message) => message.buttons);
	return {
		words: oneLine(words.join('\n')),
		buttons: buttons.map(({ label, url, custom_id: code }) => button(label, url ?? code ?? '')),
	};
}

export function telegramFacts(...messages: readonly TelegramMessage[]): Facts {
	const words = messages.map(({ text, entities = [] }) => {
		let shown = '';
		let from = 0;
		for (const { offset, length, url, unix_time: second } of entities) {
			if (url === undefined && second === undefined) continue;
			const inner = text.slice(offset, offset + length);
			shown += text.slice(from, offset) + (url === undefined ? time(second ?? 0) : link(inner, url));
			from = offset + length;
		}
		return shown + text.slice(from);
	});
	const buttons = messages.flatMap(({ reply_markup: keys }) => keys?.inline_keyboard.flat() ?? []);
	return {
		words: oneLine(
			words
				.join('\n')
				.replaceAll('\u2060', '')
				.replace(/^(?:• |ℹ️ |⚠️ )/gm, ''),
		),
		buttons: buttons.map(({ text, url, callback_data: code }) => button(text, url ?? code ?? '')),
	};
}
