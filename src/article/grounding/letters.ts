/**
 * One name in two alphabets. Rules:
 * 1. Cyrillic and Greek letters are written in Latin ones, letter by letter.
 * 2. What transcriptions disagree on (vowels, 'y' and 'i', 'kh' and 'h', doubled letters) is left out: what stays is
 *    the name's skeleton. Two names may be one when their skeletons are the same and long enough to say so.
 * 3. Countries have a name of their own in each language: the platform's own data knows them all.
 */
import { fold } from '../terms.ts';

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
	`а=a б=b в=v г=g ґ=g д=d е=e є=ie ж=zh з=z и=i і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch
	ш=sh щ=shch ъ= ы=i ь= э=e ю=iu я=ia ё=e ђ=d ј=j љ=l њ=n ћ=c џ=dz
	α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=i φ=f χ=kh ψ=ps ω=o`
		.split(/\s+/)
		.map((pair) => pair.split('=')),
);
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u;
const SHORTEST = 3;

export const isForeignLetters = (text: string): boolean => FOREIGN.test(text);

/** The consonants of a folded name, as rule 2 says. */
export function skeleton(folded: string): string {
	return [...folded]
		.map((letter) => LATIN[letter] ?? letter)
		.join('')
		.replace(/tsch|tch|shch|sch|ch|sh|zh|cz|sz|ts|dj|dz|j|z|c|q|k|s|x/g, (sound) =>
			/^[ckq]$/.test(sound) ? 'k' : 's',
		)
		.replace(/ph/g, 'f')
		.replace(/w/g, 'v')
		.replace(/[aeiouyh]/g, '')
		.replace(/(.)\1+/g, '$1');
}

/** @param a @param b folded names in different alphabets */
export function isTranscribed(a: string, b: string): boolean {
	if (isForeignLetters(a) === isForeignLetters(b)) return false;
	const [one, other] = [skeleton(a), skeleton(b)];
	const common = Math.min(one.length, other.length);
	// An ending of declension may follow: 'Путину', 'Путиным'.
	return (
		common >= SHORTEST - 1 &&
		Math.abs(one.length - other.length) <= 1 &&
		one.slice(0, common) === other.slice(0, common)
	);
}

const FIRST = 65;
const LETTERS = 26;
const countries = new Map<string, ReadonlyMap<string, string>>();

/** Folded country name → its code. */
export function countriesIn(language: string): ReadonlyMap<string, string> {
	const known = countries.get(language);
	if (known) return known;
	const names = new Map<string, string>();
	const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
	for (let place = 0; place < LETTERS * LETTERS; place++) {
		const code = String.fromCharCode(FIRST + Math.floor(place / LETTERS), FIRST + (place % LETTERS));
		const name = display.of(code);
		if (name !== undefined && !names.has(fold(name))) names.set(fold(name), code);
	}
	countries.set(language, names);
	return names;
}
