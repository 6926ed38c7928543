/**
 * The preview chat: a platform whose only client is our own web page. Rules:
 * 1. One channel, `preview:news`; whoever sees the page is its manager, so the page is for this machine alone.
 * 2. A message keeps its Doc, and is shown with the real payloads of the other platforms' renderers, which are
 *    handed in: an adapter does not know its siblings.
 * 3. A post's message id is its delivery's key: a repeat, also after a restart, names the same message.
 * 4. Only a button that stands under a message can be pressed.
 */
import { randomUUID } from 'node:crypto';
import type { Command } from '../../core/command.ts';
import { buttonsOf, decodeButton } from '../../doc/codec.ts';
import type { Doc } from '../../doc/doc.ts';
import { SendError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { ChannelRef } from '../../model.ts';
import type { Adapter, Call, Handle, Outgoing } from '../adapter.ts';
import { subjectOf } from './subject.ts';
import { createTimeline, type Listener, type Placed } from './timeline.ts';

export type { Entry, Placed } from './timeline.ts';

const PREVIEW_CHANNEL: ChannelRef = 'preview:news';
const TIMELINE_LENGTH = 200;
const VISITOR = 'visitor';
/** A hundred years: a known key is never shown twice. */
const REPEAT_WINDOW_MS = 3_155_760_000_000;

export interface Looks {
	discord(doc: Doc): readonly unknown[];
	telegram(doc: Doc): readonly unknown[];
}

export interface Preview extends Adapter {
	readonly platform: 'preview';
	commands(): readonly Command[];
	subscribe(listener: Listener, after?: string): { readonly past: readonly Placed[]; stop(): void };
	/** @returns once the line stands in the timeline; the answer follows there. */
	say(said: {
		readonly line: string;
		readonly locale: string;
		readonly about?: string | undefined;
	}): 'taken' | 'not-command';
	press(pressed: {
		readonly code: string;
		readonly messageId: string;
		readonly locale: string;
	}): 'taken' | 'old-button';
}

export function createPreview(options: {
	readonly looks: Looks;
	readonly log: Log;
	readonly now?: () => number;
}): Preview {
	const { looks, log, now = Date.now } = options;
	const timeline = createTimeline(TIMELINE_LENGTH);
	const docs = new Map<string, Doc>();
	const stopping = new AbortController();
	const answering = new Set<Promise<void>>();
	let known: readonly Command[] = [];
	let handle: Handle | undefined;

	function show(id: string, doc: Doc, more: { answers?: string; private: boolean; edits?: number }): void {
		const message = {
			kind: 'message',
			id,
			at: now(),
			edits: 0,
			...more,
			discord: looks.discord(doc),
			telegram: looks.telegram(doc),
		} as const;
		docs.set(id, doc);
		for (const left of timeline.add(message)) docs.delete(left);
	}

	function ask(
		said: { readonly line: string; readonly pressed: boolean; readonly about?: string | undefined },
		call: Pick<Call, 'command' | 'input' | 'locale'>,
	): void {
		const id = randomUUID();
		const aboutDoc = said.about === undefined ? undefined : docs.get(said.about);
		const about = said.about === undefined || !aboutDoc ? undefined : subjectOf(said.about, aboutDoc);
		const { line, pressed } = said;
		const left = timeline.add({
			kind: 'said',
			id,
			at: now(),
			line,
			pressed,
			...(about && { about: about.messageId }),
		});
		for (const old of left) docs.delete(old);
		const answer = async (): Promise<void> => {
			if (!handle) throw new Error('The preview was used before it was started.');
			const answerId = randomUUID();
			const written = Promise.withResolvers<{ answers: string; private: boolean }>();
			let edits = 0;
			const reply = await handle({
				...call,
				async revise(doc) {
					const more = await written.promise;
					show(answerId, doc, { ...more, edits: ++edits });
					return true;
				},
				channel: PREVIEW_CHANNEL,
				user: VISITOR,
				...(about && { about }),
				isManager: async () => true,
				signal: stopping.signal,
			});
			const more = { answers: id, private: reply.private };
			show(answerId, reply.doc, more);
			written.resolve(more);
		};
		const running = answer()
			.catch((error: unknown) => log.error({ error, command: call.command }, 'a preview answer failed'))
			.finally(() => answering.delete(running));
		answering.add(running);
	}

	return {
		platform: 'preview',
		repeatWindow: REPEAT_WINDOW_MS,
		async start(commands, handler) {
			known = commands;
			handle = handler;
		},
		async send({ key, channel, doc }: Outgoing) {
			if (channel !== PREVIEW_CHANNEL)
				throw new SendError({ kind: 'gone', reason: 'the preview has only the channel "news"' });
			if (timeline.has(key)) return { messageId: key };
			try {
				show(key, doc, { private: false });
			} catch (error) {
				throw new SendError({ kind: 'rejected', reason: 'a renderer refused the message' }, error);
			}
			return { messageId: key };
		},
		async stop() {
			stopping.abort();
			await Promise.all(answering);
		},
		commands: () => known,
		subscribe: timeline.subscribe,
		say({ line, locale, about }) {
			// `/name@bot` is how Telegram's groups address one bot of several.
			const [, command, rest] = /^\s*\/([^\s@]{1,64})(?:@\w{1,64})?(?:\s+([\s\S]*))?$/.exec(line) ?? [];
			if (command === undefined) return 'not-command';
			const input = { kind: 'line', line: (rest ?? '').trim() } as const;
			ask({ line: line.trim(), pressed: false, about }, { command, input, locale });
			return 'taken';
		},
		press({ code, messageId, locale }) {
			const buttons = buttonsOf(docs.get(messageId) ?? { blocks: [] });
			const button = buttons.find((one) => one.kind === 'invoke' && one.code === code);
			const call = button && decodeButton(code);
			if (!call) return 'old-button';
			const input = { kind: 'values', values: call.args } as const;
			ask({ line: button.label, pressed: true, about: messageId }, { command: call.command, input, locale });
			return 'taken';
		},
	};
}
