/**
 * One RSS item or Atom entry to a draft. RSS, RDF and Atom share one reader, because feeds in the wild mix them;
 * each field names its sources in the order of trust.
 */
import type { Enclosure } from '../model.ts';
import { parseDate } from './dates.ts';
import { type DraftItem, firstOf, LIMITS, names, oneLine } from './draft.ts';
import { htmlOf, htmlToText, looksLikeHtml, textOf } from './html.ts';
import { webUrl } from './links.ts';
import type { Vocabulary } from './names.ts';
import type { Element } from './xml.ts';

export function all(parent: Element, vocabulary: Vocabulary, ...wanted: string[]): Element[] {
	return parent.children.filter(
		(child): child is Element =>
			typeof child !== 'string' && child.vocabulary === vocabulary && wanted.includes(child.name),
	);
}

export function first(parent: Element, vocabulary: Vocabulary, name: string): Element | undefined {
	return all(parent, vocabulary, name)[0];
}

/** Trimmed text, or undefined where there is none. */
export function words(element: Element | undefined): string | undefined {
	const text = element === undefined ? '' : textOf(element).trim();
	return text === '' ? undefined : text;
}

/** A line without markup, from whatever kind of text the element says it holds. */
export function plainLine(element: Element | undefined, limit: number): string | undefined {
	if (element === undefined) return undefined;
	const raw = textOf(element);
	const type = element.attributes.get('type')?.toLowerCase();
	const hasElements = element.children.some((child) => typeof child !== 'string');
	const isLiteral = type === 'text' || type === 'text/plain' || type === 'xhtml' || hasElements;
	const line = oneLine(!isLiteral && looksLikeHtml(raw) ? htmlToText(raw) : raw, limit);
	return line === '' ? undefined : line;
}

/** Atom's and RSS' links alike: `<link href>` with a rel, or `<link>text</link>`. */
export function alternateLink(element: Element): string | undefined {
	const links = all(element, 'feed', 'link');
	const alternates = links.filter((link) => /^(?:|alternate)$/i.test(link.attributes.get('rel') ?? ''));
	const pages = alternates.filter((link) => (link.attributes.get('type') ?? 'html').includes('html'));
	for (const link of [...pages, ...alternates]) {
		const url = webUrl(words(link) ?? link.attributes.get('href'), link.base);
		if (url !== undefined) return url;
	}
	return undefined;
}

function guidOf(item: Element): { guid?: string; permalink?: string } {
	const guid = first(item, 'feed', 'guid') ?? first(item, 'feed', 'id');
	const text = words(guid);
	if (guid === undefined || text === undefined) {
		const about = item.attributes.get('rdf:about')?.trim() || words(first(item, 'dc', 'identifier'));
		if (about === undefined) return {};
		const url = webUrl(about);
		return { guid: about, ...(url !== undefined && { permalink: url }) };
	}
	const isPermalink = guid.attributes.get('ispermalink')?.toLowerCase() !== 'false';
	const url = isPermalink ? webUrl(text) : undefined;
	return { guid: text, ...(url !== undefined && { permalink: url }) };
}

function personName(person: Element): string | undefined {
	const named = words(first(person, 'feed', 'name'));
	if (named !== undefined) return named;
	const text = words(first(person, 'feed', 'email')) ?? plainLine(person, LIMITS.name) ?? '';
	const inBrackets = /^[^\s()@]{1,100}@[^\s()]{1,100}\s?\((.{1,200})\)$/.exec(text)?.[1];
	const beforeAddress = /^([^<>]{1,200})<[^<>]{1,200}>$/.exec(text)?.[1];
	return (inBrackets ?? beforeAddress)?.trim() || text || undefined;
}

function authorsOf(item: Element): string[] {
	const people = [...all(item, 'feed', 'author'), ...all(item, 'dc', 'creator')];
	if (people.length === 0) people.push(...all(item, 'itunes', 'author'));
	if (people.length === 0)
		people.push(...all(item, 'dc', 'contributor'), ...all(item, 'feed', 'contributor'));
	return names(people.map(personName), LIMITS.authors);
}

function dateOf(item: Element, sources: readonly (readonly [Vocabulary, string])[]): Date | undefined {
	return firstOf(
		...sources.map(
			([vocabulary, name]) =>
				() =>
					parseDate(words(first(item, vocabulary, name))),
		),
	);
}

/** An element's own word on its type: Atom's type and Atom 0.3's mode. */
function bodyOf(element: Element | undefined): string | undefined {
	if (element === undefined) return undefined;
	const type = element.attributes.get('type')?.toLowerCase();
	const hasElements = element.children.some((child) => typeof child !== 'string');
	if (element.attributes.get('mode')?.toLowerCase() === 'base64')
		return Buffer.from(textOf(element), 'base64').toString('utf8') || undefined;
	if (type !== undefined && /^(?:image|audio|video|application\/(?!xhtml))/.test(type)) return undefined;
	const kind =
		type === 'text' || type === 'text/plain' ? 'text' : type?.includes('html') ? 'html' : 'unknown';
	// Atom 0.3 says type="text/html" without mode for inline markup: elements decide.
	const html = htmlOf(element, hasElements ? 'unknown' : kind).slice(0, LIMITS.body);
	return html === '' ? undefined : html;
}

function mediaOf(item: Element): Element[] {
	const groups = [item, ...all(item, 'media', 'group'), ...all(item, 'media', 'content')];
	return groups.flatMap((group) => all(group, 'media', 'content', 'thumbnail'));
}

