/**
 * Does a sentence say only what its source sentences say? Pure and strict: without a proof it does not. Rules, in order:
 * 1. Length: it is not longer than what it rests on.
 * 2. Quotation: words in quotation marks stand there word for word.
 * 3. Figures: every number is there, with its unit, and counts what it counts there.
 * 4. Days: every month and weekday is there, or is the article's own.
 * 5. Names: every name is there (grounding/names.ts); the article's title counts as well.
 * 6. Denial: a clause denies where the clause it comes from denies, and only there.
 * 7. Words: enough of its words of meaning are there. In scripts without capitals this must show the names too, so more
 *    is asked, and a run of characters that is no word of the dictionary must be there.
 * 8. In another language words cannot be compared: something must still be shared, a name, a number or a word alike.
 */
import { dayNamed, daysOf } from './grounding/days.ts';
import { type Figure, figuresIn } from './grounding/figures.ts';
import { nameFlaw } from './grounding/names.ts';
import { denies } from './grounding/negation.ts';
import { isSameWord, shareOf, type Word, wordsOf } from './grounding/words.ts';
import { isStopWord, tokens } from './terms.ts';

export interface Evidence {
	/** The sentences that the claim names. */
	readonly sources: readonly string[];
	readonly title: string;
	/** Epoch ms. */
	readonly publishedAt: number | undefined;
	readonly language: string | undefined;
	/** Folded words that the whole article writes in lower case: `commonWords`. */
	readonly common: ReadonlySet<string>;
}

export interface Claim {
	readonly text: string;
	readonly language: string | undefined;
}

export type Flaw =
	| 'length'
	| 'quotation'
	| 'figure'
	| 'day'
	| 'name'
	| 'pair'
	| 'swap'
	| 'denial'
	| 'words'
	| 'nothing-shared';

/** Summaries known to be good share .64 to .88 of their words with the source, summaries of another article .07. */
const SHARED = 0.5;
const SHARED_WITHOUT_CAPITALS = 0.75;
/** A clause tells what a source's clause tells when it shares so much. */
const SAME_CLAUSE = 0.5;
const LONGER = 1.15;
const LONGER_ACROSS = 1.6;
/** Between a script of letters and one of characters. */
const LONGER_ACROSS_SCRIPTS = 4;
const LENGTH_LEEWAY = 30;
const COGNATE = 5;

const CASED = /\p{Lu}|\p{Ll}/u;
const CHARACTERS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const QUOTED =
	/«([^»]{1,400})»|“([^”“]{1,400})[”“]|„([^”“]{1,400})[”“]|"([^"]{1,400})"|「([^」]{1,400})」|『([^』]{1,400})』/g;
