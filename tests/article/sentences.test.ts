import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sentences } from '../../src/article/sentences.ts';
import { costMeter } from '../cost.ts';

/** `|` marks where a sentence ends. */
const cases: readonly (readonly [language: string, marked: string])[] = [
	['fr', 'M. Durand a vu Mme. Petit et le Dr. Morel.| Ils ont dîné.'],
	['fr', 'Le budget atteint 3.5 millions.| Il baisse de 2,4 %.'],
	['fr', '« Nous partirons. » Le maire a quitté la salle.'.replace('» L', '»| L')],
	['fr', '« Quelle surprise ! » s’exclame la gardienne du phare.| La mer est calme.'],
	['fr', '“Nous avons tenu. Nous tiendrons encore”, a promis la capitaine.| Le public applaudit.'],
	['fr', 'J. K. Morel publie chez P. Lenoir.| Le livre sort en mai.'],
	['fr', 'Pommes, poires, etc. sont vendues ici.| Le marché ferme à midi.'],
	['fr', 'Elle habite av. Foch, cf. p. 12 du dossier.| Elle vote.'],
	['en', 'Mr. Hale met Sen. Ortiz in the U.S. Capitol.| They spoke.'],
	['en', 'She moved to the U.S.| The family followed in 2019.'],
	['en', '"Is it over?" asked the keeper.| "No," said Dr. Lund.'],
	['en', 'George W. Hale won by 3.2 points.| Turnout was 61.5%.'],
	['en', 'They moved on.| The town paid for the art.| Nobody told me.| Why not?'],
	['en', 'Acme Inc. said it will close.| Shares fell 4% at 9 a.m. on Monday.'],
	['en', '“We are done. We will not return.” The crowd left.'.replace('” T', '”| T')],
	['de', 'Am 3. Oktober feiert die Stadt.| Dr. Weiß spricht um 10 Uhr.'],
	['de', 'Im 19. Jahrhundert stand hier z.B. ein Turm.| Er brannte ab.'],
	['de', '„Wir bleiben. Wir bauen“, sagte die Bürgermeisterin.| Der Rat stimmte zu.'],
	['es', 'El Sr. Vega llegó a las 9 a.m. con la Dra. Ríos.| ¿Qué dijo?| Nada.'],
	['it', 'Il sig. Neri e l’on. Bassi votano no.| La seduta è chiusa.'],
	['pt', 'O Sr. Prado e a Sra. Reis chegaram.| A sessão começou às 9h.'],
	['uk', 'На вул. Садовій, буд. 5, оселився проф. Коваль.| Він пише книгу.'],
	['ru', 'В 2020 г. на ул. Лесной открыли музей им. Н. В. Орлова.| Вход свободный.'],
	['ar', 'قال د. أحمد إن النتائج جيدة.| هل يعود الفريق؟| نعم.'],
	['ja', '市長は「戻ります。」と述べた。| 雨が降った。'],
	['zh', '“我们会回来。”市长说。| 大雨下了一夜。'],
	['en', '1. Wash the fish.| 2. Salt it.'],
];

describe('sentences', () => {
	test.each(cases)('%s: %s', (language, marked) => {
		const expected = marked.split('|').map((part) => part.trim());
		const text = marked.replaceAll('|', '');
		expect(sentences(text, language).map((sentence) => sentence.text)).toEqual(expected);
	});

	test('a line break ends a sentence', () => {
		expect(sentences('A heading\n\nThe town slept.\nThe sea did not.').map((s) => s.text)).toEqual([
			'A heading',
			'The town slept.',
			'The sea did not.',
		]);
	});

	test('each is an exact slice, in order, and together they miss no letter', () => {
		const piece = fc.constantFrom(
			'. ',
			'! ',
			'? ',
			' ',
			'"',
			'« ',
			' »',
			'“',
			'”',
			'(',
			')',
			'\n\n',
			'M',
			'Dr',
			'a',
			'É',
			'3',
			'。',
			'」',
		);
		fc.assert(
			fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 60 }), (pieces) => {
				const text = pieces.join('');
				let at = 0;
				for (const { text: words, start, end } of sentences(text, 'fr')) {
					expect(text.slice(start, end)).toBe(words);
					expect(text.slice(at, start).trim()).toBe('');
					at = end;
				}
				expect(text.slice(at).trim()).toBe('');
			}),
		);
	});

	test('quotations that are never closed grow with the text, not with its square', () => {
		const line = (copies: number): string => `${'„„. A '.repeat(69)}“ `.repeat(copies);
		const took = (text: string): number => {
			const cost = costMeter();
			sentences(text, 'de');
			return cost();
		};
		took(line(10));
		expect(took(line(160))).toBeLessThan(8 * took(line(40)) + 100);
	});

	test('a megabyte without a full stop, or of full stops, is quick', () => {
		const cost = costMeter();
		sentences('word '.repeat(200_000));
		sentences('A. "b" ('.repeat(60_000));
		expect(cost()).toBeLessThan(8_000);
	});
});
