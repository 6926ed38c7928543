/** The thread that reads feeds: bytes → text → draft → canonical form → checked items. */
import { FeedError } from '../errors.ts';
import { serveJobs } from '../worker.ts';
import { readCanonical, writeCanonical } from './canonical.ts';
import { decode } from './decode.ts';
import type { ParseAnswer, ParseJob } from './parse.ts';
import { tidy } from './tidy.ts';

serveJobs<ParseJob, ParseAnswer>(async ({ body, url, contentType }) => {
	try {
		const draft = tidy(decode(body, contentType), url);
		return { kind: 'feed', feed: await readCanonical(writeCanonical(draft)) };
	} catch (error) {
		if (!(error instanceof FeedError)) throw error;
		return { kind: 'refused', problem: error.problem, message: error.message };
	}
});
