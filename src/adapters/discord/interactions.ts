/**
 * A person's click or command → a Call → an answer. Rules:
 * 1. Acknowledged at once ("thinking…"): Discord gives 3 seconds for the first sign and 15 minutes for the rest.
 * 2. Only the acknowledgement decides whether others see the answer: a command's own `reply` says so; the
 *    buttons of a post answer the person alone, so that a news channel stays a news channel.
 * 3. A private answer to a public acknowledgement (a mistake, mostly) replaces it and is seen by the person alone.
 * 4. The parts of a long answer go out one after another: discord.js waits where Discord's headers say that the
 *    interaction has had its messages for the moment.
 * 5. An answer can be changed for as long as its interaction lives; a change waits until the answer is there. Once
 *    it is changed it is seen: what then cannot follow is logged.
 * 6. No failure leaves this file; one that comes too late for Discord is logged, the person has moved on.
 */
import {
	type Attachment,
	type ButtonInteraction,
	type ChatInputCommandInteraction,
	DiscordAPIError,
	type Interaction,
	type MessageContextMenuCommandInteraction,
	MessageFlags,
	PermissionFlagsBits,
	RESTJSONErrorCodes,
} from 'discord.js';
import type { Command, Subject } from '../../core/command.ts';
import { decodeButton } from '../../doc/codec.ts';
import type { Doc } from '../../doc/doc.ts';
import type { Log } from '../../log.ts';
import type { Call, Handle } from '../adapter.ts';
import { sentFile } from './attachment.ts';
import { reasonOf } from './failure.ts';
import { render } from './render.ts';
import { subjectOf } from './subject.ts';

/** One minute less than Discord's token lives. */
const TIME_LIMIT = 14 * 60_000;

type Answerable = ChatInputCommandInteraction | MessageContextMenuCommandInteraction | ButtonInteraction;
type Values = Readonly<Record<string, string | number>>;

interface Use {
	readonly command: string;
	readonly values: Values;
	readonly private: boolean;
	readonly about?: Subject;
	readonly file?: Attachment;
}

export interface Reading {
	readonly commands: ReadonlyMap<string, Command>;
	/** Names of the Apps menu. */
	readonly menu: ReadonlyMap<string, Command>;
}

function typedValues(interaction: ChatInputCommandInteraction): Values {
	return Object.fromEntries(
		interaction.options.data.flatMap(({ name, value, attachment }) =>
			!attachment && (typeof value === 'string' || typeof value === 'number') ? [[name, value]] : [],
		),
	);
}

/** What the person asks for; a name or button nobody knows goes on as it is, and is answered as unknown. */
export function read(interaction: Answerable, { commands, menu }: Reading): Use {
	const isPrivate = (command: Command | undefined): boolean => command?.reply !== 'public';
	if (interaction.isButton()) {
		const call = decodeButton(interaction.customId);
		return { command: call?.command ?? interaction.customId, values: call?.args ?? {}, private: true };
	}
	if (interaction.isMessageContextMenuCommand()) {
		const command = menu.get(interaction.commandName);
		const { targetMessage, client } = interaction;
		const about = subjectOf(targetMessage);
		// Our own words (a help, a list) are no article to be read: of our messages only the addresses count.
		const isOurs = targetMessage.author.id === client.user.id;
		return {
			command: command?.name ?? interaction.commandName,
			values: {},
			private: isPrivate(command),
			about: isOurs ? { ...about, text: '' } : about,
		};
	}
	const command = commands.get(interaction.commandName);
	const [file] = interaction.options.data.flatMap(({ attachment }) => attachment ?? []);
	return {
		command: interaction.commandName,
		values: typedValues(interaction),
		private: isPrivate(command),
		...(file && { file }),
	};
}

function callOf(
	interaction: Answerable,
	use: Use,
	{ stopping, api }: Around,
): Omit<Call, 'revise' | 'messageId'> {
	const { channel } = interaction;
	return {
		command: use.command,
		input: { kind: 'values', values: use.values },
		channel: `discord:${interaction.channelId}`,
		user: interaction.user.id,
		locale: interaction.locale,
		...(use.about && { about: use.about }),
		...(use.file && { file: sentFile(use.file, api) }),
		takesFile: 'option',
		...(channel && 'name' in channel && channel.name && { channelName: channel.name }),
		// A direct message belongs to its person; elsewhere Discord itself reports the rights in this channel.
		isManager: async () =>
			!interaction.inGuild() || interaction.memberPermissions.has(PermissionFlagsBits.ManageChannels),
		signal: AbortSignal.any([stopping, AbortSignal.timeout(TIME_LIMIT)]),
	};
}

