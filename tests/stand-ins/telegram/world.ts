/**
 * Chats, people and messages of the stand-in. Rules:
 * 1. Message ids rise by one in each supergroup and channel; private chats and basic groups share one counter.
 * 2. A chat that removed the bot refuses in the platform's own words. The first refusal is news to the bot, a
 *    second one it could have known: it counts as avoidable, as does every 429.
 * 3. After a 429 the whole token is refused, whatever the method, until its time is over.
 */
import { detect } from './detect.ts';
import { createLimits } from './limits.ts';
import {
	type Answered,
	ApiError,
	badRequest,
	type Chat,
	type ChatInfo,
	type ChatState,
	type ChatType,
	type Entity,
	type Keyboard,
	type LinkPreview,
	type Message,
	type User,
} from './types.ts';
import { createUpdates, type Updates } from './updates.ts';

export interface Content extends Pick<Message, 'caption' | 'caption_entities' | 'document'> {
	readonly text: string;
	readonly entities?: readonly Entity[] | undefined;
	readonly reply_markup?: Keyboard | undefined;
	readonly link_preview_options?: LinkPreview | undefined;
}

export interface ChatOptions {
	readonly type: ChatType;
	readonly title: string;
	/** Besides the owner. */
	readonly admins?: readonly User[];
	/** Makes a supergroup a forum with these topics. */
	readonly topics?: readonly string[];
	/** Sees every message of a group; always so in a channel. */
	readonly botIsAdmin?: boolean;
	/** IETF tag of the owner's and the member's Telegram app. */
	readonly language?: string;
}

const GENERAL_TOPIC = 1;

export class World {
	readonly bot: User & { readonly username: string } = {
		id: 700_000_001,
		is_bot: true,
		first_name: 'Depeche',
		username: 'depeche_test_bot',
	};
	readonly violations: string[] = [];
	readonly menus = new Map<string, readonly { readonly command: string; readonly description: string }[]>();
	readonly presses = new Map<string, ((answer: Answered) => void) | undefined>();
	/** Chats in which 'typing' was shown, in order. */
	readonly actions: number[] = [];
	/** By file_id. */
	readonly files = new Map<string, { readonly path: string; readonly bytes: Uint8Array }>();
	readonly updates: Updates = createUpdates();
	avoidable = 0;
	readonly #chats = new Map<number, ChatState>();
	readonly #watchers = new Set<() => void>();
	readonly #wait = createLimits();
	#nextUser = 1_000_001;
	#nextChat = 4_000_001;
	#sharedId = 0;
	#heldUntil = 0;

