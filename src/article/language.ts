/**
 * Which language a text is written in. Rules:
 * 1. eld's small set decides (60 languages, 130 ms to load, pure JavaScript).
 * 2. Too little text, or no letters, is undefined: a wrong language is worse than none. The shorter a text, the
 *    further its language must be ahead of the second.
 * 3. The set takes 170 MB of memory, so it is loaded when it is first asked: a thread that never asks never
 *    pays. It is required, not imported, because the answer is given at once and not promised.
 */
import { createRequire } from 'node:module';

type Detector = typeof import('./detector.ts');

const require = createRequire(import.meta.url);
let loaded: Detector | undefined;

function detector(): Detector['eld'] {
	const found: Detector = loaded ?? require('./detector.ts');
	loaded = found;
	return found.eld;
}

/** More text changes no answer and costs time. */
const SAMPLE = 1_000;
const LETTERS = /\p{L}/gu;

/** So many letters tell their language whatever comes second. */
const TELLING = 30;
/** How far ahead of the second a language must be where there is next to nothing to go by; of 1. */
const AHEAD = 0.1;

const aheadFor = (letters: number): number => AHEAD * (1 - letters / TELLING);

function lead(scores: readonly number[]): number {
	const [first = 0, second = 0] = scores.toSorted((a, b) => b - a);
	return first - second;
}

/** @returns ISO 639-1, e.g. `fr`. */
export function detectLanguage(text: string): string | undefined {
	const sample = text.slice(0, SAMPLE).trim();
	const letters = sample.match(LETTERS)?.length ?? 0;
	if (letters < 3) return undefined;
	const told = detector().detect(sample);
	if (told.language === '') return undefined;
	return letters >= TELLING || lead(Object.values(told.getScores())) >= aheadFor(letters)
		? told.language
		: undefined;
}
