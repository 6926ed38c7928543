/**
 * What the views share: how an article is named, dated and offered. Rules:
 * 1. Every foreign string passes through `clean` here, so no view can print a raw one.
 * 2. Lengths are chosen so that a post always fits into one message of the smallest platform (4,000 characters).
 * 3. An article without a web address (a pasted text) is named without a link and offers no buttons.
 */
import type { Article, Feed, Translate } from '../../model.ts';
import { clean, webUrl } from '../clean.ts';
import { type Action, type Block, code, heading, type Inline, link, strong } from '../doc.ts';
import { ago, type Moment } from '../time.ts';

const TITLE = 300;
const TITLE_IN_LIST = 200;
const SOURCE = 80;
const SECTION = 60;
/** As many summary buttons as fit beside each other. */
const OFFERED = 3;

export const titleOf = (article: Pick<Article, 'title' | 'url'>, max = TITLE): string =>
	clean(article.title, max) || clean(article.url, max) || '—';

export const sourceOf = (article: Article): string => clean(article.source, SOURCE);

export const time = (moment: Moment): Inline => ({ kind: 'time', ...moment });

/** The title, linked where there is something to open. */
export function headline(article: Pick<Article, 'title' | 'url'>, max = TITLE): Inline {
	const url = webUrl(article.url);
	const title = titleOf(article, max);
	return url === undefined ? strong(title) : link(title, url);
}

/** Words that lead somewhere, where there is something to open. */
export function linked(words: string, url: string | undefined): Inline {
	const address = webUrl(url);
	const shown = clean(words, TITLE_IN_LIST) || clean(url ?? '', TITLE_IN_LIST) || '—';
	return address === undefined ? strong(shown) : link(shown, address);
}

export const feedTitle = ({ title, url }: Feed): string =>
	clean(title, TITLE_IN_LIST) || clean(url, TITLE_IN_LIST);

const joined = (parts: readonly (Inline | '')[]): readonly Inline[] =>
	parts.filter((part) => part !== '').flatMap((part, place) => (place === 0 ? [part] : [' · ', part]));

/** One line of a list: title, outlet, time. */
export const entry = (article: Article, t: Translate, now: number): readonly Inline[] =>
	joined([headline(article, TITLE_IN_LIST), sourceOf(article), time(ago(article.publishedAt, t, now))]);

/** The article on top of a message. */
export function top(
	article: Article,
	moment: Moment,
	more: { readonly summary?: string; readonly imageUrl?: string } = {},
): readonly Block[] {
	const url = webUrl(article.url);
	if (url === undefined) return [heading(titleOf(article))];
	const section = clean(article.section ?? '', SECTION);
	return [
		{
			kind: 'story',
			story: {
				title: titleOf(article),
				url,
				source: sourceOf(article),
				time: moment,
				...(section !== '' && { section }),
				...more,
			},
		},
	];
}

/** A button that asks about an article. */
export const ask = (
	command: string,
	article: Article,
	label: string,
	more: Readonly<Record<string, string>> = {},
): Action => ({
	kind: 'invoke',
	label,
	command,
	args: { article: article.id, ...more },
});

/** Under a numbered list: its first articles by their numbers. */
export const summaryButtons = (articles: readonly Article[], t: Translate): readonly Action[] =>
	articles
		.slice(0, OFFERED)
		.map((article, place) => ask('summary', article, t('button-summary-number', { number: place + 1 })));

export function open(article: Article, t: Translate): readonly Action[] {
	const url = webUrl(article.url);
	return url === undefined ? [] : [{ kind: 'open', label: t('button-open'), url }];
}

/** A whole word: '/r' of somebody's '/résumé' is none. */
const COMMAND = /((?<![^\s(“«])\/[a-z_]{1,32}(?![\p{L}\p{N}\p{M}_])(?: \d{1,9})?)/u;

/** A phrase of ours; the commands in it are shown as something to type. */
export const said = (phrase: string): readonly Inline[] =>
	phrase
		.split(COMMAND)
		.map((part, place) => (place % 2 === 1 ? code(part) : part))
		.filter((part) => part !== '');

export const isKept = (article: Article): boolean => article.url !== '';
