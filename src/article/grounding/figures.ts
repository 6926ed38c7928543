/**
 * The numbers of a sentence, in one spelling. Rules, in order:
 * 1. Digits of any script count; '1 200', '1.200' and '1,200' are 1200, '2,5' and '2.5' are 2.5.
 * 2. A scale multiplies: '2,5 millions' is 2500000. A billion is what the language means by it.
 * 3. Number words count where we know them (number-words.ts).
 * 4. A unit (per cent, a currency) belongs to its number, before it or after; so does the noun that follows.
 */
import { fold, isStopWord } from '../terms.ts';
import { BETWEEN, sum, valuesIn } from './number-words.ts';

export interface Figure {
	/** Canonical: '2500000'. */
	readonly value: string;
	readonly unit?: string;
	/** What is counted, folded. */
	readonly noun?: string;
}

const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];
const FOREIGN_DIGIT = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\uff10-\uff19]/g;
const PIECE =
	/[%‰€$£¥₴₽]|\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3}){1,6}(?!\d)(?:[.,]\d{1,12})?|\d{1,18}(?:[.,]\d{1,12})?|[万萬億亿兆]|[\p{L}\p{M}]{1,80}/gu;
const PER_CENT = /\b(?:pour|per|por) (?:cento?|ciento)\b/gi;

const folded = <T>(rows: readonly (readonly [start: string, means: T])[]) =>
	rows.map(([start, means]) => [fold(start), means] as const);

const ENGLISH_SCALES = folded([
	['billion', 1e9],
	['trillion', 1e12],
]);
const SCALES = folded([
	['billion', 1e12],
	['bilh', 1e9],
	['thousand', 1e3],
	['tausend', 1e3],
	['mila', 1e3],
	['тысяч', 1e3],
	['тисяч', 1e3],
	['milliard', 1e9],
	['miliard', 1e9],
	['mrd', 1e9],
	['мільярд', 1e9],
	['миллиард', 1e9],
	['million', 1e6],
	['millon', 1e6],
	['milion', 1e6],
	['milho', 1e6],
	['mio', 1e6],
	['мільйон', 1e6],
	['миллион', 1e6],
	['万', 1e4],
	['萬', 1e4],
	['億', 1e8],
	['亿', 1e8],
	['兆', 1e12],
]);
const UNITS = folded([
	['%', '%'],
	['percent', '%'],
	['prozent', '%'],
	['процент', '%'],
	['відсот', '%'],
	['€', 'eur'],
	['euro', 'eur'],
	['євро', 'eur'],
	['евро', 'eur'],
	['$', 'usd'],
	['dollar', 'usd'],
	['dolar', 'usd'],
	['долар', 'usd'],
	['доллар', 'usd'],
	['£', 'gbp'],
	['pound', 'gbp'],
	['¥', 'yen'],
	['yen', 'yen'],
	['₴', 'uah'],
	['гривен', 'uah'],
	['гривн', 'uah'],
	['₽', 'rub'],
	['рубл', 'rub'],
]);

interface Piece {
	readonly text: string;
	readonly folded: string;
	/** Only blanks or a hyphen part it from the piece before. */
	readonly adjoins: boolean;
}

function piecesOf(text: string): Piece[] {
	const plain = text
		.replace(FOREIGN_DIGIT, (digit) => {
			const code = digit.charCodeAt(0);
			return String(code - (ZEROS.findLast((zero) => zero <= code) ?? code));
		})
		.replace(PER_CENT, '%');
	let end = 0;
	return [...plain.matchAll(PIECE)].map(({ 0: found, index }) => {
		const adjoins = /^[\s\u00a0\u202f-]*$/.test(plain.slice(end, index));
		end = index + found.length;
		return { text: found, folded: fold(found), adjoins };
	});
}

/** As a number; '1.200' is twelve hundred, as rule 1 says. */
function amountOf(digits: string): number {
	const grouped = /^(\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3}){1,6})(?:[.,](\d+))?$/.exec(digits);
	if (grouped) return Number(`${(grouped[1] ?? '').replace(/\D/g, '')}.${grouped[2] ?? '0'}`);
	return Number(digits.replace(',', '.'));
}

const canonical = (value: number): string => String(Number(value.toPrecision(12)));

function scaleOf(piece: Piece | undefined, code: string): number | undefined {
	if (!piece?.adjoins) return undefined;
	if (piece.folded === 'mille' || piece.folded === 'mil') return 1e3;
	const scales = code === 'en' ? [...ENGLISH_SCALES, ...SCALES] : SCALES;
	return scales.find(([start]) => piece.folded.startsWith(start))?.[1];
}

const unitOf = (piece: Piece | undefined): string | undefined =>
	piece && UNITS.find(([start]) => piece.folded.startsWith(start))?.[1];

export function figuresIn(text: string, language: string | undefined): Figure[] {
	const code = language?.slice(0, 2) ?? '';
	const pieces = piecesOf(text);
	const figures: Figure[] = [];
	for (let at = 0; at < pieces.length; at++) {
		const start = at;
		const first = pieces[at];
		if (first === undefined) break;
		let value: number;
		if (/^\d/.test(first.text)) value = amountOf(first.text);
		else {
			const values = [...valuesIn(first.folded, code)];
			if (values.length === 0) continue;
			for (let next = at + 1; pieces[next]?.adjoins; next++) {
				const word = pieces[next]?.folded ?? '';
				const more = valuesIn(word, code);
				if (more.length === 0 && !BETWEEN.has(word)) break;
				values.push(...more);
				if (more.length > 0) at = next;
			}
			value = sum(values);
		}
		for (
			let scale = scaleOf(pieces[at + 1], code);
			scale !== undefined;
			scale = scaleOf(pieces[at + 1], code)
		) {
			value *= scale;
			at++;
		}
		const before = pieces[start - 1];
		const after = pieces.slice(at + 1, at + 4);
		const unit =
			unitOf(after[0]?.adjoins ? after[0] : undefined) ??
			unitOf(after[1]?.adjoins && /^d[e']?$/.test(after[0]?.folded ?? '') ? after[1] : undefined) ??
			(first.adjoins && before && /^[€$£¥₴₽]$/.test(before.text) ? unitOf(before) : undefined);
		const noun =
			unit ??
			after.find((piece) => piece.adjoins && piece.folded.length > 2 && !isStopWord(piece.folded, code));
		figures.push({
			value: canonical(value),
			...(unit !== undefined && { unit }),
			...(typeof noun === 'object' && !/^\d/.test(noun.text) && { noun: noun.folded }),
		});
	}
	return figures;
}
