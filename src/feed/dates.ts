/**
 * Dates as feeds write them. Rules:
 * 1. ISO 8601 and its cousins first, then any order of day, month name, year, time and zone (RFC 822, asctime,
 *    `January 5, 2024 8:56 am PST`, `5 janvier 2024`), then numbers with slashes or CJK signs, then Unix time.
 * 2. No zone means UTC; an unknown zone name as well. A day without a time is its midnight in UTC.
 * 3. What is no date between 1970 and 2100 is undefined, never "now": the caller knows better what to assume.
 */

const MAX_LENGTH = 100;

/** Minutes east of UTC. */
const ZONES: ReadonlyMap<string, number> = new Map(
	Object.entries({
		Z: 0,
		UT: 0,
		UTC: 0,
		GMT: 0,
		WET: 0,
		WEST: 60,
		BST: 60,
		CET: 60,
		MEZ: 60,
		CEST: 120,
		MESZ: 120,
		EET: 120,
		EEST: 180,
		MSK: 180,
		MSD: 240,
		SAST: 120,
		IST: 330,
		PKT: 300,
		HKT: 480,
		SGT: 480,
		AWST: 480,
		JST: 540,
		KST: 540,
		ACST: 570,
		AEST: 600,
		AEDT: 660,
		NZST: 720,
		NZDT: 780,
		NST: -210,
		NDT: -150,
		AST: -240,
		ADT: -180,
		EST: -300,
		EDT: -240,
		ET: -300,
		CST: -360,
		CDT: -300,
		CT: -360,
		MST: -420,
		MDT: -360,
		MT: -420,
		PST: -480,
		PDT: -420,
		PT: -480,
		AKST: -540,
		AKDT: -480,
		HST: -600,
		BRT: -180,
		ART: -180,
	}),
);

const ENGLISH = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const LANGUAGES = 'fr de es it pt nl pl ru uk el hu cs sv da nb fi ro tr ca bg hr sk'.split(' ');

const fold = (word: string): string =>
	word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('.', '');

let foreignMonths: Map<string, number> | undefined;

/** Month names of other languages, from the runtime's own tables. */
function foreignMonth(word: string): number | undefined {
	if (foreignMonths === undefined) {
		foreignMonths = new Map();
		for (const language of LANGUAGES) {
			for (const month of ['long', 'short'] as const) {
				// With a day beside it a month takes its genitive form in Slavic languages and Greek.
				for (const day of [undefined, 'numeric'] as const) {
					const format = new Intl.DateTimeFormat(language, { month, timeZone: 'UTC', ...(day && { day }) });
					for (let number = 0; number < 12; number++) {
						const part = format
							.formatToParts(Date.UTC(2024, number, 15))
							.find(({ type }) => type === 'month');
						if (part !== undefined && !foreignMonths.has(fold(part.value)))
							foreignMonths.set(fold(part.value), number);
					}
				}
			}
		}
	}
	return foreignMonths.get(word);
}

function monthOf(word: string): number | undefined {
	const folded = fold(word);
	// Some languages have numbers for month names.
	if (!/^\p{L}/u.test(folded)) return undefined;
	const english = folded.length >= 3 ? ENGLISH.indexOf(folded.slice(0, 3)) : -1;
	if (english >= 0 && /^[a-z]{3,9}$/.test(folded) && isEnglish(folded, english)) return english;
	return foreignMonth(folded);
}

const LONG = 'january february march april may june july august september october november december'.split(
	' ',
);
const isEnglish = (word: string, month: number): boolean =>
	LONG[month]?.startsWith(word) === true || word === 'sept';

interface Parts {
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly hour?: number | undefined;
	readonly minute?: number | undefined;
	readonly second?: number | undefined;
	readonly millisecond?: number | undefined;
	readonly zone?: number | undefined;
}

function build(parts: Parts): Date | undefined {
	const { month, day, hour = 0, minute = 0, zone = 0, millisecond = 0 } = parts;
	// A leap second has no place in epoch time.
	const second = Math.min(parts.second ?? 0, 59);
	let { year } = parts;
	if (year < 100) year += year < 70 ? 2000 : 1900;
	if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59) return undefined;
	const at = Date.UTC(year, month, day, hour, minute, second, millisecond) - zone * 60_000;
	return year >= 1970 && year < 2100 ? new Date(at) : undefined;
}

function zoneOf(name: string | undefined): number | undefined {
	if (name === undefined) return undefined;
	const offset = /^(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)?$/.exec(name.toUpperCase());
	if (offset === null) return ZONES.get(name.toUpperCase());
	const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0);
	return minutes > 15 * 60 ? 0 : offset[1] === '-' ? -minutes : minutes;
}

const ISO =
	/^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d\d)(\d\d))?(?:[T\s_]{1,3}(\d{1,2}):?(\d{1,2})?(?::?(\d{1,2})(?:[.,](\d{1,9}))?)?)?\s{0,3}([A-Za-z]{1,5}|[+-]\d{1,2}:?\d{0,2})?$/;

