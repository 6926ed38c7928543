/** The articles of The Lantern, an outlet of our own fiction, one an hour. */
import { type Entry, HOUR, NOON, SITE } from './reader.ts';

const WORDS = [
	'harbour',
	'orchard',
	'granite',
	'violin',
	'glacier',
	'lantern',
	'parsley',
	'tramway',
	'beacon',
];
const MORE = ['saffron', 'quarry', 'meadow', 'thimble', 'walnut', 'cobalt', 'juniper', 'pewter', 'raven'];
export const word = (n: number): string => `${WORDS[n % 9]} ${MORE[Math.floor(n / 9) % 9]}`;

/** The nth article of the outlet: n hours after noon, told in its own words. */
export const entry = (n: number, more: Entry = {}): Entry => ({
	guid: `g${n}`,
	link: `${SITE}/${n}`,
	title: `The ${word(n)} opens`,
	body: `All about the ${word(n)} that was opened by the mayor of ${word(n + 40)}.`,
	date: NOON - 20 * HOUR + n * HOUR,
	...more,
});
export const title = (n: number): string => `The ${word(n)} opens`;
export const list = (from: number, to: number, more: (n: number) => Entry = () => ({})): Entry[] =>
	Array.from({ length: from - to + 1 }, (_, index) => entry(from - index, more(from - index)));
export const without = (entries: readonly Entry[], ...names: readonly (keyof Entry)[]): Entry[] =>
	entries.map((one) =>
		Object.fromEntries(Object.entries(one).filter(([name]) => !names.some((it) => it === name))),
	);
