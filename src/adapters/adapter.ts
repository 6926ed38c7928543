/**
 * The port: what the program asks of a chat platform, and what a platform asks of the program. Rules:
 * 1. An adapter turns a platform's event into a Call, hands it to `handle`, and renders the Reply.
 * 2. `send` makes one attempt and never retries by itself: the relay decides, by the SendError's outcome.
 * 3. An adapter holds no news and opens no store.
 */

import type { Handle } from '../core/call.ts';
import type { Command } from '../core/command.ts';
import type { Doc } from '../doc/doc.ts';
import type { ChannelRef, Platform } from '../model.ts';

export type { Call, Handle, Reply } from '../core/call.ts';

export interface Outgoing {
	/** The delivery's id, at most 25 characters: an idempotency key where the platform knows one. */
	readonly key: string;
	readonly channel: ChannelRef;
	readonly doc: Doc;
}

export interface Adapter {
	readonly platform: Platform;
	/** For how long (ms) after a first attempt a repeat with the same key is harmless; 0 = never repeat blindly. */
	readonly repeatWindow: number;
	/**
	 * Connects, registers the commands, and from then on calls `handle`. A platform that cannot be reached is told
	 * in the log and tried again in the background; until then `send` answers `later`.
	 * @throws ConfigError where a setting is wrong
	 */
	start(commands: readonly Command[], handle: Handle): Promise<void>;
	/** @throws SendError */
	send(message: Outgoing): Promise<{ readonly messageId: string }>;
	/**
	 * Changes a message of ours, also one from before a restart; what does not fit into it follows, as far as
	 * possible. @throws SendError where the message stays as it was
	 */
	revise?(message: Omit<Outgoing, 'key'> & { readonly messageId: string }): Promise<void>;
	/**
	 * Looks in the channel for a message sent with this key, not before `since` (epoch ms).
	 * @returns its id, `absent` where that is certain, undefined where the platform cannot tell.
	 */
	find?(message: Outgoing, since: number): Promise<{ readonly messageId: string } | 'absent' | undefined>;
	/** An HTTP entry for platforms that call us; mounted by the web server. */
	readonly webhook?: { readonly path: string; handle(request: Request): Promise<Response> };
	stop(): Promise<void>;
}
