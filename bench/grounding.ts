/**
 * What the grounding check lets through and what it stops: OrangeSum, valid split.
 * Claims are the sentences of editors' own abstracts, which paraphrase, and of the articles themselves, each with the
 * sentences of the article that are most like it. Each is then changed in one place; a changed claim should be stopped.
 * Abstracts also tell what the article does not say: not all of them can be accepted. Skips where the data is absent.
 * `node bench/grounding.ts [--show]`
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { denies } from '../src/article/grounding/negation.ts';
import { shareOf, wordsOf } from '../src/article/grounding/words.ts';
import { commonWords, type Evidence, flawOf } from '../src/article/grounding.ts';
import { sentences } from '../src/article/sentences.ts';
import { isStopWord, tokens } from '../src/article/terms.ts';

const DATA = new URL('../../shared/data/summaries/orangesum-valid.jsonl.gz', import.meta.url);
const ARTICLES = 1_500;
const SOURCES = 3;
const FRENCH = 'fr';
const Row = z.object({ title: z.string(), text: z.string(), summary: z.string() });

const contentOf = (text: string): string[] => tokens(text).filter((token) => !isStopWord(token, FRENCH));

/** The few sentences that together hold most of the claim's words. */
function sourcesOf(claim: string, all: readonly string[]): string[] {
	const chosen: string[] = [];
	const parts = new Map(all.map((text) => [text, contentOf(text)]));
	let missing = contentOf(claim);
	while (chosen.length < SOURCES && missing.length > 0) {
		const rest = missing;
		const shares = all.map((text) => shareOf(rest, parts.get(text) ?? []));
		const best = all[shares.indexOf(Math.max(...shares))];
		if (best === undefined || chosen.includes(best)) break;
		chosen.push(best);
		const words = parts.get(best) ?? [];
		missing = missing.filter((word) => shareOf([word], words) === 0);
	}
	return chosen;
}

type Change = (claim: string, other: string) => string | undefined;

const names = (text: string): string[] =>
	wordsOf(text).flatMap(({ capital, opens, text: word }) =>
		capital && !opens && word.length > 3 ? [word] : [],
	);
const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
	' ',
);
const DAYS = 'lundi mardi mercredi jeudi vendredi samedi dimanche'.split(' ');

function shifted(claim: string, list: readonly string[]): string | undefined {
	const word = wordsOf(claim).find(({ text }) => list.includes(text))?.text;
	return word && claim.replace(word, list[(list.indexOf(word) + 4) % list.length] ?? word);
}

const CHANGES: Readonly<Record<string, Change>> = {
	'a number': (claim) =>
		/\d/.test(claim) ? claim.replace(/\d+/, (digits) => String(Number(digits) + 7)) : undefined,
	'a name': (claim, other) => {
		const [mine] = names(claim);
		const theirs = names(other).find((name) => !claim.includes(name));
		return mine && theirs && claim.replace(mine, theirs);
	},
	'a month': (claim) => shifted(claim, MONTHS),
	'a weekday': (claim) => shifted(claim, DAYS),
	'a denial more': (claim) =>
		denies(claim, FRENCH)
			? undefined
			: changed(claim, claim.replace(/ (a|est|sont|ont|sera|doit|peut|va) /, ' n’$1 pas ')),
	'a denial less': (claim) =>
		changed(claim, claim.replace(/ (?:ne |n['’])(\S+) (?:pas|jamais|plus) /, ' $1 ')),
	'two names exchanged': (claim) => {
		const [one, two] = [...new Set(names(claim))];
		return one && two && claim.replace(one, '\0').replace(two, one).replace('\0', two);
	},
	'another article’s sentence': (_, other) => other,
};

const changed = (before: string, after: string): string | undefined => (before === after ? undefined : after);

function run(): void {
	if (!existsSync(DATA)) {
		console.log('skipped: ../shared/data/summaries is not here');
		return;
	}
	const rows = gunzipSync(readFileSync(DATA)).toString('utf8').trim().split('\n').slice(0, ARTICLES);
	const articles = rows.map((line) => Row.parse(JSON.parse(line)));
	const sets = {
		'the article’s own sentences': (row: z.infer<typeof Row>) => sentences(row.text, FRENCH).slice(0, 2),
		abstracts: (row: z.infer<typeof Row>) => sentences(row.summary, FRENCH),
	};
	for (const [name, pick] of Object.entries(sets)) {
		const flaws = new Map<string, number>();
		const stopped = new Map<string, [stopped: number, tried: number]>();
		let claims = 0;
		let ms = 0;
		for (const [at, row] of articles.entries()) {
			const all = sentences(row.text, FRENCH).map(({ text }) => text);
			const common = commonWords(row.text);
			const other = sentences(articles[(at + 1) % articles.length]?.summary ?? '', FRENCH)[0]?.text ?? '';
			for (const { text } of pick(row)) {
				const evidence: Evidence = {
					sources: sourcesOf(text, all),
					title: row.title,
					publishedAt: undefined,
					language: FRENCH,
					common,
				};
				const check = (claim: string) => flawOf({ text: claim, language: FRENCH }, evidence);
				const began = performance.now();
				const flaw = check(text) ?? 'accepted';
				ms += performance.now() - began;
				claims++;
				flaws.set(flaw, (flaws.get(flaw) ?? 0) + 1);
				if (flaw !== 'accepted') {
					if (process.argv.includes('--show') && claims % 40 === 0)
						console.log(flaw, '|', text, '|', evidence.sources);
					continue;
				}
				for (const [kind, change] of Object.entries(CHANGES)) {
					const mutant = change(text, other);
					if (mutant === undefined || mutant === '') continue;
					const count = stopped.get(kind) ?? [0, 0];
					const missed = check(mutant) === undefined;
					if (missed && process.argv.includes('--show') && count[1] % 10 === 0)
						console.log('MISSED', kind, '|', mutant, '|', text);
					stopped.set(kind, [count[0] + (missed ? 0 : 1), count[1] + 1]);
				}
			}
		}
		console.log(`\n${name}: ${claims} claims, ${(ms / claims).toFixed(2)} ms each`);
		for (const [flaw, count] of [...flaws].toSorted(([, a], [, b]) => b - a))
			console.log(`  ${flaw.padEnd(20)} ${((100 * count) / claims).toFixed(1)} %`);
		for (const [kind, [count, tried]] of stopped)
			console.log(
				`  changed: ${kind.padEnd(28)} stopped ${count} of ${tried}: ${((100 * count) / tried).toFixed(1)} %`,
			);
	}
}

run();
