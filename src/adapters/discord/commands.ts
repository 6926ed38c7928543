/**
 * Command literals → Discord's registration bodies. Rules:
 * 1. Nothing about a command is written here: names come from the literal, words from the phrases.
 * 2. Discord wants required options first; a choice or a number always has a default, so it is optional.
 * 3. English is the base text; every other interface language is sent beside it.
 * 4. Registered once per change: Discord's list is read first, and written only where it differs.
 */
import { isDeepStrictEqual } from 'node:util';
import {
	type APIApplicationCommandBasicOption,
	ApplicationCommandOptionType,
	ApplicationCommandType,
	ApplicationIntegrationType,
	InteractionContextType,
	Locale,
	PermissionFlagsBits,
	type REST,
	type RESTPostAPIChatInputApplicationCommandsJSONBody,
	type RESTPostAPIContextMenuApplicationCommandsJSONBody,
	Routes,
} from 'discord.js';
import { z } from 'zod';
import type { Command, Option } from '../../core/command.ts';
import type { Translate } from '../../model.ts';
import { clip } from './clip.ts';

export type Texts = ReadonlyMap<string, Translate>;
type Registration =
	| RESTPostAPIChatInputApplicationCommandsJSONBody
	| RESTPostAPIContextMenuApplicationCommandsJSONBody;

const DESCRIPTION = 100;
const NAME = 32;
const CHOICE = 100;
const LONGEST_TEXT = 6000;

function baseText(texts: Texts): Translate {
	const english = texts.get('en');
	if (!english) throw new TypeError('Discord needs the English texts (en) as the base of every command');
	return english;
}

/** One phrase in the base language, and in every other language that Discord knows. */
function words(texts: Texts, key: string, max: number) {
	const localizations: Partial<Record<Locale, string>> = {};
	for (const [language, t] of texts) {
		if (language === 'en') continue;
		for (const locale of Object.values(Locale))
			if (locale === language || locale.startsWith(`${language}-`)) localizations[locale] = clip(t(key), max);
	}
	return { text: clip(baseText(texts)(key), max), localizations };
}

function described(texts: Texts, key: string) {
	const { text, localizations } = words(texts, key, DESCRIPTION);
	return { description: text, description_localizations: localizations };
}

function option(texts: Texts, key: string, name: string, spec: Option): APIApplicationCommandBasicOption {
	const common = { name, ...described(texts, key) };
	switch (spec.type) {
		case 'text':
			return {
				...common,
				type: ApplicationCommandOptionType.String,
				required: spec.required,
				max_length: Math.min(spec.maxLength ?? LONGEST_TEXT, LONGEST_TEXT),
			};
		case 'choice':
			return {
				...common,
				type: ApplicationCommandOptionType.String,
				required: false,
				choices: spec.choices.map((value) => {
					const { text, localizations } = words(texts, `choice-${value}`, CHOICE);
					return { name: text, name_localizations: localizations, value };
				}),
			};
		case 'integer':
			return {
				...common,
				type: ApplicationCommandOptionType.Integer,
				required: false,
				min_value: spec.min,
				max_value: spec.max,
			};
		case 'file':
			return { ...common, type: ApplicationCommandOptionType.Attachment, required: false };
	}
}

const everywhere = {
	contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
	integration_types: [ApplicationIntegrationType.GuildInstall],
};

/** Who may manage the channel sees a manager's command; a server's owner can change that in its settings. */
const permissions = (command: Command): string | null =>
	command.access === 'manager' ? PermissionFlagsBits.ManageChannels.toString() : null;

function slashCommand(command: Command, texts: Texts): RESTPostAPIChatInputApplicationCommandsJSONBody {
	const key = `command-${command.name}`;
	const options = Object.entries(command.options)
		.map(([name, spec]) => option(texts, `${key}-${name}`, name, spec))
		.sort((a, b) => Number(b.required) - Number(a.required));
	return {
		type: ApplicationCommandType.ChatInput,
		name: command.name,
		...described(texts, key),
		options,
		default_member_permissions: permissions(command),
		...everywhere,
	};
}

function messageCommand(command: Command, texts: Texts): RESTPostAPIContextMenuApplicationCommandsJSONBody {
	const { text, localizations } = words(texts, `menu-${command.name}`, NAME);
	return {
		type: ApplicationCommandType.Message,
		name: text,
		name_localizations: localizations,
		default_member_permissions: permissions(command),
		...everywhere,
	};
}

export function registrations(commands: readonly Command[], texts: Texts): Registration[] {
	return [
		...commands.map((command) => slashCommand(command, texts)),
		...commands.filter((command) => command.onMessage).map((command) => messageCommand(command, texts)),
	];
}

/** The name of an Apps menu entry, as Discord reports it (always the base text) → its command. */
export function menuNames(commands: readonly Command[], texts: Texts): ReadonlyMap<string, Command> {
	return new Map(
		commands
			.filter((command) => command.onMessage)
			.map((command) => [words(texts, `menu-${command.name}`, NAME).text, command]),
	);
}

// What a registration says, without what Discord adds (ids, versions) and with its "not said" in one form.
const localized = z
	.record(z.string(), z.string())
	.nullish()
	.transform((texts) => texts ?? {});
const registered = z.array(
	z.object({
		type: z.number().default(ApplicationCommandType.ChatInput),
		name: z.string(),
		name_localizations: localized,
		description: z.string().default(''),
		description_localizations: localized,
		default_member_permissions: z.string().nullish().default(null),
		contexts: z.array(z.number()).nullish(),
		integration_types: z.array(z.number()).nullish(),
		options: z
			.array(
				z.object({
					type: z.number(),
					name: z.string(),
					description: z.string(),
					description_localizations: localized,
					required: z.boolean().default(false),
					max_length: z.number().optional(),
					min_value: z.number().optional(),
					max_value: z.number().optional(),
					choices: z
						.array(z.object({ name: z.string(), name_localizations: localized, value: z.string() }))
						.default([]),
				}),
			)
			.default([]),
	}),
);

const comparable = (list: unknown): unknown => {
	const parsed = registered.safeParse(list);
	return parsed.success
		? parsed.data.sort((a, b) => a.type - b.type || a.name.localeCompare(b.name))
		: undefined;
};

/** @returns whether anything had to be written. */
export async function register(
	rest: REST,
	applicationId: string,
	wanted: readonly Registration[],
): Promise<boolean> {
	const route = Routes.applicationCommands(applicationId);
	const present = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
	const want = comparable(wanted);
	if (want !== undefined && isDeepStrictEqual(comparable(present), want)) return false;
	await rest.put(route, { body: wanted });
	return true;
}