const partsOf = (doc: Doc) =>
	render(doc).map(({ components, files = [] }) => ({
		components,
		allowedMentions: { parse: [] },
		files: files.map(({ name, text }) => ({ attachment: Buffer.from(text), name })),
	}));

const V2 = MessageFlags.IsComponentsV2 as const;

interface Written {
	readonly messageId: string;
	/** Sends what did not fit into it. */
	rest(): Promise<void>;
}

/** Writes the answer, or writes over it. */
async function write(interaction: Answerable, doc: Doc, isPrivate: boolean, isNew = false): Promise<Written> {
	const [first, ...more] = partsOf(doc);
	if (!first) throw new TypeError('A Doc without a message');
	const follow = (part: typeof first) =>
		interaction.followUp({ ...part, flags: isPrivate ? [V2, MessageFlags.Ephemeral] : [V2] });
	const { id } = isNew ? await follow(first) : await interaction.editReply({ ...first, flags: V2 });
	return {
		messageId: id,
		async rest() {
			for (const part of more) await follow(part);
		},
	};
}

async function answer(interaction: Answerable, use: Use, around: Around): Promise<void> {
	const diesAt = interaction.createdTimestamp + TIME_LIMIT;
	const written = Promise.withResolvers<string | undefined>();
	const warn = (error: unknown, words: string): void =>
		around.log.warn({ platform: 'discord', reason: reasonOf(error) }, words);
	async function revise(doc: Doc): Promise<boolean> {
		if ((await written.promise) === undefined || Date.now() > diesAt) return false;
		try {
			const { rest } = await write(interaction, doc, use.private);
			await rest().catch((error: unknown) => warn(error, 'an answer was changed, but not all of it sent'));
			return true;
		} catch (error) {
			warn(error, 'an answer could not be changed');
			return false;
		}
	}
	// What one person alone sees has no place in the channel.
	const messageId = async (): Promise<string | undefined> =>
		use.private ? undefined : await written.promise;
	await interaction.deferReply(use.private ? { flags: MessageFlags.Ephemeral } : {});
	try {
		const reply = await around.handle({ ...callOf(interaction, use, around), revise, messageId });
		const isReplaced = reply.private && !use.private;
		if (isReplaced) await interaction.deleteReply();
		const first = await write(interaction, reply.doc, reply.private || use.private, isReplaced);
		await first.rest();
		written.resolve(isReplaced ? undefined : first.messageId);
	} catch (error) {
		written.resolve(undefined);
		// Better no answer than one that "thinks" for a quarter of an hour.
		await interaction.deleteReply().catch(() => undefined);
		throw error;
	}
}

interface Around {
	readonly handle: Handle;
	readonly stopping: AbortSignal;
	readonly log: Log;
	/** The root of the API in use. */
	readonly api: string;
}

export function createAnswering(
	deps: Around & { readonly reading: Reading },
): (interaction: Interaction) => Promise<void> {
	return async (interaction) => {
		if (
			!interaction.isChatInputCommand() &&
			!interaction.isMessageContextMenuCommand() &&
			!interaction.isButton()
		)
			return;
		const startedAt = Date.now();
		let command = '';
		try {
			const use = read(interaction, deps.reading);
			command = use.command;
			await answer(interaction, use, deps);
			deps.log.debug({ platform: 'discord', command, ms: Date.now() - startedAt }, 'answered');
		} catch (error) {
			const isTooLate =
				error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownInteraction;
			const fields = { platform: 'discord', command, reason: reasonOf(error), ms: Date.now() - startedAt };
			if (isTooLate) deps.log.warn(fields, 'too late to answer: Discord waits 3 seconds for the first sign');
			else deps.log.error(fields, 'a command could not be answered');
		}
	};
}
