/** The thread that reads feeds: bytes → text → draft → canonical form → checked items. */
import { FeedError } from '../errors.ts';
import { serveJobs } from '../worker.ts';
import { readCanonical, writeCanonical } from './canonical.ts';
import { decode } from './decode.ts';
import type { DraftFeed } from './draft.ts';
import { readPage } from './page-feed.ts';
import type { ParseAnswer, ParseJob } from './parse.ts';
import { tidy } from './tidy.ts';

const PAGE = /<(?:!doctype html|html[\s>])/i;

/** What is followed as a page and has become a feed is read as one. */
const readAnyPage = (text: string, url: string): DraftFeed =>
	PAGE.test(text.slice(0, 2000)) ? readPage(text, url) : tidy(text, url);

serveJobs<ParseJob, ParseAnswer>(async ({ body, url, contentType, kind }) => {
	try {
		const read = kind === 'page' ? readAnyPage : tidy;
		const draft = read(decode(body, contentType), url);
		return { kind: 'feed', feed: await readCanonical(writeCanonical(draft)) };
	} catch (error) {
		if (!(error instanceof FeedError)) throw error;
		return { kind: 'refused', problem: error.problem, message: error.message };
	}
});
