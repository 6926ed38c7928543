/**
 * How soon a chat may get its next message. Rules:
 * 1. A chat bears three messages in a burst, then one a second; a group or channel besides 20 a minute.
 * 2. A place in the window is held from before the call until one window after its answer, so no delay on the
 *    way can bring two messages closer together than they were sent.
 * 3. The relay paces its posts for the whole token; this window is for what both know of one chat only.
 */

export type Slot =
	| { readonly kind: 'go'; readonly done: () => void }
	| { readonly kind: 'wait'; readonly milliseconds: number };

interface Window {
	readonly count: number;
	readonly milliseconds: number;
}

const BURST: Window = { count: 3, milliseconds: 3_000 };
const MINUTE: Window = { count: 20, milliseconds: 60_000 };
/** While an answer is awaited nobody knows when its place comes free. */
const SOON = 100;
const SWEEP_ABOVE = 2_000;

interface Sent {
	/** Infinity while under way. */
	at: number;
}

export function createPace(now: () => number = Date.now): { take(chat: number): Slot } {
	const chats = new Map<number, readonly Sent[]>();

	const recent = (sent: readonly Sent[], at: number): readonly Sent[] =>
		sent.filter((one) => one.at > at - MINUTE.milliseconds);

	function sweep(at: number): void {
		for (const [chat, sent] of chats) if (recent(sent, at).length === 0) chats.delete(chat);
	}

	function waitFor(sent: readonly Sent[], window: Window, at: number): number {
		const inside = sent.filter((one) => one.at > at - window.milliseconds);
		const oldest = inside.at(-window.count);
		if (!oldest) return 0;
		return oldest.at === Number.POSITIVE_INFINITY ? SOON : oldest.at + window.milliseconds - at;
	}

	return {
		take(chat) {
			const at = now();
			if (chats.size > SWEEP_ABOVE) sweep(at);
			const sent = recent(chats.get(chat) ?? [], at);
			const windows = chat < 0 ? [BURST, MINUTE] : [BURST];
			const milliseconds = Math.max(...windows.map((window) => waitFor(sent, window, at)));
			if (milliseconds > 0) return { kind: 'wait', milliseconds };
			const mine: Sent = { at: Number.POSITIVE_INFINITY };
			chats.set(chat, [...sent, mine]);
			return {
				kind: 'go',
				done: () => {
					mine.at = now();
				},
			};
		},
	};
}