	user(name: string, language?: string): User {
		const user = { id: this.#nextUser++, is_bot: false, first_name: name };
		return language === undefined ? user : { ...user, language_code: language };
	}

	createChat({ type, title, admins = [], topics = [], botIsAdmin, language = 'en' }: ChatOptions): Chat {
		const owner = this.user(`Owner of ${title}`, language);
		const number = this.#nextChat++;
		const id = { private: owner.id, group: -number, supergroup: -1e12 - number, channel: -1e12 - number }[
			type
		];
		const chat: Chat = {
			id,
			type,
			...(type === 'private' ? { first_name: owner.first_name } : { title }),
			...(topics.length > 0 && { is_forum: true }),
			owner,
			member: this.user(`Reader of ${title}`, language),
			topics: Object.fromEntries(topics.map((name, index) => [name, GENERAL_TOPIC + 1 + index])),
		};
		this.#chats.set(id, {
			chat,
			administrators: new Set(admins.map((admin) => admin.id)),
			messages: [],
			closedTopics: new Set(),
			lastId: topics.length + GENERAL_TOPIC,
			botIsAdmin: type === 'channel' || botIsAdmin === true,
			takesNoFiles: false,
			refusal: undefined,
			migratedTo: undefined,
		});
		return chat;
	}

	state(chat: number): ChatState {
		const state = this.#chats.get(chat);
		if (!state) throw badRequest('chat not found');
		return state;
	}

	/** @throws ApiError where the bot cannot write. */
	open(chat: number): ChatState {
		const state = this.state(chat);
		if (state.migratedTo !== undefined) {
			throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
				migrate_to_chat_id: state.migratedTo,
			});
		}
		if (state.refusal) {
			if (state.refusal.told) this.avoidable++;
			state.refusal.told = true;
			throw new ApiError(state.refusal.code, state.refusal.description);
		}
		return state;
	}

	info({ chat }: ChatState): ChatInfo {
		const { owner: _owner, member: _member, topics: _topics, ...info } = chat;
		return info;
	}

	statusOf({ chat, administrators }: ChatState, user: number): string {
		if (user === chat.owner.id) return 'creator';
		if (administrators.has(user)) return 'administrator';
		return user === chat.member.id ? 'member' : 'left';
	}

	topic(state: ChatState, thread: number | undefined): number | undefined {
		if (thread === undefined) return undefined;
		if (!Object.values(state.chat.topics).includes(thread)) throw badRequest('message thread not found');
		if (state.closedTopics.has(thread)) throw badRequest('TOPIC_CLOSED');
		return thread;
	}

	/** From a 429 on. A refusal meanwhile makes it no longer. */
	hold(seconds: number): void {
		if (this.#heldUntil <= Date.now()) this.#heldUntil = Date.now() + seconds * 1000;
	}

	/** @throws ApiError while the token is held. */
	refuseHeld(): void {
		const seconds = Math.ceil((this.#heldUntil - Date.now()) / 1000);
		if (seconds <= 0) return;
		this.avoidable++;
		throw new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
	}

	take(chat: number): void {
		const seconds = this.#wait(chat);
		if (seconds === 0) return;
		this.avoidable++;
		throw new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
	}

	#add(state: ChatState, message: Omit<Message, 'message_id' | 'date' | 'chat'>): Message {
		const isShared = state.chat.type === 'private' || state.chat.type === 'group';
		const message_id = isShared ? ++this.#sharedId : ++state.lastId;
		const date = Math.floor(Date.now() / 1000);
		const complete = { message_id, date, chat: this.info(state), ...message };
		state.messages.push(complete);
		for (const look of this.#watchers) look();
		return complete;
	}

	/** The bot's own message, as Telegram keeps it: with what it finds in the words. */
	publish(state: ChatState, content: Content, thread: number | undefined, original?: Message): Message {
		return this.#add(state, {
			...(state.chat.type === 'channel' ? { sender_chat: this.info(state) } : {}),
			from: this.bot,
			...this.#thread(thread),
			...this.#words(content),
			entities: detect(content.text, content.entities),
			reply_markup: content.reply_markup,
			link_preview_options: content.link_preview_options,
			...this.#reply(original),
		});
	}

	/** Somebody else's message; `from` undefined: in the chat's own name. */
	receive(
		state: ChatState,
		content: Content,
		from: User | undefined,
		thread: number | undefined,
		original?: Message,
	): Message {
		const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' };
		return this.#add(state, {
			...(from ? { from } : { sender_chat: this.info(state) }),
			...(!from && state.chat.type !== 'channel' ? { from: anonymous } : {}),
			...this.#thread(thread),
			...this.#words(content),
			entities: content.entities ?? detect(content.text),
			...this.#reply(original),
		});
	}

	#words({ text, caption, caption_entities, document }: Content) {
		return document === undefined ? { text } : { text, caption, caption_entities, document };
	}

	#thread(thread: number | undefined): Pick<Message, 'message_thread_id' | 'is_topic_message'> {
		return thread === undefined ? {} : { message_thread_id: thread, is_topic_message: true };
	}

	#reply(original: Message | undefined): Pick<Message, 'reply_to_message'> {
		if (!original) return {};
		const { reply_to_message: _nested, ...message } = original;
		return { reply_to_message: message };
	}

	replace(old: Message, changed: Message): Message {
		const { messages } = this.state(old.chat.id);
		messages[messages.indexOf(old)] = changed;
		for (const look of this.#watchers) look();
		return changed;
	}

	answered(id: string, answer: Answered): void {
		this.presses.get(id)?.(answer);
		this.presses.set(id, undefined);
	}

	migrate(state: ChatState): Chat {
		const id = -1e12 - this.#nextChat++;
		const chat: Chat = { ...state.chat, id, type: 'supergroup' };
		this.#chats.set(id, { ...state, chat, messages: [], migratedTo: undefined, lastId: 1 });
		state.migratedTo = id;
		return chat;
	}

	/** Resolves with the first thing that `find` finds, now or after a later message. */
	waitFor<T>(find: () => T | undefined, milliseconds: number, what: string): Promise<T> {
		return new Promise((resolve, reject) => {
			const look = (): boolean => {
				const found = find();
				if (found === undefined) return false;
				this.#watchers.delete(look);
				clearTimeout(timer);
				resolve(found);
				return true;
			};
			const timer = setTimeout(() => {
				this.#watchers.delete(look);
				reject(new Error(`${what}: nothing came within ${milliseconds} ms`));
			}, milliseconds);
			if (!look()) this.#watchers.add(look);
		});
	}
}
