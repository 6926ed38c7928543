/**
 * A whole generated file: entries in a format and a hand, spoilt in the ways of real servers, as bytes with labels.
 * What must come out is known: `expected`, in order, and at most `strangers` items more.
 */
import fc from 'fast-check';
import { encode, type Label, labelled, UNICODE } from './bytes.ts';
import { FOREIGN_DATES, ISO_DATES, RFC_DATES } from './dates.ts';
import { escapeOnce, FORMATS, type Hand } from './formats.ts';
import { type Entry, entries, SCRIPTS, type Script } from './model.ts';
import { SPOILT_KINDS, spoiltItem } from './spoilt.ts';

export interface Published {
	readonly bytes: Uint8Array;
	readonly contentType: string | undefined;
	readonly url: string;
	readonly format: string;
	readonly expected: readonly Entry[];
	/** Items beyond the expected ones that may come out: spoilt or cut ones. */
	readonly strangers: number;
	/** What the format or the hand left out of the entries. */
	readonly omits: ReadonlySet<string>;
	/** For the eye when something fails. */
	readonly text: string;
	readonly about: string;
}

const cdata = (text: string): string => `<![CDATA[${text}]]>`;
const numeric = (text: string): string =>
	text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
const hexadecimal = (text: string): string =>
	text.replace(/[&<>]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
const twice = (text: string): string => escapeOnce(escapeOnce(text));
const NAMES: Readonly<Record<string, string>> = { é: 'eacute', ü: 'uuml', ß: 'szlig', '«': 'laquo' };
const named = (text: string): string =>
	escapeOnce(text).replace(/[éüß«]/g, (character) => `&${NAMES[character]};`);
/** As people do: an ampersand that starts no entity is left alone. */
const bare = (text: string): string => text.replaceAll('<', '&lt;').replace(/&(?=lt;|#)(?!lt;)/g, '&amp;');

type Quote = (text: string) => string;
const MARKUP: readonly Quote[] = [escapeOnce, cdata, numeric, hexadecimal, named];
const LITERAL: readonly Quote[] = [...MARKUP, bare];
const LOOSE: readonly Quote[] = [...LITERAL, twice];

const PREFIXES = [
	['dc', 'content', 'media', 'itunes'],
	['dublin', 'c', 'm', 'i'],
	['ns0', 'ns1', 'ns2', 'ns3'],
	['media', 'dc', 'content', 'x'],
] as const;

const JUNK = ['', '', '\n \r\n', '\uFEFF\n', '<!-- served in 3 ms -->', 'Warning: line 3\n'];
const JSON_JUNK = ['', '', '\n\t', '\uFEFF', ")]}'\n", 'while(1);'];

const label = fc.constantFrom<Label>('right', 'wrong', 'missing');
const choice = fc.nat({ max: 1000 });
const seldom = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: choice });

const plan = fc
	.constantFrom<Script>(...Object.keys(SCRIPTS).filter((name): name is Script => name in SCRIPTS))
	.chain((script) =>
		fc.record({
			script: fc.constant(script),
			entries: entries(script),
			format: fc.constantFrom(...Object.keys(FORMATS)),
			encoding: fc.constantFrom<string>(
				...UNICODE.slice(0, 1),
				...UNICODE,
				...SCRIPTS[script].encodings,
				...SCRIPTS[script].encodings,
				...SCRIPTS[script].encodings,
			),
			hasMark: fc.boolean(),
			http: label,
			declaration: label,
			wrong: choice,
			quote: choice,
			line: choice,
			literal: choice,
			date: choice,
			prefixes: fc.constantFrom(...PREFIXES),
			own: fc.constantFrom('', '', 'a:', 'atom:'),
			authors: fc.constantFrom('dc', 'own', 'itunes'),
			enclosures: fc.constantFrom('own', 'own', 'media'),
			links: fc.constantFrom('absolute', 'absolute', 'relative'),
			body: fc.constantFrom('summary', 'content'),
			junk: choice,
			spoiltAt: seldom,
			spoiltKind: fc.nat({ max: SPOILT_KINDS - 1 }),
			/** In thousandths of what follows the first item. */
			cut: seldom,
			hasControl: fc.boolean(),
			repeatsIds: fc.boolean(),
		}),
	);
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(list: readonly T[], number: number, otherwise: T): T =>
	list[number % list.length] ?? otherwise;

function handOf(each: Plan): Hand {
	const isRss =
		each.format.startsWith('RSS 0.91') || each.format.startsWith('RSS 0.92') || each.format === 'RSS 2.0';
	const isLoose = each.format.startsWith('RSS');
	const [dc, content, media, itunes] = each.prefixes;
	const dates = isRss ? [...RFC_DATES, ...ISO_DATES, ...FOREIGN_DATES] : ISO_DATES;
	return {
		quote: pick(isLoose ? [...MARKUP, twice] : MARKUP, each.quote, escapeOnce),
		line: pick(isLoose ? LOOSE : LITERAL, each.line, escapeOnce),
		literal: pick(LITERAL, each.literal, escapeOnce),
		address: pick([escapeOnce, bare, cdata, numeric], each.line, escapeOnce),
		...{ dc, content, media, itunes },
		own: each.own,
		date: pick(dates, each.date, ISO_DATES[0] ?? String),
		authors: each.authors,
		enclosures: each.enclosures,
		links: each.links,
		body: each.body,
	};
}

function omitted({ format, authors }: Plan): ReadonlySet<string> {
	if (format === 'sitemap') return new Set(['author', 'body', 'enclosure']);
	const isFirstOnly =
		format === 'JSON Feed 1' || (authors === 'itunes' && /^RSS [02]\.(?:91|92|0)$/.test(format));
	return new Set(isFirstOnly ? ['co-authors'] : []);
}

function publish(each: Plan): Published {
	const isJson = each.format.startsWith('JSON');
	// JSON is Unicode by definition.
	const encoding = isJson && !each.encoding.startsWith('utf') ? 'utf-8' : each.encoding;
	const shared = each.repeatsIds && each.format !== 'sitemap' ? 'urn:shared' : undefined;
	const expected = each.entries.map((entry) => {
		const id = shared ?? (each.format === 'sitemap' ? entry.url : entry.id);
		return { ...entry, id };
	});
	const told = expected.map((entry) =>
		each.hasControl ? { ...entry, title: `${entry.title}\u0001\u000b` } : entry,
	);
	const [head = '', ...rest] = FORMATS[each.format]?.(told, handOf(each)) ?? [];
	const tail = rest.pop() ?? '';
	const items = [...rest];
	if (each.spoiltAt !== null) {
		const place = each.spoiltAt % (items.length + 1);
		const bad = spoiltItem(each.format, each.own, each.spoiltKind);
		items.splice(place, 0, isJson && place > 0 ? `,${bad}` : bad);
		if (isJson && place === 0) items[1] = `,${items[1]}`;
	}
	let text = `${head}${items.join('\n')}${tail}`;
	let kept = expected;
	if (each.cut !== null) {
		const ends = rest.map((item) => text.indexOf(item) + item.length);
		const from = ends[0] ?? 0;
		const at = from + Math.floor(((text.length - from) * each.cut) / 1000);
		text = text.slice(0, at);
		kept = expected.filter((_, index) => (ends[index] ?? 0) <= at);
	}
	const declared = labelled(encoding, each.declaration, each.wrong);
	const http = labelled(encoding, each.http, each.wrong >> 3);
	const junk = pick(isJson ? JSON_JUNK : JUNK, each.junk, '');
	const declaration = isJson
		? ''
		: `<?xml version="1.0"${declared === undefined ? '' : ` encoding="${declared}"`}?>\n`;
	const whole = `${junk}${declaration}${text}`;
	const hasMark = each.hasMark && encoding.startsWith('utf');
	return {
		bytes: encode(whole, encoding, hasMark || encoding.startsWith('utf-32'), isJson),
		contentType: http === undefined ? 'text/xml' : `text/xml; charset=${http}`,
		url: 'https://harbour.example/news/feed',
		format: each.format,
		expected: kept,
		strangers: (each.spoiltAt === null ? 0 : 1) + (each.cut === null ? 0 : 1),
		omits: omitted(each),
		text: whole,
		about: `${each.format} ${encoding}${hasMark ? ' with a mark' : ''}, http ${http}, declared ${declared}`,
	};
}

export const published: fc.Arbitrary<Published> = plan.map(publish);
