/**
 * What the newsroom writes once its reports are all out: short items, then shipping bulletins without end. Rules:
 * 1. Item n of an outlet is always the same: nothing has to be remembered.
 * 2. The bulletins' lists have coprime lengths, so that a combination does not come back for years.
 */
import { BRIEFS } from './articles/briefs.ts';
import type { DemoArticle, Outlet } from './outlets.ts';

interface Almanac {
	readonly winds: readonly string[];
	readonly seas: readonly string[];
	readonly fish: readonly string[];
	readonly found: readonly string[];
	write(parts: {
		readonly number: number;
		readonly wind: string;
		readonly force: number;
		readonly sea: string;
		readonly fish: string;
		readonly kilos: number;
		readonly found: string;
	}): Pick<DemoArticle, 'title' | 'section' | 'paragraphs' | 'tags'>;
}

const FRENCH: Almanac = {
	winds: ['nord', 'nord-ouest', 'ouest', 'sud-ouest', 'sud', 'nord-est', 'sud-est'],
	seas: ['belle', 'peu agitée', 'agitée', 'hachée dans le détroit', 'calme à l’abri de l’île'],
	fish: [
		'de bar',
		'de maquereau',
		'de sardine',
		'de seiche',
		'de lieu jaune',
		'de saint-pierre',
		'de rouget',
		'd’araignée de mer',
		'de merlan',
		'de barbue',
		'de turbot',
	],
	found: [
		'un accordéon dans son étui, à bord du ferry du soir',
		'trois clés rouillées sur un anneau, au pied de la digue',
		'une paire de bottes d’enfant, jaune, sur la cale',
		'un carnet de chant, page 12 cornée, place du Vieux-Lavoir',
		'une bouée au nom d’un bateau inconnu, plage de Saint-Corvin',
		'un parapluie à tête de héron, au café de l’Écluse',
		'une lettre jamais ouverte, timbrée de 1974, dans un tiroir de la criée',
		'un cerf-volant emmêlé dans la grue numéro 4',
		'un dentier, que l’on peut réclamer sans se nommer, à la capitainerie',
		'une carte marine annotée à l’encre verte, dans le train de nuit',
		'un panier de reinettes, devant la bibliothèque',
		'une tortue de jardin, en bonne santé, à l’arrêt du pont',
		'un gant de soudeur et une alliance, dans le même seau',
	],
	write: ({ number, wind, force, sea, fish, kilos, found }) => ({
		title: `Bulletin du détroit n° ${number} : vent de ${wind}, force ${force}, et un objet trouvé`,
		section: ['Météo', 'Bulletin'],
		paragraphs: [
			`Le vent souffle de secteur ${wind}, force ${force}, et la mer est ${sea}. L’observatoire de Saint-Corvin ne prévoit pas de changement avant la prochaine marée.`,
			`À la criée, ${kilos} kilos ${fish} ont changé de mains. Les autres espèces se sont vendues au cours de la veille.`,
			`Objet trouvé : ${found}. Le bureau du port le garde un an et un jour.`,
		],
		tags: ['météo', 'criée', 'objets trouvés'],
	}),
};

const ENGLISH: Almanac = {
	winds: ['north', 'north-west', 'west', 'south-west', 'south', 'north-east', 'south-east'],
	seas: ['smooth', 'slight', 'moderate', 'choppy in the strait', 'calm in the lee of the island'],
	fish: [
		'bass',
		'mackerel',
		'sardine',
		'cuttlefish',
		'pollack',
		'John Dory',
		'red mullet',
		'spider crab',
		'whiting',
		'brill',
		'turbot',
	],
	found: [
		'a trombone, on the evening ferry',
		'one oar, painted green, below the chapel',
		'a tin of buttons with a love letter at the bottom',
		'a child’s drawing of a seal, framed, on the bus',
		'a hat with a nest in it, at the signal lamp',
		'nine jigsaw pieces, all of them sky, in the school hall',
		'a wedding cake, untouched, at the pier',
		'a bottle with a message that says only “never mind”',
		'a left boot to match the one handed in last year',
		'a weathercock facing the wrong way, on Shore Row',
		'a set of chessmen without its white queen',
		'a lamb, since returned to its mother',
		'a pocket watch that keeps mainland time',
	],
	write: ({ number, wind, force, sea, fish, kilos, found }) => ({
		title: `Strait bulletin ${number}: wind ${wind}, force ${force}, and something found`,
		section: ['Weather', 'Bulletin'],
		paragraphs: [
			`The wind is ${wind}, force ${force}, and the sea is ${sea}. Saint-Corvin expects no change before the next tide.`,
			`At the morning sale ${kilos} kilos of ${fish} changed hands. Other prices stood where they were.`,
			`Found: ${found}. The harbour office keeps it for a year and a day.`,
		],
		tags: ['weather', 'fish', 'lost and found'],
	}),
};

const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';

const wireSlug = (round: number): string => `wire-${round + 1}`;
/** @returns the round of a slug, NaN for any other. */
export const wireRound = (slug: string): number => Number(/^wire-([1-9]\d{0,8})$/.exec(slug)?.[1]) - 1;

/** @param round counts from 0 within the outlet. */
export function wire(outlet: Outlet, round: number): DemoArticle {
	const briefs = BRIEFS[outlet.prefix] ?? [];
	const brief = briefs[round];
	const slug = wireSlug(round);
	const author = Object.keys(outlet.authors)[0] ?? outlet.name;
	if (brief) {
		const [title, ...paragraphs] = brief;
		const section = [outlet.language === 'fr' ? 'En bref' : 'In brief'];
		return { slug, author, title, paragraphs, section, tags: [] };
	}
	return { slug, author, ...bulletin(outlet, round - briefs.length) };
}

function bulletin(outlet: Outlet, round: number): ReturnType<Almanac['write']> {
	const almanac = outlet.language === 'fr' ? FRENCH : ENGLISH;
	// Two outlets share a language: the offset keeps their bulletins apart.
	const turn = round + outlet.prefix.length;
	return almanac.write({
		number: round + 1,
		wind: pick(almanac.winds, turn * 3),
		force: 2 + ((turn * 5) % 6),
		sea: pick(almanac.seas, turn),
		fish: pick(almanac.fish, turn * 4),
		kilos: 180 + ((turn * 137) % 900),
		found: pick(almanac.found, turn * 6),
	});
}
