/**
 * Abbreviations that end in a full stop without ending the sentence. Rules:
 * 1. A title stands before a name: no sentence ends there. One that is also a plain word of another
 *    language ('on', 'me') counts in its own language only.
 * 2. After a unit a sentence may end: it goes on unless the next word is one that begins sentences. The others join
 *    only to a digit; before a lower-case letter no sentence ends anyway.
 * 3. Words are in lower case, without their last full stop.
 */

const words = (list: string): readonly string[] => list.split(' ');

const TITLES: ReadonlySet<string> = new Set([
	...words(
		'm mm mme mlle mgr dr drs pr prof mr mrs ms messrs st ste sen rep gov gen col lt maj capt cpt sgt',
	),
	...words('rev hon vice-pres supt insp cmdr brig amb atty hr fr dipl-ing bzw vgl geb str evtl ggf inkl'),
	...words('sra sr srta dra ud uds vd exmo exma av avda pza gral sig sigg dott prof.ssa dott.ssa avv vs cf'),
	...words('e.g i.e z.b u.a d.h v.a s.o p.ex p.e ст стр ул пл просп акад проф доц д-р г-н г-жа ген полк св'),
	...words('вул буд обл р-н м-р гл см напр наприклад'),
]);

const LOCAL_TITLES: Readonly<Record<string, ReadonlySet<string>>> = {
	fr: new Set(words('me')),
	de: new Set(words('med phil ca sog abs')),
	es: new Set(words('lic cap')),
	it: new Set(words('on ill geom arch ing cap')),
	pt: new Set(words('eng cap exa')),
	ru: new Set(words('им пер тов')),
	uk: new Set(words('ім пров')),
};

const NUMBERED: ReadonlySet<string> = new Set([
	...words('no nos nr nº n° num p pp fig art al vol sect ch jan feb apr jun jul aug sep sept oct nov dec'),
	...words('janv févr avr juil déc approx env ca min max tel tél п пп рис табл ок прибл'),
]);

const UNITS: ReadonlySet<string> = new Set(words('mio mrd tsd mill mln млн млрд тыс тис'));

export const isUnit = (word: string): boolean => UNITS.has(word);

/** Languages that write an ordinal as a number and a full stop: 'am 3. Oktober'. */
export const ORDINAL_STOP: ReadonlySet<string> = new Set(
	words('de da nb nn no fi cs sk hu sl hr sr bs et lv is tr'),
);

/** @param word in lower case, without its last full stop */
export function isAbbreviation(word: string, next: string, language: string | undefined): boolean {
	if (TITLES.has(word)) return true;
	if (language !== undefined && Object.hasOwn(LOCAL_TITLES, language) && LOCAL_TITLES[language]?.has(word))
		return true;
	return NUMBERED.has(word) && /^\d/.test(next);
}
