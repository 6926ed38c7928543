/**
 * One RSS item or Atom entry to a draft. RSS, RDF and Atom share one reader, because feeds in the wild mix them;
 * each field names its sources in the order of trust.
 */
import { parseDate } from './dates.ts';
import { type DraftItem, LIMITS, names } from './draft.ts';
import { all, alternateLink, bodyOf, first, type Key, plainLine, words } from './elements.ts';
import { textOf } from './html.ts';
import { webUrl } from './links.ts';
import { enclosuresOf, imageOf } from './media.ts';
import type { Element } from './xml.ts';

function guidOf(item: Element): { guid?: string; permalink?: string } {
	const guid = first(item, 'feed:guid') ?? first(item, 'feed:id');
	const text = words(guid);
	if (guid === undefined || text === undefined) {
		const about = item.attributes.get('rdf:about')?.trim() || words(first(item, 'dc:identifier'));
		if (about === undefined) return {};
		const url = webUrl(about);
		return { guid: about, ...(url !== undefined && { permalink: url }) };
	}
	const isPermalink = guid.attributes.get('ispermalink')?.toLowerCase() !== 'false';
	const url = isPermalink ? webUrl(text) : undefined;
	return { guid: text, ...(url !== undefined && { permalink: url }) };
}

/** `a@b.example (Ada)`, `Ada <a@b.example>`, `Ada (a@b.example)`. */
function nameIn(text: string): string {
	if (!text.includes('@') && !text.includes('<')) return text;
	const inBrackets = /^[^\s()@]{1,100}@[^\s()]{1,100}\s?\((.{1,200})\)$/.exec(text)?.[1];
	const beforeAddress = /^([^<>]{1,200})<[^<>]{1,200}>$/.exec(text)?.[1];
	const beforeBrackets = /^([^()]{1,200})\([^\s()@]{1,100}@[^\s()]{1,100}\)$/.exec(text)?.[1];
	return (inBrackets ?? beforeAddress ?? beforeBrackets)?.trim() || text;
}

function namesIn(person: Element): string[] {
	const named = words(first(person, 'feed:name'));
	if (named !== undefined) return [named];
	const text = words(first(person, 'feed:email')) ?? plainLine(person, LIMITS.name) ?? '';
	// A comma may stand inside of a name; between two addresses it parts people.
	const people = text.split('@').length > 2 ? text.split(/[,;]\s{0,9}/) : [text];
	return people.map(nameIn);
}

const ADDRESS = /^[^\s@]{1,100}@[^\s@]{1,200}$/;

function authorsOf(item: Element): string[] {
	const people = [
		...all(item, 'feed:author'),
		...all(item, 'dc:creator', 'dc:author'),
		...all(item, 'itunes:author'),
	];
	if (people.length === 0) people.push(...all(item, 'dc:contributor'), ...all(item, 'feed:contributor'));
	const found = names(people.flatMap(namesIn), LIMITS.authors);
	// An address beside a name is the same person, and nobody wants to read it.
	const named = found.filter((name) => !ADDRESS.test(name));
	return named.length > 0 ? named : found;
}

function dateOf(item: Element, sources: readonly Key[]): Date | undefined {
	for (const source of sources) {
		const date = parseDate(words(first(item, source)));
		if (date !== undefined) return date;
	}
	return undefined;
}

/** Atom's term, unless it is an address that only its label makes readable. */
function termOf(category: Element): string | undefined {
	const term = category.attributes.get('term');
	const label = category.attributes.get('label');
	return term === undefined || webUrl(term) !== undefined ? (label ?? term) : term;
}

const CATEGORIES: readonly Key[] = ['feed:category', 'dc:subject', 'media:category'];

function categoriesOf(item: Element): string[] {
	const named: (string | undefined)[] = [];
	for (const key of CATEGORIES)
		for (const element of all(item, key)) named.push(plainLine(element, LIMITS.name) ?? termOf(element));
	const podcast = all(item, 'itunes:category')
		.flatMap((element) => [element, ...all(element, 'itunes:category')])
		.map((element) => element.attributes.get('text'));
	const keywords = [...all(item, 'itunes:keywords'), ...all(item, 'media:keywords')].flatMap((element) =>
		textOf(element).slice(0, LIMITS.keywords).split(','),
	);
	if (podcast.length > 0 || keywords.length > 0) named.push(...podcast, ...keywords);
	return names(named, LIMITS.categories);
}

/** Descriptions of the whole item; the fullest of those beside the first stands for a content that is missing. */
const DESCRIPTIONS: readonly Key[] = [
	'feed:description',
	'feed:summary',
	'itunes:summary',
	'dc:description',
	'dcterms:abstract',
	'feed:abstract',
];
/** Of a picture, or of one line: only where there is nothing else. */
const CAPTIONS: readonly Key[] = ['media:description', 'itunes:subtitle'];
const CONTENTS: readonly Key[] = [
	'content:encoded',
	'feed:content',
	'xhtml:body',
	'xhtml:div',
	'feed:body',
	'feed:fullitem',
];

function firstBody(item: Element, sources: readonly Key[]): string | undefined {
	for (const source of sources) {
		const body = bodyOf(first(item, source));
		if (body !== undefined) return body;
	}
	return undefined;
}

function bodiesOf(item: Element): Pick<DraftItem, 'summary' | 'content'> {
	const content = firstBody(item, CONTENTS);
	if (content !== undefined) return { content, summary: summaryOf(item) };
	const [summary, ...others] = DESCRIPTIONS.map((source) => bodyOf(first(item, source))).filter(
		(body) => body !== undefined,
	);
	const fullest = others.reduce((long, body) => (body.length > long.length ? body : long), summary ?? '');
	return {
		summary: summary ?? summaryOf(item),
		content: fullest === (summary ?? '') ? undefined : fullest,
	};
}

function summaryOf(item: Element): string | undefined {
	const own = firstBody(item, DESCRIPTIONS) ?? firstBody(item, CAPTIONS);
	if (own !== undefined) return own;
	const [group] = all(item, 'media:group').flatMap((each) => all(each, 'media:description'));
	return bodyOf(group);
}

const TITLES: readonly Key[] = ['feed:title', 'dc:title', 'media:title', 'itunes:title'];

function titleOf(item: Element): string | undefined {
	for (const source of TITLES) {
		const title = plainLine(first(item, source), LIMITS.title);
		if (title !== undefined) return title;
	}
	return undefined;
}

const UPDATED: readonly Key[] = ['feed:updated', 'feed:modified', 'dcterms:modified'];
const PUBLISHED: readonly Key[] = [
	'feed:pubdate',
	'feed:published',
	'feed:issued',
	'dc:date',
	'dcterms:issued',
	'dcterms:created',
	'dcterms:date',
	'feed:created',
	'feed:date',
	'feed:publisheddate',
];

export function readItem(item: Element): DraftItem {
	const { guid, permalink } = guidOf(item);
	const updatedAt = dateOf(item, UPDATED);
	const enclosures = enclosuresOf(item);
	const { summary, content } = bodiesOf(item);
	return {
		guid,
		url:
			alternateLink(item) ??
			permalink ??
			webUrl(first(item, 'feed:content')?.attributes.get('src'), item.base),
		originalUrl: webUrl(words(first(item, 'feedburner:origlink'))),
		title: titleOf(item),
		authors: authorsOf(item),
		// The day of the last change is the best known day of an entry that tells no other.
		publishedAt: dateOf(item, PUBLISHED) ?? updatedAt,
		updatedAt,
		summary,
		content,
		categories: categoriesOf(item),
		enclosures,
		image: imageOf(item, enclosures),
	};
}
