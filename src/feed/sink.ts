/**
 * Takes bytes in, up to a limit. Rules:
 * 1. Beyond the limit it takes nothing and throws.
 * 2. Memory is taken from a share (budget.ts) before it is filled, and waited for.
 * 3. Bytes are copied together: a million pieces of one byte cost a million bytes, not a million objects.
 */

import type { Share } from './budget.ts';

/** More bytes than allowed. */
export class TooLarge extends Error {
	override readonly name = 'TooLarge';
}

export interface Sink {
	/** @throws TooLarge, the signal's reason */
	take(bytes: Uint8Array): Promise<void>;
	readonly length: number;
	/** What was taken so far; the sink takes nothing after. */
	bytes(): Buffer;
	/** Its bytes are needed no more. */
	close(): void;
}

const FIRST_BYTES = 16 * 1024;

/** Where a sink's memory comes from, and how long it is waited for. */
export interface Source {
	readonly share: Share;
	readonly signal: AbortSignal;
}

/** @param times of each byte, for who keeps another copy while it writes. */
export function createSink(limit: number, { share, signal }: Source, times = 1): Sink {
	let room = Buffer.allocUnsafe(0);
	let length = 0;
	return {
		async take(bytes) {
			const needed = length + bytes.length;
			if (needed > limit) throw new TooLarge(`more than ${limit} bytes`);
			if (needed > room.length) {
				const size = Math.min(limit, Math.max(needed, room.length * 2, FIRST_BYTES));
				await share.take(size * times, signal);
				const larger = Buffer.allocUnsafe(size);
				room.copy(larger, 0, 0, length);
				share.give(room.length * times);
				room = larger;
			}
			room.set(bytes, length);
			length = needed;
		},
		get length() {
			return length;
		},
		bytes() {
			share.give(room.length * (times - 1));
			return room.subarray(0, length);
		},
		close: () => share.give(room.length),
	};
}
