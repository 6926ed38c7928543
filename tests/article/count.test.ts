import { describe, expect, test } from 'vitest';
import { countOf, safeCount } from '../../src/article/count.ts';
import { extractArticle } from '../../src/article/extract.ts';

test.each([
	['186', '', 1, 186],
	['1\u202f234', '', 1, 1234],
	['1,234,567', '', 1, 1_234_567],
	['1', '2', 1e3, 1_200],
	['9', '', 1e6, 9_000_000],
	['9,007,199,254,740,991', '', 1, Number.MAX_SAFE_INTEGER],
	['9,007,199,254,740,992', '', 1, undefined],
	['999,999,999,999,999,999,999', '', 1, undefined],
	['9'.repeat(400), '', 1, undefined],
])('%j and %j times %d → %d', (digits, fraction, factor, expected) => {
	expect(countOf(digits, fraction, factor)).toBe(expected);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e21, -1, 1.5])('%d is no count', (value) => {
	expect(safeCount(value)).toBeUndefined();
});

describe('a counter beyond counting is not kept', () => {
	const HUGE = '999,999,999,999,999,999,999';
	const text = `<p>${'The sea rose over the quay of Kermor and the town slept. '.repeat(8)}</p>`;
	test.each([
		['in a part that names itself', `<span class="post-views">${HUGE}</span>${text}`],
		['in a line before the text', `<p>${HUGE} views</p>${text}`],
		['in a line after the text', `${text}<p>${HUGE} comments</p>`],
		['in thousands', `<p>999,999,999,999,999,999k views</p>${text}`],
	])('%s', (_name, body) => {
		const html = `<html><body><article><h1>The tide</h1>${body}</article></body></html>`;
		const { readCount, commentCount, text: found } = extractArticle(html, 'https://quay.test/a');
		expect([readCount, commentCount]).toEqual([undefined, undefined]);
		expect(found).not.toContain('999');
	});
});
