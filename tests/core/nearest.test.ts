import { expect, test } from 'vitest';
import { nearest } from '../../src/core/nearest.ts';

test.each([
	['sumary', 'summary'],
	['sumamry', 'summary'],
	['Folow', 'follow'],
	['folowing', 'following'],
	['hlep', 'help'],
	['x', undefined],
	['weather', undefined],
	['', undefined],
	['s'.repeat(10_000), undefined],
])('%s', (word, expected) => {
	expect(nearest(word, ['summary', 'follow', 'following', 'help'])).toBe(expected);
});
