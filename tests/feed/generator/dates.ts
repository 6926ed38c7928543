/** The ways in which feeds write a moment; whole minutes, so that those without seconds lose nothing. */

const pad = (value: number): string => String(value).padStart(2, '0');
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The clock of a place so many hours east of UTC. */
function shifted(at: number, hours: number) {
	const date = new Date(at + hours * 3_600_000);
	return {
		year: date.getUTCFullYear(),
		month: date.getUTCMonth(),
		day: date.getUTCDate(),
		weekday: DAYS[date.getUTCDay()] ?? '',
		hour: date.getUTCHours(),
		minute: date.getUTCMinutes(),
	};
}

function rfc822(at: number, zone: string, hours: number): string {
	const { weekday, day, month, year, hour, minute } = shifted(at, hours);
	return `${weekday}, ${pad(day)} ${MONTHS[month]} ${year} ${pad(hour)}:${pad(minute)}:00 ${zone}`;
}

function iso(at: number, zone: string, hours: number): string {
	const { day, month, year, hour, minute } = shifted(at, hours);
	return `${year}-${pad(month + 1)}-${pad(day)}T${pad(hour)}:${pad(minute)}:00${zone}`;
}

function inLanguage(at: number, language: string): string {
	const { day, year, hour, minute } = shifted(at, 0);
	const month = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' })
		.formatToParts(at)
		.find(({ type }) => type === 'month')?.value;
	return `${day} ${month} ${year} ${pad(hour)}:${pad(minute)}`;
}

export const RFC_DATES: readonly ((at: number) => string)[] = [
	(at) => rfc822(at, 'GMT', 0),
	(at) => rfc822(at, '+0530', 5.5),
	(at) => rfc822(at, 'EST', -5),
	(at) => rfc822(at, 'CEST', 2),
	(at) => rfc822(at, '-03:00', -3),
	(at) => rfc822(at, '+0000 (UTC)', 0),
	(at) => rfc822(at, '', 0),
	(at) => rfc822(at, 'Z', 0).replace(/^\w+, 0?/, ''),
	(at) => rfc822(at, 'GMT', 0).replace(':00 ', ' '),
	(at) => rfc822(at, 'GMT', 0).toLowerCase().replace('gmt', 'GMT'),
];
export const ISO_DATES: readonly ((at: number) => string)[] = [
	(at) => iso(at, 'Z', 0),
	(at) => iso(at, '.123Z', 0),
	(at) => iso(at, '+09:00', 9),
	(at) => iso(at, '-0700', -7),
	(at) => iso(at, '', 0),
	(at) => iso(at, 'Z', 0).replace('T', ' '),
	(at) => iso(at, 'Z', 0).replace(':00Z', 'Z'),
];
/** Of dates whose words ASCII holds, so that every encoding can write them. */
export const FOREIGN_DATES: readonly ((at: number) => string)[] = [
	...['es', 'it', 'nl'].map((language) => (at: number) => inLanguage(at, language)),
	(at) => String(at / 1000),
];
