/**
 * Which language a text is written in. Rules:
 * 1. eld's small set decides (60 languages, 130 ms to load, pure JavaScript).
 * 2. Too little text, or no letters, is undefined: a wrong language is worse than none.
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

/** @returns ISO 639-1, e.g. `fr`. */
export function detectLanguage(text: string): string | undefined {
	const sample = text.slice(0, SAMPLE).trim();
	if ((sample.match(LETTERS)?.length ?? 0) < 3) return undefined;
	const { language } = detector().detect(sample);
	return language === '' ? undefined : language;
}
