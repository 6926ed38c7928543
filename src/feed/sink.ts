/**
 * Takes bytes in, up to a limit. Rules:
 * 1. Beyond the limit it takes nothing and throws.
 * 2. Bytes are copied together: a million pieces of one byte cost a million bytes, not a million objects.
 */

/** More bytes than allowed. */
export class TooLarge extends Error {
	override readonly name = 'TooLarge';
}

export interface Sink {
	/** @throws TooLarge */
	take(bytes: Uint8Array): void;
	readonly length: number;
	/** What was taken so far; the sink is not used after. */
	bytes(): Buffer;
}

const FIRST_BYTES = 16 * 1024;

export function createSink(limit: number): Sink {
	let room = Buffer.allocUnsafe(0);
	let length = 0;
	return {
		take(bytes) {
			const needed = length + bytes.length;
			if (needed > limit) throw new TooLarge(`more than ${limit} bytes`);
			if (needed > room.length) {
				const larger = Buffer.allocUnsafe(Math.min(limit, Math.max(needed, room.length * 2, FIRST_BYTES)));
				room.copy(larger, 0, 0, length);
				room = larger;
			}
			room.set(bytes, length);
			length = needed;
		},
		get length() {
			return length;
		},
		bytes: () => room.subarray(0, length),
	};
}
