/**
 * Is every name of a sentence in what it rests on? Rules, in order:
 * 1. A name is a word with a capital that the sentence's start does not explain, or an acronym. At the start it is
 *    none if it is an empty word, a number, or stands somewhere in the article in lower case.
 * 2. A name must be found as it is; where names are declined, with another ending; in another alphabet, by its
 *    letters; a country in another language, by that language's name for it.
 * 3. Words that stand together as one name ('Ilse Marren') must stand near each other there too: the first name of
 *    one person does not go with the last name of another.
 * 4. What follows a name must not be what follows another name there, and never this one: nobody is given
 *    what somebody else did.
 * 5. Two names between which the same is said as there stand in the same order: who did it, and to whom.
 */
import { isStopWord } from '../terms.ts';
import { dayNamed } from './days.ts';
import { countriesIn, isTranscribed } from './letters.ts';
import { valuesIn } from './number-words.ts';
import { shareOf, type Word } from './words.ts';

export interface Namespace {
	/** Words of the text a claim is in, and of what it rests on: one list for each sentence. */
	readonly claim: readonly Word[];
	readonly sources: readonly (readonly Word[])[];
	/** Folded words that the article writes in lower case. */
	readonly common: ReadonlySet<string>;
	readonly claimLanguage: string | undefined;
	readonly language: string | undefined;
}

/** Languages that decline names. */
const DECLINING = new Set('uk ru be bg pl cs sk sl hr sr bs lt lv et fi hu tr el la ro eu'.split(' '));
/** So far apart may the words of one name stand. */
const NEAR = 3;
const FOLLOWING = 3;
/** At a sentence's start a shorter word is a preposition: lists of empty words do not have them all. */
const SHORTEST_ALONE = 3;
/** Of the words between two names, so many are the same. */
const TURNED = 0.5;
const codeOf = (language: string | undefined): string => language?.slice(0, 2) ?? '';

const isAcronym = ({ text }: Word): boolean =>
	text.length > 1 && text === text.toUpperCase() && /\p{Lu}/u.test(text);

function isName(word: Word, { claimLanguage, common }: Namespace): boolean {
	if (!word.capital || [...word.text].length < 2 || /^\d/.test(word.text)) return false;
	if (dayNamed(word, claimLanguage) !== undefined) return false;
	if (isAcronym(word) || !word.opens) return true;
	return !(
		word.text.length < SHORTEST_ALONE ||
		isStopWord(word.folded, claimLanguage) ||
		valuesIn(word.folded, codeOf(claimLanguage)).length > 0 ||
		common.has(word.folded)
	);
}

/** 'Marrens', 'Путину': the same name with an ending. */
function isDeclined(a: string, b: string, language: string): boolean {
	if (a === `${b}s` || b === `${a}s`) return true;
	if (!DECLINING.has(language)) return false;
	let common = 0;
	while (common < Math.min(a.length, b.length) && a.charCodeAt(common) === b.charCodeAt(common)) common++;
	return common >= 3 && Math.max(a.length, b.length) - common <= 3;
}

function isSameName(name: Word, other: Word, space: Namespace): boolean {
	if (name.folded === other.folded) return true;
	const isNamed = other.capital || !name.capital;
	const language = codeOf(space.language);
	return (
		isNamed && (isDeclined(name.folded, other.folded, language) || isTranscribed(name.folded, other.folded))
	);
}

/** A country's name in the claim's language, for one in the article's. */
function isCountry(name: Word, space: Namespace): boolean {
	const [here, there] = [codeOf(space.claimLanguage), codeOf(space.language)];
	if (here === '' || there === '' || here === there) return false;
	const code = countriesIn(here).get(name.folded);
	const names = countriesIn(there);
	return code !== undefined && space.sources.flat().some(({ folded }) => names.get(folded) === code);
}

const isFound = (name: Word, space: Namespace): boolean =>
	space.sources.some((words) => words.some((other) => isSameName(name, other, space))) ||
	isCountry(name, space);

