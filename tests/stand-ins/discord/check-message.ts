/**
 * Would Discord take this message body? Rules:
 * 1. First Discord's own schema (discord-api-spec); a field the schema does not know is a mistake too, save those
 *    that discord.js itself always sends.
 * 2. Then by hand what the schema cannot say: totals, what excludes what, unique ids, well-formed addresses.
 * 3. Every complaint is returned, in words; an empty list is a good message.
 */
import { isDeepStrictEqual } from 'node:util';
import {
	IncomingWebhookInteractionRequestSchema,
	IncomingWebhookRequestPartialSchema,
	IncomingWebhookUpdateRequestPartialSchema,
	MessageCreateRequestSchema,
	MessageEditRequestPartialSchema,
} from 'discord-api-spec/zod';
import { z } from 'zod';

export type MessageUse = 'create' | 'edit' | 'callback' | 'edit-response' | 'follow-up';

export const V2 = 1 << 15;
export const EPHEMERAL = 1 << 6;
const SUPPRESS_EMBEDS = 1 << 2;
const SUPPRESS_NOTIFICATIONS = 1 << 12;

const SCHEMAS = {
	create: MessageCreateRequestSchema,
	edit: MessageEditRequestPartialSchema,
	callback: IncomingWebhookInteractionRequestSchema,
	'edit-response': IncomingWebhookUpdateRequestPartialSchema,
	'follow-up': IncomingWebhookRequestPartialSchema,
} as const;
const FLAGS: Readonly<Record<MessageUse, number>> = {
	create: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | V2,
	edit: SUPPRESS_EMBEDS | V2,
	callback: SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | V2 | EPHEMERAL,
	'edit-response': SUPPRESS_EMBEDS | V2,
	'follow-up': SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | V2 | EPHEMERAL,
};
/** discord.js adds them to every webhook body; Discord ignores them there. */
const SENT_BY_DISCORD_JS = ['tts', 'enforce_nonce', 'nonce', 'username', 'message_reference', 'poll'];

/** A component as far as the rules below look into it. */
export const componentSchema = z.object({
	type: z.number(),
	content: z.string().optional(),
	custom_id: z.string().optional(),
	style: z.number().optional(),
	label: z.string().optional(),
	url: z.string().optional(),
	disabled: z.boolean().optional(),
	media: z.object({ url: z.string() }).optional(),
	file: z.object({ url: z.string() }).optional(),
	get components() {
		return z.array(componentSchema).optional();
	},
	get accessory() {
		return componentSchema.optional();
	},
});
export type Component = z.infer<typeof componentSchema>;

/** Every component, outer before inner, in reading order. */
export function flatten(components: readonly Component[]): Component[] {
	return components.flatMap((component) => [
		component,
		...flatten(component.components ?? []),
		...(component.accessory ? flatten([component.accessory]) : []),
	]);
}

const bodySchema = z.object({
	content: z.string().nullish(),
	embeds: z.array(z.unknown()).nullish(),
	poll: z.unknown().optional(),
	flags: z.number().nullish(),
	components: z.array(componentSchema).nullish(),
	allowed_mentions: z.object({ parse: z.array(z.string()).nullish() }).nullish(),
});

function isWellFormed(url: string): boolean {
	if (!URL.canParse(url)) return false;
	const { protocol, hostname } = new URL(url);
	return (protocol === 'http:' || protocol === 'https:') && /[.:]/.test(hostname);
}

function checkButton(button: Component): string[] {
	const problems: string[] = [];
	if (button.label === undefined || button.label.trim() === '') problems.push('a button without a label');
	if (button.style === 5) {
		if (button.custom_id !== undefined) problems.push('a link button with a custom_id');
		if (button.url === undefined || !isWellFormed(button.url))
			problems.push(`not a well formed URL: ${button.url}`);
	} else {
		if (button.custom_id === undefined) problems.push('a button without a custom_id');
		if (button.url !== undefined) problems.push('only a link button may have a url');
	}
	return problems;
}

