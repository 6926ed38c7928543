import { describe, expect, test } from 'vitest';
import { type Claim, commonWords, type Evidence, flawOf } from '../../src/article/grounding.ts';

/** A Monday. */
const PUBLISHED = Date.UTC(2026, 10, 2, 12);

const evidence = (language: string, sources: readonly string[], title = ''): Evidence => ({
	sources,
	title,
	publishedAt: PUBLISHED,
	language,
	common: commonWords(sources.join(' ')),
});
const flaw = (claim: Claim, of: Evidence): string => flawOf(claim, of) ?? 'proven';

/** What stands in the article, by its language. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
	en: [
		'Harbour master Ilse Marren told the council on Thursday that 1,200 islanders had signed, and that the ferry would not sail before 12 March.',
		'Mayor Oona Feld blamed Ilse Marren for a loss of 2.5 million crowns, or 15 percent of the budget.',
		'Twenty-five workers were hurt and three died when the crane “gave way without a sound”.',
	],
	fr: [
		'La capitaine du port, Ilse Marren, a annoncé jeudi que 1 200 habitants avaient signé et que le ferry ne partirait pas avant le 12 mars.',
		'La maire Oona Feld a accusé Ilse Marren d’une perte de 2,5 millions de couronnes, soit 15 % du budget.',
		'Quatre-vingt-dix ouvriers ont été blessés et trois sont morts quand la grue « a cédé sans un bruit ».',
	],
	de: [
		'Hafenmeisterin Ilse Marren erklärte am Donnerstag, fünfundzwanzig Arbeiter seien verletzt worden und der Kran sei nicht geprüft.',
	],
	uk: [
		'Мер Олена Криниця заявила у четвер, що пором не вийде раніше 12 березня, бо бракує 2,5 мільйона крон.',
	],
	ja: ['港湾局長の田中明美氏は木曜日、クレーンが倒れて3人が負傷したと発表した。'],
	ar: ['أعلنت مديرة الميناء ليلى منصور يوم الخميس أن ١٢ سفينة حولت إلى ميناء آخر بعد سقوط الرافعة.'],
};

const of = (language: string): Evidence => evidence(language, SOURCES[language] ?? []);

describe('in the language of the article', () => {
	test.each<[language: string, claim: string, verdict: string]>([
		['en', 'Ilse Marren told the council that 1200 islanders had signed.', 'proven'],
		['en', 'The harbour master said the ferry would not sail before March 12.', 'proven'],
		['en', 'Oona Feld blamed Ilse Marren for a loss of 2,500,000 crowns.', 'proven'],
		['en', '25 workers were hurt and 3 died.', 'proven'],
		['en', 'The crane “gave way without a sound”, and three died.', 'proven'],
		['en', 'On Monday the council heard that islanders had signed.', 'proven'], // the article's own day
		['en', '1,300 islanders had signed, the council heard.', 'figure'],
		['en', 'A loss of 2.5 billion crowns was blamed on Ilse Marren.', 'figure'],
		['en', 'The loss came to 15 million crowns of the budget.', 'figure'],
		['en', 'Three workers were hurt and twenty-five died.', 'figure'],
		['en', 'The ferry would not sail before 12 April.', 'day'],
		['en', 'Ilse Marren told the council on Friday that islanders had signed.', 'day'],
		['en', 'Ilse Morren told the council that islanders had signed.', 'name'],
		['en', 'The NATO council heard that islanders had signed.', 'name'],
		['en', 'Oona Marren told the council that islanders had signed.', 'pair'],
		['en', 'Ilse Marren blamed Oona Feld for a loss of 2.5 million crowns.', 'swap'],
		['en', 'The ferry would sail before 12 March.', 'denial'],
		['en', 'No workers were hurt when the crane gave way.', 'denial'],
		['en', 'The crane “gave way with a bang”, and three workers died.', 'quotation'],
		['en', 'The crane “gave way, and three workers died.', 'quotation'],
		['en', 'The weather stays mild and dry over the coming days.', 'words'],
		['fr', '1200 habitants ont signé, selon la capitaine Ilse Marren.', 'proven'],
		['fr', 'La perte est de 2,5 millions de couronnes, selon la maire Oona Feld.', 'proven'],
		['fr', '90 ouvriers ont été blessés quand la grue a cédé.', 'proven'],
		['fr', 'Le ferry partirait avant le 12 mars.', 'denial'],
		['fr', 'La perte est de 15 millions de couronnes, selon la maire.', 'figure'],
		['fr', 'Quatre-vingts ouvriers ont été blessés quand la grue a cédé.', 'figure'],
		['fr', 'Le ferry ne partirait pas avant le 12 mai.', 'day'],
		['fr', 'Ilse Marren a accusé Oona Feld d’une perte de 2,5 millions de couronnes.', 'swap'],
		['fr', 'Sarkozy a accusé la maire d’une perte de couronnes.', 'name'],
		['de', 'Am Donnerstag erklärte Ilse Marren, 25 Arbeiter seien verletzt worden.', 'proven'],
		['de', 'Ilse Marren erklärte, 35 Arbeiter seien verletzt worden.', 'figure'],
		['de', 'Ilse Marren erklärte, der Kran sei geprüft.', 'denial'],
		['uk', 'Олена Криниця заявила, що пором не вийде раніше 12 березня.', 'proven'],
		['uk', 'За словами Олени Криниці, бракує 2,5 мільйона крон.', 'proven'],
		['uk', 'Олена Криниця заявила, що пором не вийде раніше 12 квітня.', 'day'],
		['uk', 'Ірина Криниця заявила, що пором не вийде раніше 12 березня.', 'name'],
		['ja', '港湾局長の田中明美氏は、クレーンが倒れて3人が負傷したと発表した。', 'proven'],
		['ja', '港湾局長の田中明美氏は、クレーンが倒れて8人が負傷したと発表した。', 'figure'],
		['ar', 'أعلنت ليلى منصور أن 12 سفينة حولت إلى ميناء آخر.', 'proven'],
		['ar', 'أعلنت ليلى منصور أن 21 سفينة حولت إلى ميناء آخر.', 'figure'],
	])('%s: %s: %s', (language, text, verdict) => {
		expect(flaw({ text, language }, of(language))).toBe(verdict);
	});
});

describe('in another language', () => {
	const germany = evidence('en', [
		'Germany and Moldova signed a pact on 12 March, Foreign Minister Petru Vasilescu said.',
	]);
	test.each<[from: Evidence, language: string, claim: string, verdict: string]>([
		[of('fr'), 'en', 'The loss is 2.5 million crowns, Oona Feld said of Ilse Marren.', 'proven'],
		[of('fr'), 'en', 'The loss is 25 million crowns, Oona Feld said of Ilse Marren.', 'figure'],
		[of('fr'), 'en', 'On Friday, Ilse Marren told of 1,200 signatures.', 'day'],
		[of('fr'), 'en', 'The loss is 2.5 million crowns, Paul Feld said of Ilse Marren.', 'name'],
		[of('uk'), 'fr', 'Olena Krynytsia a dit que le ferry ne partirait pas avant le 12 mars.', 'proven'],
		[of('uk'), 'fr', 'Irina Krynytsia a dit que le ferry ne partirait pas avant le 12 mars.', 'name'],
		[of('uk'), 'fr', 'Olena Krynytsia a dit que le ferry ne partirait pas avant le 12 juin.', 'day'],
		[germany, 'fr', 'L’Allemagne et la Moldavie ont signé un pacte le 12 mars.', 'proven'],
		[germany, 'fr', 'L’Autriche et la Moldavie ont signé un pacte le 12 mars.', 'name'],
		[germany, 'fr', 'L’Allemagne et la Moldavie n’ont pas signé de pacte.', 'denial'],
		[of('fr'), 'en', 'Everybody should send money at once, whoever they may be.', 'nothing-shared'],
		[of('ja'), 'fr', 'Après la chute d’une grue, 3 personnes sont blessées.', 'proven'],
	])('%#: %s %s: %s', (from, language, text, verdict) => {
		expect(flaw({ text, language }, from)).toBe(verdict);
	});
});

describe('bounds', () => {
	test('a claim without a source, or much longer than its source, is not proven', () => {
		const text = 'Ilse Marren told the council that 1200 islanders had signed.';
		expect(flaw({ text, language: 'en' }, evidence('en', []))).toBe('length');
		expect(flaw({ text: text.repeat(9), language: 'en' }, of('en'))).toBe('length');
	});

	test('a name of the title counts', () => {
		const titled = evidence(
			'en',
			['The ferry will sail again in spring, the line said.'],
			'Blue Tern is back',
		);
		expect(flaw({ text: 'The ferry of Blue Tern will sail again.', language: 'en' }, titled)).toBe('proven');
	});
});
