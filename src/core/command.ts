/**
 * A command is data plus one function that returns a Doc. Rules:
 * 1. Names fit both platforms: [a-z0-9_]{1,32}.
 * 2. Every text about it (description, options, usage) is a phrase of locales, found by name:
 *    `command-<name>`, `command-<name>-<option>`, and for choices `choice-<value>`.
 * 3. `run` never sends and never sees a platform; a mistake of the person is thrown as a UserError.
 * 4. The first text option is the main one: on Telegram the rest of the line. A file comes beside the line: as an
 *    option of its own on Discord, as a document with the command for its caption, or answered by it, on Telegram.
 */

import type { Doc } from '../doc/doc.ts';
import type { ChannelRef, Translate } from '../model.ts';
import type { News } from './news.ts';

interface TextOption {
	readonly type: 'text';
	readonly required: boolean;
	readonly maxLength?: number;
	/** Where a line is typed, all of it is this option, quotes and colons included; see parse.ts. Beside it: choices and a file. */
	readonly prose?: boolean;
}
interface ChoiceOption<C extends string> {
	readonly type: 'choice';
	readonly choices: readonly C[];
	/** Unset: nothing given is undefined. */
	readonly default?: C;
}
interface IntegerOption {
	readonly type: 'integer';
	readonly min: number;
	readonly max: number;
	readonly default: number;
}
/** Sent with the command, or the file of the message it answers. A command has one at most, and does without. */
interface FileOption {
	readonly type: 'file';
}
export type Option = TextOption | ChoiceOption<string> | IntegerOption | FileOption;

type Value<O> = O extends { type: 'integer' }
	? number
	: O extends { type: 'file' }
		? SentFile | undefined
		: O extends { type: 'choice'; choices: readonly (infer C)[] }
			? O extends { default: C }
				? C
				: C | undefined
			: O extends { type: 'text'; required: true }
				? string
				: string | undefined;
export type Args<O extends Record<string, Option>> = { readonly [K in keyof O]: Value<O[K]> };

/** A file as the platform announces it; it is fetched only when it is read. */
export interface SentFile {
	readonly name: string;
	/** @throws UserError, FetchError */
	read(limits: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<Uint8Array>;
}

/** The message a command was used on: a Telegram reply, or Discord's Apps menu. */
export interface Subject {
	readonly messageId: string;
	/** Addresses in it, in order, links behind words included. */
	readonly urls: readonly string[];
	readonly text: string;
}

/** What a command knows of the moment it is used in. */
export interface Invocation {
	readonly channel: ChannelRef;
	/** The platform's id of the person. */
	readonly user: string;
	/** BCP 47, of the person or the channel. */
	readonly locale: string;
	readonly t: Translate;
	readonly about?: Subject;
	readonly signal: AbortSignal;
	/** Epoch ms: what is not answered then is given up. */
	readonly deadline: number;
	/** These as in Call: how a file gets here, the channel's name, and the answer that is changed later on. */
	readonly takesFile?: 'option' | 'message';
	readonly channelName?: string;
	revise?(doc: Doc): Promise<boolean>;
	messageId?(): Promise<string | undefined>;
}

export interface Command<O extends Record<string, Option> = Record<string, Option>> {
	readonly name: string;
	readonly access: 'everyone' | 'manager';
	readonly reply: 'public' | 'private';
	/** Also offered on a message: Discord's Apps menu; on Telegram a reply does the same for every command. */
	readonly onMessage: boolean;
	readonly options: O;
	/** The answer where the main option is missing: it asks for it, with a button for each value there is. */
	ask?(invocation: Invocation, news: News): Promise<Doc>;
	run(args: Args<O>, invocation: Invocation, news: News): Promise<Doc>;
}

export const command = <const O extends Record<string, Option>>(spec: Command<O>): Command<O> => spec;
