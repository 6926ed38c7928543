/**
 * The command menu, from the same literals that Discord's slash commands come from. Rules:
 * 1. People who manage a chat, and everyone in their own private chat, see all commands; others do not see the
 *    ones they may not use. The menu only shows: the right itself is checked when a command is used.
 * 2. Telegram picks scope before language, so each scope is written in every language; the first language
 *    stands without a code and serves everybody else.
 */
import type { BotCommand, BotCommandScope, LanguageCode } from 'grammy/types';
import type { Command } from '../../core/command.ts';
import type { Translate } from '../../model.ts';
import { clip, oneLine } from './plain.ts';

export interface Menu {
	readonly commands: readonly BotCommand[];
	readonly scope: BotCommandScope;
	readonly language_code?: LanguageCode;
}

const MAX_DESCRIPTION = 256;
const FIRST_LANGUAGE = 'en';

/** The API's type lists its literals; Telegram itself takes any two-letter code. */
const isCode = (locale: string): locale is LanguageCode => /^[a-z]{2}$/.test(locale);

const SCOPES: readonly { readonly scope: BotCommandScope; readonly managers: boolean }[] = [
	{ scope: { type: 'default' }, managers: false },
	{ scope: { type: 'all_chat_administrators' }, managers: true },
	{ scope: { type: 'all_private_chats' }, managers: true },
];

export function menus(commands: readonly Command[], texts: ReadonlyMap<string, Translate>): readonly Menu[] {
	const first = texts.has(FIRST_LANGUAGE) ? FIRST_LANGUAGE : texts.keys().next().value;
	return [...texts].flatMap(([locale, t]) => {
		if (locale !== first && !isCode(locale)) return [];
		return SCOPES.map(
			({ scope, managers }): Menu => ({
				commands: commands
					.filter(({ access }) => managers || access === 'everyone')
					.map(({ name }) => ({
						command: name,
						description: clip(oneLine(t(`command-${name}`)), MAX_DESCRIPTION),
					})),
				scope,
				...(locale !== first && isCode(locale) && { language_code: locale }),
			}),
		);
	});
}
