/** Shapes that several methods of the Bot API share, and how a method is made of its body's shape. */
import { z } from 'zod';
import { badRequest, type ChatState, type Message } from './types.ts';
import type { World } from './world.ts';

export const entity = z.strictObject({
	type: z.string(),
	offset: z.number(),
	length: z.number(),
	url: z.string().optional(),
	language: z.string().optional(),
	unix_time: z.number().optional(),
	date_time_format: z.string().optional(),
});
export const keyboard = z.strictObject({
	inline_keyboard: z.array(
		z.array(
			z.strictObject({ text: z.string(), url: z.string().optional(), callback_data: z.string().optional() }),
		),
	),
});
export const preview = z.strictObject({
	is_disabled: z.boolean().optional(),
	url: z.string().optional(),
	prefer_small_media: z.boolean().optional(),
	prefer_large_media: z.boolean().optional(),
	show_above_text: z.boolean().optional(),
});
export const place = { chat_id: z.number(), message_thread_id: z.number().optional() };
export const replyParameters = z
	.strictObject({ message_id: z.number(), allow_sending_without_reply: z.boolean().optional() })
	.optional();

/** The message that is answered. @throws ApiError where it is gone and must not be */
export function original(state: ChatState, reply: z.infer<typeof replyParameters>): Message | undefined {
	const found = state.messages.find(({ message_id: id }) => id === reply?.message_id);
	if (reply && !found && !reply.allow_sending_without_reply) {
		throw badRequest('message to be replied not found');
	}
	return found;
}

/** What a method needs of the request beyond its body. */
export interface Around {
	/** When the caller hung up. */
	readonly gone: AbortSignal;
}

export function method<S extends z.ZodType>(
	body: S,
	run: (world: World, body: z.infer<S>, around: Around) => unknown,
): (world: World, input: unknown, around: Around) => unknown {
	return (world, input, around) => {
		const parsed = body.safeParse(input);
		if (parsed.success) return run(world, parsed.data, around);
		const problem = z.prettifyError(parsed.error);
		world.violations.push(problem);
		throw badRequest(`can't parse the request: ${problem}`);
	};
}
