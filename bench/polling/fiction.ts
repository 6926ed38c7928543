/** The feeds of the polling bench: about 60 kB each, of which a new version shows one new item on top. */
const WORDS =
	`harbour council ferry winter bridge market teacher river budget garden theatre festival engine school
village museum tunnel weather library orchard station parade lantern signal mountain concert bakery railway clinic
archive stadium island committee election glacier printing workshop`.split(/\s+/);
const ITEMS = 20;
const PARAGRAPHS = 8;
const WORDS_IN_PARAGRAPH = 50;
const HOUR = 3_600_000;
/** A fixed beginning: the same feed reads the same in every process. */
const BEGAN = Date.UTC(2026, 0, 1);

/** Mulberry32: small, and good enough for words. */
function randomOf(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

function sentence(random: () => number, length: number): string {
	const words = Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)] ?? 'news');
	return `${words.join(' ')}.`;
}

function item(host: string, feed: number, number: number): string {
	const random = randomOf(feed * 1000 + number);
	const paragraphs = Array.from(
		{ length: PARAGRAPHS },
		() => `<p>${sentence(random, WORDS_IN_PARAGRAPH)}</p>`,
	);
	return `<item><title>${sentence(random, 8)}</title><link>https://${host}/${number}</link><guid>https://${host}/${number}</guid><pubDate>${new Date(BEGAN + number * HOUR).toUTCString()}</pubDate><content:encoded><![CDATA[${paragraphs.join('')}]]></content:encoded></item>`;
}

export function feedOf(host: string, feed: number, version: number): string {
	const items = Array.from({ length: ITEMS }, (_, n) => item(host, feed, version + ITEMS - n));
	return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed ${feed}</title><link>https://${host}/</link><description>News</description>${items.join('')}</channel></rss>`;
}

export const etagOf = (feed: number, version: number): string => `"${feed}-${version}"`;
export const hostOf = (feed: number): string => `h${feed}.polling.example`;
/** One feed in ten has news at every poll. */
export const hasNews = (feed: number): boolean => feed % 10 === 0;
