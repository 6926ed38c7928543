/**
 * A moment, and the same in words for looks that cannot show the reader's own time. Rules:
 * 1. A post stays for years: its words are a date, in UTC and saying so.
 * 2. An answer is read now: within a week its words count from now ('3 hours ago').
 * 3. A publisher's clock may be wrong: nothing is shown from the future.
 */
import type { Translate } from '../model.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Moment {
	/** Epoch milliseconds. */
	readonly at: number;
	readonly fallback: string;
}

interface Formats {
	readonly date: Intl.DateTimeFormat;
	readonly relative: Intl.RelativeTimeFormat;
}

const formats = new Map<string, Formats>();

function formatsOf(language: string): Formats {
	const known = formats.get(language);
	if (known) return known;
	const made = {
		date: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' }),
		relative: new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
	};
	formats.set(language, made);
	return made;
}

const past = (at: number, now: number): number =>
	Number.isFinite(at) ? Math.min(Math.max(at, 0), now) : now;

/** For a post. */
export function dated(at: number, t: Translate, now: number): Moment {
	const moment = past(at, now);
	return { at: moment, fallback: `${formatsOf(t('language-code')).date.format(moment)} UTC` };
}

/** For an answer. */
export function ago(at: number, t: Translate, now: number): Moment {
	const moment = past(at, now);
	const age = now - moment;
	if (age >= 7 * DAY) return dated(moment, t, now);
	const { relative } = formatsOf(t('language-code'));
	const words =
		age < MINUTE
			? relative.format(0, 'second')
			: age < HOUR
				? relative.format(-Math.floor(age / MINUTE), 'minute')
				: age < DAY
					? relative.format(-Math.floor(age / HOUR), 'hour')
					: relative.format(-Math.floor(age / DAY), 'day');
	return { at: moment, fallback: words };
}
