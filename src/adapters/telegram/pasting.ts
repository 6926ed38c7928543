/**
 * A long text pasted into a private chat. Rules:
 * 1. Telegram's apps cut it into messages of up to 4,096 units; a message nearly that long waits a second for its
 *    continuation, and the parts are read as one.
 * 2. A shorter part is the last one. A command never continues anything.
 * 3. Nothing else waits.
 */
import type { IncomingMessage } from './schema.ts';

/** Apps cut at a line or word end, so a part may be somewhat shorter than the limit. */
const NEARLY_FULL = 3_500;
const CONTINUES_MS = 1_000;
const MAX_PARTS = 8;

interface Paste {
	add(text: string): void;
}

/** @returns the message, with the parts that followed; undefined for a part that another message took in. */
export function createPasting(): (message: IncomingMessage) => Promise<IncomingMessage | undefined> {
	const open = new Map<number, Paste>();

	function collect(chat: number, first: string): Promise<string> {
		return new Promise((resolve) => {
			const parts = [first];
			const finish = (): void => {
				clearTimeout(timer);
				open.delete(chat);
				resolve(parts.join('\n'));
			};
			let timer = setTimeout(finish, CONTINUES_MS);
			open.set(chat, {
				add(text) {
					parts.push(text);
					if (text.length < NEARLY_FULL || parts.length >= MAX_PARTS) return finish();
					clearTimeout(timer);
					timer = setTimeout(finish, CONTINUES_MS);
				},
			});
		});
	}

	return async (message) => {
		const { chat, text } = message;
		if (chat.type !== 'private') return message;
		const begun = open.get(chat.id);
		if (begun && text !== '' && !text.startsWith('/')) {
			begun.add(text);
			return undefined;
		}
		if (begun || text.length < NEARLY_FULL) return message;
		return { ...message, text: await collect(chat.id, text) };
	};
}
