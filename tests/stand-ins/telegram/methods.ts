/**
 * The methods of the Bot API that Depeche may use. Rules:
 * 1. A body is checked twice: its fields against the API (an unknown field is a violation), its content against
 *    the limits (entities.ts); Telegram's own words are the answer.
 * 2. A method that is not here is answered 404 and counted.
 */
import { z } from 'zod';
import { checkKeyboard, checkPreview, checkText } from './entities.ts';
import { fileMethods } from './files.ts';
import {
	type Around,
	entity,
	keyboard,
	method,
	original,
	place,
	preview,
	replyParameters,
} from './shapes.ts';
import { ApiError, badRequest, type Message } from './types.ts';
import type { World } from './world.ts';

const words = {
	text: z.string(),
	entities: z.array(entity).optional(),
	link_preview_options: preview.optional(),
	reply_markup: keyboard.optional(),
};
const kinds = z.array(z.string()).optional();

type Words = z.infer<z.ZodObject<typeof words>>;

function check(
	world: World,
	{ text, entities, reply_markup: markup, link_preview_options: shown }: Words,
): void {
	const problems = [...checkText(text, entities), ...checkKeyboard(markup), ...checkPreview(shown)];
	world.violations.push(...problems);
	const [first] = problems;
	if (first !== undefined) throw badRequest(first);
}

const sameKeyboard = (a: unknown, b: unknown): boolean =>
	JSON.stringify(a ?? { inline_keyboard: [] }) === JSON.stringify(b ?? { inline_keyboard: [] });

const NOT_MODIFIED =
	'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message';

function ownMessage(world: World, chatId: number, messageId: number): Message {
	const message = world.open(chatId).messages.find(({ message_id }) => message_id === messageId);
	if (!message) throw badRequest('message to edit not found');
	if (message.from?.id !== world.bot.id) throw badRequest("message can't be edited");
	return message;
}

const commandMenu = z.strictObject({
	commands: z
		.array(
			z.strictObject({
				command: z.string().regex(/^[a-z0-9_]{1,32}$/),
				description: z.string().min(1).max(256),
			}),
		)
		.max(100),
	scope: z
		.strictObject({
			type: z.enum([
				'default',
				'all_private_chats',
				'all_group_chats',
				'all_chat_administrators',
				'chat',
				'chat_administrators',
			]),
			chat_id: z.number().optional(),
		})
		.optional(),
	language_code: z.string().length(2).optional(),
});

export const methods: Readonly<Record<string, (world: World, input: unknown, around: Around) => unknown>> = {
	getMe: method(z.strictObject({}), (world) => ({
		...world.bot,
		can_join_groups: true,
		can_read_all_group_messages: false,
		supports_inline_queries: false,
	})),
	getUpdates: method(
		z.strictObject({
			offset: z.number().optional(),
			limit: z.number().min(1).max(100).optional(),
			timeout: z.number().max(50).optional(),
			allowed_updates: kinds,
		}),
		(world, { offset, limit, timeout, allowed_updates }, { gone }) =>
			world.updates.get({
				offset: offset ?? 0,
				limit: limit ?? 100,
				seconds: timeout ?? 0,
				kinds: allowed_updates,
				gone,
			}),
	),
	setWebhook: method(
		z.strictObject({
			url: z.string(),
			secret_token: z
				.string()
				.regex(/^[A-Za-z0-9_-]{1,256}$/)
				.optional(),
			allowed_updates: kinds,
			max_connections: z.number().min(1).max(100).optional(),
			drop_pending_updates: z.boolean().optional(),
		}),
		(world, { url, secret_token, allowed_updates }) => {
			// As a Bot API server of one's own, which also takes plain http.
			if (!/^https:|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(url)) {
				throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
			}
			world.updates.setWebhook({ url, secret: secret_token, kinds: allowed_updates });
			return true;
		},
	),
	...fileMethods,
	deleteWebhook: method(z.strictObject({ drop_pending_updates: z.boolean().optional() }), (world) => {
		world.updates.setWebhook(undefined);
		return true;
	}),
	setMyCommands: method(commandMenu, (world, menu) => {
		world.menus.set(`${menu.scope?.type ?? 'default'} ${menu.language_code ?? ''}`.trim(), menu.commands);
		return true;
	}),
	sendMessage: method(
		z.strictObject({
			...place,
			...words,
			disable_notification: z.boolean().optional(),
			reply_parameters: replyParameters,
		}),
		(world, body) => {
			const state = world.open(body.chat_id);
			check(world, body);
			const thread = world.topic(state, body.message_thread_id);
			const answered = original(state, body.reply_parameters);
			world.take(body.chat_id);
			return world.publish(state, body, thread, answered);
		},
	),
	editMessageText: method(
		z.strictObject({ chat_id: z.number(), message_id: z.number(), ...words }),
		(world, body) => {
			const message = ownMessage(world, body.chat_id, body.message_id);
			check(world, body);
			world.take(body.chat_id);
			const { text, entities = [], reply_markup } = body;
			if (message.text === text && sameKeyboard(message.reply_markup, reply_markup))
				throw badRequest(NOT_MODIFIED);
			return world.replace(message, { ...message, text, entities, reply_markup });
		},
	),
	editMessageReplyMarkup: method(
		z.strictObject({ chat_id: z.number(), message_id: z.number(), reply_markup: keyboard.optional() }),
		(world, { chat_id, message_id, reply_markup }) => {
			const message = ownMessage(world, chat_id, message_id);
			world.take(chat_id);
			if (sameKeyboard(message.reply_markup, reply_markup)) throw badRequest(NOT_MODIFIED);
			return world.replace(message, { ...message, reply_markup });
		},
	),
	answerCallbackQuery: method(
		z.strictObject({
			callback_query_id: z.string(),
			text: z.string().max(200).optional(),
			url: z.string().optional(),
			show_alert: z.boolean().optional(),
		}),
		(world, { callback_query_id: id, text, url }) => {
			if (!world.presses.has(id))
				throw badRequest('query is too old and response timeout expired or query ID is invalid');
			if (url !== undefined && !url.startsWith(`https://t.me/${world.bot.username}?start=`)) {
				throw badRequest('URL_INVALID');
			}
			world.answered(id, { text, url });
			return true;
		},
	),
	sendChatAction: method(
		z.strictObject({ ...place, action: z.enum(['typing', 'upload_photo']) }),
		(world, { chat_id, message_thread_id }) => {
			const state = world.open(chat_id);
			if (state.chat.type === 'channel') throw badRequest("can't send chat actions to channels");
			world.topic(state, message_thread_id);
			world.actions.push(chat_id);
			return true;
		},
	),
	getChat: method(z.strictObject({ chat_id: z.number() }), (world, { chat_id }) =>
		world.info(world.open(chat_id)),
	),
	getChatMember: method(
		z.strictObject({ chat_id: z.number(), user_id: z.number() }),
		(world, { chat_id, user_id }) => ({
			user: { id: user_id, is_bot: false, first_name: 'Somebody' },
			status: world.statusOf(world.open(chat_id), user_id),
		}),
	),
	getChatAdministrators: method(z.strictObject({ chat_id: z.number() }), (world, { chat_id }) => {
		const state = world.open(chat_id);
		if (state.chat.type === 'private')
			throw new ApiError(400, 'Bad Request: there are no administrators in the private chat');
		return [
			{ user: state.chat.owner, status: 'creator' },
			...[...state.administrators].map((id) => ({
				user: { id, is_bot: false, first_name: 'Admin' },
				status: 'administrator',
			})),
		];
	}),
};
