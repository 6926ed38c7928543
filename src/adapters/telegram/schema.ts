/**
 * The parts of a Telegram update that Depeche reads, checked at the edge. Rules:
 * 1. A field we do not read is not named here, so a new API version breaks nothing.
 * 2. An update that does not fit is no error: it is one we have no use for.
 */
import { z } from 'zod';

const chat = z.object({
	id: z.number(),
	type: z.enum(['private', 'group', 'supergroup', 'channel']),
	title: z.string().optional(),
});
const user = z.object({ id: z.number(), is_bot: z.boolean(), language_code: z.string().optional() });
const entities = z
	.array(z.object({ type: z.string(), offset: z.number(), length: z.number(), url: z.string().optional() }))
	.default([]);

const document = z.object({
	file_id: z.string(),
	file_name: z.string().optional(),
	file_size: z.number().optional(),
});

const original = z.object({
	message_id: z.number(),
	text: z.string().default(''),
	caption: z.string().default(''),
	entities,
	caption_entities: entities,
	reply_markup: z
		.object({ inline_keyboard: z.array(z.array(z.object({ url: z.string().optional() }))).default([]) })
		.optional(),
	from: user.optional(),
	document: document.optional(),
	/** A topic's first message: Telegram calls every plain message of the topic a reply to it. */
	forum_topic_created: z.unknown().optional(),
});

const message = original.extend({
	chat,
	/** The chat in whose name it was written: anonymous administrators, channels. */
	sender_chat: chat.optional(),
	message_thread_id: z.number().optional(),
	is_topic_message: z.boolean().default(false),
	migrate_to_chat_id: z.number().optional(),
	reply_to_message: original.optional(),
	/** A reply to a message of another chat; of that, only the quotation's words are known. */
	external_reply: z
		.object({
			message_id: z.number().optional(),
			link_preview_options: z.object({ url: z.string().optional() }).optional(),
		})
		.optional(),
	quote: z.object({ text: z.string(), entities }).optional(),
});

export const updateSchema = z.object({
	update_id: z.number().int(),
	message: message.optional(),
	channel_post: message.optional(),
	callback_query: z
		.object({
			id: z.string(),
			from: user,
			data: z.string().optional(),
			// A message too old to be shown keeps only its chat and id.
			message: message.optional(),
		})
		.optional(),
	my_chat_member: z.object({ chat, new_chat_member: z.object({ status: z.string() }) }).optional(),
});

/** What we ask Telegram to tell us: no member lists, no reactions, no edits. */
export const UPDATE_KINDS = ['message', 'channel_post', 'callback_query', 'my_chat_member'] as const;

export type TelegramUpdate = z.infer<typeof updateSchema>;
export type IncomingMessage = z.infer<typeof message>;
export type OriginalMessage = z.infer<typeof original>;
export type SentDocument = z.infer<typeof document>;
export type Button = NonNullable<TelegramUpdate['callback_query']>;
