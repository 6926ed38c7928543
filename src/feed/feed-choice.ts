/**
 * Which of a page's feeds somebody means. Rules, in order:
 * 1. Feeds of comments are nobody's choice. The same feed in several formats is one: the first that the page names.
 * 2. One feed is the one. Of several: the one of the very section that was given, the one that is called as the
 *    site is, the only one whose address says no more than 'feed'.
 * 3. Otherwise they are of equal standing: somebody has to choose.
 */
import { type FeedLink, isOfComments } from './page-links.ts';

export interface FeedChoice {
	/** Unset where several are of equal standing. */
	readonly main?: FeedLink;
	/** One of each, in the page's order, `main` among them. */
	readonly distinct: readonly FeedLink[];
}

/** Words that tell a feed's format and not what is in it. */
const FORMAT = new Set(
	'feed feeds rss rss2 atom rdf xml json jsonfeed index php aspx asp html flux'.split(' '),
);
const FORMAT_PARAMETERS = new Set(['alt', 'format', 'type', 'feed']);

const isTelling = (word: string): boolean => word !== '' && !FORMAT.has(word);

/** What an address says beside its host and its format. */
function placeOf(address: string): string {
	const url = URL.parse(address);
	if (url === null) return address;
	const path = url.pathname
		.toLowerCase()
		.split(/[/._-]/)
		.filter(isTelling);
	const query = [...url.searchParams]
		.filter(([name, value]) => !FORMAT_PARAMETERS.has(name) || isTelling(value.toLowerCase()))
		.map(([name, value]) => `${name}=${value}`);
	return [...path, ...query].join('/');
}

const hostOf = (address: string): string => (URL.parse(address)?.host ?? '').replace(/^www\./, '');

/** What a title says beside its format: 'The Courier » RSS 2.0 Feed' is 'the courier'. */
const wordsOf = (title: string): string =>
	title
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\d?\.\d{1,2}/g, ' ')
		.split(/[^\p{L}\p{N}]/u)
		.filter(isTelling)
		.join(' ');

function oneOfEach(links: readonly FeedLink[]): FeedLink[] {
	const places = new Set<string>();
	const titles = new Set<string>();
	return links.filter((link) => {
		const place = `${hostOf(link.url)}/${placeOf(link.url)}`;
		const title = wordsOf(link.title);
		const isKnown = places.has(place) || titles.has(title);
		places.add(place);
		if (title !== '') titles.add(title);
		return !isKnown;
	});
}

/** The only one for which the test holds. */
function only(links: readonly FeedLink[], test: (link: FeedLink) => boolean): FeedLink | undefined {
	const [first, ...more] = links.filter(test);
	return more.length === 0 ? first : undefined;
}

/**
 * @param url of the page that names the links.
 * @param names what the page calls its site and itself.
 */
export function chooseFeed(links: readonly FeedLink[], url: string, names: readonly string[]): FeedChoice {
	const telling = links.filter((link) => !isOfComments(link));
	const distinct = oneOfEach(telling);
	const section = placeOf(url);
	const called = new Set(
		names
			.flatMap((name) => [name, ...name.split(/\s[|–—·»:-]\s/)])
			.map(wordsOf)
			.filter((name) => name !== ''),
	);
	const tests: readonly ((link: FeedLink) => boolean)[] = [
		() => true,
		(link) => section !== '' && placeOf(link.url) === section,
		(link) => called.has(wordsOf(link.title)),
		(link) => placeOf(link.url) === '' && hostOf(link.url) === hostOf(url),
	];
	for (const test of tests) {
		const main = only(distinct, test);
		if (main !== undefined) return { main, distinct };
	}
	return { distinct };
}
