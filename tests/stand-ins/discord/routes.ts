/**
 * The bot's own routes: gateway, commands, channels, messages. Rules:
 * 1. What may be seen or done is decided by the bot's rights in that channel, with Discord's codes.
 * 2. An enforced nonce that the same author used within a few minutes answers with the first message, and with
 *    "Unknown Message" where that one was deleted.
 * 3. A list of messages without the right to read the history is empty, not an error.
 */
import { z } from 'zod';
import { checkCommands, commandSchema } from './check-commands.ts';
import { checkMessage, V2 } from './check-message.ts';
import { type Answer, ApiError, invalidBody, type Route, type SentFile } from './http.ts';
import { botUser, channelObject, commandObject, messageObject } from './objects.ts';
import {
	addMessage,
	type Channel,
	channelById,
	fill,
	type Message,
	PERMISSIONS,
	publicMessages,
	snowflake,
	type World,
} from './world.ts';

const NONCE_MEMORY = 180_000;
const nonceSchema = z.object({
	enforce_nonce: z.boolean().nullish(),
	nonce: z.union([z.string(), z.number()]).nullish(),
});

export function createRoutes(world: World, gatewayUrl: () => string) {
	let nonces = new Map<string, { message: Message; at: number }>();

	function reachable(id: string | undefined, right?: keyof typeof PERMISSIONS): Channel {
		const channel = channelById(world, id ?? '');
		if (!channel || channel.deleted) throw new ApiError(404, 10003, 'Unknown Channel');
		const guild = world.guilds.find((one) => one.id === channel.guildId);
		if ((guild && !guild.present) || channel.denied & PERMISSIONS.view)
			throw new ApiError(403, 50001, 'Missing Access');
		if (right && channel.denied & PERMISSIONS[right]) throw new ApiError(403, 50013, 'Missing Permissions');
		return channel;
	}

	function messageIn(channel: Channel, id: string | undefined): Message {
		const message = channel.messages.find((one) => one.id === id && !one.deleted && !one.ephemeral);
		if (!message) throw new ApiError(404, 10008, 'Unknown Message');
		return message;
	}

	function checked(problems: readonly string[], where: string): void {
		if (problems.length === 0) return;
		world.violations.push(...problems.map((problem) => `${where}: ${problem}`));
		throw invalidBody(problems);
	}

	function create(channel: Channel, body: unknown, files: readonly SentFile[]): Answer {
		checked(checkMessage(body, 'create', { files: files.map(({ name }) => name) }), 'create');
		const { nonce, enforce_nonce } = nonceSchema.parse(body);
		const known = enforce_nonce && nonce != null ? nonces.get(String(nonce)) : undefined;
		if (known && known.at + NONCE_MEMORY > Date.now()) {
			if (known.message.deleted) throw new ApiError(404, 10008, 'Unknown Message');
			return { status: 200, body: messageObject(world, known.message) };
		}
		const message = addMessage(channel, world.botId, body, files);
		if (nonce != null) nonces.set(String(nonce), { message, at: Date.now() });
		world.events.emit('message', message);
		return { status: 200, body: messageObject(world, message) };
	}

	function list(channel: Channel, query: URLSearchParams): Answer {
		if (channel.denied & PERMISSIONS.history) return { status: 200, body: [] };
		const limit = z.coerce
			.number()
			.int()
			.min(1)
			.max(100)
			.parse(query.get('limit') ?? 50);
		const after = query.get('after');
		const before = query.get('before');
		const visible = publicMessages(channel).filter(
			({ id }) =>
				(after === null || BigInt(id) > BigInt(after)) && (before === null || BigInt(id) < BigInt(before)),
		);
		const page = after === null ? visible.slice(-limit) : visible.slice(0, limit);
		return { status: 200, body: page.reverse().map((message) => messageObject(world, message)) };
	}

	function edit(message: Message, body: unknown, files: readonly SentFile[]): Answer {
		if (message.authorId !== world.botId)
			throw new ApiError(403, 50005, 'Cannot edit a message authored by another user');
		checked(
			checkMessage(body, 'edit', {
				hadV2: Boolean(message.flags & V2),
				files: files.map(({ name }) => name),
			}),
			'edit',
		);
		fill(message, body, files);
		message.editedAt = Date.now();
		world.events.emit('message', message);
		return { status: 200, body: messageObject(world, message) };
	}

	function setCommands(body: unknown): Answer {
		checked(checkCommands(body), 'commands');
		world.commands = z
			.array(commandSchema.loose())
			.parse(body)
			.map((command) => ({ ...command, id: snowflake() }));
		return { status: 200, body: world.commands.map((command) => commandObject(world, command, true)) };
	}

	const routes: Route[] = [
		{
			method: 'GET',
			path: /^\/gateway\/bot$/,
			handle: () => ({
				status: 200,
				body: {
					url: gatewayUrl(),
					shards: 1,
					session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
				},
			}),
		},
		{ method: 'GET', path: /^\/users\/@me$/, handle: () => ({ status: 200, body: botUser(world) }) },
		{
			method: 'GET',
			path: /^\/applications\/\d+\/commands$/,
			handle: ({ query }) => ({
				status: 200,
				body: world.commands.map((command) =>
					commandObject(world, command, query.get('with_localizations') === 'true'),
				),
			}),
		},
		{ method: 'PUT', path: /^\/applications\/\d+\/commands$/, handle: ({ body }) => setCommands(body) },
		{
			method: 'GET',
			path: /^\/channels\/(\d+)$/,
			handle: ({ params: [id] }) => ({ status: 200, body: channelObject(world, reachable(id)) }),
		},
		{
			method: 'POST',
			path: /^\/channels\/(\d+)\/messages$/,
			handle: ({ params: [id], body, files }) => create(reachable(id, 'send'), body, files),
		},
		{
			method: 'GET',
			path: /^\/channels\/(\d+)\/messages$/,
			handle: ({ params: [id], query }) => list(reachable(id), query),
		},
		{
			method: 'GET',
			path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
			handle({ params: [id, messageId] }) {
				return { status: 200, body: messageObject(world, messageIn(reachable(id, 'history'), messageId)) };
			},
		},
		{
			method: 'PATCH',
			path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
			handle: ({ params: [id, messageId], body, files }) =>
				edit(messageIn(reachable(id), messageId), body, files),
		},
		{
			method: 'DELETE',
			path: /^\/channels\/(\d+)\/messages\/(\d+)$/,
			handle({ params: [id, messageId] }) {
				messageIn(reachable(id), messageId).deleted = true;
				return { status: 204 };
			},
		},
	];

	return {
		routes,
		/** As if the few minutes of the nonces were over. */
		forgetNonces(): void {
			nonces = new Map();
		},
	};
}
