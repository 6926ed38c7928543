/**
 * Ids derived from what they name. Rules:
 * 1. The same parts give the same id in every process: a repeated insert meets its twin instead of doubling it.
 * 2. 13 characters of [0-9a-v] (65 bits of sha256): short enough for a button, and at 10 million ids the
 *    chance of any collision is about one in a million.
 */
import { hash } from 'node:crypto';

const ALPHABET = '0123456789abcdefghijklmnopqrstuv';
const LENGTH = 13;
const BYTES = 9;

export function shortId(...parts: readonly string[]): string {
	// A length before each part keeps ('ab', 'c') and ('a', 'bc') apart.
	const digest = hash('sha256', parts.map((part) => `${part.length}:${part}`).join(''), 'buffer');
	// The first 72 bits as one number, its lowest five bits first. Plain numbers: a document takes thousands of ids.
	let id = '';
	let bits = 0;
	let count = 0;
	for (const byte of digest.subarray(0, BYTES).toReversed()) {
		bits |= byte << count;
		for (count += 8; count >= 5 && id.length < LENGTH; count -= 5) {
			id += ALPHABET.charAt(bits & 31);
			bits >>= 5;
		}
	}
	return id;
}

/** What stands in the ledger for an item's own id, which may be a megabyte long. */
export const itemKey = (itemId: string): string => shortId('item', itemId);
