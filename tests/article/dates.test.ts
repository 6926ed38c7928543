import { describe, expect, test } from 'vitest';
import { parseDate } from '../../src/article/dates.ts';

const now = Date.UTC(2026, 5, 1);

describe('parseDate', () => {
	test.each([
		['2026-02-28', 'fr', '2026-02-28T00:00:00.000Z'],
		['2026-02-28T09:00:00+01:00', 'fr', '2026-02-28T08:00:00.000Z'],
		['2026-02-28T09:00:00.123-0530', undefined, '2026-02-28T14:30:00.000Z'],
		['2026-02-28 09:00', undefined, '2026-02-28T09:00:00.000Z'],
		['Sat, 28 Feb 2026 09:00:00 GMT', 'en', '2026-02-28T09:00:00.000Z'],
		['Publié le 28 février 2026 à 9h05', 'fr', '2026-02-28T09:05:00.000Z'],
		['le 1er mars 2026', 'fr', '2026-03-01T00:00:00.000Z'],
		['March 12, 2026', 'en', '2026-03-12T00:00:00.000Z'],
		['12 Mar 2026 3:15 pm', 'en', '2026-03-12T15:15:00.000Z'],
		['3. Oktober 2025, 10:30 Uhr', 'de', '2025-10-03T10:30:00.000Z'],
		['12 de marzo de 2026', 'es', '2026-03-12T00:00:00.000Z'],
		['12 марта 2026', 'ru', '2026-03-12T00:00:00.000Z'],
		['12 березня 2026', 'uk', '2026-03-12T00:00:00.000Z'],
		['12 marca 2026', 'pl', '2026-03-12T00:00:00.000Z'],
		['2026年3月12日', 'ja', '2026-03-12T00:00:00.000Z'],
		['28.02.2026 - 18:30', 'de', '2026-02-28T18:30:00.000Z'],
		['02/03/2026', 'fr', '2026-03-02T00:00:00.000Z'],
		['25/12/2025', 'en', '2025-12-25T00:00:00.000Z'],
	])('%s (%s)', (written, language, expected) => {
		expect(parseDate(written, language, now)?.toISOString()).toBe(expected);
	});

	test.each([
		['day or month, nobody knows', '02/03/2026', 'en'],
		['a day that does not exist', '2026-02-30', 'fr'],
		['long ago', '1899-01-01', 'fr'],
		['far ahead', '2031-01-01', 'fr'],
		['no date', 'hier soir', 'fr'],
		['empty', '', 'fr'],
		['a malformed language', 'x', '!!'],
	])('%s is no date', (_name, written, language) => {
		expect(parseDate(written, language, now)).toBeUndefined();
	});
});
