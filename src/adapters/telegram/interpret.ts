/**
 * What a person means by an update; pure. Rules:
 * 1. `/name words` and `/name@this_bot words` are commands; those for another bot are none of our business.
 * 2. In a group, a command nobody has heard of may belong to another bot: without our name it is left alone.
 * 3. In a private chat a link or a pasted text is a request for its summary, and anything else for help.
 * 4. A list of feeds (.opml) sent in a private chat without a word is one to import.
 * 5. A button of a channel's post answers in private: the channel belongs to its editors, and one reader's
 *    tap must not post to all. The tap opens our private chat, whose /start carries the button along.
 */
import { type ButtonCall, decodeButton } from '../../doc/codec.ts';
import type { Call } from '../adapter.ts';
import { documentOf } from './document.ts';
import type { Button, IncomingMessage, SentDocument, TelegramUpdate } from './schema.ts';
import { aboutOf, subjectOf, urlsIn } from './subject.ts';

export interface Place {
	readonly chat: number;
	readonly kind: 'private' | 'group' | 'supergroup' | 'channel';
	/** A forum topic; the General topic has none. */
	readonly topic?: number;
}

export interface Request {
	readonly place: Place;
	/** The message that the answer replies to. */
	readonly replyTo: number;
	/** Undefined where a chat speaks for itself: a channel's editors, anonymous administrators. */
	readonly person?: number;
	/** Written in the chat's own name. */
	readonly asChat: boolean;
	readonly call: Pick<Call, 'command' | 'input' | 'user' | 'locale' | 'about' | 'channelName'>;
	/** Sent along, or answered. */
	readonly document?: SentDocument;
}

export interface Self {
	readonly username: string;
	readonly commands: ReadonlySet<string>;
	/** Those that everyone may use. */
	readonly open: ReadonlySet<string>;
}

/** From here on a text in a private chat is an article rather than small talk. */
const PASTED_UNITS = 200;
const GENERAL_TOPIC = 1;
const DEFAULT_LOCALE = 'en';

export function placeOf(message: IncomingMessage): Place {
	const topic = message.is_topic_message ? message.message_thread_id : undefined;
	return {
		chat: message.chat.id,
		kind: message.chat.type,
		...(topic !== undefined && topic !== GENERAL_TOPIC && { topic }),
	};
}

type Asked = Pick<Call, 'command' | 'input'>;
const typed = (command: string, line: string): Asked => ({ command, input: { kind: 'line', line } });
const pressed = ({ command, args }: ButtonCall): Asked => ({
	command,
	input: { kind: 'values', values: args },
});

function commandOf(message: IncomingMessage, self: Self): Asked | undefined {
	const text = message.text || message.caption;
	const match = /^\/([a-z0-9_]{1,64})(?:@([a-z0-9_]{1,64}))?(?=\s|$)/i.exec(text);
	const name = match?.[1]?.toLowerCase();
	if (!match || name === undefined) return undefined;
	const addressee = match[2]?.toLowerCase();
	if (addressee !== undefined && addressee !== self.username.toLowerCase()) return undefined;
	const rest = text.slice(match[0].length).trim();
	if (name === 'start') return startOf(rest, self);
	const isOurs = self.commands.has(name) || addressee !== undefined || message.chat.type === 'private';
	return isOurs ? typed(name, rest) : undefined;
}

/**
 * `/start` alone is a first hello; with a payload it is a button of a channel's post. Anybody can write such a
 * link, so it reaches only what everyone may use.
 */
function startOf(payload: string, self: Self): Asked {
	const button = decodeButton(Buffer.from(payload, 'base64url').toString('utf8'));
	return button && self.open.has(button.command) ? pressed(button) : typed('help', '');
}

/** The payload of a t.me link for a button, or undefined where it does not fit (64 characters). */
export function startPayload(data: string): string | undefined {
	const payload = Buffer.from(data.replace(/~[^~]*$/, '')).toString('base64url');
	return payload.length > 0 && payload.length <= 64 ? payload : undefined;
}

function wordsOf(message: IncomingMessage): Asked | undefined {
	if (message.chat.type !== 'private') return undefined;
	const text = (message.text || message.caption).trim();
	if (text === '' && message.document?.file_name?.toLowerCase().endsWith('.opml')) return typed('import', '');
	if (text === '') return undefined;
	if (text.length >= PASTED_UNITS) return typed('summary', text);
	const [url] = [
		...urlsIn(message.text, message.entities),
		...urlsIn(message.caption, message.caption_entities),
	];
	return url === undefined ? typed('help', '') : typed('summary', url);
}

export function readMessage(message: IncomingMessage, self: Self): Request | undefined {
	if (message.from?.is_bot && !message.sender_chat) return undefined;
	const asked = commandOf(message, self) ?? (/^\s*\//.test(message.text) ? undefined : wordsOf(message));
	if (!asked) return undefined;
	const asChat = message.chat.type === 'channel' || message.sender_chat?.id === message.chat.id;
	const about = aboutOf(message);
	const document = documentOf(message);
	const person = message.sender_chat ? undefined : message.from?.id;
	return {
		place: placeOf(message),
		replyTo: message.message_id,
		asChat,
		...(person !== undefined && { person }),
		...(document && { document }),
		call: {
			...asked,
			user: String(person ?? message.sender_chat?.id ?? message.chat.id),
			locale: message.from?.language_code ?? DEFAULT_LOCALE,
			...(about && { about }),
			...(message.chat.title !== undefined && { channelName: message.chat.title }),
		},
	};
}

export function readButton(button: Button): Request | undefined {
	const code = button.data === undefined ? undefined : decodeButton(button.data);
	if (!code || !button.message) return undefined;
	return {
		place: placeOf(button.message),
		replyTo: button.message.message_id,
		asChat: false,
		person: button.from.id,
		call: {
			...pressed(code),
			user: String(button.from.id),
			locale: button.from.language_code ?? DEFAULT_LOCALE,
			about: subjectOf(button.message),
		},
	};
}

export const messageOf = (update: TelegramUpdate): IncomingMessage | undefined =>
	update.message ?? update.channel_post;
