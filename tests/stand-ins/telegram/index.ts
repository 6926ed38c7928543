/**
 * A Telegram of our own, for tests. Rules:
 * 1. The bot meets it over HTTP only, so it serves a bot of this process or of another.
 * 2. `say` and `press` do what a person does, and resolve with the bot's answer to just that.
 * 3. A test ends with no violations, no unknown routes and nothing avoidable.
 */
import { detect } from './detect.ts';
import { keep } from './files.ts';
import { type Fault, startHttp } from './server.ts';
import type { Answered, Chat, ChatState, Entity, Message, User } from './types.ts';
import { type ChatOptions, type Content, World } from './world.ts';

export type { Fault } from './server.ts';
export type { Answered, Chat, Entity, Message, User } from './types.ts';

export interface Saying {
	/** Default: the chat's owner; 'chat': in the chat's own name (anonymous administrator, channel). */
	readonly from?: User | 'chat';
	readonly replyTo?: Message;
	/** Default: those that Telegram finds. */
	readonly entities?: readonly Entity[];
	/** A topic's id, see Chat.topics. */
	readonly topic?: number;
}

export interface SentFile {
	readonly name: string;
	readonly bytes: Uint8Array | string;
	readonly caption?: string;
}

export interface TelegramStandIn {
	readonly apiUrl: string;
	readonly token: string;
	readonly botUsername: string;
	chat(options: ChatOptions): Chat;
	user(name: string, language?: string): User;
	/** Writes in a chat, and resolves with the bot's answer to it. */
	say(chat: Chat, text: string, options?: Saying): Promise<Message>;
	/** Sends a file, with its caption for words; the answer comes as after `say`. */
	send(chat: Chat, file: SentFile, options?: Saying): Promise<Message>;
	/** The same, and waits for nothing. */
	upload(chat: Chat, file: SentFile, options?: Saying): Message;
	/** What the bot sent as a document. */
	fileOf(message: Message): string;
	/** The chat takes words, and no files. */
	refuseFiles(chat: Chat): void;
	/** Writes in a chat and waits for nothing. */
	write(chat: Chat, text: string, options?: Saying): Message;
	/** Presses a button by its label, and resolves with the bot's answer in the chat. */
	press(message: Message, label: string, options?: { from?: User }): Promise<Message>;
	/** Presses a button and resolves with what the press itself is answered. */
	tap(message: Message, label: string, options?: { from?: User }): Promise<Answered>;
	/** The bot's messages, oldest first. */
	messages(chat: Chat): readonly Message[];
	waitForMessage(chat: Chat, predicate: (message: Message) => boolean, ms?: number): Promise<Message>;
	/** Removes the bot (a person: blocks it). `quietly`: the bot is not told. */
	kick(chat: Chat, options?: { quietly?: boolean }): void;
	/** Lets the bot in again. */
	invite(chat: Chat): void;
	/** Takes the right to write. */
	silence(chat: Chat): void;
	closeTopic(chat: Chat, topic: number): void;
	/** A group becomes a supergroup with a new id. */
	migrate(chat: Chat, options?: { quietly?: boolean }): Chat;
	/** Delivers the newest update again, as Telegram does when it heard no answer. */
	repeat(): void;
	nextSend(fault: Fault): Promise<void>;
	/** When the outage of a 'refused' is over. */
	up(): Promise<void>;
	/** Menus by scope and language: 'default', 'all_private_chats fr'. */
	readonly menus: ReadonlyMap<string, readonly { readonly command: string; readonly description: string }[]>;
	/** Chat ids in which 'typing' was shown. */
	readonly typing: readonly number[];
	readonly webhookUrl: string;
	readonly violations: readonly string[];
	readonly unknownRoutes: readonly string[];
	/** 401s, 429s and repeated 403s that the bot brought upon itself. */
	readonly avoidable: number;
	close(): Promise<void>;
}

const ANSWER_MS = 10_000;

