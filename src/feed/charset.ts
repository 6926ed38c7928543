/**
 * What the bytes themselves say about their encoding, where no Unicode encoding is in question. Rules:
 * 1. Only encodings whose texts look like nothing else: the two-byte ones of East Asia by their valid pairs and the
 *    rows where their usual characters stand, the Cyrillic ones by their most frequent letters, the Western ones by
 *    accents that stand alone among ASCII letters.
 * 2. A guess says how much speaks for it: little replaces a missing label, enough contradicts one.
 */

export interface Guess {
	/** A name that TextDecoder knows. */
	readonly encoding: string;
	/** How many bytes speak for it, about. */
	readonly evidence: number;
}

/** Bytes looked at, from the first that is not ASCII on. */
const SAMPLE = 64 * 1024;
/** A lone accent says as much as four letters in a row. */
const ACCENT = 4;

const within = (byte: number, low: number, high: number): boolean => byte >= low && byte <= high;

interface TwoByte {
	readonly encoding: string;
	isLead(byte: number): boolean;
	isTrail(byte: number): boolean;
	/** Does the pair stand where the language's usual characters stand? */
	isUsual(lead: number, trail: number): boolean;
	/** What only this encoding's texts are full of, and which share of the pairs it makes at least. */
	isTelling(lead: number, trail: number): boolean;
	readonly telling: number;
}

const isHigh = (byte: number): boolean => within(byte, 0xa1, 0xfe);

/** From the most particular to the least. */
const TWO_BYTE: readonly TwoByte[] = [
	{
		encoding: 'shift_jis',
		isLead: (byte) => within(byte, 0x81, 0x9f) || within(byte, 0xe0, 0xfc),
		isTrail: (byte) => within(byte, 0x40, 0xfc) && byte !== 0x7f,
		isUsual: (lead) => within(lead, 0x81, 0x83) || within(lead, 0x88, 0x97),
		// Kana.
		isTelling: (lead, trail) => (lead === 0x82 && trail >= 0x9f) || (lead === 0x83 && trail <= 0x96),
		telling: 0.15,
	},
	{
		encoding: 'euc-jp',
		isLead: isHigh,
		isTrail: isHigh,
		isUsual: (lead) => lead === 0xa1 || within(lead, 0xa3, 0xa5) || within(lead, 0xb0, 0xcf),
		// Kana.
		isTelling: (lead) => lead === 0xa4 || lead === 0xa5,
		telling: 0.15,
	},
	{
		encoding: 'euc-kr',
		isLead: isHigh,
		isTrail: isHigh,
		isUsual: (lead) => within(lead, 0xa1, 0xa3) || within(lead, 0xb0, 0xc8),
		// Hangul syllables.
		isTelling: (lead) => within(lead, 0xb0, 0xc8),
		telling: 0.8,
	},
	{
		encoding: 'big5',
		isLead: (byte) => within(byte, 0xa1, 0xf9),
		isTrail: (byte) => within(byte, 0x40, 0x7e) || isHigh(byte),
		isUsual: (lead) => within(lead, 0xa1, 0xc6),
		isTelling: (_lead, trail) => trail <= 0x7e,
		telling: 0.15,
	},
	{
		encoding: 'gbk',
		isLead: (byte) => within(byte, 0x81, 0xfe),
		isTrail: (byte) => within(byte, 0x40, 0xfe) && byte !== 0x7f,
		isUsual: (lead, trail) => trail >= 0xa1 && (within(lead, 0xa1, 0xa3) || within(lead, 0xb0, 0xd7)),
		isTelling: (lead, trail) => trail >= 0xa1 && within(lead, 0xb0, 0xd7),
		telling: 0.6,
	},
];

/** Of the pairs: none broken but what is cut off or a slip, nearly all usual. */
const BROKEN = 0.01;
const USUAL = 0.88;

function guessTwoByte(sample: Uint8Array): Guess | undefined {
	for (const each of TWO_BYTE) {
		let pairs = 0;
		let broken = 0;
		let usual = 0;
		let telling = 0;
		for (let at = 0; at < sample.length - 1; at++) {
			const lead = sample[at] ?? 0;
			if (lead < 0x80) continue;
			const trail = sample[at + 1] ?? 0;
			if (!each.isLead(lead) || !each.isTrail(trail)) {
				broken++;
				continue;
			}
			at++;
			pairs++;
			if (each.isUsual(lead, trail)) usual++;
			if (each.isTelling(lead, trail)) telling++;
		}
		if (pairs > 0 && broken <= pairs * BROKEN && usual >= pairs * USUAL && telling >= pairs * each.telling)
			return { encoding: each.encoding, evidence: pairs * 2 };
	}
	return undefined;
}

/** About two thirds of a Russian, Ukrainian or Bulgarian text. */
const FREQUENT = new Set('оеаинтсрвлі');
/** Marks that stand beside Cyrillic words. */
const PUNCTUATION = new Set('«»„“”‘’–—…№\u00a0');
const FREQUENT_SHARE = 0.5;
const LETTER_SHARE = 0.9;

