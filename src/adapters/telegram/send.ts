/**
 * Messages on their way out. Rules:
 * 1. A post is one call and never repeated here: the relay decides, by the outcome. Where a window (pace.ts) is
 *    full it is not even tried: a 429 would stop every chat of the token.
 * 2. An answer to a person waits its turn, and is tried once more after a short 429. A long one is not worth
 *    the wait.
 * 3. An answer that is changed later keeps its message: the first part takes its place, further parts follow it.
 *    Once it is changed it is seen: what then cannot follow is logged.
 * 4. Where a chat takes no files, the words go alone: a file is never a reason to think that nothing arrives.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Api, GrammyError, InputFile } from 'grammy';
import type { Block, Doc } from '../../doc/doc.ts';
import { SendError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { ChannelRef } from '../../model.ts';
import type { Chats } from './chats.ts';
import { explain, outcomeOf } from './failure.ts';
import type { Place } from './interpret.ts';
import type { Pace } from './pace.ts';
import { render, renderPost, type TelegramMessage } from './render.ts';

const LONGEST_HOLD_MS = 20_000;

type Target = Pick<Place, 'chat' | 'topic'>;

/** `telegram:-100123:45` as chat and topic; undefined for anything else. */
export function targetOf(channel: ChannelRef): Target | undefined {
	const match = /^telegram:(-?\d{1,16})(?::(\d{1,10}))?$/.exec(channel);
	if (!match) return undefined;
	return { chat: Number(match[1]), ...(match[2] !== undefined && { topic: Number(match[2]) }) };
}

export const channelOf = ({ chat, topic }: Target): ChannelRef =>
	`telegram:${chat}${topic === undefined ? '' : `:${topic}`}`;

export interface Sender {
	/** @throws SendError */
	post(channel: ChannelRef, doc: Doc): Promise<{ readonly messageId: string }>;
	/**
	 * @returns the id of its first message, undefined where there was nothing to say
	 * @throws GrammyError | HttpError, or an Error where Telegram asks for a long pause
	 */
	reply(place: Target, replyTo: number, doc: Doc, signal: AbortSignal): Promise<number | undefined>;
	/** Changes an answer; what cannot follow it is told in the log. @throws as `reply`, where it stays as it was */
	revise(place: Target, messageId: number, doc: Doc, signal: AbortSignal): Promise<void>;
}

/** Certainly not sent, for the file's sake. */
const isFileRefused = (error: unknown): boolean =>
	error instanceof GrammyError &&
	error.error_code === 400 &&
	/not enough rights to send documents|CHAT_SEND_DOCS_FORBIDDEN/i.test(error.description);
const isUnchanged = (error: unknown): boolean =>
	error instanceof GrammyError && error.description.includes('message is not modified');

export function createSender(api: Api, chats: Chats, pace: Pace, log: Log): Sender {
	async function call({ chat, topic }: Target, message: TelegramMessage, replyTo?: number): Promise<number> {
		const { text, entities, link_preview_options, document, ...looks } = message;
		const where = {
			...looks,
			...(topic !== undefined && { message_thread_id: topic }),
			...(replyTo !== undefined && {
				reply_parameters: { message_id: replyTo, allow_sending_without_reply: true },
			}),
		};
		if (document === undefined) {
			const words = { entities: [...entities], link_preview_options };
			return (await api.sendMessage(chat, text, { ...words, ...where })).message_id;
		}
		const file = new InputFile(Buffer.from(document.text), document.name);
		const words = text === '' ? {} : { caption: text, caption_entities: [...entities] };
		try {
			return (await api.sendDocument(chat, file, { ...words, ...where })).message_id;
		} catch (error) {
			if (!isFileRefused(error) || text === '') throw error;
			return (await api.sendMessage(chat, text, { entities: [...entities], link_preview_options, ...where }))
				.message_id;
		}
	}

	/** Once more after a short 429, which is over when the token's hold is. */
	const patiently = <T>(chat: number, signal: AbortSignal, run: () => Promise<T>): Promise<T> =>
		inTurn(chat, signal, run).catch((error: unknown) => {
			if (!(error instanceof GrammyError) || error.error_code !== 429) throw error;
			return inTurn(chat, signal, run);
		});

	async function inTurn<T>(chat: number, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
		for (;;) {
			const slot = pace.take(chat);
			if (slot.kind === 'go') return await run().finally(slot.done);
			if (slot.scope === 'token' && slot.milliseconds > LONGEST_HOLD_MS)
				throw new Error('Telegram asks for a long pause');
			await pause(slot.milliseconds, undefined, { signal });
		}
	}

	return {
		async post(channel, doc) {
			const target = targetOf(channel);
			const message = target && renderPost(doc);
			if (!target) throw new SendError({ kind: 'rejected', reason: 'not a Telegram channel' });
			if (!message) throw new SendError({ kind: 'rejected', reason: 'nothing to say' });
			const closed = chats.closed(target.chat);
			if (closed) throw new SendError(closed);
			const slot = pace.take(target.chat);
			if (slot.kind === 'wait') {
				throw new SendError({
					kind: 'later',
					retryAfter: slot.milliseconds,
					scope: slot.scope === 'chat' ? 'channel' : 'platform',
					reason: `this ${slot.scope} has had its messages for the moment`,
				});
			}
			try {
				return { messageId: String(await call(target, message)) };
			} catch (error) {
				throw new SendError(outcomeOf(error));
			} finally {
				slot.done();
			}
		},
		async reply(place, replyTo, doc, signal) {
			let first: number | undefined;
			for (const message of render(doc)) {
				const id = await patiently(place.chat, signal, () => call(place, message, replyTo));
				first ??= id;
			}
			return first;
		},
		async revise(place, messageId, doc, signal) {
			// Words cannot become the caption of a file, so the file goes on its own.
			const isFile = ({ kind }: Block): boolean => kind === 'file';
			const [first, ...more] = render({ ...doc, blocks: doc.blocks.filter((block) => !isFile(block)) });
			const files = render({ blocks: doc.blocks.filter(isFile) });
			if (!first) throw new TypeError('an answer cannot become nothing');
			const { text, entities, ...looks } = first;
			await patiently(place.chat, signal, () =>
				api.editMessageText(place.chat, messageId, text, { entities: [...entities], ...looks }),
			).catch((error: unknown) => {
				if (!isUnchanged(error)) throw error;
			});
			try {
				for (const message of [...more, ...files])
					await patiently(place.chat, signal, () => call(place, message, messageId));
			} catch (error) {
				log.warn(
					{ chat: place.chat, reason: explain(error) },
					'an answer was changed, but not all of it sent',
				);
			}
		},
	};
}