function enclosure(element: Element, address: string): Enclosure | undefined {
	const url = webUrl(element.attributes.get(address), element.base);
	if (url === undefined) return undefined;
	const type = element.attributes.get('type')?.trim().slice(0, 100);
	const length = Number(element.attributes.get('length') ?? element.attributes.get('filesize') ?? Number.NaN);
	return {
		url,
		...(type ? { type } : {}),
		...(Number.isSafeInteger(length) && length > 0 ? { length } : {}),
	};
}

const isPicture = (media: Element): boolean =>
	media.name === 'thumbnail' ||
	media.attributes.get('medium') === 'image' ||
	media.attributes.get('type')?.startsWith('image/') === true ||
	/\.(?:jpe?g|png|webp|gif|avif)(?:\?|$)/i.test(media.attributes.get('url') ?? '');

function enclosuresOf(item: Element): Enclosure[] {
	const links = all(item, 'feed', 'link').filter((link) => link.attributes.get('rel') === 'enclosure');
	const found = [
		...all(item, 'feed', 'enclosure').map((element) => enclosure(element, 'url')),
		...links.map((element) => enclosure(element, 'href')),
	].filter((each) => each !== undefined);
	if (found.length === 0) {
		const media = mediaOf(item).filter((element) => !isPicture(element));
		found.push(...media.map((element) => enclosure(element, 'url')).filter((each) => each !== undefined));
	}
	return [...new Map(found.map((each) => [each.url, each])).values()].slice(0, LIMITS.enclosures);
}

function imageOf(item: Element, enclosures: readonly Enclosure[]): string | undefined {
	const pictures = mediaOf(item).filter(isPicture);
	// A full picture before its thumbnail.
	pictures.sort((a, b) => Number(a.name === 'thumbnail') - Number(b.name === 'thumbnail'));
	const image = first(item, 'feed', 'image');
	return firstOf(
		...pictures.map((picture) => () => webUrl(picture.attributes.get('url'), picture.base)),
		() => webUrl(first(item, 'itunes', 'image')?.attributes.get('href'), item.base),
		() => enclosures.find(({ type }) => type?.startsWith('image/'))?.url,
		() => image && webUrl(words(first(image, 'feed', 'url')) ?? words(image), image.base),
	);
}

function categoriesOf(item: Element): string[] {
	const elements = [...all(item, 'feed', 'category'), ...all(item, 'dc', 'subject')];
	const named = elements.map(
		(element) =>
			plainLine(element, LIMITS.name) ?? element.attributes.get('label') ?? element.attributes.get('term'),
	);
	const podcast = all(item, 'itunes', 'category').map((element) => element.attributes.get('text'));
	const keywords = all(item, 'itunes', 'keywords').flatMap((element) => textOf(element).split(','));
	return names([...named, ...podcast, ...keywords], LIMITS.categories);
}

export function readItem(item: Element): DraftItem {
	const { guid, permalink } = guidOf(item);
	const updatedAt = dateOf(item, [
		['feed', 'updated'],
		['feed', 'modified'],
		['dcterms', 'modified'],
	]);
	const publishedAt = dateOf(item, [
		['feed', 'pubdate'],
		['feed', 'published'],
		['feed', 'issued'],
		['dc', 'date'],
		['dcterms', 'issued'],
		['dcterms', 'created'],
		['dcterms', 'date'],
		['feed', 'created'],
		['feed', 'date'],
		['feed', 'publisheddate'],
	]);
	const enclosures = enclosuresOf(item);
	const titles: readonly (readonly [Vocabulary, string])[] = [
		['feed', 'title'],
		['dc', 'title'],
		['media', 'title'],
		['itunes', 'title'],
	];
	return {
		guid,
		url: firstOf(
			() => alternateLink(item),
			() => permalink,
			() => webUrl(first(item, 'feed', 'content')?.attributes.get('src'), item.base),
		),
		originalUrl: webUrl(words(first(item, 'feedburner', 'origlink'))),
		title: firstOf(
			...titles.map(
				([vocabulary, name]) =>
					() =>
						plainLine(first(item, vocabulary, name), LIMITS.title),
			),
		),
		authors: authorsOf(item),
		// The day of the last change is the best known day of an entry that tells no other.
		publishedAt: publishedAt ?? updatedAt,
		updatedAt,
		summary: firstOf(
			() => bodyOf(first(item, 'feed', 'description')),
			() => bodyOf(first(item, 'feed', 'summary')),
			() => bodyOf(first(item, 'itunes', 'summary')),
			() => bodyOf(first(item, 'dc', 'description')),
			() => bodyOf(first(item, 'dcterms', 'abstract')),
			() => bodyOf(first(item, 'media', 'description')),
			() => bodyOf(all(item, 'media', 'group').flatMap((group) => all(group, 'media', 'description'))[0]),
		),
		content: firstOf(
			() => bodyOf(first(item, 'content', 'encoded')),
			() => bodyOf(first(item, 'feed', 'content')),
			() => bodyOf(first(item, 'xhtml', 'body')),
			() => bodyOf(first(item, 'xhtml', 'div')),
			() => bodyOf(first(item, 'feed', 'body')),
			() => bodyOf(first(item, 'feed', 'fullitem')),
		),
		categories: categoriesOf(item),
		enclosures,
		image: imageOf(item, enclosures),
	};
}
