/**
 * A page's title without the site's name. Rules, in order:
 * 1. The site's own word for it first: JSON-LD headline, og:title, then the page's only <h1>, then <title>.
 * 2. A tail or head parted by | – — - · » : is the site's name when it is told so (og:site_name), is the host's
 *    name, or stands only in <title> and not in the <h1>.
 */
import { siteName } from './address.ts';
import { tokens } from './terms.ts';

const PARTS = /\s+[|–—·»«•:›-]+\s+|\s*[|»›]\s*/;

export interface TitleSources {
	readonly headline: string | undefined;
	readonly ogTitle: string | undefined;
	readonly h1: readonly string[];
	readonly documentTitle: string | undefined;
	readonly siteName: string | undefined;
	readonly url: string;
}

const oneLine = (text: string | undefined): string =>
	(text ?? '').slice(0, 1_000).replace(/\s+/g, ' ').trim();
const key = (text: string): string => tokens(text).join(' ');

export function chooseTitle(sources: TitleSources): string {
	const { url } = sources;
	const site = [key(sources.siteName ?? ''), key(siteName(url))].filter((name) => name !== '');
	const h1 = sources.h1.map(oneLine).filter((text) => text.length > 3);
	const documentTitle = oneLine(sources.documentTitle);
	const told = [sources.headline, sources.ogTitle].map(oneLine).map((title) => withoutSite(title, site, h1));
	const inTitle = h1.find((text) => key(text) !== '' && key(documentTitle).startsWith(key(text)));
	const candidates = [
		inTitle,
		...told,
		h1.length === 1 ? h1[0] : undefined,
		withoutSite(documentTitle, site, h1),
		...h1,
	];
	const chosen = candidates.find(
		(title) => title !== undefined && title !== '' && !site.includes(key(title)),
	);
	return chosen ?? documentTitle;
}

function withoutSite(title: string, site: readonly string[], h1: readonly string[]): string {
	const whole = h1.find((text) => key(text) !== '' && key(text) === key(title));
	if (whole !== undefined) return title;
	const parts = title.split(PARTS).filter((part) => part.trim() !== '');
	if (parts.length < 2) return title;
	const isSite = (part: string): boolean => {
		const name = key(part);
		return site.some(
			(known) => known === name || known === name.replaceAll(' ', '') || name === known.split(' ')[0],
		);
	};
	const from = title.indexOf(parts.find((part) => !isSite(part)) ?? title);
	const lastPart = parts.findLast((part) => !isSite(part)) ?? title;
	const kept = title.slice(from, title.lastIndexOf(lastPart) + lastPart.length).trim();
	if (kept !== title) return kept;
	// Nobody tells the site's name: a short tail after a long head is one, when the <h1> agrees.
	const head = parts[0]?.trim() ?? title;
	return h1.some((text) => key(text) === key(head)) ? head : title;
}
