import { expect, test } from 'vitest';
import { createRateLimit } from '../../src/core/rate.ts';

test('a burst is fine, a stream waits, and waiting helps', () => {
	let now = 0;
	const rate = createRateLimit({ perMinute: 20, now: () => now });
	for (let question = 0; question < 20; question++) expect(rate.take('ann')).toBe(0);
	expect(rate.take('ann')).toBe(3_000);
	expect(rate.take('bob')).toBe(0);
	now += 3_000;
	expect(rate.take('ann')).toBe(0);
	expect(rate.take('ann')).toBe(3_000);
	now += 60_000;
	for (let question = 0; question < 20; question++) expect(rate.take('ann')).toBe(0);
});

test('a crowd of strangers does not fill the memory, nor is it refused', () => {
	const rate = createRateLimit({ perMinute: 1, now: () => 0 });
	for (let person = 0; person < 25_000; person++) expect(rate.take(`p${person}`)).toBe(0);
	expect(rate.take('p24999')).toBe(60_000);
});
