/**
 * Files, both ways. Rules:
 * 1. A bot sends one as a part of a form, named by `attach://<part>`; an empty one is refused. Its words are a
 *    caption of 1,024 units at most.
 * 2. It gets one by getFile (20 MB at most) and then from `/file/bot<token>/<path>`.
 */
import { z } from 'zod';
import { checkCaption, checkKeyboard } from './entities.ts';
import { type Around, entity, keyboard, method, original, place, replyParameters } from './shapes.ts';
import { badRequest, type Message } from './types.ts';
import type { World } from './world.ts';

const MOST_BYTES = 20 * 1024 * 1024;
/** Fields of a form that are JSON; the others are text. */
const JSON_FIELDS = new Set([
	'chat_id',
	'message_thread_id',
	'caption_entities',
	'reply_markup',
	'reply_parameters',
]);

export interface Document {
	readonly file_id: string;
	readonly file_name: string;
	readonly file_size: number;
	readonly mime_type: string;
}

/** Keeps the bytes, and tells of them as Telegram does. */
export function keep(world: World, name: string, bytes: Uint8Array): Document {
	const file_id = `file-${world.files.size + 1}`;
	world.files.set(file_id, { path: `documents/${file_id}.opml`, bytes });
	return { file_id, file_name: name, file_size: bytes.length, mime_type: 'text/x-opml' };
}

/** A form as the object that the same call would be in JSON; files stay files. */
export async function readForm(contentType: string, bytes: Uint8Array): Promise<unknown> {
	const form = await new Response(Buffer.from(bytes), {
		headers: { 'content-type': contentType },
	}).formData();
	const body: Record<string, unknown> = {};
	for (const [name, value] of form) {
		if (typeof value !== 'string') continue;
		const part = /^attach:\/\/(.+)$/.exec(value)?.[1];
		const file = part === undefined ? null : form.get(part);
		body[name] =
			file instanceof File
				? { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
				: JSON_FIELDS.has(name)
					? JSON.parse(value)
					: value;
	}
	return body;
}

export const fileMethods: Readonly<
	Record<string, (world: World, input: unknown, around: Around) => unknown>
> = {
	sendDocument: method(
		z.strictObject({
			...place,
			document: z.strictObject({ name: z.string().min(1), bytes: z.instanceof(Uint8Array) }),
			caption: z.string().optional(),
			caption_entities: z.array(entity).optional(),
			reply_markup: keyboard.optional(),
			reply_parameters: replyParameters,
		}),
		(world, { document, caption = '', caption_entities = [], ...body }): Message => {
			const state = world.open(body.chat_id);
			const problems = [...checkCaption(caption, caption_entities), ...checkKeyboard(body.reply_markup)];
			world.violations.push(...problems);
			if (problems[0] !== undefined) throw badRequest(problems[0]);
			if (document.bytes.length === 0) throw badRequest('file must be non-empty');
			if (state.takesNoFiles) throw badRequest('not enough rights to send documents to the chat');
			const thread = world.topic(state, body.message_thread_id);
			const answered = original(state, body.reply_parameters);
			world.take(body.chat_id);
			return world.publish(
				state,
				{
					text: '',
					caption,
					caption_entities,
					document: keep(world, document.name, document.bytes),
					reply_markup: body.reply_markup,
				},
				thread,
				answered,
			);
		},
	),
	getFile: method(z.strictObject({ file_id: z.string() }), (world, { file_id }) => {
		const file = world.files.get(file_id);
		if (!file) throw badRequest('invalid file_id');
		if (file.bytes.length > MOST_BYTES) throw badRequest('file is too big');
		return { file_id, file_unique_id: file_id, file_size: file.bytes.length, file_path: file.path };
	}),
};
