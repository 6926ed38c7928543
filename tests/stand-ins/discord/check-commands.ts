/**
 * Would Discord register these commands? Rules: the schema first; then by hand names, lengths, order, duplicates
 * and the 8,000 characters a command, counted with the longest translation of each text.
 */
import { ApplicationCommandUpdateRequestSchema } from 'discord-api-spec/zod';
import { z } from 'zod';

const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const LIMIT_OF_TYPE: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };

const localized = z.record(z.string(), z.string()).nullish();
const choiceSchema = z.object({
	name: z.string().min(1).max(100),
	name_localizations: localized,
	value: z.union([z.string().min(1).max(100), z.number()]),
});
const optionSchema = z.object({
	type: z.number(),
	name: z.string(),
	description: z.string().min(1).max(100),
	description_localizations: localized,
	required: z.boolean().optional(),
	choices: z.array(choiceSchema).max(25).optional(),
	min_value: z.number().optional(),
	max_value: z.number().optional(),
	max_length: z.number().min(1).max(6000).optional(),
});
export const commandSchema = z.object({
	type: z.number().default(1),
	name: z.string().min(1).max(32),
	name_localizations: localized,
	description: z.string().max(100).default(''),
	description_localizations: localized,
	options: z.array(optionSchema).max(25).default([]),
	default_member_permissions: z.string().regex(/^\d+$/).nullish(),
});
export type CommandBody = z.infer<typeof commandSchema>;
export type OptionBody = z.infer<typeof optionSchema>;

const longest = (text: string, translations: Readonly<Record<string, string>> | null | undefined): number =>
	Math.max(text.length, ...Object.values(translations ?? {}).map((words) => words.length));

function characters(command: CommandBody): number {
	const options = command.options.map(
		(option) =>
			option.name.length +
			longest(option.description, option.description_localizations) +
			(option.choices ?? []).reduce(
				(sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
				0,
			),
	);
	return (
		longest(command.name, command.name_localizations) +
		longest(command.description, command.description_localizations) +
		options.reduce((sum, count) => sum + count, 0)
	);
}

function checkOptions(options: readonly OptionBody[]): string[] {
	const problems: string[] = [];
	let optionalSeen = false;
	for (const { name, required, choices = [] } of options) {
		if (!NAME.test(name) || name !== name.toLowerCase()) problems.push(`option name ${name}`);
		if (options.filter((other) => other.name === name).length > 1) problems.push(`option twice: ${name}`);
		if (required && optionalSeen) problems.push(`required option ${name} after an optional one`);
		optionalSeen ||= !required;
		if (new Set(choices.map((choice) => choice.name)).size < choices.length)
			problems.push(`choices twice: ${name}`);
	}
	return problems;
}

export function checkCommands(body: unknown): string[] {
	const list = z.array(z.record(z.string(), z.unknown())).safeParse(body);
	if (!list.success) return [z.prettifyError(list.error)];
	const problems: string[] = [];
	const commands: CommandBody[] = [];
	for (const item of list.data) {
		const { default_member_permissions: permissions } = item;
		// The published schema has a number here; the documentation, and every client, a string of digits.
		const spec = ApplicationCommandUpdateRequestSchema.safeParse({
			...item,
			default_member_permissions: typeof permissions === 'string' ? Number(permissions) : permissions,
		});
		const command = commandSchema.safeParse(item);
		if (!spec.success) problems.push(`schema: ${z.prettifyError(spec.error)}`);
		if (!command.success) problems.push(z.prettifyError(command.error));
		else commands.push(command.data);
	}
	for (const command of commands) {
		const { name, type } = command;
		if (type === 1) {
			if (!NAME.test(name) || name !== name.toLowerCase()) problems.push(`command name ${name}`);
			if (command.description === '') problems.push(`${name} has no description`);
		} else if (command.description !== '' || command.options.length > 0)
			problems.push(`the menu entry ${name} takes no description and no options`);
		if (commands.filter((other) => other.name === name && other.type === type).length > 1)
			problems.push(`command twice: ${name}`);
		if (characters(command) > 8000) problems.push(`${name} has more than 8000 characters`);
		problems.push(...checkOptions(command.options).map((problem) => `${name}: ${problem}`));
	}
	for (const [type, limit] of Object.entries(LIMIT_OF_TYPE))
		if (commands.filter((command) => command.type === Number(type)).length > limit)
			problems.push(`more than ${limit} commands of type ${type}`);
	return problems;
}
