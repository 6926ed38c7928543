/**
 * When an article was published, as its page tells. Rules, in order:
 * 1. What is said for machines first: JSON-LD of the article, meta, microdata, JSON-LD of the page.
 * 2. Then the address, where it carries a whole day.
 * 3. Then the visible page: a dated part counts by how near the title it stands, what it is called and which words
 *    introduce it. Below ENOUGH there is no date: wrong is worse than
 *    none.
 */
import { parseDate } from './dates.ts';
import type { PageElement } from './dom.ts';
import { hasType, type JsonLd, stringOf } from './json-ld.ts';
import type { PagePart } from './page-parts.ts';

export interface DateSources {
	readonly jsonLd: JsonLd;
	/** Content of the first meta of these names. */
	meta(...names: readonly string[]): string | undefined;
	/** Content of the first meta whose name satisfies. */
	metaLike(pattern: RegExp): string | undefined;
	/** Value of the first element that has one of the attributes. */
	attribute(selector: string, ...names: readonly string[]): string | undefined;
	readonly parts: readonly PagePart[];
	readonly language: string | undefined;
	readonly url: string;
}

const ENOUGH = 5;
const NEAR = 4;
const AROUND = 12;
const DATE_NAME =
	/(?:date|datum|fecha|data-pub|publi|posted|postdate|time|stamp|erschienen|released?|created|pubdate)/;
const UPDATE_NAME = /(?:modif|update|aktualis|edited|changed)/;
const BYLINE_NAME =
	/(?:meta|byline|info|author|autor|auteur|kicker|details|submitted|signature|dachzeile|cartouche)/;
const INTRODUCED =
	/(?:^|[\s(])(?:published|posted|written|publi[ée]e?|publicado|pubblicato|veröffentlicht|erschienen|erstellt|geschrieben|eingestellt|gepubliceerd|geplaatst|publicerad|opublikowan[oy]|dodano|опубл\p{L}{0,12}|yayın\p{L}{0,6}|datum|date|fecha|data)(?=$|[\s:,])/iu;
const UPDATED =
	/(?:updated|modified|edited|changed|aktualisiert|geändert|änderung|bearbeitet|mise? à jour|modifié|actualizad|atualizad|aggiornat|обновл|оновл|bijgewerkt|zaktualizowan)/iu;
/** Years of two digits, as European pages write them beside a title. */
const SHORT_YEAR = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.])/;
const PUBLISHED_META =
	/^(?:.{0,30}[.:_-])?(?:date-?publi\w{0,6}|publi\w{0,6}[-_.]?(?:date|time|at|on)|article[-_.:]?publi\w{0,6}[-_.]?(?:date|time)|release[-_]?date|pub-?date|sort[-_]?date|originalpublicationdate)$/;

export function publishedAt(page: DateSources): Date | undefined {
	const { jsonLd, meta, metaLike, attribute, language, url, parts } = page;
	const sources: readonly (() => string | undefined)[] = [
		() => stringOf(jsonLd.article?.datePublished),
		() => meta('article:published_time', 'og:article:published_time', 'datepublished', 'parsely-pub-date'),
		() => metaLike(PUBLISHED_META),
		() => attribute('[itemprop="datePublished"]', 'datetime', 'content'),
		() => attribute('time[pubdate]', 'datetime'),
		() => stringOf(jsonLd.article?.dateCreated),
		() => meta('sailthru.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.created', 'dc.date', 'date'),
		() => stringOf(jsonLd.nodes.find((node) => hasType(node, /(?:^|\/)\w{0,20}Page$/))?.datePublished),
		() => addressDate(url),
	];
	for (const source of sources) {
		const text = source();
		const at = text === undefined ? undefined : parseDate(text, language);
		if (at !== undefined) return at;
	}
	return shownDate(parts, language);
}

/** `/2024/03/12/`, `/20240312/`, `-12-03-2024`: a whole day, between marks. */
function addressDate(url: string): string | undefined {
	const path = URL.parse(url)?.pathname.slice(0, 1_000) ?? '';
	const spelt = /[/_-]((?:19|20)\d{2})[/_-](\d{1,2})[/_-](\d{1,2})(?=[/_.-]|$)/.exec(path);
	if (spelt !== null) return `${spelt[1]}-${spelt[2]}-${spelt[3]}`;
	const packed = /[/_-]((?:19|20)\d{2})([01]\d)([0-3]\d)(?=[/_.-]|$)/.exec(path);
	if (packed !== null) return `${packed[1]}-${packed[2]}-${packed[3]}`;
	const dayFirst = /[/_~-]([0-3]\d)[._-]([01]\d)[._-]((?:19|20)\d{2})(?=[/_.-]|$)/.exec(path);
	return dayFirst === null ? undefined : `${dayFirst[3]}-${dayFirst[2]}-${dayFirst[1]}`;
}

/** The most trustworthy date on the page; of equals the first. */
function shownDate(parts: readonly PagePart[], language: string | undefined): Date | undefined {
	let best: { readonly at: Date; readonly worth: number } | undefined;
	for (const part of parts) {
		const found = dateIn(part, language);
		if (found === undefined) continue;
		const worth = worthOf(part, found.isMarked);
		if (worth >= ENOUGH && worth > (best?.worth ?? 0)) best = { at: found.at, worth };
	}
	return best?.at;
}

function worthOf({ text, names, distance }: PagePart, isMarked: boolean): number {
	let worth = 0;
	if (distance >= -NEAR && distance <= NEAR) worth += 4;
	else if (distance >= -AROUND && distance <= AROUND) worth += 2;
	if (isMarked) worth += 1;
	if (DATE_NAME.test(names)) worth += 2;
	else if (BYLINE_NAME.test(names)) worth += 1;
	if (INTRODUCED.test(text)) worth += 3;
	if (text.length <= 40) worth += 1;
	else if (text.length > 120) worth -= 2;
	if (UPDATED.test(text) || UPDATE_NAME.test(names)) worth -= 2;
	return worth;
}

function dateIn(
	{ text, element }: PagePart,
	language: string | undefined,
): { readonly at: Date; readonly isMarked: boolean } | undefined {
	const marked = element && markOf(element);
	const fromMark = marked === undefined ? undefined : parseDate(marked, language);
	if (fromMark !== undefined) return { at: fromMark, isMarked: true };
	const at = parseDate(text, language) ?? shortYear(text, language);
	return at === undefined ? undefined : { at, isMarked: false };
}

function markOf(element: PageElement): string | undefined {
	const inner = element.hasAttribute('datetime') ? element : element.querySelector('[datetime]');
	const machine = inner?.getAttribute('datetime') ?? undefined;
	if (machine !== undefined) return machine;
	const named =
		element.localName === 'abbr' ? element : element.querySelector('abbr[title], .updated[title]');
	return named?.getAttribute('title') ?? undefined;
}

function shortYear(text: string, language: string | undefined): Date | undefined {
	const found = SHORT_YEAR.exec(text);
	if (found === null) return undefined;
	return parseDate(`${found[1]}.${found[2]}.20${found[3]}`, language ?? 'de');
}