function iso(text: string): Date | undefined {
	const found = ISO.exec(text);
	if (found === null) return undefined;
	const [, year, month, day, packedMonth, packedDay, hour, minute, second, fraction, zone] = found;
	return build({
		year: Number(year),
		month: Number(month ?? packedMonth ?? 1) - 1,
		day: Number(day ?? packedDay ?? 1),
		hour: Number(hour ?? 0),
		minute: Number(minute ?? 0),
		second: Number(second ?? 0),
		millisecond: Math.trunc(Number(`0.${fraction ?? 0}`) * 1000),
		zone: zoneOf(zone),
	});
}

const RFC822 =
	/^(?:[a-z]{3},?\s{1,3})?(\d{1,2})\s{1,3}([a-z]{3})\s{1,3}(\d{4}|\d\d)\s{1,3}(\d\d?):(\d\d)(?::(\d\d))?\s{0,3}(GMT|UTC|Z|E[SD]T|C[SD]T|M[SD]T|P[SD]T|[+-]\d\d:?\d\d)$/i;

/** The way RSS asks for, known without looking words up. */
function rfc822(text: string): Date | undefined {
	const found = RFC822.exec(text);
	if (found === null) return undefined;
	const [, day, name, year, hour, minute, second, zone] = found;
	const month = ENGLISH.indexOf(name?.toLowerCase() ?? '');
	return build({
		year: Number(year),
		month,
		day: Number(day),
		hour: Number(hour),
		minute: Number(minute),
		second: Number(second ?? 0),
		zone: zoneOf(zone),
	});
}

interface Clock {
	readonly hour: number;
	readonly minute: number;
	readonly second: number;
}

function clockIn(text: string): Clock | undefined {
	const found =
		/(?:^|[\sT,\u3131-\ud7a3\u4e00-\u9fff])(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:\.\d{1,6})?(?:\s?([ap])\.?m\b)?/i.exec(
			text,
		);
	if (found === null) return undefined;
	let hour = Number(found[1]);
	const half = /下午|午後|오후/.test(text) ? 'p' : found[4]?.toLowerCase();
	if (half === 'p' && hour < 12) hour += 12;
	if (half === 'a' && hour === 12) hour = 0;
	return { hour, minute: Number(found[2]), second: Number(found[3] ?? 0) };
}

function zoneIn(text: string): number | undefined {
	const offset = /(?:^|\s|\d|GMT|UTC)([+-]\d{1,2}:?\d\d)\s?(?:\(|$)/.exec(text)?.[1];
	if (offset !== undefined) return zoneOf(offset);
	for (const word of text.split(/[\s()]+/)) {
		const zone = /^[A-Z]{1,5}$/.test(word) ? ZONES.get(word) : undefined;
		if (zone !== undefined) return zone;
	}
	return undefined;
}

function inWords(text: string): Date | undefined {
	const words = text.split(/[\s,/]+|(?<=\d)-(?=\p{L})|(?<=\p{L})-(?=\d)/u).filter((word) => word !== '');
	const months = words.map(monthOf);
	// 'mar' and 'mer' are weekdays in French: of two candidates the one beside a number and later is the month.
	const place = months.findLastIndex((month) => month !== undefined);
	const month = months[place];
	if (month === undefined) return undefined;
	const numbers = words.flatMap((word) => {
		const number = /^(\d{1,4})(?:st|nd|rd|th|er|º|\.)?$/.exec(word)?.[1];
		return number === undefined ? [] : [number];
	});
	const year = numbers.find((number) => number.length === 4) ?? numbers[1];
	const day = numbers.find((number) => number.length <= 2);
	if (year === undefined || day === undefined) return undefined;
	return build({ year: Number(year), month, day: Number(day), ...clockIn(text), zone: zoneIn(text) });
}

function inNumbers(text: string): Date | undefined {
	const clock = { ...clockIn(text), zone: zoneIn(text) };
	const big = /^(\d{4})[-/.년年]\s?(\d{1,2})[-/.월月]\s?(\d{1,2})/.exec(text);
	if (big !== null)
		return build({ year: Number(big[1]), month: Number(big[2]) - 1, day: Number(big[3]), ...clock });
	const small = /^(?:\p{L}{2,12},?\s)?(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?!\d)/u.exec(text);
	if (small === null) return undefined;
	const [, first, mark, second, year] = small;
	// Slashes are American unless that gives no month; dots are European.
	const isDayFirst = mark !== '/' || Number(first) > 12;
	const [day, month] = isDayFirst ? [first, second] : [second, first];
	return build({ year: Number(year), month: Number(month) - 1, day: Number(day), ...clock });
}

function unixTime(text: string): Date | undefined {
	if (!/^\d{9,13}$/.test(text)) return undefined;
	const date = new Date(Number(text) * (text.length > 10 ? 1 : 1000));
	return date.getUTCFullYear() < 2100 ? date : undefined;
}

const DASH = /[\u2010-\u2015\u2212]/;

export function parseDate(text: string | undefined): Date | undefined {
	// A typesetter's minus and dashes stand for the plain one.
	if (text === undefined) return undefined;
	const cut = text.slice(0, MAX_LENGTH).trim();
	const trimmed = DASH.test(cut) ? cut.replace(/[\u2010-\u2015\u2212]/g, '-') : cut;
	if (trimmed === '') return undefined;
	return unixTime(trimmed) ?? rfc822(trimmed) ?? iso(trimmed) ?? inWords(trimmed) ?? inNumbers(trimmed);
}
