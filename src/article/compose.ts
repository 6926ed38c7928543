/**
 * A feed's item and its page → the article that is stored. Rules, in order:
 * 1. The feed has authority on title, date and authors; the page on section, neighbours and counters.
 * 2. The text is the page's when the page is about the same thing and says more; else the feed's own.
 * 3. A date in the future or before 1995 is no date: the moment it was first seen stands for it.
 * 4. Everything is plain text here: markup of the feed ends in this file.
 */
import type { Article, ArticleId, ExtractedArticle, FeedId, FeedItem } from '../model.ts';
import { absoluteUrl } from './blocks.ts';
import { type Cleaned, clean } from './clean.ts';
import { htmlBlocks } from './html-text.ts';
import { detectLanguage } from './language.ts';
import { outletOf } from './outlet.ts';
import { sentences } from './sentences.ts';
import { summarize } from './summarize.ts';
import { clipped, teaserOf } from './teaser.ts';
import { isStopWord, tokens } from './terms.ts';

export interface ComposeInput {
	readonly url: string;
	readonly id: ArticleId;
	/** Epoch ms. */
	readonly seenAt: number;
	readonly item?: FeedItem;
	readonly feed?: {
		readonly id: FeedId;
		readonly title: string;
		readonly siteUrl?: string;
		readonly language?: string;
	};
	readonly page?: ExtractedArticle;
}

const EARLIEST = Date.UTC(1995, 0, 1);
const CLOCK_SKEW = 10 * 60_000;
const MAX_TITLE = 500;
/** Less text than this does not tell its language. */
const TELLING = 40;

export function composeArticle(input: ComposeInput): Omit<Article, 'storyId'> {
	const { url, id, seenAt, item, feed, page } = input;
	const told = oneLine(item?.title) || oneLine(page?.title);
	const body = feedBody(item, told, url);
	const feedText = body?.paragraphs.join('\n\n') ?? '';
	const title = told || clipped(oneLine(sentences(feedText.slice(0, 2_000))[0]?.text), 120) || oneLine(url);
	const text = betterText(feedText, page, title);
	const language = languageOf(title, text, feed?.language ?? page?.language);
	const publishedAt = sane(item?.publishedAt ?? item?.updatedAt ?? page?.publishedAt, seenAt) ?? seenAt;
	const updatedAt = sane(item?.updatedAt ?? page?.updatedAt, seenAt);
	const image = imageOf(item, page, url);
	const authorBio = page?.authorBio ?? body?.authorBio;
	const readAlso = page !== undefined && page.readAlso.length > 0 ? page.readAlso : (body?.readAlso ?? []);
	const spoken = language === undefined ? {} : { language };
	return {
		id,
		url,
		title,
		text,
		teaser: teaserOf(summarize({ title, text, ...spoken }, 2)),
		source: outletOf(feed?.title, feed?.siteUrl ?? url),
		authors: (item?.authors.length ? item.authors : page?.authors) ?? [],
		publishedAt,
		tags: (item?.categories.length ? item.categories : page?.tags) ?? [],
		readAlso,
		seenAt,
		...spoken,
		...(feed !== undefined && { feedId: feed.id }),
		...(page?.section !== undefined && { section: page.section }),
		...(authorBio !== undefined && { authorBio }),
		...(image !== undefined && { image }),
		...(updatedAt !== undefined && updatedAt > publishedAt && { updatedAt }),
		...(page?.previous !== undefined && { previous: page.previous }),
		...(page?.next !== undefined && { next: page.next }),
		...(page?.readCount !== undefined && { readCount: page.readCount }),
		...(page?.commentCount !== undefined && { commentCount: page.commentCount }),
	};
}

const oneLine = (text: string | undefined): string =>
	(text ?? '').slice(0, MAX_TITLE).replace(/\s+/g, ' ').trim();

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

/** A consent wall, a front page or another article shares few words with what the feed announced. */
function isAbout(page: ExtractedArticle, announced: string): boolean {
	const wanted = new Set(contentWords(announced.slice(0, 600), page.language));
	if (wanted.size === 0) return true;
	const given = new Set(contentWords(`${page.title} ${page.text}`, page.language));
	return wanted.intersection(given).size >= wanted.size * 0.4;
}

const contentWords = (text: string, language: string | undefined): string[] =>
	tokens(text, language).filter((token) => !isStopWord(token, language));

function languageOf(title: string, text: string, declared: string | undefined): string | undefined {
	const sample = `${title}\n${text}`;
	const detected = sample.length >= TELLING ? detectLanguage(sample) : undefined;
	return (
		detected ?? /^[a-z]{2,3}(?=$|[-_])/.exec(declared?.toLowerCase() ?? '')?.[0] ?? detectLanguage(sample)
	);
}

function sane(date: Date | undefined, seenAt: number): number | undefined {
	const at = date?.getTime() ?? Number.NaN;
	return at >= EARLIEST && at <= seenAt + CLOCK_SKEW ? at : undefined;
}

/** Pages without an own picture name the site's logo. */
const LOGO = /(?:logo|default|placeholder|avatar|favicon|blank|spacer)[^/]{0,60}$/i;

function imageOf(
	item: FeedItem | undefined,
	page: ExtractedArticle | undefined,
	url: string,
): string | undefined {
	const enclosed = item?.enclosures.find(
		({ type, url: address }) =>
			type?.startsWith('image/') ?? /\.(?:jpe?g|png|webp|avif|gif)$/i.test(address.slice(-8)),
	);
	const known = [page?.image, item?.image, enclosed?.url].flatMap(
		(address) => absoluteUrl(address, url) ?? [],
	);
	return known.find((address) => !LOGO.test(address.slice(-200)));
}
