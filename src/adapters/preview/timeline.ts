/**
 * What the preview page shows, oldest first. Rules:
 * 1. Bounded: the oldest entries leave. Nothing is stored; a restart begins a new timeline.
 * 2. A listener gets what it missed and everything after it, without a gap and without a repeat.
 * 3. An entry added again under its id takes the old one's place in time: a message that was changed.
 * 4. An entry is what both chats would show: the payloads of their own renderers.
 */
import { randomUUID } from 'node:crypto';

export type Entry =
	| {
			readonly kind: 'said';
			readonly id: string;
			readonly at: number;
			/** The line typed, or the label of the button pressed. */
			readonly line: string;
			readonly pressed: boolean;
			/** The message it was used on. */
			readonly about?: string;
	  }
	| {
			readonly kind: 'message';
			readonly id: string;
			readonly at: number;
			/** What was said, for an answer; a post has none. */
			readonly answers?: string;
			readonly private: boolean;
			/** How often it was changed. */
			readonly edits: number;
			readonly discord: readonly unknown[];
			readonly telegram: readonly unknown[];
	  };

/** `position` names an entry over all runs; a listener returns with the last one it saw. */
export interface Placed {
	readonly position: string;
	readonly entry: Entry;
}

export type Listener = (placed: Placed) => void;

export interface Timeline {
	/** @returns the ids that left to make room. */
	add(entry: Entry): readonly string[];
	has(id: string): boolean;
	subscribe(listener: Listener, after?: string): { readonly past: readonly Placed[]; stop(): void };
}

export function createTimeline(length: number): Timeline {
	const run = randomUUID().slice(0, 8);
	const shown: Placed[] = [];
	const listeners = new Set<Listener>();
	let count = 0;
	return {
		add(entry) {
			count += 1;
			const placed = { position: `${run}-${count}`, entry };
			const old = shown.findIndex((one) => one.entry.id === entry.id);
			if (old >= 0) shown.splice(old, 1);
			shown.push(placed);
			for (const listener of listeners) listener(placed);
			return shown.splice(0, Math.max(0, shown.length - length)).map((old) => old.entry.id);
		},
		has: (id) => shown.some(({ entry }) => entry.id === id),
		subscribe(listener, after) {
			listeners.add(listener);
			const seen = shown.findIndex(({ position }) => position === after);
			return { past: shown.slice(seen + 1), stop: () => void listeners.delete(listener) };
		},
	};
}
