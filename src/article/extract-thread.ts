/** The thread behind extract-worker.ts: bytes are decoded here, so that the main thread never touches a page. */
import type { ExtractedArticle } from '../model.ts';
import { serveJobs } from '../worker.ts';
import { extractArticle } from './extract.ts';
import type { ExtractJob } from './extract-worker.ts';
import { decodePage } from './page-charset.ts';

serveJobs<ExtractJob, ExtractedArticle>(({ html, url }) =>
	extractArticle(typeof html === 'string' ? html : decodePage(html), url),
);
