/**
 * The pace of one platform. Rules:
 * 1. A slot is taken before a request and comes back one window after its answer arrived. The request reached
 *    the platform before its answer, so two requests of one slot are at least a window apart at the platform
 *    too: no jitter on the way can break a limit of `slots` per window.
 * 2. A channel has limits of its own beside the platform's. Forum topics share those of their chat.
 * 3. The platform's "later" holds the channel or the whole platform for the time it names.
 * 4. The slots of a window are not all taken at once: requests start a little apart, at most a few together.
 *    A process that is killed leaves its open requests in doubt, and they stay open longer in a crowd. As the
 *    starts fill only a part of the window, this costs no more than that part, once, at the end of a fan-out.
 * 5. The pacer decides and never waits: whoever sends asks again at `nextChangeIn`. Time is steady (it never
 *    jumps), in milliseconds.
 */
import type { ChannelRef, Platform } from '../model.ts';

/** At most `slots` requests in any span of `windowMs`; 0 ms: at most `slots` at a time. */
export interface Limit {
	readonly slots: number;
	readonly windowMs: number;
}

export interface PaceLimits {
	readonly platform: Limit;
	/** What shares one channel's limits, e.g. the chat of a forum topic. */
	chatOf(channel: ChannelRef): string;
	ofChat(chat: string): readonly Limit[];
}

/** The part of a window over which its slots are spread; the rest is left for late timers. */
const SPREAD = 0.75;
const TOGETHER = 4;

export interface Pacer {
	/** How many requests may start now, as far as the platform's own limit goes. */
	free(): number;
	/** The channels seen so far that may not be sent to now. */
	busy(): readonly ChannelRef[];
	/** @returns what to call when the answer has arrived; undefined where a limit or a hold is in the way. */
	take(channel: ChannelRef): (() => void) | undefined;
	/** Nothing goes to the channel, or without one to the platform, for this long. */
	hold(forMs: number, channel?: ChannelRef): void;
	/** Milliseconds until a slot returns or a hold ends; undefined where only an answer can change anything. */
	nextChangeIn(): number | undefined;
}

export function createPacer(limits: PaceLimits, now: () => number): Pacer {
	const platform = createGate([limits.platform], now);
	const starts = createSpacing((SPREAD * limits.platform.windowMs) / limits.platform.slots, now);
	const chats = new Map<string, { readonly gate: Gate; readonly channels: Set<ChannelRef> }>();

	function chatOf(channel: ChannelRef) {
		const name = limits.chatOf(channel);
		let chat = chats.get(name);
		if (chat === undefined) {
			chat = { gate: createGate(limits.ofChat(name), now), channels: new Set() };
			chats.set(name, chat);
		}
		chat.channels.add(channel);
		return chat;
	}

	return {
		free: () => Math.min(platform.free(), starts.free()),
		busy() {
			const busy: ChannelRef[] = [];
			for (const [name, chat] of chats) {
				if (chat.gate.free() === 0) busy.push(...chat.channels);
				else if (chat.gate.idle()) chats.delete(name); // keeps no chat longer than its windows
			}
			return busy;
		},
		take(channel) {
			const { gate } = chatOf(channel);
			if (platform.free() === 0 || starts.free() === 0 || gate.free() === 0) return undefined;
			starts.take();
			const answers = [platform.take(), gate.take()];
			return () => {
				for (const answered of answers) answered();
			};
		},
		hold(forMs, channel) {
			const gate = channel === undefined ? platform : chatOf(channel).gate;
			gate.hold(forMs);
		},
		nextChangeIn() {
			const gates = [platform, starts, ...[...chats.values()].map(({ gate }) => gate)];
			const times = gates.map((gate) => gate.nextChange());
			const next = Math.min(...times.filter((time) => time !== undefined));
			return Number.isFinite(next) ? Math.max(0, next - now()) : undefined;
		},
	};
}

interface Gate {
	free(): number;
	/** No slot is taken or on its way back, no hold stands. */
	idle(): boolean;
	take(): () => void;
	hold(forMs: number): void;
	nextChange(): number | undefined;
}

/** Several limits over the same requests. */
function createGate(limits: readonly Limit[], now: () => number): Gate {
	// Times of return are pushed in order, as time is steady and a limit's window is always the same.
	const states = limits.map((limit) => ({ limit, open: 0, returns: [] as number[] }));
	let heldUntil = Number.NEGATIVE_INFINITY;

	function returned() {
		const time = now();
		for (const { returns } of states) {
			let past = 0;
			while ((returns[past] ?? Number.POSITIVE_INFINITY) <= time) past++;
			if (past > 0) returns.splice(0, past);
		}
		return states;
	}

	return {
		free() {
			if (now() < heldUntil) return 0;
			const free = returned().map(({ limit, open, returns }) => limit.slots - open - returns.length);
			return Math.max(0, Math.min(...free));
		},
		idle: () => now() >= heldUntil && returned().every(({ open, returns }) => open + returns.length === 0),
		take() {
			for (const state of states) state.open++;
			let answered = false;
			return () => {
				if (answered) return;
				answered = true;
				for (const state of states) {
					state.open--;
					state.returns.push(now() + state.limit.windowMs);
				}
			};
		},
		hold(forMs) {
			heldUntil = Math.max(heldUntil, now() + forMs);
		},
		nextChange() {
			const first = returned().map(({ returns }) => returns[0]);
			const times = [...first, heldUntil > now() ? heldUntil : undefined].filter(
				(time) => time !== undefined,
			);
			return times.length > 0 ? Math.min(...times) : undefined;
		},
	};
}

/** Starts `apartMs` apart; up to TOGETHER that were not used may be made up for at once. */
function createSpacing(apartMs: number, now: () => number) {
	let next = Number.NEGATIVE_INFINITY;
	function free(): number {
		if (apartMs === 0) return Number.POSITIVE_INFINITY;
		return now() < next ? 0 : Math.min(TOGETHER, 1 + Math.floor((now() - next) / apartMs));
	}
	return {
		free,
		take() {
			next = Math.max(next, now() - (TOGETHER - 1) * apartMs) + apartMs;
		},
		nextChange: () => (free() === 0 ? next : undefined),
	};
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const wholeRef = (channel: ChannelRef): string => channel;

/** A little below what the platforms name, so that replies to commands keep room beside the posts. */
export const paceOf: Readonly<Record<Platform, PaceLimits>> = {
	discord: {
		platform: { slots: 43, windowMs: SECOND_MS }, // of 50 a second
		chatOf: wholeRef,
		// A channel's own bucket is known by its headers to the client; more than one at a time could overtake.
		ofChat: () => [{ slots: 1, windowMs: 0 }],
	},
	telegram: {
		platform: { slots: 28, windowMs: SECOND_MS }, // of about 30 a second
		chatOf: (channel) => channel.split(':', 2).join(':'),
		ofChat: (chat) => [
			{ slots: 1, windowMs: SECOND_MS },
			...(chat.startsWith('telegram:-') ? [{ slots: 20, windowMs: MINUTE_MS }] : []),
		],
	},
	preview: {
		platform: { slots: 100, windowMs: SECOND_MS },
		chatOf: wholeRef,
		ofChat: () => [{ slots: 1, windowMs: 0 }],
	},
};
