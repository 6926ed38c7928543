/**
 * Months and weekdays named in a text. Rules:
 * 1. Their names, in every form that a date takes in the language, come from the platform's own calendar data.
 * 2. In English 'may' and 'march' are a month only with their capital.
 */
import { fold } from '../terms.ts';
import type { Word } from './words.ts';

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

const known = new Map<string, ReadonlyMap<string, string>>();

/** Folded name → 'month 3', 'day 1'. */
function namesOf(language: string): ReadonlyMap<string, string> {
	const ready = known.get(language);
	if (ready) return ready;
	const names = new Map<string, string>();
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
	const alone = format({ month: 'long' });
	const dated = format({ month: 'long', day: 'numeric' });
	const weekday = format({ weekday: 'long' });
	for (let month = 0; month < 12; month++) {
		const date = Date.UTC(2024, month, 15);
		for (const { type, value } of [...alone.formatToParts(date), ...dated.formatToParts(date)])
			if (type === 'month' && /\p{L}{3}/u.test(value)) names.set(fold(value), `month ${month + 1}`);
	}
	for (let day = 0; day < 7; day++) names.set(fold(weekday.format(MONDAY + day * DAY_MS)), `day ${day + 1}`);
	known.set(language, names);
	return names;
}

/** @returns 'month 3' or 'day 1' for the name of a month or weekday */
export function dayNamed(word: Word, language: string | undefined): string | undefined {
	const code = /^[a-z]{2,3}(?=-|$)/.exec(language ?? '')?.[0];
	if (code === undefined || (code === 'en' && !word.capital)) return undefined;
	return namesOf(code).get(word.folded);
}

/** What a moment is called: its month and weekday, as `dayNamed` names them. */
export function daysOf(moment: number): readonly string[] {
	const date = new Date(moment);
	return [`month ${date.getUTCMonth() + 1}`, `day ${((date.getUTCDay() + 6) % 7) + 1}`];
}
