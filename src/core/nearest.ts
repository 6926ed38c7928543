/**
 * The word that a misspelt one was meant to be. Rules:
 * 1. Distance is counted in letters added, left out, changed or swapped with their neighbour.
 * 2. At most two of them, and fewer than half of the word: a wilder guess helps nobody.
 */

const LONGEST = 32;

function distance(a: string, b: string): number {
	let before: readonly number[] = [];
	let above: readonly number[] = Array.from({ length: b.length + 1 }, (_, place) => place);
	for (let i = 1; i <= a.length; i++) {
		const row = [i];
		for (let j = 1; j <= b.length; j++) {
			const same = a[i - 1] === b[j - 1];
			let best = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
				best = Math.min(best, (before[j - 2] ?? 0) + 1);
			row.push(best);
		}
		before = above;
		above = row;
	}
	return above[b.length] ?? 0;
}

export function nearest(word: string, candidates: readonly string[]): string | undefined {
	if (word.length > LONGEST) return undefined;
	const typed = word.toLowerCase();
	const limit = Math.min(2, Math.ceil(typed.length / 2) - 1);
	return candidates
		.map((candidate) => ({ candidate, far: distance(typed, candidate) }))
		.filter(({ far }) => far <= limit)
		.toSorted((a, b) => a.far - b.far)[0]?.candidate;
}
