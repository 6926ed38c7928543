/**
 * One use of a command, between a platform and the dispatcher. Rules:
 * 1. A Call is what the platform reports: nothing in it is trusted yet.
 * 2. A Handle never throws: every failure has become a Doc.
 */
import type { Doc } from '../doc/doc.ts';
import type { ChannelRef } from '../model.ts';
import type { SentFile, Subject } from './command.ts';

export interface Call {
	readonly command: string;
	/** Typed values by option name (Discord, buttons), or the rest of the line (Telegram, preview). */
	readonly input:
		| { readonly kind: 'values'; readonly values: Readonly<Record<string, string | number>> }
		| { readonly kind: 'line'; readonly line: string };
	readonly channel: ChannelRef;
	readonly user: string;
	/** BCP 47 of the person or channel, as the platform says; may be unknown to us. */
	readonly locale: string;
	readonly about?: Subject;
	/** Sent along, or what the message answers. */
	readonly file?: SentFile;
	/** How a file gets here with a command: as its option, or with its message; undefined where none can. */
	readonly takesFile?: 'option' | 'message';
	/** What people call the channel. */
	readonly channelName?: string;
	/** May this person manage the channel, by the platform's own rights? Asked only when it matters. */
	isManager(): Promise<boolean>;
	readonly signal: AbortSignal;
	/**
	 * Changes the answer to this call, once it is there and for as long as the platform lets us. Never rejects.
	 * @returns whether people see it now.
	 */
	revise?(doc: Doc): Promise<boolean>;
	/** The message that answers this call, once it is there, where Adapter.revise knows it. Never rejects. */
	messageId?(): Promise<string | undefined>;
}

export interface Reply {
	readonly doc: Doc;
	readonly private: boolean;
}

export type Handle = (call: Call) => Promise<Reply>;
