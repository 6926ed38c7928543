/**
 * The thread behind extract-worker.ts. Rules:
 * 1. Bytes are decoded here: the main thread never touches a page.
 * 2. The language is left to whoever composes the article: its detector would take more memory than the page.
 */
import type { ExtractedArticle } from '../model.ts';
import { serveJobs } from '../worker.ts';
import { extractArticle } from './extract.ts';
import type { ExtractJob } from './extract-worker.ts';
import { decodePage } from './page-charset.ts';

serveJobs<ExtractJob, ExtractedArticle>(({ html, url }) =>
	extractArticle(typeof html === 'string' ? html : decodePage(html), url, () => undefined),
);
