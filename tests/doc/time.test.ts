import { expect, test } from 'vitest';
import { translator } from '../../src/core/phrases.ts';
import { ago, dated } from '../../src/doc/time.ts';
import { HOUR, NOON } from './fiction.ts';

const en = translator('en');
const fr = translator('fr');

test.each([
	[0, 'now', 'maintenant'],
	[5 * 60_000, '5 minutes ago', 'il y a 5 minutes'],
	[3 * HOUR, '3 hours ago', 'il y a 3 heures'],
	[30 * HOUR, 'yesterday', 'hier'],
	[6 * 24 * HOUR, '6 days ago', 'il y a 6 jours'],
	[7 * 24 * HOUR, '15 Nov 2026, 12:00 UTC', '15 nov. 2026, 12:00 UTC'],
	[-48 * HOUR, 'now', 'maintenant'],
	[Number.NaN, 'now', 'maintenant'],
	[Number.POSITIVE_INFINITY, 'now', 'maintenant'],
])('%i ms before noon', (age, english, french) => {
	expect(ago(NOON - age, en, NOON).fallback).toBe(english);
	expect(ago(NOON - age, fr, NOON).fallback).toBe(french);
});

test('a post is dated, whenever it is read', () => {
	expect(dated(NOON, en, NOON + HOUR)).toEqual({ at: NOON, fallback: '22 Nov 2026, 12:00 UTC' });
	expect(dated(Number.NaN, en, NOON).at).toBe(NOON);
});
