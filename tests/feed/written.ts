/** Feeds written by hand in tests, and their reading as if they came from one site. */
import { parseFeed } from '../../src/feed/parse.ts';
import type { ParsedFeed } from '../../src/model.ts';

const SITE = 'https://harbour.example/news/feed';

export const parse = (text: string, contentType?: string): Promise<ParsedFeed> =>
	parseFeed(Buffer.from(text), { url: SITE, contentType });
export const rss = (item: string, attributes = ''): string =>
	`<rss version="2.0" ${attributes}><channel><title>Harbour Post</title><link>https://harbour.example/</link>${item}</channel></rss>`;
export const atom = (entry: string, attributes = ''): string =>
	`<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>Harbour Post</title>${entry}</feed>`;
