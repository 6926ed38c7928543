/**
 * The words of /search: `rail strike "night train" -football source:harbour lang:fr since:3d`. Rules:
 * 1. Words and, in quotes, phrases must be in the article; with a minus before them they must not.
 * 2. Words are cut exactly as the articles' own words are (article/terms.ts): what one finds, so does the other.
 * 3. `source:` names an outlet or its address, `lang:` a language, `since:` a day (2026-11-01), or an age in
 *    hours, days, weeks, or months (12h, 3d, 2w, 1m). Of a repeated one the last counts.
 * 4. What looks like one of these and is none (`since:yesterday`, `https://…`) is read as words.
 * 5. Any input is a query: what is too long is cut, nothing throws.
 */
import { tokens } from '../article/terms.ts';

const LENGTH = 500;
const PHRASES = 32;

/** One token or more, side by side in the article. */
export type Phrase = readonly string[];

export interface SearchQuery {
	readonly all: readonly Phrase[];
	readonly none: readonly Phrase[];
	/** As typed: part of an outlet's name or address. */
	readonly source?: string;
	/** ISO 639-1. */
	readonly language?: string;
	/** Epoch ms. */
	readonly since?: number;
}

// Each alternative begins with a character that the others cannot begin with, or at a known word: linear.
const TERM = /(-?)(?:(source|lang|since):)?(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/gi;

export function parseQuery(words: string, now: number = Date.now()): SearchQuery {
	const all: Phrase[] = [];
	const none: Phrase[] = [];
	let only: Pick<SearchQuery, 'source' | 'language' | 'since'> = {};
	for (const [whole, minus, field, quoted, bare] of words.slice(0, LENGTH).matchAll(TERM)) {
		const value = (quoted ?? bare ?? '').trim();
		const named = minus === '' ? restriction(field?.toLowerCase(), value, now) : undefined;
		if (named) {
			only = { ...only, ...named };
			continue;
		}
		const phrase = tokens(field === undefined ? value : whole);
		if (phrase.length === 0 || all.length + none.length === PHRASES) continue;
		(minus === '-' ? none : all).push(phrase);
	}
	return { all, none, ...only };
}

function restriction(field: string | undefined, value: string, now: number) {
	if (field === 'source' && value !== '') return { source: value };
	if (field === 'lang' && /^[a-z]{2,3}$/i.test(value)) return { language: value.toLowerCase() };
	const since = field === 'since' ? momentOf(value, now) : undefined;
	return since === undefined ? undefined : { since };
}

const HOUR_MS = 3_600_000;
const UNITS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 7 * 24, m: 30 * 24 };

function momentOf(value: string, now: number): number | undefined {
	const age = /^(\d{1,4})([hdwm])$/i.exec(value);
	const hours = UNITS[age?.[2]?.toLowerCase() ?? ''];
	if (age && hours !== undefined) return now - Number(age[1]) * hours * HOUR_MS;
	const day = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value);
	if (!day) return undefined;
	const [year, month, date] = [Number(day[1]), Number(day[2]), Number(day[3])];
	const at = new Date(year, month - 1, date);
	// A day that no calendar has (2026-02-31) would silently become another one.
	return at.getMonth() === month - 1 && at.getDate() === date ? at.getTime() : undefined;
}
