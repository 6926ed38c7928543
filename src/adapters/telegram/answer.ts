/**
 * From an update to the answer a person sees. Rules:
 * 1. A pressed button stops its spinning at once, whatever the command takes. Who may not press it is told so by
 *    the press alone: in a group every message is for all.
 * 2. 'typing' from the first moment until the answer goes out, renewed before Telegram forgets it (5 s).
 * 3. The answer replies to the message that asked, in its topic. Groups have no whisper: a private reply is
 *    simply a reply there.
 * 4. An answer can be changed for as long as the program runs; a change waits until the answer is there.
 */
import type { Api } from 'grammy';
import type { Command } from '../../core/command.ts';
import type { Doc } from '../../doc/doc.ts';
import { plainText } from '../../doc/text.ts';
import type { Log } from '../../log.ts';
import type { Handle } from '../adapter.ts';
import type { Chats } from './chats.ts';
import type { ReadDocument } from './document.ts';
import { explain } from './failure.ts';
import {
	messageOf,
	type Place,
	placeOf,
	type Request,
	readButton,
	readMessage,
	startPayload,
} from './interpret.ts';
import { createPasting } from './pasting.ts';
import { clip } from './plain.ts';
import { type Button, type TelegramUpdate, updateSchema } from './schema.ts';
import { channelOf, type Sender } from './send.ts';

const COMMAND_MS = 60_000;
const TYPING_MS = 4_500;
const REMEMBERED_UPDATES = 5_000;
/** What the answer to a press may hold. */
const ALERT_UNITS = 200;

export function createAnswering(deps: {
	readonly api: Api;
	readonly chats: Chats;
	readonly sender: Sender;
	readonly log: Log;
	readonly commands: readonly Command[];
	/** The bot's own, without '@'. */
	readonly username: string;
	readonly handle: Handle;
	readonly signal: AbortSignal;
	readonly read: ReadDocument;
}): {
	/** Never rejects. */
	handle(update: unknown): Promise<void>;
	/** When nothing is being answered any more. */
	settled(): Promise<void>;
} {
	const { api, chats, sender, log, username } = deps;
	const self = {
		username,
		commands: new Set(deps.commands.map(({ name }) => name)),
		open: new Set(deps.commands.filter(({ access }) => access === 'everyone').map(({ name }) => name)),
	};
	const whole = createPasting();
	const seen = new Set<number>();
	const running = new Set<Promise<void>>();

	function isFirst(id: number): boolean {
		if (seen.has(id)) return false;
		seen.add(id);
		const oldest = seen.values().next();
		if (seen.size > REMEMBERED_UPDATES && !oldest.done) seen.delete(oldest.value);
		return true;
	}

	function startTyping({ kind, chat, topic }: Place): () => void {
		if (kind === 'channel') return () => undefined;
		const show = (): void => {
			api
				.sendChatAction(chat, 'typing', topic === undefined ? {} : { message_thread_id: topic })
				.catch((error: unknown) => log.debug({ chat, reason: explain(error) }, 'typing was not shown'));
		};
		show();
		const timer = setInterval(show, TYPING_MS);
		return () => clearInterval(timer);
	}

	async function answer(request: Request): Promise<void> {
		const { place, replyTo, call, document } = request;
		const written = Promise.withResolvers<number | undefined>();
		async function revise(doc: Doc): Promise<boolean> {
			const id = await written.promise;
			if (id === undefined || deps.signal.aborted) return false;
			try {
				await sender.revise(place, id, doc, deps.signal);
				return true;
			} catch (error) {
				log.warn({ chat: place.chat, reason: explain(error) }, 'an answer could not be changed');
				return false;
			}
		}
		const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(COMMAND_MS)]);
		const stopTyping = startTyping(place);
		try {
			const { doc } = await deps.handle({
				...call,
				channel: channelOf(place),
				isManager: () => chats.isManager(request),
				signal,
				revise,
				messageId: async () => (await written.promise)?.toString(),
				takesFile: 'message',
				...(document && { file: deps.read(document) }),
			});
			stopTyping();
			written.resolve(await sender.reply(place, replyTo, doc, deps.signal));
		} finally {
			written.resolve(undefined);
			stopTyping();
		}
	}

	/** Where a tap in a channel leads: the channel belongs to its editors, so the answer waits in private. */
	function privateChat({ message, data }: Button): { readonly url: string } | undefined {
		const isChannel = message !== undefined && placeOf(message).kind === 'channel';
		const payload = isChannel && data !== undefined ? startPayload(data) : undefined;
		return payload === undefined ? undefined : { url: `https://t.me/${username}?start=${payload}` };
	}

	/** The press's own answer. Too old a press is refused; what follows is still welcome. */
	async function acknowledge(
		{ id }: Button,
		more: Parameters<Api['answerCallbackQuery']>[1] = {},
	): Promise<void> {
		try {
			await api.answerCallbackQuery(id, more);
		} catch (error) {
			log.debug({ reason: explain(error) }, 'a press was not acknowledged');
		}
	}

	/** What the command says to somebody who may not use it. */
	async function refusal(request: Request): Promise<string> {
		const { doc } = await deps.handle({
			...request.call,
			channel: channelOf(request.place),
			isManager: async () => false,
			signal: AbortSignal.any([deps.signal, AbortSignal.timeout(COMMAND_MS)]),
		});
		return clip(plainText(doc), ALERT_UNITS);
	}

	async function pressed(button: Button): Promise<void> {
		const request = readButton(button);
		if (request === undefined || request.place.kind === 'channel')
			return acknowledge(button, privateChat(button));
		const isAllowed = self.open.has(request.call.command) || (await chats.isManager(request));
		if (!isAllowed) return acknowledge(button, { text: await refusal(request), show_alert: true });
		await Promise.all([acknowledge(button), answer(request)]);
	}

	async function handle(update: TelegramUpdate): Promise<void> {
		chats.notice(update);
		const incoming = messageOf(update);
		const message = incoming && (await whole(incoming));
		const request = message && readMessage(message, self);
		if (request) await answer(request);
		if (update.callback_query) await pressed(update.callback_query);
	}

	return {
		async handle(raw) {
			const update = updateSchema.safeParse(raw);
			if (!update.success) {
				log.debug({ at: update.error.issues[0]?.path.join('.') }, 'an update without use for us');
				return;
			}
			if (!isFirst(update.data.update_id)) return;
			const work = handle(update.data)
				.catch((error: unknown) => log.warn({ reason: explain(error) }, 'an answer did not reach Telegram'))
				.finally(() => running.delete(work));
			running.add(work);
			await work;
		},
		async settled() {
			await Promise.all(running);
		},
	};
}
