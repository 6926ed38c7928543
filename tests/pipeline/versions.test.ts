import { afterEach, describe, expect, test } from 'vitest';
import { entry, list, title, without, word } from './fiction.ts';
import { DAY, type Entry, HOUR, NOON, openReader, type Reader, SITE } from './reader.ts';

let reader: Reader;
afterEach(() => reader.close());

const CHANGELOG = `${SITE}/changelog`;
const version = (n: number): Entry => ({
	link: `${CHANGELOG}#v${n}`,
	title: `Version ${n}`,
	body: `New in ${n}`,
});
const moved = (n: number): Entry => ({
	guid: `https://new.example/?p=${n}`,
	link: `https://new.example/${n}`,
});
const bulletin = (n: number): Entry => ({
	guid: `report-${n}`,
	link: `${SITE}/weather`,
	title: 'Weather report',
	body: `Wind from ${word(n)}.`,
	date: NOON - 20 * HOUR + n * HOUR,
});

/** What is published, and which articles are told of it; 0 and less are named below. */
type Version = readonly [published: readonly Entry[], told: readonly number[]];

const SCENARIOS: readonly (readonly [string, ...Version[]])[] = [
	['nothing new, nothing told', [list(3, 1), [3]], [list(3, 1), []]],
	['new ones once, oldest first', [list(3, 1), [3]], [list(5, 2), [4, 5]], [list(5, 3), []]],
	['an edited title', [list(2, 1), [2]], [[entry(2, { title: 'The harbour, corrected' }), entry(1)], []]],
	['a date that jumped', [list(2, 1), [2]], [[entry(1, { date: NOON }), entry(2)], []]],
	['another guid', [list(2, 1), [2]], [[entry(2, { guid: 'urn:x:2' }), entry(1)], []]],
	['another address', [list(2, 1), [2]], [[entry(2, { link: `${SITE}/two` }), entry(1)], []]],
	[
		'address and title edited',
		[list(2, 1), [2]],
		[[entry(2, { link: `${SITE}/new-slug`, title: 'Corrected' }), entry(1)], []],
	],
	[
		'address and guid, as where the address is the guid',
		[list(2, 1), [2]],
		[[entry(2, { guid: `${SITE}/two`, link: `${SITE}/two` }), entry(1)], []],
	],
	[
		'title edited, then the guid, then the date',
		[list(2, 1), [2]],
		[[entry(2, { title: 'Other words' }), entry(1)], []],
		[[entry(2, { title: 'Other words', guid: 'x' }), entry(1)], []],
		[[entry(2, { title: 'Other words', guid: 'x', date: NOON }), entry(1)], []],
	],
	['there and back again', [list(2, 1), [2]], [[entry(2, { guid: 'x' }), entry(1)], []], [list(2, 1), []]],
	[
		'http becomes https',
		[list(4, 1, (n) => ({ guid: `http://lantern.example/${n}`, link: `http://lantern.example/${n}` })), [4]],
		[list(4, 1, (n) => ({ guid: `${SITE}/${n}`, link: `${SITE}/${n}` })), []],
	],
	[
		'www is added',
		[list(4, 1, (n) => ({ guid: `${SITE}/${n}` })), [4]],
		[
			list(4, 1, (n) => ({
				guid: `https://www.lantern.example/${n}`,
				link: `https://www.lantern.example/${n}`,
			})),
			[],
		],
	],
	['guids become urns', [list(6, 1), [6]], [list(7, 2, (n) => ({ guid: `urn:uuid:${n}` })), [7]]],
	[
		'links gain marks',
		[without(list(4, 1), 'guid'), [4]],
		[
			without(
				list(5, 1, (n) => ({ link: `${SITE}/${n}?utm_source=rss&at_medium=feed` })),
				'guid',
			),
			[5],
		],
	],
	[
		'AMP links come and go',
		[without(list(4, 1), 'guid'), [4]],
		[
			without(
				list(4, 1, (n) => ({ link: `${SITE}/amp/${n}` })),
				'guid',
			),
			[],
		],
	],
	[
		'one guid for all',
		[list(3, 1, () => ({ guid: 'same' })), [3]],
		[list(5, 2, () => ({ guid: 'same' })), [4, 5]],
		[list(6, 6, () => ({ guid: 'same' })), [6]],
		[list(7, 7, () => ({ guid: 'same' })), [7]],
	],
	[
		'the place in the list as guid',
		[list(3, 1, (n) => ({ guid: String(4 - n) })), [3]],
		[list(4, 2, (n) => ({ guid: String(5 - n) })), [4]],
		[list(6, 4, (n) => ({ guid: String(7 - n) })), [5, 6]],
		[list(6, 1, (n) => ({ guid: String(7 - n) })), []],
	],
	[
		'guids of the moment',
		[list(5, 1, (n) => ({ guid: `a${n}` })), [5]],
		[list(6, 2, (n) => ({ guid: `b${n}` })), [6]],
		[list(7, 3, (n) => ({ guid: `c${n}` })), [7]],
		[[entry(7, { guid: 'd7', title: 'Edited' }), ...list(6, 3, (n) => ({ guid: `d${n}` }))], []],
	],
	[
		'no guid',
		[without(list(3, 1), 'guid'), [3]],
		[without(list(4, 1), 'guid'), [4]],
		[without([entry(4, { title: 'Edited' }), ...list(3, 1)], 'guid'), []],
	],
	[
		'neither guid nor link: a title edited',
		[without(list(3, 1), 'guid', 'link'), [3]],
		[without([entry(3, { title: 'The raven opens at last' }), ...list(2, 1)], 'guid', 'link'), []],
		[without(list(4, 2), 'guid', 'link'), [4]],
	],
	[
		'nor a date either',
		[without(list(3, 1), 'guid', 'link', 'date'), [3]],
		[without([entry(3, { title: `${title(3)} again` }), ...list(2, 1)], 'guid', 'link', 'date'), []],
		[without(list(4, 2), 'guid', 'link', 'date'), [4]],
	],
	[
		'only the guid, which changes',
		[without(list(3, 1), 'link'), [3]],
		[
			without(
				list(4, 1, (n) => ({ guid: `new${n}` })),
				'link',
			),
			[4],
		],
	],
	[
		'no dates',
		[without(list(3, 1), 'date'), [3]],
		[without(list(5, 2), 'date'), [4, 5]],
		[without(list(5, 2), 'date'), []],
	],
	[
		'a date in the future stays where it is',
		[[entry(3), entry(2, { date: NOON + 900 * DAY }), entry(1)], [3]],
		[[entry(4), entry(3), entry(2, { date: NOON + 900 * DAY })], [4]],
		[[entry(4), entry(3), entry(2, { date: NOON + 900 * DAY })], []],
	],
	[
		'a date in the future and a new guid',
		[[entry(3), entry(2, { date: NOON + 900 * DAY })], [3]],
		[[entry(3), entry(2, { date: NOON + 900 * DAY, guid: 'x', link: `${SITE}/x` })], []],
	],
	[
		'a changelog on one page',
		[[version(1)], [-1]],
		[[version(2), version(1)], [-2]],
		[[version(3), version(2), version(1)], [-3]],
	],
	[
		'today’s issue at the same address',
		[[bulletin(1)], [0]],
		[[bulletin(25)], [0]],
		[[bulletin(26)], [0]],
		[[bulletin(26)], []],
	],
	['an old one comes back', [list(3, 1), [3]], [list(9, 4), [7, 8, 9]], [list(9, 1), []]],
	[
		'an older one is new: identity decides, not the date',
		[list(9, 5), [9]],
		[[...list(9, 5), entry(2)], [2]],
	],
	['the site moves: everything is known by its title', [list(8, 1), [8]], [list(9, 1, moved), [9]]],
	[
		'everything is another at once: the newest three',
		[list(8, 1), [8]],
		[list(48, 31, (n) => ({ date: NOON - n * HOUR })), [33, 32, 31]],
		[list(49, 31, (n) => ({ date: NOON - n * HOUR })), [49]],
	],
	[
		'one pinned entry survives: the newest three all the same',
		[list(8, 1), [8]],
		[
			[...list(79, 31, (n) => ({ date: NOON - n * HOUR })), entry(1)],
			[33, 32, 31],
		],
		[[...list(80, 31, (n) => ({ date: NOON - n * HOUR })), entry(1)], [80]],
	],
	[
		'two of twenty do',
		[list(8, 1), [8]],
		[
			[...list(48, 31, (n) => ({ date: NOON - n * HOUR })), entry(2), entry(1)],
			[33, 32, 31],
		],
	],
	[
		'a busy day is none of that: more than one in ten is known',
		[list(8, 1), [8]],
		[list(16, 7, (n) => ({ date: NOON - (20 - n) * HOUR })), [9, 10, 11, 12, 13, 14, 15, 16]],
	],
	[
		'a fast feed with a pinned entry',
		[list(8, 1), [8]],
		[
			[...list(32, 21, (n) => ({ date: NOON + (n - 20) * 4 * 60_000 })), entry(1)],
			[21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32],
		],
	],
	[
		'moved and dated anew: no title is told twice',
		[list(8, 1), [8]],
		[list(10, 1, (n) => ({ ...moved(n), date: NOON + n * 60_000 })), [9, 10]],
	],
	[
		'a fast feed shows nothing old',
		[list(8, 1), [8]],
		[list(28, 21, (n) => ({ date: NOON + (n - 20) * 7 * 60_000 })), [21, 22, 23, 24, 25, 26, 27, 28]],
	],
];

const shown = (n: number): string => (n > 0 ? title(n) : n < 0 ? `Version ${-n}` : 'Weather report');

describe('versions of a feed', () => {
	test.each(SCENARIOS.map(([name, ...versions]) => ({ name, versions })))('$name', async ({ versions }) => {
		reader = await openReader();
		const told: (readonly string[])[] = [];
		for (const [entries] of versions) {
			await reader.publish(entries);
			told.push(await reader.told());
		}
		expect(told).toEqual(versions.map(([, numbers]) => numbers.map(shown)));
	});
});
