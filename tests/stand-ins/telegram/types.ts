/** What the stand-in keeps and sends, in the Bot API's own shapes. */

import type { Document } from './files.ts';

export interface User {
	readonly id: number;
	readonly is_bot: boolean;
	readonly first_name: string;
	readonly username?: string;
	readonly language_code?: string;
}

export type ChatType = 'private' | 'group' | 'supergroup' | 'channel';

export interface ChatInfo {
	readonly id: number;
	readonly type: ChatType;
	readonly title?: string;
	readonly first_name?: string;
	readonly is_forum?: true;
}

export interface Entity {
	readonly type: string;
	readonly offset: number;
	readonly length: number;
	readonly url?: string | undefined;
	readonly language?: string | undefined;
	readonly unix_time?: number | undefined;
	readonly date_time_format?: string | undefined;
}

export interface KeyButton {
	readonly text: string;
	readonly url?: string | undefined;
	readonly callback_data?: string | undefined;
}

export interface Keyboard {
	readonly inline_keyboard: readonly (readonly KeyButton[])[];
}

export interface LinkPreview {
	readonly is_disabled?: boolean | undefined;
	readonly url?: string | undefined;
	readonly prefer_small_media?: boolean | undefined;
	readonly prefer_large_media?: boolean | undefined;
	readonly show_above_text?: boolean | undefined;
}

export interface Message {
	readonly message_id: number;
	readonly date: number;
	readonly chat: ChatInfo;
	readonly from?: User;
	readonly sender_chat?: ChatInfo;
	readonly message_thread_id?: number;
	readonly is_topic_message?: true;
	/** Empty beside a document, which has a caption. */
	readonly text: string;
	readonly entities?: readonly Entity[];
	readonly caption?: string | undefined;
	readonly caption_entities?: readonly Entity[] | undefined;
	readonly document?: Document | undefined;
	readonly reply_markup?: Keyboard | undefined;
	readonly link_preview_options?: LinkPreview | undefined;
	readonly reply_to_message?: Omit<Message, 'reply_to_message'>;
}

/** What the tests hold of a chat. */
export interface Chat extends ChatInfo {
	/** Creator of a group or channel; the person of a private chat. */
	readonly owner: User;
	/** An ordinary member. */
	readonly member: User;
	/** Ids of forum topics by name. */
	readonly topics: Readonly<Record<string, number>>;
}

export interface ChatState {
	readonly chat: Chat;
	readonly administrators: ReadonlySet<number>;
	readonly messages: Message[];
	/** The bot may write, but send no documents. */
	takesNoFiles: boolean;
	readonly closedTopics: Set<number>;
	lastId: number;
	botIsAdmin: boolean;
	/** Why the bot cannot write: the platform's own words, and how often it was told. */
	refusal: { readonly code: 400 | 403; readonly description: string; told: boolean } | undefined;
	migratedTo: number | undefined;
}

export interface Answered {
	readonly text?: string | undefined;
	readonly url?: string | undefined;
}

/** The Bot API's way to say no. */
export class ApiError extends Error {
	readonly code: number;
	readonly parameters: { readonly retry_after?: number; readonly migrate_to_chat_id?: number };
	constructor(code: number, description: string, parameters: ApiError['parameters'] = {}) {
		super(description);
		this.code = code;
		this.parameters = parameters;
	}
}

export const badRequest = (description: string): ApiError => new ApiError(400, `Bad Request: ${description}`);
