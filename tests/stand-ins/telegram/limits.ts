/**
 * Telegram's limits, as strictly as they can be read. Rules:
 * 1. Sliding windows: 30 messages in any second for the token, 3 in any 3 seconds for a chat (one a second with a
 *    burst), 20 in any minute for a group or channel.
 * 2. A refused message fills no window, but holds the whole token (world.ts).
 */
interface Window {
	readonly count: number;
	readonly milliseconds: number;
}

const TOKEN: Window = { count: 30, milliseconds: 1_000 };
const CHAT: Window = { count: 3, milliseconds: 3_000 };
const GROUP: Window = { count: 20, milliseconds: 60_000 };

function waitFor(times: readonly number[], { count, milliseconds }: Window, now: number): number {
	const oldest = times.filter((time) => time > now - milliseconds).at(-count);
	return oldest === undefined ? 0 : oldest + milliseconds - now;
}

/** @returns a function that takes a place, or tells the whole seconds to wait. */
export function createLimits(now: () => number = Date.now): (chat: number) => number {
	const all: { readonly chat: number; readonly at: number }[] = [];
	return (chat) => {
		const at = now();
		while (all[0] && all[0].at < at - GROUP.milliseconds) all.shift();
		const times = all.map((one) => one.at);
		const here = all.filter((one) => one.chat === chat).map((one) => one.at);
		const wait = Math.max(
			waitFor(times, TOKEN, at),
			waitFor(here, CHAT, at),
			chat < 0 ? waitFor(here, GROUP, at) : 0,
		);
		if (wait === 0) all.push({ chat, at });
		return Math.ceil(wait / 1000);
	};
}
