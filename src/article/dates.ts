/**
 * A date as pages write it → a moment. Rules, in order:
 * 1. ISO 8601 and RFC 2822 count as written; a time without a zone is read as UTC.
 * 2. A day with the month's name in the page's language or English; then dd.mm.yyyy and its kin. Where day and
 *    month could be swapped and the language does not tell, there is no date: wrong is worse than none.
 * 3. Years before 1995 and more than two days ahead are no dates of news.
 */
import { fold } from './terms.ts';

const EARLIEST = Date.UTC(1995, 0, 1);
const AHEAD = 2 * 86_400_000;
const ISO =
	/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?/i;
const NUMERIC = /(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/;
const EAST_ASIAN = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})/;
const CLOCK = /(?<!\d)(\d{1,2})\s?[:hH]\s?(\d{2})?(?!\d)/;
const WORDS = /[\p{L}\p{M}]+|\d+/gu;

/** @param language ISO 639-1 of the page. @param now epoch ms; later than two days after it is no date. */
export function parseDate(written: string, language: string | undefined, now = Date.now()): Date | undefined {
	const text = written.slice(0, 200).trim();
	const at = iso(text) ?? rfc(text) ?? named(text, language) ?? eastAsian(text) ?? numeric(text, language);
	if (at === undefined || Number.isNaN(at) || at < EARLIEST || at > now + AHEAD) return undefined;
	return new Date(at);
}

function iso(text: string): number | undefined {
	const found = ISO.exec(text);
	if (found === null) return undefined;
	const [, year, month, day, hour = '0', minute = '0', second = '0', zone = 'Z'] = found;
	const at = calendar(Number(year), Number(month), Number(day));
	if (at === undefined || Number(hour) > 24 || Number(minute) > 59) return undefined;
	return at + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 - offset(zone);
}

function offset(zone: string): number {
	const found = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
	if (found === null) return 0;
	const minutes = Number(found[2]) * 60 + Number(found[3] ?? 0);
	return (found[1] === '-' ? -minutes : minutes) * 60_000;
}

function rfc(text: string): number | undefined {
	if (!/^(?:[A-Za-z]{3,9},?\s)?\d{1,2}\s[A-Za-z]{3,9}\s\d{4}\s\d{2}:\d{2}/.test(text)) return undefined;
	const zoned = /(?:[A-Z]{1,4}|[+-]\d{4})$/.test(text) ? text : `${text} GMT`;
	const at = Date.parse(zoned);
	return Number.isNaN(at) ? undefined : at;
}

/** '12 mars 2024 à 14h30', 'March 12, 2024', '3. Oktober 2024'. */
function named(text: string, language: string | undefined): number | undefined {
	const words = fold(text).match(WORDS) ?? [];
	for (const [at, word] of words.entries()) {
		const month = monthNumber(word, language);
		if (month === undefined) continue;
		const near = words.slice(Math.max(0, at - 2), at + 5);
		const year = near.find((part) => /^(?:19|20)\d{2}$/.test(part));
		const before = words.slice(Math.max(0, at - 2), at).findLast((part) => /^\d{1,2}$/.test(part));
		const after = words.slice(at + 1, at + 2).find((part) => /^\d{1,2}$/.test(part));
		const day = before ?? after;
		if (year === undefined || day === undefined) continue;
		const date = calendar(Number(year), month, Number(day));
		if (date !== undefined) return date + clock(text.slice(text.indexOf(year) + 4));
	}
	return undefined;
}

function eastAsian(text: string): number | undefined {
	const found = EAST_ASIAN.exec(text);
	return found === null ? undefined : calendar(Number(found[1]), Number(found[2]), Number(found[3]));
}

function numeric(text: string, language: string | undefined): number | undefined {
	const found = NUMERIC.exec(text);
	if (found === null) return undefined;
	const [first, second] = [Number(found[1]), Number(found[2])];
	const monthFirst = second > 12;
	if (!monthFirst && first <= 12 && first !== second && (language === undefined || language === 'en'))
		return undefined;
	const date = calendar(Number(found[3]), monthFirst ? first : second, monthFirst ? second : first);
	return date === undefined ? undefined : date + clock(text.slice(found.index + found[0].length));
}

function clock(rest: string): number {
	const found = CLOCK.exec(rest);
	if (found === null || Number(found[1]) > 23) return 0;
	const afternoon = /^\s?p\.?m/i.test(rest.slice(found.index + found[0].length)) && Number(found[1]) < 12;
	return ((Number(found[1]) + (afternoon ? 12 : 0)) * 60 + Number(found[2] ?? 0)) * 60_000;
}

/** @returns undefined for a day that the month does not have. */
function calendar(year: number, month: number, day: number): number | undefined {
	const at = Date.UTC(year, month - 1, day);
	return new Date(at).getUTCMonth() === month - 1 && new Date(at).getUTCDate() === day ? at : undefined;
}

const monthsOf = new Map<string, ReadonlyMap<string, number>>();

function monthNumber(word: string, language: string | undefined): number | undefined {
	return months(language ?? 'en').get(word) ?? months('en').get(word);
}

function months(language: string): ReadonlyMap<string, number> {
	let known = monthsOf.get(language);
	if (known === undefined) {
		const names = new Map<string, number>();
		for (const month of ['long', 'short'] as const) {
			// A day beside the month gives the inflected form ('12 марта').
			for (const day of [undefined, 'numeric'] as const) {
				const format = formatter(language, { month, timeZone: 'UTC', ...(day !== undefined && { day }) });
				for (let number = 1; number <= 12; number++) {
					const parts = format.formatToParts(Date.UTC(2024, number - 1, 12));
					const name = parts.find((part) => part.type === 'month')?.value ?? '';
					const word = /[\p{L}\p{M}]{2,}/u.exec(fold(name))?.[0];
					if (word !== undefined && !names.has(word)) names.set(word, number);
				}
			}
		}
		known = names;
		monthsOf.set(language, known);
	}
	return known;
}

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	return new Intl.DateTimeFormat(/^[a-z]{2,3}$/.test(language) ? language : 'en', options);
}
