/**
 * A person's commands and clicks, and the bot's answers to them. Rules:
 * 1. The first sign must come within 3 seconds, the rest within 15 minutes; then the token is worth nothing.
 * 2. "Thinking…" takes the EPHEMERAL flag only, and whether an answer is private never changes afterwards.
 * 3. A follow-up to an answer that still "thinks" becomes that answer.
 */
import { z } from 'zod';
import { checkMessage, EPHEMERAL, type MessageUse, V2 } from './check-message.ts';
import type { Gateway } from './gateway.ts';
import {
	ApiError,
	type Answer as HttpAnswer,
	invalidBody,
	type Request,
	type Route,
	type SentFile,
} from './http.ts';
import { interactionObject, messageObject, type Person } from './objects.ts';
import { addMessage, type Channel, fill, LOADING, type Message, snowflake, type World } from './world.ts';

const FIRST_SIGN = 3_000;
const TOKEN_LIFE = 15 * 60_000;

/** What a person got back for a command or a click. */
export interface Answer {
	/** Seen by that person alone. */
	readonly private: boolean;
	readonly message: Message;
	/** The answer and its further parts, as they come. */
	readonly messages: readonly Message[];
	/** All their words, as Markdown source. */
	readonly text: string;
}

interface Open {
	readonly id: string;
	readonly token: string;
	readonly channel: Channel;
	readonly at: number;
	readonly source: Message | undefined;
	acknowledged: boolean;
	expired: boolean;
	original: Message | undefined;
	readonly messages: Message[];
	resolve(answer: Answer): void;
	reject(error: Error): void;
}

const callbackSchema = z.object({ type: z.number(), data: z.unknown().optional() });
const flagsSchema = z.object({ flags: z.number().nullish() }).nullish();