function checkComponents(components: readonly Component[]): string[] {
	const all = flatten(components);
	const problems: string[] = [];
	if (all.length > 40) problems.push(`${all.length} components, at most 40`);
	const texts = all.flatMap((component) => (component.type === 10 ? [component.content ?? ''] : []));
	const characters = texts.reduce((sum, text) => sum + text.length, 0);
	if (characters > 4000) problems.push(`${characters} characters of text, at most 4000`);
	if (texts.some((text) => text.trim() === '')) problems.push('a text display without text');
	if (texts.some((text) => !text.isWellFormed())) problems.push('a lone surrogate');
	const ids = all.flatMap((component) => component.custom_id ?? []);
	for (const id of ids)
		if (ids.indexOf(id) !== ids.lastIndexOf(id)) problems.push(`custom_id used twice: ${id}`);
	for (const component of all) {
		if (component.type === 2) problems.push(...checkButton(component));
		if (component.media && !isWellFormed(component.media.url))
			problems.push(`not a well formed media URL: ${component.media.url}`);
	}
	return problems;
}

/** Every file is shown by a component of its name, and every such component has its file. */
function checkFiles(components: readonly Component[], files: readonly string[]): string[] {
	const shown = flatten(components).flatMap(({ file }) => file?.url.replace(/^attachment:\/\//, '') ?? []);
	return [
		...shown.filter((name) => !files.includes(name)).map((name) => `no file ${name}`),
		...files.filter((name) => !shown.includes(name)).map((name) => `the file ${name} is not shown`),
		...files.filter((name) => !/^[\w.-]{1,100}$/.test(name)).map((name) => `Discord renames ${name}`),
		...(new Set(files).size < files.length || files.length > 10
			? ['too many files, or two of one name']
			: []),
	];
}

/** @param hadV2 whether the message being edited already has the flag: it cannot be taken back. */
export function checkMessage(
	body: unknown,
	use: MessageUse,
	{ hadV2 = false, files = [] }: { readonly hadV2?: boolean; readonly files?: readonly string[] } = {},
): string[] {
	const bySpec = SCHEMAS[use].safeParse(body);
	if (!bySpec.success) return [`schema: ${z.prettifyError(bySpec.error)}`];
	const problems: string[] = [];
	const known = Object.fromEntries(
		Object.entries(z.record(z.string(), z.unknown()).parse(body)).filter(
			([name, value]) => value !== undefined && !(use !== 'create' && SENT_BY_DISCORD_JS.includes(name)),
		),
	);
	const understood = Object.fromEntries(
		Object.entries(bySpec.data).filter(
			([name, value]) => value !== undefined && !(use !== 'create' && SENT_BY_DISCORD_JS.includes(name)),
		),
	);
	if (!isDeepStrictEqual(known, understood)) problems.push('a field that the schema does not know');

	const parsed = bodySchema.safeParse(body);
	if (!parsed.success) return [...problems, z.prettifyError(parsed.error)];
	const { content, embeds, poll, flags, components, allowed_mentions: mentions } = parsed.data;
	if ((flags ?? 0) & ~FLAGS[use]) problems.push(`flags ${flags} cannot be set here`);
	if (mentions?.parse?.length !== 0) problems.push('allowed_mentions must be {parse: []}: news never pings');
	const isV2 = hadV2 || Boolean((flags ?? 0) & V2);
	if (isV2) {
		if (content || embeds?.length || poll) problems.push('Components V2 excludes content, embeds and polls');
		if (!components?.length) problems.push('an empty message');
	} else {
		if ((content?.length ?? 0) > 2000) problems.push('content beyond 2000 characters');
		if (!content && !embeds?.length && !components?.length) problems.push('an empty message');
		if (components?.some(({ type }) => type !== 1)) problems.push('only action rows without Components V2');
		if ((components?.length ?? 0) > 5) problems.push('more than 5 rows');
	}
	return [...problems, ...checkComponents(components ?? []), ...checkFiles(components ?? [], files)];
}
