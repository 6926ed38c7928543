import { describe, expect, test } from 'vitest';
import { standingOf, withoutDateline } from '../../src/article/standalone.ts';

const sentence = (text: string) => ({ text, start: 10, end: 10 + text.length });

describe('can it be quoted alone?', () => {
	test.each([
		['fr', 'Le phare de Kermor a rouvert samedi ses portes.', 'alone'],
		['fr', 'Le dossier sera examiné mardi par le conseil municipal.', 'alone'],
		['fr', 'Il a ajouté que le phare resterait ouvert.', 'after'],
		['fr', 'Selon lui, le phare restera ouvert tout l’hiver.', 'after'],
		['fr', '« Nous avons tenu la lanterne tout l’hiver », a-t-il ajouté.', 'after'],
		['fr', 'À cette occasion, le maire a salué les gardiens.', 'after'],
		['fr', 'Pourquoi rouvrir le phare de Kermor maintenant ?', 'never'],
		['fr', 'Un chantier difficile pour toute la rade de Kermor', 'never'],
		['fr', 'Lire aussi : La jetée nord fermée tout l’hiver ! Une décision.', 'never'],
		['fr', 'Inscrivez-vous à notre lettre pour ne rien manquer de la rade.', 'never'],
		['fr', 'Photo : le phare de Kermor vu de la jetée nord.', 'never'],
		['fr', 'la lanterne a coûté deux millions d’euros à la région.', 'never'],
		['fr', '« Nous avons tenu la lanterne pendant trois hivers.', 'never'],
		['en', 'The Kermor light opened again on Saturday.', 'alone'],
		['en', 'However, the pier stays shut until the spring.', 'after'],
		['en', '“We never stopped believing in it,” she added.', 'after'],
		['en', 'READ MORE: The north pier stays shut all winter.', 'never'],
		['en', 'Sign up for our newsletter to get the latest.', 'never'],
		['de', 'Dieser Turm wurde im Sommer von Gästen besucht.', 'after'],
		['de', 'Lesen Sie auch: Die Mole bleibt den ganzen Winter zu.', 'never'],
		['es', 'En este sentido, la alcaldesa pidió más barcos.', 'after'],
		['it', 'Secondo lui il faro resterà aperto fino a maggio.', 'after'],
		['pt', 'Além disso, o farol fica aberto até ao inverno.', 'after'],
		['nl', 'Daarom blijft de vuurtoren de hele winter open.', 'after'],
		['pl', 'Jednak latarnia pozostanie otwarta do zimy.', 'after'],
		['pl', 'Latarnia w Kermor została otwarta w sobotę.', 'alone'],
		['uk', 'Проте маяк залишиться відкритим до зими.', 'after'],
		['ru', 'При этом маяк останется открытым до зимы.', 'after'],
		['ar', 'وأضاف أن المنارة ستبقى مفتوحة حتى الشتاء.', 'after'],
		['ar', 'أعيد افتتاح منارة كيرمور يوم السبت بعد ثلاث سنوات.', 'alone'],
		['ja', 'しかし、桟橋は春まで閉鎖されたままだ。', 'after'],
		['ja', '灯台は三年ぶりに土曜日に再び公開された。', 'alone'],
		['zh', '但码头将继续关闭到春天，市政府表示。', 'after'],
		['zh', '灯塔在三年施工后于周六重新开放。', 'alone'],
	])('%s: %s – %s', (language, text, standing) => {
		expect(standingOf(sentence(text), language)).toBe(standing);
	});
});

describe('datelines', () => {
	const NEWS = 'Le phare de Kermor a rouvert samedi ses portes.';
	test.each([
		'PARIS (AFP) – ',
		'Paris (AFP) - ',
		'BERLIN, 3. März (dpa) – ',
		'LONDON (Reuters) — ',
		'ROMA (ANSA) - ',
		'Madrid, 3 mar (EFE).- ',
		'(AFP) – ',
		'SAINT-MALO — ',
		'КИЕВ — ',
		'',
	])('%j is left out', (dateline) => {
		const given = sentence(dateline + NEWS);
		expect(withoutDateline(given)).toEqual({ text: NEWS, start: 10 + dateline.length, end: given.end });
	});
	test.each([
		'Kermor (Finistère) rouvre son phare samedi après trois ans de travaux.',
		'Le phare – fermé depuis trois ans – a rouvert samedi.',
		'L’OTAN (NATO) a prévenu la région de la prochaine étape.',
	])('%s stays whole', (text) => {
		expect(withoutDateline(sentence(text)).text).toBe(text);
	});
});
