/**
 * A feed's item and its page → the article that is stored. Rules, in order:
 * 1. What needs no reading comes from bare.ts.
 * 2. The text is the page's when the page is about the same thing and says more; else the feed's own.
 * 3. It is an excerpt where the page says that subscribers alone read on and shows little, or where a feed gives a
 *    line or two and its page was not read.
 * 4. The language is the text's; what feed and page declare counts only where the text does not tell.
 * 5. Everything is plain text here: markup of the feed ends in this file.
 */
import type { Article, Excerpt, ExtractedArticle, FeedItem } from '../model.ts';
import { bareArticle, type ComposeInput, oneLine } from './bare.ts';
import { type Cleaned, clean } from './clean.ts';
import { htmlBlocks } from './html-text.ts';
import { detectLanguage } from './language.ts';
import { sentences } from './sentences.ts';
import { summarize } from './summarize.ts';
import { clipped, teaserOf } from './teaser.ts';
import { isStopWord, tokens } from './terms.ts';

export type { ComposeInput };

/** A novel's first chapters: what is longer is no article, and everything behind this pays for each word. */
const MAX_TEXT = 200_000;
/** Less text than this does not tell its language. */
const TELLING = 40;

export function composeArticle(input: ComposeInput): Omit<Article, 'storyId'> {
	const { url, item, page } = input;
	const bare = bareArticle(input);
	const told = oneLine(item?.title) || oneLine(page?.title);
	const body = feedBody(item, told, url);
	const feedText = body?.paragraphs.join('\n\n') ?? '';
	const title = told || clipped(oneLine(sentences(feedText.slice(0, 2_000))[0]?.text), 120) || bare.title;
	const text = bounded(betterText(feedText, page, title));
	const language = languageOf(title, text, bare.language);
	const excerpt = excerptOf(text, feedText, page, url);
	const authorBio = bare.authorBio ?? body?.authorBio;
	const spoken = language === undefined ? {} : { language };
	return {
		...bare,
		title,
		text,
		teaser: teaserOf(summarize({ title, text, ...spoken }, 2)),
		readAlso: bare.readAlso.length > 0 ? bare.readAlso : (body?.readAlso ?? []),
		...spoken,
		...(excerpt !== undefined && { excerpt }),
		...(authorBio !== undefined && { authorBio }),
	};
}

function feedBody(item: FeedItem | undefined, title: string, url: string): Cleaned | undefined {
	if (item === undefined) return undefined;
	const bodies = [item.content, item.summary].map((html) =>
		clean(htmlBlocks(html ?? '', url), { title, authors: item.authors }),
	);
	const size = (body: Cleaned): number => body.paragraphs.join('').length;
	return bodies.toSorted((a, b) => size(b) - size(a))[0];
}

function betterText(feedText: string, page: ExtractedArticle | undefined, title: string): string {
	if (page === undefined || page.text.length <= feedText.length) return feedText;
	if (feedText === '' || isAbout(page, `${title} ${feedText}`)) return page.text;
	return feedText;
}

/** Less than this is a teaser, not an article. */
const WHOLE = 600;
/** Behind a paywall a page shows its beginning; one that shows more is read whole by everybody. */
const FREE = 2_000;

function excerptOf(
	text: string,
	feedText: string,
	page: ExtractedArticle | undefined,
	url: string,
): Excerpt | undefined {
	if (page?.isPaywalled && text.length < FREE) return 'subscribers';
	const isRead = page !== undefined && (text !== feedText || page.text === text);
	return url !== '' && !isRead && text.length < WHOLE ? 'feed' : undefined;
}

/** Cut between paragraphs where there are any. */
function bounded(text: string): string {
	if (text.length <= MAX_TEXT) return text;
	const head = text.slice(0, MAX_TEXT);
	const end = head.lastIndexOf('\n\n');
	return end > 0 ? head.slice(0, end) : head.replace(/[\ud800-\udbff]$/, '');
}

/** A consent wall, a front page or another article shares few words with what the feed announced. */
function isAbout(page: ExtractedArticle, announced: string): boolean {
	const wanted = new Set(contentWords(announced.slice(0, 600), page.language));
	if (wanted.size === 0) return true;
	const given = new Set(contentWords(`${page.title} ${page.text.slice(0, MAX_TEXT)}`, page.language));
	return wanted.intersection(given).size >= wanted.size * 0.4;
}

const contentWords = (text: string, language: string | undefined): string[] =>
	tokens(text, language).filter((token) => !isStopWord(token, language));

function languageOf(title: string, text: string, declared: string | undefined): string | undefined {
	const sample = `${title}\n${text}`;
	const detected = sample.length >= TELLING ? detectLanguage(sample) : undefined;
	return detected ?? declared ?? detectLanguage(sample);
}
