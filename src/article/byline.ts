/**
 * Who wrote an article, as its page tells. Rules, in order:
 * 1. What is said for machines first: JSON-LD (an `@id` is looked up among the page's nodes), meta, microdata.
 * 2. Then the visible page: parts that call themselves author or byline, links to an author's page, and lines that
 *    begin like a byline ('By …', 'Von …', 'Par …', 'Text: …'), near the title before far from it.
 * 3. A name looks like one: up to five words, no digits, no address, not the site's own name, not a job or a label.
 *    Wrong is worse than none.
 */
import { isElement, isText, type PageElement } from './dom.ts';
import { unescaped } from './html-text.ts';
import { isObject, type JsonLd, listOf, stringOf } from './json-ld.ts';
import { namesOf, type PagePart } from './page-parts.ts';
import { tokens } from './terms.ts';

export interface AuthorSources {
	readonly jsonLd: JsonLd;
	meta(...names: readonly string[]): string | undefined;
	texts(selector: string): readonly string[];
	readonly parts: readonly PagePart[];
	readonly siteNames: readonly string[];
}

const MAX_AUTHORS = 8;
const NEAR = 12;
/** Near the title, and called a byline or opened like one. */
const SURE = 3;
const OPENING =
	/^(?:(?:[\p{L}]{2,20}\s){0,3}(?:by|von|par|por)(?=\s+\p{Lu})|by|von|par|por|di|a cura di|door|przez|napisan[ey] przez|автор(?:ка)?|текст|av|af|autor(?:in|en|es|a|e)?|auteure?s?|authors?|redakt(?:ion|eur|orin)|texte?|testo|texto|verfasser(?:in)?)(?:\s*[:：]\s*|\s+)/iu;
/** These words open other lines as well: a byline is only what stands near the title or is called one. */
const WEAK_OPENING = /^(?:von|par|por|di|by|door|av|af|text|texte|testo|texto)\s/iu;
const AUTHOR_NAME =
	/(?:^|[-_ ])(?:authors?|autor(?:en|in|es)?|auteurs?|autore|byline|by-?line|writers?|verfasser|redakteur|username|posted-?by|fn|creator)(?:$|[-_ ])|author(?:name|link|s)|[-_]author|author[-_]/;
const NO_AUTHOR_NAME =
	/(?:avatar|image|photo|picture|bio|description|count|social|follow|job|position|box|about|more|email|twitter)/;
const AUTHOR_PAGE =
	/\/(?:authors?|autor(?:en|in|es)?|auteurs?|autori|redaktion|redakteure?|people|writers?|by|profile?s?|users?|person(?:en)?|staff)\//;
const PARTICLE =
	/^(?:d[aeiou]s?|del|della|den|der|dos|du|la|le|los|van|von|vom|zu|zur|ter|ten|bin|ibn|al|el|y|e|af|av|st|mc|o)$/u;
const NO_NAME =
	/^(?:admin|administrator|author|autor(?:en|in)?|auteur|editor|editors|staff|null|undefined|anonymous|gast|guest|unknown|home|share|teilen|facebook|twitter|youtube|instagram|linkedin|whatsapp|telegram|google|kommentare?|comments?|permalink|mehr|more|weiterlesen|read more|gesponserte inhalte|login|follow|folgen|print|drucken|profile?|by|von|par|por|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))$/i;
/** An address for a name: the site signs for its editors. */
const DOMAIN = /^[\w-]{1,60}\.(?:[a-z]{2,3}\.)?[a-z]{2,7}$/;
const ORGANISATION =
	/(?:\be\.\s?V\.|\bGmbH|\bAG|\bInc\.?|\bLtd\.?|\bLLC|Stiftung|Redaktion|Verlag|Online|News|Presse|Medi[ae]|Team)/;
