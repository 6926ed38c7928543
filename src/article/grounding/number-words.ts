/**
 * Numbers in words. Rules:
 * 1. Small numbers in the languages that most of our readers write; each word has one value.
 * 2. Words add up as they are said: 'quatre-vingt-dix' is 90, 'two hundred and five' 205. A word written in one
 *    ('fünfundzwanzig', 'venticinque') is taken apart first.
 * 3. 'One' is an article or a pronoun more often than a number: it is not among them.
 */
import { fold } from '../terms.ts';

/** Values from 2 up, in order, separated by blanks; '/' parts two forms of a value. */
function counted(from: number, step: number, list: string): readonly (readonly [string, number])[] {
	return list
		.trim()
		.split(/\s+/)
		.flatMap((forms, place) => forms.split('/').map((word) => [fold(word), from + step * place] as const));
}

const language = (ones: string, tens: string, more: string): ReadonlyMap<string, number> =>
	new Map([
		...counted(2, 1, ones),
		...counted(20, 10, tens),
		...more
			.trim()
			.split(/\s+/)
			.map((pair) => {
				const [word = '', value = ''] = pair.split('=');
				return [fold(word), Number(value)] as const;
			}),
	]);

const LANGUAGES: Readonly<Record<string, ReadonlyMap<string, number>>> = {
	fr: language(
		'deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
		'vingt/vingts trente quarante cinquante soixante septante octante/huitante nonante',
		'cent=100 cents=100 mille=1000',
	),
	en: language(
		`two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
		nineteen`,
		'twenty thirty forty fifty sixty seventy eighty ninety',
		'dozen=12 hundred=100 hundreds=100 thousand=1000',
	),
	de: language(
		`zwei/zwo drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn
		neunzehn`,
		'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
		'hundert=100 tausend=1000',
	),
	es: language(
		`dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho
		diecinueve`,
		'veinte/veinti treinta cuarenta cincuenta sesenta setenta ochenta noventa',
		'cien=100 ciento=100 doscientos=200 trescientos=300 cuatrocientos=400 quinientos=500 mil=1000',
	),
	it: language(
		`due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette
		diciotto diciannove`,
		'venti/vent trenta/trent quaranta cinquanta sessanta settanta ottanta novanta',
		'cento=100 mille=1000 mila=1000',
	),
	pt: language(
		`dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze dezesseis/dezasseis
		dezessete/dezassete dezoito dezenove/dezanove`,
		'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
		'cem=100 cento=100 duzentos=200 trezentos=300 quinhentos=500 mil=1000',
	),
	uk: language(
		`два/дві/двох/двоє три/трьох/троє чотири/чотирьох п’ять/пять/пятьох шість сім вісім девять десять одинадцять дванадцять
		тринадцять чотирнадцять пятнадцять шістнадцять сімнадцять вісімнадцять девятнадцять`,
		'двадцять тридцять сорок пятдесят шістдесят сімдесят вісімдесят девяносто',
		'сто=100 двісті=200 триста=300 тисяча=1000 тисячі=1000 тисяч=1000',
	),
	ru: language(
		`два/две/двух/двое три/трех/трое четыре/четырех пять/пяти шесть семь восемь девять десять одиннадцать двенадцать
		тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать`,
		'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
		'сто=100 двести=200 триста=300 тысяча=1000 тысячи=1000 тысяч=1000',
	),
};
const NONE: ReadonlyMap<string, number> = new Map();
/** What may stand between two number words. */
export const BETWEEN: ReadonlySet<string> = new Set(['et', 'and', 'und', 'y', 'e']);
/** Words of one piece: 'und' and the like are taken out of them. */
const COMPOUND = new Set(['de', 'it', 'es']);
const LONGEST_COMPOUND = 40;

export const numberWords = (code: string): ReadonlyMap<string, number> =>
	(Object.hasOwn(LANGUAGES, code) && LANGUAGES[code]) || NONE;

/** The values that a folded word is made of, in order; empty for any other word. */
export function valuesIn(word: string, code: string): readonly number[] {
	const known = numberWords(code);
	const whole = known.get(word);
	if (whole !== undefined) return [whole];
	if (!COMPOUND.has(code) || word.length > LONGEST_COMPOUND) return [];
	const values: number[] = [];
	let rest = word;
	while (rest !== '') {
		const next = [...known.keys()]
			.filter((part) => rest.startsWith(part))
			.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
		const value = known.get(next);
		if (value === undefined) {
			const joint = rest.startsWith('einund') ? 'einund' : rest.startsWith('und') ? 'und' : undefined;
			if (joint === undefined) return [];
			if (joint === 'einund') values.push(1);
			rest = rest.slice(joint.length);
		} else {
			values.push(value);
			rest = rest.slice(next.length);
		}
	}
	return values;
}

/** What number words said one after the other come to. */
export function sum(values: readonly number[]): number {
	let total = 0;
	let current = 0;
	for (const value of values) {
		if (value >= 1000) {
			total += (current || 1) * value;
			current = 0;
		} else if (value === 100) current = (current || 1) * 100;
		else if (value === 20 && current % 100 === 4) current += 76;
		else current += value;
	}
	return total + current;
}
