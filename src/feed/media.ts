/** The attachments and the picture of an item: RSS enclosures, Atom links, Media RSS, podcasts. */
import type { Enclosure } from '../model.ts';
import { firstOf, LIMITS } from './draft.ts';
import { all, first, words } from './elements.ts';
import { webUrl } from './links.ts';
import type { Element } from './xml.ts';

function mediaOf(item: Element): readonly Element[] {
	const own = all(item, 'media:content', 'media:thumbnail');
	const groups = [...all(item, 'media:group'), ...all(item, 'media:content')];
	if (groups.length === 0) return own;
	return [...own, ...groups.flatMap((group) => all(group, 'media:content', 'media:thumbnail'))];
}

/** A Flash player is no file that anybody could still open. */
const isPlayer = (media: Element): boolean =>
	media.attributes.get('type')?.toLowerCase() === 'application/x-shockwave-flash';

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

export function enclosuresOf(item: Element): Enclosure[] {
	const links = all(item, 'feed:link').filter((link) => link.attributes.get('rel') === 'enclosure');
	const found = [
		...all(item, 'feed:enclosure').map((element) => enclosure(element, 'url')),
		...links.map((element) => enclosure(element, 'href')),
	].filter((each) => each !== undefined);
	if (found.length === 0) {
		const media = mediaOf(item).filter((element) => !isPicture(element) && !isPlayer(element));
		found.push(...media.map((element) => enclosure(element, 'url')).filter((each) => each !== undefined));
	}
	if (found.length < 2) return found;
	return [...new Map(found.map((each) => [each.url, each])).values()].slice(0, LIMITS.enclosures);
}

export function imageOf(item: Element, enclosures: readonly Enclosure[]): string | undefined {
	const pictures = mediaOf(item).filter(isPicture);
	// A full picture before its thumbnail.
	pictures.sort((a, b) => Number(a.name === 'thumbnail') - Number(b.name === 'thumbnail'));
	const image = first(item, 'feed:image');
	return firstOf(
		...pictures.map((picture) => () => webUrl(picture.attributes.get('url'), picture.base)),
		() => webUrl(first(item, 'itunes:image')?.attributes.get('href'), item.base),
		() => enclosures.find(({ type }) => type?.startsWith('image/'))?.url,
		() => image && webUrl(words(first(image, 'feed:url')) ?? words(image), image.base),
	);
}
