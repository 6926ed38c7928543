/**
 * What is posted by itself. Rules:
 * 1. A post is one message on every platform: a digest takes as many stories as fit and says how many wait.
 * 2. The same article gives the same post: a repeated attempt sends the same bytes.
 * 3. Every post has a button that invokes: it bears the delivery's mark, by which a platform's proof knows it.
 */
import type { Article, Translate } from '../../model.ts';
import { clean, webUrl } from '../clean.ts';
import { type Doc, heading, type Inline, strong, text } from '../doc.ts';
import { dated } from '../time.ts';
import { ask, headline, open, said, sourceOf, summaryButtons, time, titleOf, top } from './parts.ts';

const TEASER = 400;
const STORIES = 10;
const DIGEST_TITLE = 200;
/** A longer address would cost another story its place; the number still leads to the article. */
const DIGEST_URL = 400;
/** Of a message's 4,000 characters; the rest is for the heading, the numbers and the last line. */
const DIGEST_ROOM = 3_400;

/** A new story: title, outlet, time, two sentences, picture and three buttons; a paywall is told before somebody opens it. */
export function storyPost(article: Article, t: Translate, now: number): Doc {
	const summary = clean(article.teaser, TEASER);
	const imageUrl = webUrl(article.image);
	return {
		blocks: [
			...top(article, dated(article.publishedAt, t, now), {
				...(summary !== '' && { summary }),
				...(imageUrl !== undefined && { imageUrl }),
			}),
			...(article.excerpt === 'subscribers' ? [text(t('excerpt-subscribers'))] : []),
		],
		actions: [
			ask('summary', article, t('button-summary')),
			ask('related', article, t('button-related')),
			...open(article, t),
		],
	};
}

/** As a link writes it out: brackets are percent-encoded. */
const addressRoom = (url: string): number => url.length + 2 * (url.match(/[()\\<>]/g)?.length ?? 0);

/** An upper bound of the characters a line takes: an address is written out, a sign may need a second one. */
function room(line: readonly Inline[]): number {
	const words = (part: string): number => part.length + (part.match(/[^\p{L}\p{N} ]/gu)?.length ?? 0);
	return line.reduce((sum, part) => {
		if (typeof part === 'string') return sum + words(part);
		if (part.kind === 'time') return sum + words(part.fallback);
		return sum + words(part.text) + (part.kind === 'link' ? addressRoom(part.url) : 0) + 8;
	}, 8);
}

/** A channel's day: the stories as a numbered list, buttons for the first. */
export function digestPost(articles: readonly Article[], t: Translate, now: number): Doc {
	const lines: (readonly Inline[])[] = [];
	let left = DIGEST_ROOM;
	for (const article of articles.slice(0, STORIES)) {
		const moment = time(dated(article.publishedAt, t, now));
		const name =
			addressRoom(article.url) > DIGEST_URL
				? strong(titleOf(article, DIGEST_TITLE))
				: headline(article, DIGEST_TITLE);
		const line = [name, ` · ${sourceOf(article)} · `, moment];
		left -= room(line);
		if (left < 0) break;
		lines.push(line);
	}
	const waiting = articles.length - lines.length;
	return {
		blocks: [
			heading(t('digest-heading', { count: articles.length })),
			{ kind: 'list', numbered: true, items: lines },
			...(waiting > 0 ? [text(...said(t('digest-more', { count: waiting })))] : []),
		],
		actions: summaryButtons(articles.slice(0, lines.length), t),
	};
}
