/**
 * Work on a document's thousands of items that must not keep the main loop. Rules:
 * 1. The loop turns whenever a slice has lasted SLICE_MS: only a single item's own work may last longer, and that
 *    is bounded by what one item may be (draft.ts).
 * 2. The result is as if it had been done at once: what a step reads is nobody else's.
 */
import { setImmediate } from 'node:timers/promises';

const SLICE_MS = 10;

/** @returns what `step` made of each, in order. */
export async function inSlices<T, R>(
	items: Iterable<T>,
	step: (item: T, index: number) => R,
): Promise<readonly R[]> {
	const results: R[] = [];
	let since = performance.now();
	for (const item of items) {
		results.push(step(item, results.length));
		if (performance.now() - since < SLICE_MS) continue;
		await setImmediate();
		since = performance.now();
	}
	return results;
}
