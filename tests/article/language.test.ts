import { describe, expect, test } from 'vitest';
import { detectLanguage } from '../../src/article/language.ts';
import { costMeter } from '../cost.ts';
import { PASTES } from '../fixtures/pastes.ts';

describe('the language of a text', () => {
	test.each(PASTES)('$language: paragraphs and headline', ({ language, title, body }) => {
		for (const text of [title, ...body]) expect(detectLanguage(text)).toBe(language);
	});
	test.each([
		['29 août', 'fr'],
		['Le phare rouvre ses portes', 'fr'],
		['今日のニュース', 'ja'],
		['Heute im Hafen', 'de'],
	])('%j is enough for %s', (text, language) => {
		expect(detectLanguage(text)).toBe(language);
	});
	test.each(['', '12:30', '!!!', 'OK', 'Hello world', 'Новости дня', 'مرحبا', 'Coronavirus : la France'])(
		'%j does not tell',
		(text) => {
			expect(detectLanguage(text)).toBeUndefined();
		},
	);
	test('of a long text the beginning is read', () => {
		const cost = costMeter();
		expect(detectLanguage('Le phare de Kermor rouvre. '.repeat(100_000))).toBe('fr');
		expect(cost()).toBeLessThan(2_000);
	});
});
