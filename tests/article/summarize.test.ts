import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarize } from '../../src/article/summarize.ts';
import { costMeter } from '../cost.ts';

const TITLE = 'Le phare de Kermor rouvre après trois ans de travaux';
const TEXT = [
	'Le phare de Kermor a rouvert samedi ses portes au public après trois ans de travaux. Il domine la rade depuis 1893.',
	'Un chantier difficile',
	'Pourquoi rouvrir le phare de Kermor maintenant, après trois ans de travaux ?',
	'Le phare de Kermor a rouvert samedi ses portes au public, après trois ans de travaux.',
	'« La lanterne du phare a coûté 2,4 millions d’euros », précise Yann Le Goff, chef du chantier de Kermor. « Nous avons fini », a-t-il ajouté.',
	'La région a payé la moitié des travaux du phare et la mairie de Kermor limite les visites à vingt personnes.',
].join('\n\n');
const ask = (count: number, text = TEXT) =>
	summarize({ title: TITLE, text, language: 'fr' }, count).map((sentence) => sentence.text);

describe('summarize', () => {
	test('the first sentence to tell it all', () => {
		expect(ask(1)[0]).toMatch(/^Le phare de Kermor a rouvert samedi/);
	});
	test('never a heading or a question while a sentence is left', () => {
		for (const count of [1, 2, 3, 4]) {
			expect(ask(count)).not.toContain('Un chantier difficile');
			expect(ask(count).join(' ')).not.toContain('?');
		}
	});
	test('nothing twice', () => {
		expect(ask(6).filter((sentence) => sentence.startsWith('Le phare de Kermor a rouvert'))).toHaveLength(1);
	});
	test('a sentence that points back follows the one it points to', () => {
		for (const count of [1, 2, 3]) {
			const taken = ask(count);
			for (const [at, sentence] of taken.entries()) {
				if (sentence.startsWith('Il domine')) expect(taken[at - 1]).toMatch(/travaux\.$/);
			}
			expect(taken.join(' ')).not.toContain('a-t-il ajouté');
		}
	});
	test('what is left is taken when nothing better is', () => {
		expect(ask(1, 'Il a ajouté que le phare resterait ouvert.')).toEqual([
			'Il a ajouté que le phare resterait ouvert.',
		]);
		expect(ask(2, 'Un titre seul')).toEqual(['Un titre seul']);
	});
	test.each([
		[
			'en',
			'However, the pier stays shut.',
			'The Kermor light opened again on Saturday after three years of work.',
		],
		[
			'de',
			'Er bleibt bis zum Winter für Gäste offen.',
			'Der Leuchtturm von Kermor hat am Samstag nach drei Jahren wieder geöffnet.',
		],
		[
			'es',
			'Sin embargo, el muelle sigue cerrado al público.',
			'El faro de Kermor abrió el sábado tras tres años de obras.',
		],
		['ru', 'Он останется открытым до зимы.', 'Маяк Кермор открылся в субботу после трёх лет ремонта.'],
	])('%s: a dangling sentence gives way', (language, dangling, alone) => {
		const picked = summarize({ text: `${dangling} ${alone}`, language }, 1);
		expect(picked.map((sentence) => sentence.text)).toEqual([alone]);
	});
	test.each([
		[
			'ja',
			'市議会は昨夜、桟橋を再建することを決めた。工事は春に始まる予定だ。費用は二億円になると市長は述べた。',
		],
		[
			'zh',
			'市议会昨晚决定重建码头，工程将于春季开始。费用估计为两亿元，市长在会议上表示。居民对此表示欢迎。',
		],
		[
			'ar',
			'صوت المجلس البلدي مساء أمس على إعادة بناء الرصيف. تبدأ الأعمال في الربيع المقبل بكلفة مليوني يورو. رحب سكان الحي القديم بهذا القرار.',
		],
	])('%s: any language', (language, text) => {
		expect(summarize({ text, language }, 1)).toHaveLength(1);
		expect(summarize({ text, language }, 9)).toHaveLength(3);
	});
	test.each([
		['no text', '', 2],
		['no sentences asked for', TEXT, 0],
	])('%s', (_name, text, count) => {
		expect(summarize({ text }, count)).toEqual([]);
	});
	test('a dateline, a pointer and a prompt between the sentences are not quoted', () => {
		const text = [
			'PARIS (AFP) – Le phare de Kermor a rouvert samedi ses portes au public après trois ans de travaux.',
			'Lire aussi : Le phare de Kermor et ses gardiens : trois ans de travaux.',
			'Abonnez-vous au journal du phare de Kermor.',
			'La région a payé la moitié des travaux et la mairie limite les visites à vingt personnes.',
		].join('\n\n');
		expect(ask(2, text)).toEqual([
			'Le phare de Kermor a rouvert samedi ses portes au public après trois ans de travaux.',
			'La région a payé la moitié des travaux et la mairie limite les visites à vingt personnes.',
		]);
	});
	test('the work grows with the text up to its first pages', () => {
		const text = 'Le phare de Kermor a rouvert samedi avec la mairie et la région. '.repeat(20_000);
		const cost = costMeter();
		expect(summarize({ text, language: 'fr' }, 3)).toHaveLength(1);
		expect(cost()).toBeLessThan(2_000);
	});
	test('every sentence is an exact slice, in text order, at most as many as asked', () => {
		const piece = fc.constantFrom(
			'Le phare rouvre samedi à Kermor avec la mairie. ',
			'Il dort. ',
			'« Quoi ? ',
			'\n\n',
			'Dr. ',
			'"',
			'2,4 ',
			'海が来た。',
			'Tags ',
		);
		fc.assert(
			fc.property(
				fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 50 }),
				fc.nat(6),
				(pieces, count) => {
					const text = pieces.join('');
					const found = summarize({ title: 'Phare', text }, count);
					expect(found.length).toBeLessThanOrEqual(count);
					let at = 0;
					for (const { text: words, start, end } of found) {
						expect(start).toBeGreaterThanOrEqual(at);
						expect(text.slice(start, end)).toBe(words);
						at = end;
					}
				},
			),
		);
	});
});
