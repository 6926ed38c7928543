/**
 * Ids derived from what they name. Rules:
 * 1. The same parts give the same id in every process: a repeated insert meets its twin instead of doubling it.
 * 2. 13 characters of [0-9a-v] (65 bits of sha256): short enough for a button, and at 10 million ids the
 *    chance of any collision is about one in a million.
 */
import { createHash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const LENGTH = 13;

export function shortId(...parts: readonly string[]): string {
	// A length before each part keeps ('ab', 'c') and ('a', 'bc') apart.
	const digest = createHash('sha256')
		.update(parts.map((part) => `${part.length}:${part}`).join(''))
		.digest();
	let bits = 0n;
	for (const byte of digest.subarray(0, 9)) bits = (bits << 8n) | BigInt(byte);
	let id = '';
	for (let index = 0; index < LENGTH; index++) {
		id += ALPHABET.charAt(Number(bits & 31n));
		bits >>= 5n;
	}
	return id;
}

/** What stands in the ledger for an item's own id, which may be a megabyte long. */
export const itemKey = (itemId: string): string => shortId('item', itemId);
