/**
 * The phrases: every one used exists in each language, none is left over, and each fits where it is shown.
 */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { phrases, supportedLocale, translator, translators } from '../src/core/phrases.ts';
import type { FeedProblem, FetchProblem } from '../src/errors.ts';
import { TROUBLES } from '../src/errors.ts';
import type { Pace } from '../src/model.ts';
import type { Instead } from '../src/summary.ts';

/** As written: phrase → its text, its variants included. */
function written(locale: string): ReadonlyMap<string, string> {
	const source = readFileSync(`locales/${locale}.ftl`, 'utf8');
	const entries = source.split(/^(?=[a-z][a-z0-9-]* =)/m).slice(1);
	return new Map(
		entries.map((entry) => {
			const [key = '', text = ''] = entry.split(/ =(.*)/s);
			return [key, text.replace(/^#.*$/gm, '')];
		}),
	);
}
const locales = { en: written('en'), fr: written('fr') };
const variables = (text: string) => [...new Set(text.match(/\$[a-z]+/g))].toSorted();

const FETCH: Record<FetchProblem, true> = {
	address: true,
	private: true,
	dns: true,
	connect: true,
	tls: true,
	'tls-expired': true,
	'tls-host': true,
	'tls-untrusted': true,
	timeout: true,
	status: true,
	resting: true,
	challenge: true,
	'too-large': true,
	redirects: true,
	robots: true,
};
const FEED: Record<FeedProblem, true> = {
	'not-a-feed': true,
	'too-slow': true,
	'too-large': true,
	charset: true,
};
const INSTEAD: Record<Instead, true> = { unproven: true, silent: true, spent: true };
const PACES: Record<Pace, true> = { live: true, daily: true };

/** Keys that the program puts together from names. */
const derived = [
	...commands.flatMap(({ name, options, onMessage }) => [
		`command-${name}`,
		`example-${name}`,
		...(onMessage ? [`menu-${name}`] : []),
		...Object.keys(options).flatMap((option) => [`command-${name}-${option}`, `option-${option}`]),
		...Object.values(options).flatMap((option) =>
			option.type === 'choice' ? option.choices.map((choice) => `choice-${choice}`) : [],
		),
	]),
	...Object.keys(FETCH).map((problem) => `problem-fetch-${problem}`),
	...Object.keys(FEED).map((problem) => `problem-feed-${problem}`),
	...Object.keys(PACES).flatMap((pace) => [`pace-${pace}`, `followed-next-${pace}`]),
	...TROUBLES.map((trouble) => `trouble-${trouble}`),
	...Object.keys(INSTEAD).map((because) => `summary-quoted-${because}`),
	'problem-usage',
	'problem-example',
];

const sources = globSync('{src,commands}/**/*.{ts,js,html}').map((file) => readFileSync(file, 'utf8'));
/** A phrase is named in one of these ways; `t` may be called with a condition between two keys. */
const NAMED =
	/(?:\bt\(|UserError\(\s*|problem\(\s*t,\s*|nothing\(\s*t,\s*|mistake\([^'()]*)'([a-z]+(?:-[a-z0-9]+)+)'/g;
const named = new Set(
	sources.flatMap((source) => [...source.matchAll(NAMED)].flatMap((match) => match[1] ?? [])),
);
const literals = new Set(
	sources.flatMap((source) =>
		[...source.matchAll(/['"`]([a-z]+(?:-[a-z0-9]+)*)['"`]/g)].flatMap((match) => match[1] ?? []),
	),
);

describe('locales', () => {
	test.each(Object.entries(locales))('%s: every phrase that is used is there', (_locale, texts) => {
		expect([...named, ...derived].filter((key) => !texts.has(key))).toEqual([]);
	});

	test('no phrase is left over', () => {
		// The preview page puts `preview-` before the name of a state or a problem.
		const used = new Set([...literals, ...[...literals].map((name) => `preview-${name}`), ...derived]);
		expect([...locales.en.keys()].filter((key) => !used.has(key))).toEqual([]);
	});

	test('both languages have the same phrases with the same values', () => {
		expect([...locales.fr.keys()].toSorted()).toEqual([...locales.en.keys()].toSorted());
		const differing = [...locales.en].filter(
			([key, text]) => variables(text).join() !== variables(locales.fr.get(key) ?? '').join(),
		);
		expect(differing.map(([key]) => key)).toEqual([]);
	});

	test('nothing is lost between the file and the program', () => {
		for (const [locale, texts] of Object.entries(locales)) {
			const t = translator(locale);
			for (const [key, text] of texts) {
				const values = Object.fromEntries(variables(text).map((name) => [name.slice(1), 2]));
				expect(t(key, values), key).not.toBe('');
			}
		}
	});

	test.each([
		['command-', 100],
		['menu-', 32],
		['button-', 40],
		['choice-', 100],
		['problem-', 400],
	])('%s… takes at most %i characters', (beginning, max) => {
		for (const texts of Object.values(locales)) {
			for (const [key, text] of texts) {
				if (key.startsWith(beginning) && !text.includes('->'))
					expect(text.trim().length, key).toBeLessThanOrEqual(max);
			}
		}
	});

	test('examples begin with their own command', () => {
		for (const t of Object.values(translators())) {
			for (const { name } of commands) expect(t(`example-${name}`)).toMatch(new RegExp(`^/${name}(?: |$)`));
		}
	});
});

describe('translator', () => {
	test.each([
		['fr', 'fr'],
		['fr-CA', 'fr'],
		['fr_FR', 'fr'],
		['FR', 'fr'],
		['en-US', 'en'],
		['de', 'en'],
		['', 'en'],
		['-', 'en'],
		[`en${'-x'.repeat(50)}`, 'en'],
	])('locale %s is answered in %s', (locale, expected) => {
		expect(supportedLocale(locale)).toBe(expected);
	});

	test('counts as the language does', () => {
		expect(translator('en')('following-heading', { count: 1 })).toBe('This channel follows one feed');
		expect(translator('fr')('following-heading', { count: 3 })).toBe('Ce salon suit 3 flux');
	});

	test('values arrive as they are, without isolation marks', () => {
		expect(translator('en')('search-empty', { words: '<b>@everyone</b>' })).toContain('“<b>@everyone</b>”');
	});

	test('a phrase that nobody wrote is a mistake of ours', () => {
		expect(() => translator('fr')('no-such-phrase')).toThrow('no-such-phrase');
		expect(() => translator('fr')('search-empty')).toThrow('search-empty');
		expect(translator('fr', (key) => `[${key}]`)('no-such-phrase')).toBe('[no-such-phrase]');
	});

	test('a page gets its own phrases, the commands and the choices', () => {
		const page = phrases('fr-CA');
		expect(page['preview-send']).toBe('Envoyer');
		expect(page['choice-daily']).toBe('quotidien');
		expect(page['problem-slow']).toBeUndefined();
	});
});