type Sign = 'letter' | 'capital' | 'other' | 'none';

interface OneByte {
	readonly encoding: string;
	/** What each byte stands for. */
	readonly signs: readonly Sign[];
	/** Which bytes are frequent letters. */
	readonly frequent: readonly boolean[];
}

function signOf(character: string): Sign {
	if (character <= '\u007f' || PUNCTUATION.has(character)) return 'none';
	if (!/[\u0400-\u045f\u0490\u0491]/.test(character)) return 'other';
	return character.toLowerCase() === character ? 'letter' : 'capital';
}

const CYRILLIC: readonly OneByte[] = ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866'].map((encoding) => {
	const decoder = new TextDecoder(encoding);
	const characters = Array.from({ length: 256 }, (_, byte) => decoder.decode(Uint8Array.of(byte)));
	return {
		encoding,
		signs: characters.map(signOf),
		frequent: characters.map((character) => FREQUENT.has(character.toLowerCase())),
	};
});

/** The sample is counted once, the encodings only read the count. */
function guessCyrillic(sample: Uint8Array): Guess | undefined {
	const counts = new Uint32Array(256);
	for (const byte of sample) counts[byte] = (counts[byte] ?? 0) + 1;
	let best: Guess | undefined;
	let bestShare = FREQUENT_SHARE;
	for (const { encoding, signs, frequent } of CYRILLIC) {
		const found = { letter: 0, capital: 0, other: 0, none: 0 };
		let often = 0;
		for (const [byte, count] of counts.entries()) {
			found[signs[byte] ?? 'none'] += count;
			if (frequent[byte] === true) often += count;
		}
		const { capital, other } = found;
		const letters = found.letter + capital;
		// KOI8 and windows-1251 have each other's capitals: a text is mostly small letters, or all capitals.
		const isSensible = capital <= letters / 2 || capital === letters;
		const share = letters === 0 ? 0 : often / letters;
		if (isSensible && letters >= (letters + other) * LETTER_SHARE && share > bestShare) {
			bestShare = share;
			best = { encoding, evidence: letters };
		}
	}
	return best;
}

const isAsciiLetter = (byte: number | undefined): boolean =>
	byte !== undefined && (within(byte, 0x41, 0x5a) || within(byte, 0x61, 0x7a));

function guessWestern(sample: Uint8Array): Guess | undefined {
	let accents = 0;
	let crowded = 0;
	let hasEuro = false;
	let hasWindows = false;
	for (const [at, byte] of sample.entries()) {
		if (byte < 0x80) continue;
		if (byte < 0xa0) hasWindows = true;
		if (byte === 0xa4) hasEuro = true;
		const before = sample[at - 1] ?? 0x20;
		const after = sample[at + 1] ?? 0x20;
		if (before >= 0x80 || after >= 0x80) crowded++;
		else if (byte >= 0xc0 && (isAsciiLetter(before) || isAsciiLetter(after))) accents++;
	}
	if (accents === 0 || crowded > accents) return undefined;
	// The general currency sign is out of use since it gave its place to the euro.
	return {
		encoding: hasEuro && !hasWindows ? 'iso-8859-15' : 'windows-1252',
		evidence: accents * ACCENT,
	};
}

/** @param body bytes that are no valid UTF-8, UTF-16 or UTF-32. */
export function guessCharset(body: Uint8Array): Guess | undefined {
	let start = 0;
	while (start < body.length && (body[start] ?? 0) < 0x80) start++;
	if (start === body.length) return undefined;
	// One ASCII letter before the first accent belongs to the picture.
	const sample = body.subarray(Math.max(0, start - 1), start + SAMPLE);
	return guessWestern(sample) ?? guessCyrillic(sample) ?? guessTwoByte(sample);
}

/** Names for the same thing, as far as a guess can tell. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
	['gb18030', 'gbk'],
	['koi8-u', 'koi8-r'],
]);
const GUESSED = new Set([
	...TWO_BYTE.map(({ encoding }) => encoding),
	...CYRILLIC.map(({ encoding }) => encoding),
	'windows-1252',
]);
const family = (encoding: string): string => FAMILIES.get(encoding) ?? encoding;

/** @param encoding as TextDecoder calls it. */
export function supports(guess: Guess | undefined, encoding: string | undefined): boolean {
	return guess !== undefined && encoding !== undefined && family(guess.encoding) === family(encoding);
}

/** Servers put Latin-1 on everything, so that it takes less to contradict it. */
const AGAINST_DEFAULT = 5;
const AGAINST_CHOICE = 8;

/** Labels of other scripts are believed: there is no guess for them. */
export function contradicts(guess: Guess | undefined, encoding: string): boolean {
	if (guess === undefined || supports(guess, encoding) || !GUESSED.has(family(encoding))) return false;
	return guess.evidence >= (encoding === 'windows-1252' ? AGAINST_DEFAULT : AGAINST_CHOICE);
}
