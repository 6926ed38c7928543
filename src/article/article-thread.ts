/**
 * The thread behind article-worker.ts. Rules:
 * 1. Bytes are decoded here: the main thread never touches a page.
 * 2. The language detector takes 170 MB; nothing but this thread asks it, so there is one of it.
 */
import { randomBytes } from 'node:crypto';
import { serveJobs } from '../worker.ts';
import type { Answer, Job } from './article-worker.ts';
import { composeArticle } from './compose.ts';
import { extractArticle } from './extract.ts';
import { checkAnswer } from './llm-check.ts';
import { promptOf } from './llm-prompt.ts';
import { decodePage } from './page-charset.ts';
import { extractFromText } from './plaintext.ts';
import { summarize } from './summarize.ts';

const draw = (): string => randomBytes(9).toString('hex');

serveJobs<Job, Answer>((job) => {
	switch (job.kind) {
		case 'page': {
			const html = typeof job.html === 'string' ? job.html : decodePage(job.html);
			return { kind: 'page', page: extractArticle(html, job.url) };
		}
		case 'compose':
			return { kind: 'article', article: composeArticle(job.input) };
		case 'paste': {
			const { text, id, seenAt } = job;
			return {
				kind: 'article',
				article: composeArticle({ url: '', id, seenAt, page: extractFromText(text) }),
			};
		}
		case 'summarize':
			return { kind: 'sentences', sentences: summarize(job.article, job.count) };
		case 'ask':
			return { kind: 'prompt', prompt: promptOf(job.article, { ...job, draw }) };
		case 'check':
			return { kind: 'checked', checked: checkAnswer(job.answer, job) };
	}
});