/** Pairs of names with nothing but a blank or a hyphen between them. */
const neighbours = (names: readonly Word[]): (readonly [Word, Word])[] =>
	names.flatMap((name, place) => {
		const next = names[place + 1];
		return next !== undefined && next.at - (name.at + name.text.length) === 1 ? [[name, next] as const] : [];
	});

const placesOf = (name: Word, words: readonly Word[], space: Namespace): number[] =>
	words.flatMap((word, at) => (isSameName(name, word, space) ? [at] : []));

const isAcross = ({ claimLanguage, language }: Namespace): boolean =>
	codeOf(claimLanguage) !== codeOf(language);

function standTogether([one, two]: readonly [Word, Word], space: Namespace): boolean {
	return space.sources.some((words) => {
		const ends = placesOf(two, words, space);
		const isNear = (apart: number): boolean => (isAcross(space) ? Math.abs(apart) : apart) <= NEAR;
		return placesOf(one, words, space).some((at) =>
			ends.some((end) => (isAcross(space) || end > at) && isNear(end - at)),
		);
	});
}

/** The first word of meaning after a place, not far from it. */
function after(words: readonly Word[], at: number, language: string | undefined): Word | undefined {
	return words
		.slice(at + 1, at + 1 + FOLLOWING)
		.find(({ folded, capital }) => !capital && folded.length > 2 && !isStopWord(folded, language));
}

/** Rule 4; it needs both in one language. */
function isSwapped(name: Word, space: Namespace): boolean {
	const { claim, sources, language } = space;
	const deed = after(claim, claim.indexOf(name), language);
	if (deed === undefined || isAcross(space)) return false;
	let others = 0;
	for (const words of sources) {
		for (const [at, word] of words.entries()) {
			if (word.folded !== deed.folded) continue;
			const doers = words
				.slice(Math.max(0, at - FOLLOWING), at)
				.filter(({ capital, opens }) => (capital && !opens) || capital);
			if (doers.some((doer) => isSameName(name, doer, space))) return false;
			const isNamed = words.slice(0, at).some((doer) => isSameName(name, doer, space));
			others += doers.some((doer) => isName(doer, space)) && !isNamed ? 1 : 0;
		}
	}
	return others > 0;
}

const meaningful = (words: readonly Word[], language: string | undefined): string[] =>
	words.flatMap(({ folded }) => (folded.length > 2 && !isStopWord(folded, language) ? [folded] : []));

/** Rule 5; it needs both in one language. */
function isTurned([one, two]: readonly [Word, Word], space: Namespace): boolean {
	const { claim, sources, language } = space;
	const between = meaningful(claim.slice(claim.indexOf(one) + 1, claim.indexOf(two)), language);
	if (between.length === 0 || isAcross(space)) return false;
	let turned = false;
	for (const words of sources) {
		const [firsts, lasts] = [placesOf(one, words, space), placesOf(two, words, space)];
		if (firsts.some((first) => lasts.some((last) => first < last))) return false;
		turned ||= firsts.some((first) =>
			lasts.some((last) => shareOf(between, meaningful(words.slice(last + 1, first), language)) >= TURNED),
		);
	}
	return turned;
}

export type NameFlaw = 'name' | 'pair' | 'swap';

export function nameFlaw(space: Namespace): { readonly flaw: NameFlaw; readonly name: string } | undefined {
	const names = space.claim.filter((word) => isName(word, space));
	const unknown = names.find((name) => !isFound(name, space));
	if (unknown) return { flaw: 'name', name: unknown.text };
	const stray = neighbours(names).find(
		(pair) => !standTogether(pair, space) && !pair.some((name) => isCountry(name, space)),
	);
	if (stray) return { flaw: 'pair', name: `${stray[0].text} ${stray[1].text}` };
	const swapped = names.find((name) => isSwapped(name, space));
	if (swapped) return { flaw: 'swap', name: swapped.text };
	const turned = names.find((name, place) =>
		names.slice(place + 1).some((other) => other.folded !== name.folded && isTurned([name, other], space)),
	);
	return turned && { flaw: 'swap', name: turned.text };
}
