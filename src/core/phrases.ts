/**
 * The words of the interface, from locales/*.ftl (Fluent). Rules:
 * 1. A locale that we do not speak falls to its language ('fr-CA' to 'fr'), then to English.
 * 2. A phrase that a language lacks is said in English; what English lacks is a mistake of ours: by default
 *    it throws, and a running bot passes `onMistake` to log it and show the key instead.
 * 3. No isolation marks around values: Telegram counts offsets in the text, and feeds' titles are cleaned.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import type { Log } from '../log.ts';
import type { Translate } from '../model.ts';

const FOLDER = new URL('../../locales/', import.meta.url);
const FALLBACK = 'en';
/** RFC 5646 asks nobody to keep more of a tag. */
const LONGEST_TAG = 35;
const FOR_PAGES = ['preview-', 'command-', 'choice-'];

interface Language {
	readonly bundle: FluentBundle;
	readonly keys: readonly string[];
}

function readLanguage(locale: string): Language {
	const resource = new FluentResource(readFileSync(new URL(`${locale}.ftl`, FOLDER), 'utf8'));
	const bundle = new FluentBundle(locale, { useIsolating: false });
	const mistakes = bundle.addResource(resource);
	if (mistakes.length > 0) throw new AggregateError(mistakes, `locales/${locale}.ftl`);
	return { bundle, keys: resource.body.map(({ id }) => id).filter((id) => !id.startsWith('-')) };
}

const languages: ReadonlyMap<string, Language> = new Map(
	readdirSync(FOLDER)
		.filter((file) => file.endsWith('.ftl'))
		.map((file) => file.slice(0, -'.ftl'.length))
		.toSorted()
		.map((locale) => [locale, readLanguage(locale)]),
);

/** The language in which we answer somebody of this locale. */
export function supportedLocale(locale: string): string {
	const tag = locale.slice(0, LONGEST_TAG).toLowerCase().replaceAll('_', '-');
	for (let end = tag.length; end > 0; end = tag.lastIndexOf('-', end - 1)) {
		if (languages.has(tag.slice(0, end))) return tag.slice(0, end);
	}
	return FALLBACK;
}

export type OnMistake = (key: string, error: Error) => string;

const refuse: OnMistake = (key, error) => {
	throw new TypeError(`locales: ${key}: ${error.message}`, { cause: error });
};

/** For a running bot: a missing phrase is logged, and its key stands in for it. */
export const logMistakes =
	(log: Log): OnMistake =>
	(key, error) => {
		log.error({ key, error }, 'a phrase is missing or lacks a value');
		return key;
	};

export function translator(locale: string, onMistake: OnMistake = refuse): Translate {
	const chain = [...new Set([supportedLocale(locale), FALLBACK])].flatMap(
		(name) => languages.get(name) ?? [],
	);
	return (key, values = {}) => {
		for (const { bundle } of chain) {
			const pattern = bundle.getMessage(key)?.value;
			if (!pattern) continue;
			const mistakes: Error[] = [];
			const words = bundle.formatPattern(pattern, values, mistakes);
			return mistakes[0] ? onMistake(key, mistakes[0]) : words;
		}
		return onMistake(key, new Error('no such phrase'));
	};
}

/** Every language we speak, by its locale; English first. */
export function translators(onMistake: OnMistake = refuse): Readonly<Record<string, Translate>> {
	const names = [FALLBACK, ...[...languages.keys()].filter((name) => name !== FALLBACK)];
	return Object.fromEntries(names.map((name) => [name, translator(name, onMistake)]));
}

/** The phrases that a web page writes by itself; none of them takes a value. */
export function phrases(locale: string): Readonly<Record<string, string>> {
	const t = translator(locale);
	const keys = languages.get(FALLBACK)?.keys ?? [];
	return Object.fromEntries(
		keys.filter((key) => FOR_PAGES.some((start) => key.startsWith(start))).map((key) => [key, t(key)]),
	);
}
