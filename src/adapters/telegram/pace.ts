/**
 * How soon a chat may get its next message. Rules:
 * 1. A chat bears three messages in a burst, then one a second; a group or channel besides 20 a minute. All chats
 *    of the token together bear 30 a second.
 * 2. A place in the window is held from before the call until one window after its answer, so no delay on the
 *    way can bring two messages closer together than they were sent.
 * 3. The relay paces its posts, but not the answers to people: here both take their places. An answer waits for
 *    its own; a post goes back to the relay, which holds the chat or the whole token.
 * 4. What was sent before a restart is not remembered here but by Telegram: a chat begins with its burst spent.
 * 5. A 429, of whatever method, holds the whole token until it is over: Telegram would refuse everything else too.
 */

export type Slot =
	| { readonly kind: 'go'; readonly done: () => void }
	| { readonly kind: 'wait'; readonly milliseconds: number; readonly scope: 'chat' | 'token' };

interface Window {
	readonly count: number;
	readonly milliseconds: number;
}

const TOKEN: Window = { count: 30, milliseconds: 1_000 };
const BURST: Window = { count: 3, milliseconds: 3_000 };
const MINUTE: Window = { count: 20, milliseconds: 60_000 };
/** While an answer is awaited nobody knows when its place comes free. */
const SOON = 100;
const SWEEP_ABOVE = 2_000;

interface Sent {
	/** Infinity while under way. */
	at: number;
}

export interface Pace {
	take(chat: number): Slot;
	/** Milliseconds, as Telegram asked. */
	hold(milliseconds: number): void;
	/** Milliseconds until the token may be used again; 0 = now. */
	heldFor(): number;
}

/** @param restartedAt epoch ms; unset where nobody can have sent anything before. */
export function createPace(now: () => number = Date.now, restartedAt?: number): Pace {
	const chats = new Map<number, readonly Sent[]>();
	let all: readonly Sent[] = [];
	let heldUntil = 0;

	const recent = (sent: readonly Sent[], window: Window, at: number): readonly Sent[] =>
		sent.filter((one) => one.at > at - window.milliseconds);

	function sweep(at: number): void {
		for (const [chat, sent] of chats) if (recent(sent, MINUTE, at).length === 0) chats.delete(chat);
	}

	function waitFor(sent: readonly Sent[], window: Window, at: number): number {
		const oldest = recent(sent, window, at).at(-window.count);
		if (!oldest) return 0;
		return oldest.at === Number.POSITIVE_INFINITY ? SOON : oldest.at + window.milliseconds - at;
	}

	const heldFor = (): number => Math.max(0, heldUntil - now());

	return {
		heldFor,
		hold(milliseconds) {
			heldUntil = Math.max(heldUntil, now() + milliseconds);
		},
		take(chat) {
			const at = now();
			const held = heldFor();
			if (held > 0) return { kind: 'wait', milliseconds: held, scope: 'token' };
			if (chats.size > SWEEP_ABOVE) sweep(at);
			const known = chats.get(chat);
			const unknownFor =
				known === undefined && restartedAt !== undefined ? restartedAt + BURST.milliseconds - at : 0;
			const sent = recent(known ?? [], MINUTE, at);
			all = recent(all, TOKEN, at);
			const windows = chat < 0 ? [BURST, MINUTE] : [BURST];
			const forChat = Math.max(unknownFor, ...windows.map((window) => waitFor(sent, window, at)));
			const milliseconds = Math.max(forChat, waitFor(all, TOKEN, at));
			if (milliseconds > 0) return { kind: 'wait', milliseconds, scope: forChat > 0 ? 'chat' : 'token' };
			const mine: Sent = { at: Number.POSITIVE_INFINITY };
			chats.set(chat, [...sent, mine]);
			all = [...all, mine];
			return {
				kind: 'go',
				done: () => {
					mine.at = now();
				},
			};
		},
	};
}
