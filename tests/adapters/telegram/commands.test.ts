import { expect, test } from 'vitest';
import { menus } from '../../../src/adapters/telegram/commands.ts';
import { commands } from './newsroom.ts';

const languages = (...locales: string[]): readonly (string | undefined)[] => {
	const texts = new Map(locales.map((locale) => [locale, (key: string) => `${locale} ${key}`]));
	return [...new Set(menus(commands, texts).map(({ language_code }) => language_code))];
};

test('a menu in every language that there are texts for, the first one for everybody else', () => {
	expect(languages('fr', 'en', 'sv')).toEqual(['fr', undefined, 'sv']);
	expect(languages('sv', 'fr')).toEqual([undefined, 'fr']);
});
test('a locale that Telegram has no code for gets none', () => {
	expect(languages('en', 'pt-BR')).toEqual([undefined]);
});
