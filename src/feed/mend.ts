/**
 * Closes CDATA sections that their publisher forgot to close, so that one of them does not swallow the items
 * behind it. Rules:
 * 1. A section is unclosed when no `]]>` follows, or when an item ends and another section begins before it.
 * 2. It is closed before the end tag of the element it stands in, else before the end of the item.
 * 3. Linear: each stretch of text is looked at once.
 */

const OPEN = '<![CDATA[';
const CLOSE = ']]>';
const ITEM_END = /<\/(?:[\w-]{1,30}:)?(?:item|entry|url)\s{0,9}>/i;
const LONGEST_TAG = 300;

/** The name of the tag right before the section. */
function holderOf(text: string, open: number): string | undefined {
	const before = text.slice(Math.max(0, open - LONGEST_TAG), open);
	return /^<([\w:.-]{1,60})/.exec(before.slice(before.lastIndexOf('<')))?.[1];
}

/** @returns where the section should have been closed, looking no further than `limit`. */
function closingPlace(text: string, open: number, limit: number): number | undefined {
	const stretch = text.slice(open, limit);
	const holder = holderOf(text, open);
	const atHolder = holder === undefined ? -1 : stretch.indexOf(`</${holder}`);
	const atItem = stretch.search(ITEM_END);
	const place = atHolder >= 0 && (atItem < 0 || atHolder < atItem) ? atHolder : atItem;
	return place < 0 ? undefined : open + place;
}

export function closeSections(text: string): string {
	let mended = '';
	let from = 0;
	let open = text.indexOf(OPEN);
	let close = open < 0 ? -1 : text.indexOf(CLOSE, open);
	while (open >= 0) {
		if (close >= 0 && close < open) close = text.indexOf(CLOSE, open);
		const next = text.indexOf(OPEN, open + OPEN.length);
		const isSwallowing = close < 0 || (next >= 0 && next < close && ITEM_END.test(text.slice(open, next)));
		const place = isSwallowing ? closingPlace(text, open, next < 0 ? text.length : next) : undefined;
		if (place !== undefined) {
			mended += text.slice(from, place) + CLOSE;
			from = place;
			open = next;
		} else open = close < 0 ? next : text.indexOf(OPEN, close);
	}
	return mended + text.slice(from);
}