export function createInteractions(world: World, gateway: Gateway) {
	let refused = 0;
	const open: Open[] = [];
	const timers = new Set<NodeJS.Timeout>();

	function checked(body: unknown, use: MessageUse, hadV2 = false, sent: readonly SentFile[] = []): void {
		const problems = checkMessage(body, use, { hadV2, files: sent.map(({ name }) => name) });
		if (problems.length === 0) return;
		world.violations.push(...problems.map((problem) => `${use}: ${problem}`));
		throw invalidBody(problems);
	}

	function shown(interaction: Open, message: Message): void {
		if (!interaction.messages.includes(message)) interaction.messages.push(message);
		const { messages } = interaction;
		interaction.resolve({
			message,
			private: message.ephemeral,
			messages,
			get text() {
				return messages.map(({ text }) => text).join('\n');
			},
		});
		world.events.emit('message', message);
	}

	function start(channel: Channel, person: Person, more: object, source?: Message): Promise<Answer> {
		if (!gateway.connected) return Promise.reject(new Error('No bot is connected to the gateway'));
		return new Promise((resolve, reject) => {
			const interaction: Open = {
				id: snowflake(),
				token: `interaction-${snowflake()}`,
				channel,
				at: Date.now(),
				source,
				acknowledged: false,
				expired: false,
				original: undefined,
				messages: [],
				resolve,
				reject,
			};
			open.push(interaction);
			const timer = setTimeout(() => {
				timers.delete(timer);
				if (interaction.acknowledged) return;
				interaction.expired = true;
				world.violations.push('no first sign within 3 seconds');
				reject(new Error('The application did not respond'));
			}, FIRST_SIGN);
			timers.add(timer);
			const { id, token } = interaction;
			gateway.dispatch('INTERACTION_CREATE', {
				...interactionObject(world, channel, person, { id, token }),
				...more,
			});
		});
	}

	function byToken(token: string | undefined): Open {
		const found = open.find((one) => one.token === token);
		if (!found?.acknowledged || found.at + TOKEN_LIFE < Date.now())
			throw new ApiError(404, 10015, 'Unknown Webhook');
		return found;
	}

	function messageOf(interaction: Open, id: string | undefined): Message {
		const message =
			id === '@original' ? interaction.original : interaction.messages.find((one) => one.id === id);
		if (!message || message.deleted) throw new ApiError(404, 10008, 'Unknown Message');
		return message;
	}

	function callback(id: string | undefined, token: string | undefined, body: unknown): HttpAnswer {
		const interaction = open.find((one) => one.id === id && one.token === token);
		if (!interaction || interaction.expired) throw new ApiError(404, 10062, 'Unknown interaction');
		if (interaction.acknowledged)
			throw new ApiError(400, 40060, 'Interaction has already been acknowledged.');
		const { type, data } = callbackSchema.parse(body);
		if (type === 4) checked(data, 'callback');
		else if (type === 7) checked(data, 'edit-response', Boolean((interaction.source?.flags ?? 0) & V2));
		else if (type === 5) {
			const flags = flagsSchema.parse(data)?.flags ?? 0;
			if (flags & ~EPHEMERAL) world.violations.push(`deferred answer with flags ${flags}: only EPHEMERAL`);
		} else if (type !== 6) throw invalidBody([`callback type ${type}`]);
		interaction.acknowledged = true;
		world.events.emit('acknowledged');
		if (type === 6 || type === 7) {
			interaction.original = interaction.source;
			if (type === 7 && interaction.source) {
				fill(interaction.source, data);
				shown(interaction, interaction.source);
			}
			return { status: 204 };
		}
		const message = addMessage(interaction.channel, world.botId, data ?? {});
		interaction.original = message;
		if (type === 5) message.flags |= LOADING;
		else shown(interaction, message);
		return { status: 204 };
	}

	function edit(
		interaction: Open,
		message: Message,
		{ body, files }: Pick<Request, 'body' | 'files'>,
	): HttpAnswer {
		checked(body, 'edit-response', Boolean(message.flags & V2), files);
		fill(message, body, files);
		message.editedAt = Date.now();
		shown(interaction, message);
		return { status: 200, body: messageObject(world, message) };
	}

	function followUp(interaction: Open, { body, files }: Pick<Request, 'body' | 'files'>): HttpAnswer {
		checked(body, 'follow-up', false, files);
		if (refused-- > 0) throw new ApiError(403, 50013, 'Missing Permissions');
		refused = 0;
		const { original } = interaction;
		if (original && original.flags & LOADING && !original.deleted) {
			const flags = (flagsSchema.parse(body)?.flags ?? 0) & ~EPHEMERAL;
			fill(original, { ...z.record(z.string(), z.unknown()).parse(body), flags }, files);
			shown(interaction, original);
			return { status: 200, body: messageObject(world, original) };
		}
		const message = addMessage(interaction.channel, world.botId, body, files);
		shown(interaction, message);
		return { status: 200, body: messageObject(world, message) };
	}

	function remove(message: Message): HttpAnswer {
		message.deleted = true;
		return { status: 204 };
	}

	const routes: Route[] = [
		{
			method: 'POST',
			path: /^\/interactions\/(\d+)\/([\w-]+)\/callback$/,
			open: true,
			handle: ({ params: [id, token], body }) => callback(id, token, body),
		},
		{
			method: 'POST',
			path: /^\/webhooks\/\d+\/([\w-]+)$/,
			open: true,
			handle: ({ params: [token], body, files }) => followUp(byToken(token), { body, files }),
		},
		{
			method: 'PATCH',
			path: /^\/webhooks\/\d+\/([\w-]+)\/messages\/(@original|\d+)$/,
			open: true,
			handle({ params: [token, id], body, files }) {
				const interaction = byToken(token);
				return edit(interaction, messageOf(interaction, id), { body, files });
			},
		},
		{
			method: 'GET',
			path: /^\/webhooks\/\d+\/([\w-]+)\/messages\/(@original|\d+)$/,
			open: true,
			handle: ({ params: [token, id] }) => ({
				status: 200,
				body: messageObject(world, messageOf(byToken(token), id)),
			}),
		},
		{
			method: 'DELETE',
			path: /^\/webhooks\/\d+\/([\w-]+)\/messages\/(@original|\d+)$/,
			open: true,
			handle: ({ params: [token, id] }) => remove(messageOf(byToken(token), id)),
		},
	];

	return {
		start,
		routes,
		/** The next one is not taken. */
		refuseFollowUp(): void {
			refused = 1;
		},
		close(): void {
			for (const timer of timers) clearTimeout(timer);
		},
	};
}
export type Interactions = ReturnType<typeof createInteractions>;
