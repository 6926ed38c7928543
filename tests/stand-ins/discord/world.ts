/**
 * What the stand-in knows: servers, channels, messages, commands. Rules:
 * 1. One state, changed by the REST routes and by the test; the gateway only tells of it.
 * 2. Ids are snowflakes of the real clock, as Discord's: later is larger.
 */
import { EventEmitter } from 'node:events';
import { z } from 'zod';
import type { CommandBody } from './check-commands.ts';
import { type Component, componentSchema, EPHEMERAL, flatten } from './check-message.ts';
import type { SentFile } from './http.ts';

export const PERMISSIONS = {
	view: 1n << 10n,
	send: 1n << 11n,
	history: 1n << 16n,
	manageChannels: 1n << 4n,
} as const;
/** View, send, embed, history, application commands. */
export const BOT_PERMISSIONS = (1n << 10n) | (1n << 11n) | (1n << 14n) | (1n << 16n) | (1n << 31n);
export const LOADING = 1 << 7;

export interface Button {
	readonly label: string;
	readonly custom_id?: string;
	readonly url?: string;
}

export interface Message {
	readonly id: string;
	readonly channelId: string;
	readonly authorId: string;
	readonly at: number;
	readonly nonce?: string;
	editedAt?: number;
	flags: number;
	content: string;
	embeds: unknown[];
	components: Component[];
	/** All that a reader sees, as Markdown source. */
	text: string;
	buttons: Button[];
	files: readonly SentFile[];
	ephemeral: boolean;
	deleted: boolean;
}

export interface Channel {
	readonly id: string;
	/** Unset for a direct message. */
	readonly guildId?: string;
	readonly name: string;
	/** Permissions taken from the bot in this channel. */
	denied: bigint;
	deleted: boolean;
	readonly messages: Message[];
}

export interface Guild {
	readonly id: string;
	readonly name: string;
	readonly channels: Channel[];
	/** False once the bot was kicked. */
	present: boolean;
}

export type RegisteredCommand = CommandBody & { readonly id: string };

const bodySchema = z.object({
	content: z.string().nullish(),
	embeds: z.array(z.unknown()).nullish(),
	flags: z.number().nullish(),
	components: z.array(componentSchema).nullish(),
	nonce: z.union([z.string(), z.number()]).nullish(),
});

const EPOCH = 1_420_070_400_000n;
let increment = 0n;
export const snowflake = (): string =>
	String(((BigInt(Date.now()) - EPOCH) << 22n) | (increment++ & 0x3fffffn));

export interface World {
	token: string;
	readonly applicationId: string;
	readonly botId: string;
	readonly guilds: Guild[];
	readonly direct: Channel[];
	commands: RegisteredCommand[];
	/** What people attached, by the path and query of its address. */
	readonly attachments: Map<string, Uint8Array>;
	/** 'message' (Message) when one appears or changes; 'dispatch' (type, data) for the gateway. */
	readonly events: EventEmitter;
	readonly violations: string[];
	readonly unknownRoutes: string[];
}

export function createWorld(guilds: readonly { name: string; channels: readonly string[] }[]): World {
	return {
		// Client.login takes a leading "Bot" off a token, so a token must not begin with it.
		token: 'MTIzNDU2Nzg5.stand-in.0123456789abcdefghijklmnopqrstuvwxyz',
		applicationId: snowflake(),
		botId: snowflake(),
		guilds: guilds.map(({ name, channels }) => {
			const id = snowflake();
			return { id, name, present: true, channels: channels.map((channel) => createChannel(channel, id)) };
		}),
		direct: [],
		commands: [],
		attachments: new Map(),
		events: new EventEmitter().setMaxListeners(0),
		violations: [],
		unknownRoutes: [],
	};
}

export const createChannel = (name: string, guildId?: string): Channel => ({
	id: snowflake(),
	...(guildId !== undefined && { guildId }),
	name,
	denied: 0n,
	deleted: false,
	messages: [],
});

export const channelById = (world: World, id: string): Channel | undefined =>
	[...world.direct, ...world.guilds.flatMap((guild) => guild.channels)].find((channel) => channel.id === id);

/** Takes over a checked body; what a body does not name stays, as in Discord's partial edits. */
export function fill(message: Message, body: unknown, files: readonly SentFile[] = []): void {
	message.files = [...message.files, ...files];
	const { content, embeds, flags, components } = bodySchema.parse(body);
	if (content !== undefined) message.content = content ?? '';
	if (embeds !== undefined) message.embeds = embeds ?? [];
	if (components !== undefined) message.components = components ?? [];
	message.flags = (message.flags | (flags ?? 0)) & ~LOADING;
	message.ephemeral = Boolean(message.flags & EPHEMERAL);
	const all = flatten(message.components);
	message.text = [message.content, ...all.flatMap((component) => component.content ?? [])]
		.filter((text) => text !== '')
		.join('\n');
	message.buttons = all
		.filter((component) => component.type === 2)
		.map(({ label = '', custom_id, url }) => ({
			label,
			...(custom_id !== undefined && { custom_id }),
			...(url !== undefined && { url }),
		}));
}

export function addMessage(
	channel: Channel,
	authorId: string,
	body: unknown,
	files: readonly SentFile[] = [],
): Message {
	const { nonce } = bodySchema.parse(body);
	const message: Message = {
		id: snowflake(),
		channelId: channel.id,
		authorId,
		at: Date.now(),
		...(nonce != null && { nonce: String(nonce) }),
		flags: 0,
		content: '',
		embeds: [],
		components: [],
		text: '',
		buttons: [],
		files: [],
		ephemeral: false,
		deleted: false,
	};
	fill(message, body, files);
	channel.messages.push(message);
	return message;
}

/** What everybody in the channel sees, oldest first. */
export const publicMessages = (channel: Channel): Message[] =>
	channel.messages.filter((message) => !message.ephemeral && !message.deleted && !(message.flags & LOADING));
