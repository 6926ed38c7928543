/** The thread that reads lists of feeds: bytes → text → feeds. */
import { FeedError, UserError } from '../errors.ts';
import { serveJobs } from '../worker.ts';
import { decode } from './decode.ts';
import { readOpml } from './opml.ts';
import type { OpmlAnswer, OpmlJob } from './opml-file.ts';

serveJobs<OpmlJob, OpmlAnswer>(({ body, contentType }) => {
	try {
		return { kind: 'list', list: readOpml(decode(body, contentType)) };
	} catch (error) {
		if (error instanceof FeedError) return { kind: 'refused', phrase: 'problem-opml-not', values: {} };
		if (!(error instanceof UserError)) throw error;
		return { kind: 'refused', phrase: error.phrase, values: error.values };
	}
});