const TAIL =
	/\s*(?:[|•·–—([]|\s-\s|,?\s+(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[.,]?(?=\s+\d|$)|,?\s+(?:am|vom|on|le|il|el|em)\s+(?=\d|\p{Lu}?\p{L}{1,9},?\s+\d)|\s\d|\b(?:updated|published|aktualisiert|veröffentlicht|erschienen|posted|publié|mis à jour)\b|\b(?:zeige? alle|alle (?:artikel|beiträge)|show all|view all|see all|all posts|weitere artikel|tous les articles)\b).*$/isu;
const HEAD =
	/^(?:zeige? alle beiträge von|alle beiträge von|alle artikel von|show all articles of|view all posts by|posts by|all posts by|voir tous les articles de)\s*/i;

export function readAuthors(sources: AuthorSources): string[] {
	const { jsonLd, meta, texts, parts, siteNames } = sources;
	const told: readonly (() => readonly string[])[] = [
		() => namesInJsonLd(jsonLd),
		() => [
			meta(
				'author',
				'article:author_name',
				'parsely-author',
				'sailthru.author',
				'dc.creator',
				'dcterms.creator',
				'byl',
				'citation_author',
				'cxenseparse:author',
				'twitter:data1',
			) ?? '',
		],
		() => texts('[itemprop="author"] [itemprop="name"]'),
		() => texts('[itemprop="author"]'),
	];
	const shown = shownAuthors(parts, siteNames);
	for (const source of told) {
		const names = unique(source().flatMap(splitNames), siteNames);
		if (names.length > 0) return shown !== undefined && isBetter(shown, names) ? [...shown.names] : names;
	}
	return [...(shown?.names ?? [])];
}

/** A byline beside the title is better than an organisation's name, and than a first name that it spells out. */
function isBetter(shown: Shown, told: readonly string[]): boolean {
	if (shown.worth < SURE) return false;
	const [only = ''] = told;
	if (told.length > 1) return false;
	const words = new Set(shown.names.flatMap((name) => tokens(name)));
	const isPart =
		!only.includes(' ') &&
		shown.names.some((name) => name.includes(' ')) &&
		tokens(only).every((word) => words.has(word));
	return ORGANISATION.test(only) || isPart;
}

function namesInJsonLd({ article, nodes }: JsonLd): readonly string[] {
	const byId = new Map(nodes.map((node) => [node['@id'], node]));
	return listOf(article?.author ?? article?.creator)
		.slice(0, MAX_AUTHORS)
		.flatMap((author) => {
			const known = isObject(author) && author.name === undefined ? byId.get(author['@id']) : undefined;
			const name = stringOf(known?.name ?? author);
			return name === undefined ? [] : unescaped(name);
		});
}

function unique(names: readonly string[], siteNames: readonly string[]): string[] {
	const kept = new Map<string, string>();
	for (const name of names) {
		const key = tokens(name).join(' ');
		if (isName(name, siteNames) && !kept.has(key)) kept.set(key, name);
	}
	return [...kept.values()].slice(0, MAX_AUTHORS);
}

/** Several names in one line, each without what opens it and what follows it. */
function splitNames(text: string): string[] {
	return text
		.slice(0, 300)
		.split(/\s*[,;|•/]\s*|\s+(?:and|et|und|y|e|i|&|и|та|with|avec|mit)\s+/)
		.map((name) => name.trim().replace(HEAD, '').replace(OPENING, '').replace(TAIL, '').trim());
}

function isName(name: string, siteNames: readonly string[]): boolean {
	const words = tokens(name);
	if (name.length < 3 || name.length > 60 || words.length === 0 || words.length > 6) return false;
	if (/https?:|www\.|[@<>{}=]/.test(name) || NO_NAME.test(name) || DOMAIN.test(name)) return false;
	// Digits belong to a user's name at most.
	if (/\d/.test(name) && !/^\p{L}[\p{L}_.-]{1,30}\d{1,4}$/u.test(name)) return false;
	const key = words.join(' ');
	return !siteNames.some((site) => site === key || site === key.replaceAll(' ', ''));
}

/** In a line that nobody calls a byline only a name with capitals is one. */
function looksWritten(name: string): boolean {
	const words = name.split(/\s+/);
	if (words.length < 2 || words.length > 5) return false;
	return words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || PARTICLE.test(word.toLowerCase()));
}

interface Shown {
	readonly names: readonly string[];
	readonly worth: number;
}

function shownAuthors(parts: readonly PagePart[], siteNames: readonly string[]): Shown | undefined {
	let best: Shown | undefined;
	for (const part of parts) {
		const shown = namesIn(part, siteNames);
		if (shown !== undefined && shown.worth > (best?.worth ?? 0)) best = shown;
	}
	return best;
}

function namesIn(part: PagePart, siteNames: readonly string[]): Shown | undefined {
	const near = part.distance >= -NEAR / 2 && part.distance <= NEAR ? 2 : 0;
	const line = part.element === undefined ? part.text : spaced(part.element);
	const called = isCalledAuthor(part.names) ? [line] : authorsAmong(part.element).map(spaced);
	const named = unique(called.flatMap(splitNames), siteNames);
	const sure = named.filter(looksWritten);
	if (sure.length > 0 && named.length <= 4) return { names: sure, worth: 2 + near };
	if (named.length === 1) return { names: named, worth: near };
	const opening = OPENING.exec(part.text)?.[0];
	if (opening === undefined || part.text.length > 120) return undefined;
	const written = unique(splitNames(line), siteNames).filter(looksWritten);
	const worth = (WEAK_OPENING.test(opening) ? 0 : 1) + near;
	return written.length > 0 && worth > 1 ? { names: written, worth } : undefined;
}

/** The words of a part; what stands in an element of its own is parted, as it is on the screen. */
function spaced(element: PageElement): string {
	let line = '';
	for (const child of element.childNodes) {
		if (isElement(child)) line += ` | ${spaced(child)} | `;
		else if (isText(child)) line += child.textContent ?? '';
		if (line.length > 400) break;
	}
	return line.slice(0, 400).replace(/\s+/g, ' ').trim();
}

const isCalledAuthor = (names: string): boolean => AUTHOR_NAME.test(names) && !NO_AUTHOR_NAME.test(names);

function authorsAmong(part: PageElement | undefined): PageElement[] {
	const found: PageElement[] = [];
	if (part === undefined) return found;
	for (const element of part.querySelectorAll('[class], [rel], a[href]')) {
		if (found.length >= MAX_AUTHORS) break;
		const isLink =
			element.localName === 'a' && AUTHOR_PAGE.test((element.getAttribute('href') ?? '').slice(0, 500));
		const isInside = found.some((outer) => outer === element.parentElement);
		if (!isInside && (isLink || isCalledAuthor(namesOf(element)))) found.push(element);
	}
	return found;
}
