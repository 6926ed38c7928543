/**
 * Does a clause deny? Rules:
 * 1. By a short list of denying words in each language; a language without a list never denies.
 * 2. Verbs that deny by their meaning ('refuse', 'lack') are content words: they must be found anyway.
 */
import { fold, tokens } from '../terms.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' ').map(fold));

const DENYING: Readonly<Record<string, ReadonlySet<string>>> = {
	fr: set('ne n pas jamais aucun aucune ni sans nul nulle guère non'),
	en: set('not no never none nobody nothing neither nor without cannot'),
	de: set('nicht nie niemals kein keine keinen keinem keiner keines ohne weder niemand nichts'),
	es: set('no nunca jamás ningún ninguna ninguno nadie nada ni sin tampoco'),
	it: set('non mai nessuno nessuna nessun niente nulla né senza'),
	pt: set('não nunca jamais nenhum nenhuma ninguém nem sem'),
	nl: set('niet nooit geen niemand niets zonder noch'),
	uk: set('не ні ніколи жоден жодна жодного ніхто нічого без немає'),
	ru: set('не ни никогда никто ничего нет без'),
	pl: set('nie nigdy żaden żadna nikt nic bez ani'),
};
const NONE: ReadonlySet<string> = new Set();
const SHORT_NOT = /n['’]t\b/i;
const UNSPACED: Readonly<Record<string, RegExp>> = {
	zh: /不|没|沒|无|無|未|非/,
	ja: /ない|なかった|ません|ず(?:に|、)|無|未/,
};

export function denies(text: string, language: string | undefined): boolean {
	const code = language?.slice(0, 2) ?? '';
	if (Object.hasOwn(UNSPACED, code)) return UNSPACED[code]?.test(text) ?? false;
	if (code === 'en' && SHORT_NOT.test(text)) return true;
	const words = (Object.hasOwn(DENYING, code) ? DENYING[code] : undefined) ?? NONE;
	return words.size > 0 && tokens(text).some((token) => words.has(token));
}
