/** What a publisher's headers ask of us. Times are milliseconds; what cannot be understood is undefined. */
import { parseDate } from './dates.ts';

export type Headers = Readonly<Record<string, string>>;

const NUMBER = /^\d{1,10}$/;

/** Retry-After: seconds or a date. */
export function retryAfter(headers: Headers, now: number): number | undefined {
	const value = headers['retry-after']?.trim();
	if (value === undefined) return undefined;
	if (NUMBER.test(value)) return Number(value) * 1000;
	const date = parseDate(value);
	return date === undefined ? undefined : Math.max(0, date.getTime() - now);
}

/** For how long the answer stays fresh: Cache-Control's max-age, else Expires. */
export function freshFor(headers: Headers, now: number): number | undefined {
	const control = headers['cache-control']?.toLowerCase() ?? '';
	const maxAge = /(?:^|[\s,])max-age\s?=\s?"?(\d{1,10})/.exec(control)?.[1];
	if (maxAge !== undefined) {
		const age = headers.age?.trim() ?? '';
		return Math.max(0, Number(maxAge) - (NUMBER.test(age) ? Number(age) : 0)) * 1000;
	}
	if (control.includes('no-cache') || control.includes('no-store')) return undefined;
	const expires = parseDate(headers.expires);
	// The publisher's own clock decides; ours may be wrong.
	const sent = parseDate(headers.date)?.getTime() ?? now;
	return expires === undefined ? undefined : Math.max(0, expires.getTime() - sent);
}
