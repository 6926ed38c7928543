/**
 * Whether a short text's language is told: French headlines one by one, and how many are left untold.
 * A headline without four letters in a row ('4 juillet' has them, '2-0' has not) tells nobody its language.
 * Skips where the data is absent.
 */
import { z } from 'zod';
import { detectLanguage } from '../src/article/language.ts';
import { readRows } from './rows.ts';

const Row = z.object({ title: z.string(), summary: z.string() });
const rows = readRows('summaries/orangesum-valid.jsonl.gz', Row);

function report(name: string, texts: readonly string[]): void {
	detectLanguage(texts[0] ?? '');
	const began = performance.now();
	const told = texts.map((text) => ({ text, language: detectLanguage(text) }));
	const ms = (performance.now() - began) / texts.length;
	const right = told.filter(({ language }) => language === 'fr').length;
	const untold = told.filter(({ language }) => language === undefined).length;
	const wrong = told.filter(({ language }) => language !== 'fr' && language !== undefined);
	console.log(
		`${name}: ${texts.length}  right ${(right / texts.length).toFixed(4)}  untold ${untold}  wrong ${wrong.length}  ${ms.toFixed(3)} ms`,
	);
	if (process.argv.includes('--show'))
		for (const { text, language } of wrong) console.log(`  ${language}  ${text}`);
}

if (rows !== undefined) {
	report(
		'titles',
		rows.map(({ title }) => title),
	);
	report(
		'leads',
		rows.map(({ summary }) => summary),
	);
	report(
		'first words',
		rows.map(({ title }) => title.split(' ').slice(0, 4).join(' ')),
	);
}