export async function startTelegram(): Promise<TelegramStandIn> {
	const world = new World();
	const token = '700000001:AAstand-in_token-of-the-tests_0123456';
	const http = await startHttp(world, token);
	let presses = 0;

	/** With privacy mode on, a group hands over commands and replies to the bot only. */
	function isShown(state: ChatState, message: Message): boolean {
		if (state.chat.type === 'private' || state.botIsAdmin) return true;
		if (message.reply_to_message?.from?.id === world.bot.id) return true;
		const command = /^\/\w+(?:@(\w+))?/.exec(message.text || (message.caption ?? ''));
		return command !== null && (command[1] === undefined || command[1] === world.bot.username);
	}

	const write = (chat: Chat, text: string, options: Saying = {}): Message =>
		put(chat, { text, entities: options.entities ?? detect(text) }, options);

	const upload = (chat: Chat, { name, bytes, caption }: SentFile, options: Saying = {}): Message => {
		const words = caption === undefined ? {} : { caption, caption_entities: detect(caption) };
		return put(chat, { text: '', ...words, document: keep(world, name, Buffer.from(bytes)) }, options);
	};

	function put(chat: Chat, content: Content, options: Saying): Message {
		const state = world.state(chat.id);
		const inItsName = options.from === 'chat' || chat.type === 'channel';
		const from = options.from === 'chat' || inItsName ? undefined : (options.from ?? chat.owner);
		const message = world.receive(state, content, from, options.topic, options.replyTo);
		if (isShown(state, message)) {
			world.updates.push('message', chat.type === 'channel' ? { channel_post: message } : { message });
		}
		return message;
	}

	const own = (chat: number): readonly Message[] =>
		world.state(chat).messages.filter(({ from }) => from?.id === world.bot.id);
	const answerTo = (question: Message, after: number): Promise<Message> =>
		world.waitFor(
			() =>
				own(question.chat.id).find(
					(message) =>
						message.message_id > after && message.reply_to_message?.message_id === question.message_id,
				),
			ANSWER_MS,
			`an answer to ${JSON.stringify(question.text.slice(0, 60))}`,
		);

	function tap(message: Message, label: string, options: { from?: User } = {}): Promise<Answered> {
		const button = message.reply_markup?.inline_keyboard.flat().find(({ text }) => text === label);
		if (button?.callback_data === undefined) throw new Error(`no button ${label} to press`);
		const id = String(9_000_000 + ++presses);
		const from = options.from ?? world.state(message.chat.id).chat.owner;
		return new Promise((resolve) => {
			world.presses.set(id, resolve);
			world.updates.push('callback_query', {
				callback_query: { id, from, message, chat_instance: '1', data: button.callback_data },
			});
		});
	}

	function setMembership(chat: Chat, status: string): void {
		const state = world.state(chat.id);
		world.updates.push('my_chat_member', {
			my_chat_member: {
				chat: world.info(state),
				from: chat.owner,
				date: Math.floor(Date.now() / 1000),
				old_chat_member: { user: world.bot, status: status === 'member' ? 'left' : 'member' },
				new_chat_member: { user: world.bot, status },
			},
		});
	}

	return {
		apiUrl: http.url,
		token,
		botUsername: world.bot.username,
		chat: (options) => world.createChat(options),
		user: (name, language) => world.user(name, language),
		write,
		say(chat, text, options) {
			const message = write(chat, text, options);
			return answerTo(message, message.message_id);
		},
		async press(message, label, options) {
			const last = world.state(message.chat.id).messages.at(-1)?.message_id ?? 0;
			const [answer] = await Promise.all([answerTo(message, last), tap(message, label, options)]);
			return answer;
		},
		tap,
		send(chat, file, options) {
			const message = upload(chat, file, options);
			return answerTo(message, message.message_id);
		},
		upload,
		fileOf: ({ document }) =>
			Buffer.from(world.files.get(document?.file_id ?? '')?.bytes ?? []).toString('utf8'),
		refuseFiles(chat) {
			world.state(chat.id).takesNoFiles = true;
		},
		messages: (chat) => own(chat.id),
		waitForMessage: (chat, predicate, ms = ANSWER_MS) =>
			world.waitFor(() => own(chat.id).find(predicate), ms, 'a message'),
		kick(chat, { quietly = false } = {}) {
			const kicked = `bot was kicked from the ${chat.type} chat`;
			const description = `Forbidden: ${chat.type === 'private' ? 'bot was blocked by the user' : kicked}`;
			world.state(chat.id).refusal = { code: 403, description, told: !quietly };
			if (!quietly) setMembership(chat, 'kicked');
		},
		invite(chat) {
			world.state(chat.id).refusal = undefined;
			setMembership(chat, 'member');
		},
		silence(chat) {
			const description = 'Bad Request: not enough rights to send text messages to the chat';
			world.state(chat.id).refusal = { code: 400, description, told: false };
		},
		closeTopic: (chat, topic) => void world.state(chat.id).closedTopics.add(topic),
		migrate(chat, { quietly = false } = {}) {
			const state = world.state(chat.id);
			const moved = world.migrate(state);
			if (!quietly) {
				const base = world.receive(state, { text: '' }, chat.owner, undefined);
				world.updates.push('message', { message: { ...base, migrate_to_chat_id: moved.id } });
			}
			return moved;
		},
		repeat: () => world.updates.repeat(),
		nextSend: (fault) => http.fault(fault),
		up: () => http.up(),
		menus: world.menus,
		typing: world.actions,
		get webhookUrl() {
			return world.updates.webhookUrl;
		},
		violations: world.violations,
		unknownRoutes: http.unknownRoutes,
		get avoidable() {
			return world.avoidable;
		},
		close: () => http.close(),
	};
}