const QUOTES_LEFT = /[«»“”„"「」『』]/;
/** What parts clauses; a word that denies by itself begins one of its own. */
const CLAUSE = new RegExp(
	[
		/[,;:…—–、，；()«»“”„"]/,
		/\s-\s/,
		/\s(?=(?:without|sans|ohne|sin|senza|sem|zonder|без)\s)/,
		/\s(?:and|but|that|which|who|when|because|while|if|although)\s/,
		/\s(?:et|mais|qu['’]|que|qui|quand|car|dont|où|parce|si|alors)(?:\s|(?<=['’]))/,
		/\s(?:und|aber|dass|weil|wenn|y|pero|porque|e|ma|mas|che|perché|cuando|quando)\s/,
		/\s(?:і|й|та|але|що|бо|коли|и|но|что|когда|потому)\s/,
	]
		.map(({ source }) => source)
		.join('|'),
	'u',
);

export function commonWords(text: string): ReadonlySet<string> {
	return new Set(wordsOf(text).flatMap(({ capital, folded }) => (capital ? [] : [folded])));
}

const contentOf = (text: string, language: string | undefined): string[] => [
	...new Set(tokens(text, language).filter((token) => !isStopWord(token, language) && !/^\d+$/.test(token))),
];

const plain = (text: string): string => tokens(text.replace(/[-’'ʼ]/g, ' ')).join(' ');

function isQuotedRight(claim: string, sources: readonly string[]): boolean {
	const known = sources.map((source) => ` ${plain(source)} `);
	for (const match of claim.matchAll(QUOTED)) {
		const words = plain(match.slice(1).find((part) => part !== undefined) ?? '');
		if (!known.some((source) => source.includes(CHARACTERS.test(words) ? words : ` ${words} `))) return false;
	}
	return !QUOTES_LEFT.test(claim.replace(QUOTED, ''));
}

function isCountedRight(figure: Figure, known: readonly Figure[], inWords: readonly string[]): boolean {
	const same = known.filter(({ value }) => value === figure.value);
	if (same.length === 0) return false;
	if (figure.unit !== undefined) return same.some(({ unit }) => unit === figure.unit);
	const { noun } = figure;
	if (noun === undefined) return true;
	if (same.some((other) => other.noun !== undefined && isSameWord(other.noun, noun))) return true;
	// Another number counts this there: the numbers were exchanged.
	const isAnothers = known.some((other) => other.noun !== undefined && isSameWord(other.noun, noun));
	return !isAnothers && inWords.some((word) => isSameWord(word, noun));
}

function isFigured(
	claim: Claim,
	{ sources, title, publishedAt, language }: Evidence,
	isAcross: boolean,
): boolean {
	const texts = [...sources, title];
	const known: Figure[] = texts.flatMap((text) => figuresIn(text, language));
	if (publishedAt !== undefined) {
		const date = new Date(publishedAt);
		known.push({ value: String(date.getUTCDate()) }, { value: String(date.getUTCFullYear()) });
	}
	const words = texts.flatMap((text) => tokens(text, language));
	return figuresIn(claim.text, claim.language).every((figure) => {
		const { noun, ...bare } = figure;
		const isDate =
			noun !== undefined &&
			wordsOf(claim.text).some((word) => word.folded === noun && dayNamed(word, claim.language));
		return isCountedRight(isAcross || isDate ? bare : figure, known, words);
	});
}

function isDated(words: readonly Word[], claim: Claim, evidence: Evidence): boolean {
	const named = (list: readonly Word[], language: string | undefined): string[] =>
		list.flatMap((word) => dayNamed(word, language) ?? []);
	const known = new Set([
		...[...evidence.sources, evidence.title].flatMap((text) => named(wordsOf(text), evidence.language)),
		...(evidence.publishedAt === undefined ? [] : daysOf(evidence.publishedAt)),
	]);
	return named(words, claim.language).every((day) => known.has(day));
}

/** Rule 6. */
function isDeniedRight(claim: Claim, evidence: Evidence, isAcross: boolean): boolean {
	const { sources, language } = evidence;
	const claimed = denies(claim.text, claim.language);
	const somewhere = sources.some((source) => denies(source, language));
	if (claimed && !somewhere) return false;
	if (!claimed && !somewhere) return true;
	if (isAcross) return claimed || !sources.every((source) => denies(source, language));
	const there = sources
		.flatMap((source) => source.split(CLAUSE))
		.map((text) => ({ text, words: contentOf(text, language) }));
	return claim.text.split(CLAUSE).every((clause) => {
		const words = contentOf(clause, language);
		if (words.length === 0) return true;
		const shares = there.map((source) => shareOf(words, source.words));
		const most = Math.max(...shares);
		const isDenied = denies(clause, language);
		if (!isDenied && most < SAME_CLAUSE) return true;
		return there.some(({ text }, at) => shares[at] === most && denies(text, language) === isDenied);
	});
}

/** A run of characters that the dictionary does not know falls into single ones: a name, most often. */
function hasStrangeRun(claim: string, sources: readonly string[], language: string | undefined): boolean {
	const known = sources.join(' ');
	let run = '';
	for (const token of [...tokens(claim, language), '']) {
		const isSingle = /^\p{Script=Han}$/u.test(token);
		if (isSingle) run += token;
		if (
			(!isSingle && [...run].length > 1 && !known.includes(run) && claim.includes(run)) ||
			(/^[\p{Script=Katakana}ー]{3,}$/u.test(token) && !known.includes(token))
		)
			return true;
		if (!isSingle) run = '';
	}
	return false;
}

function isWorded({ text, language }: Claim, { sources }: Evidence): boolean {
	const known = sources.flatMap((source) => contentOf(source, language));
	const share = shareOf(contentOf(text, language), known);
	if (CASED.test(text.replace(/[A-Za-z]+/g, '')) || (CASED.test(text) && !/[\p{Lo}]{4}/u.test(text)))
		return share >= SHARED;
	return share >= SHARED_WITHOUT_CAPITALS && !hasStrangeRun(text, sources, language);
}

/** Rule 8. */
function sharesSomething(words: readonly Word[], claim: Claim, evidence: Evidence): boolean {
	const texts = [...evidence.sources, evidence.title];
	const there = texts.flatMap(wordsOf);
	const names = words.some(({ capital, opens }) => capital && !opens);
	if (names || figuresIn(claim.text, claim.language).length > 0) return true; // each of them was found
	return words.some(({ folded }) =>
		there.some(
			(other) => folded.length >= COGNATE && other.folded.slice(0, COGNATE) === folded.slice(0, COGNATE),
		),
	);
}

function isShortEnough(text: string, sources: readonly string[], isAcross: boolean): boolean {
	const whole = sources.join(' ');
	const scripts = CHARACTERS.test(whole) !== CHARACTERS.test(text) ? LONGER_ACROSS_SCRIPTS : LONGER_ACROSS;
	return text.length <= whole.length * (isAcross ? scripts : LONGER) + LENGTH_LEEWAY;
}

/** @returns the first thing that is not proven, or undefined for a sentence that is. */
export function flawOf(claim: Claim, evidence: Evidence): Flaw | undefined {
	const { sources, title, language, common } = evidence;
	const isAcross = language !== undefined && claim.language !== language.slice(0, 2);
	const words = wordsOf(claim.text);
	if (sources.length === 0 || !isShortEnough(claim.text, sources, isAcross)) return 'length';
	if (!isQuotedRight(claim.text, [...sources, title])) return 'quotation';
	if (!isFigured(claim, evidence, isAcross)) return 'figure';
	if (!isDated(words, claim, evidence)) return 'day';
	const named = nameFlaw({
		claim: words,
		sources: [...sources, title].map(wordsOf),
		common: isAcross ? new Set() : common,
		claimLanguage: claim.language,
		language,
	});
	if (named) return named.flaw;
	if (!isDeniedRight(claim, evidence, isAcross)) return 'denial';
	if (isAcross) return sharesSomething(words, claim, evidence) ? undefined : 'nothing-shared';
	return isWorded(claim, evidence) ? undefined : 'words';
}
