/**
 * What is answered about the channel: what it follows, what can be asked, what went wrong. Rules:
 * 1. A problem says what to do next, and shows something to type wherever typing helps.
 * 2. Values of a phrase may be foreign (a typed word, a host): they are cleaned like any foreign text.
 */
import type { Feed, Subscription, Translate } from '../../model.ts';
import { clean, webUrl } from '../clean.ts';
import { type Block, code, type Doc, doc, heading, type Inline, link, notice, strong, text } from '../doc.ts';
import { ago } from '../time.ts';
import { causeAndRemedy } from './notices.ts';
import { said, time } from './parts.ts';

const TITLE = 200;
const VALUE = 200;
const NEWEST = 3;
const OTHERS = 5;
/** Buttons of a question; more can be named by their number. */
const OFFERED = 10;
const LABEL = 40;
/** Lines of a list that is read in a chat; /export has them all. */
const LISTED = 50;

export interface Followed {
	readonly feed: Feed;
	readonly subscription: Subscription;
	readonly others: readonly { readonly url: string; readonly title: string }[];
	readonly newest: readonly { readonly title: string; readonly url?: string; readonly at?: number }[];
	readonly created: boolean;
}

interface Row {
	readonly feed: Feed;
	readonly subscription: Subscription;
}

const linked = (title: string, url: string | undefined): Inline => {
	const address = webUrl(url);
	const words = clean(title, TITLE) || clean(url ?? '', TITLE) || '—';
	return address === undefined ? strong(words) : link(words, address);
};

const feedTitle = (feed: Feed): string => clean(feed.title, TITLE) || clean(feed.url, TITLE);

export function followedView(found: Followed, t: Translate, now: number): Doc {
	const { feed, subscription, newest, others, created } = found;
	const filter = clean(subscription.filter ?? '', VALUE);
	const blocks: Block[] = [
		heading(t(created ? 'followed-heading' : 'followed-again', { title: feedTitle(feed) })),
		{
			kind: 'facts',
			facts: [
				...(webUrl(feed.siteUrl) === undefined
					? []
					: [{ label: t('followed-site'), value: [linked(hostOf(feed.siteUrl), feed.siteUrl)] }]),
				{ label: t('followed-feed'), value: [linked(feed.url, feed.url)] },
				{ label: t('followed-pace'), value: [t(`pace-${subscription.pace}`)] },
				...(filter === '' ? [] : [{ label: t('followed-filter'), value: [code(filter)] }]),
			],
		},
	];
	if (newest.length > 0) {
		blocks.push(text(strong(t('followed-newest'))), {
			kind: 'list',
			numbered: false,
			items: newest
				.slice(0, NEWEST)
				.map(({ title, url, at }) => [
					linked(title, url),
					...(at === undefined ? [] : [' · ', time(ago(at, t, now))]),
				]),
		});
	}
	if (feed.kind === 'page') blocks.push(text(t('followed-page')));
	if (!created) blocks.push(text(t('followed-changed')));
	else if (newest.length === 0) blocks.push(text(t('followed-no-items')));
	else blocks.push(text(t(`followed-next-${subscription.pace}`)));
	if (others.length > 0) {
		blocks.push(text(t('followed-others')), {
			kind: 'list',
			numbered: false,
			items: others
				.slice(0, OTHERS)
				.map(({ title, url }) => [clean(title, TITLE) || hostOf(url), ' ', code(clean(url, VALUE * 2))]),
		});
	}
	return doc(...blocks);
}

/** Which to follow: a button for each, which carries the pace and the filter that were given. */
export function followQuestion(
	choices: readonly { readonly title: string; readonly url: string; readonly token: string }[],
	t: Translate,
): Doc {
	const offered = choices.slice(0, OFFERED);
	const titleOf = ({ title, url }: { title: string; url: string }): string =>
		clean(title, TITLE) || hostOf(url);
	return {
		blocks: [
			heading(t('follow-which')),
			{
				kind: 'list',
				numbered: true,
				items: offered.map((choice) => [strong(titleOf(choice)), ' ', code(clean(choice.url, VALUE * 2))]),
			},
			text(t('follow-which-hint'), ' ', code('/follow 1')),
		],
		actions: offered.map((choice, place) => ({
			kind: 'invoke',
			label: clean(`${place + 1}. ${titleOf(choice)}`, LABEL),
			command: 'follow',
			args: { address: choice.token },
		})),
	};
}

const hostOf = (url: string | undefined): string =>
	url !== undefined && URL.canParse(url) ? new URL(url).hostname : '';

export function followingView(rows: readonly Row[], t: Translate): Doc {
	if (rows.length === 0) return doc(notice('info', t('following-empty'), ' ', code(t('example-follow'))));
	return doc(
		heading(t('following-heading', { count: rows.length })),
		...followingList(rows, t),
		text(t('following-hint'), ' ', code(t('example-unfollow'))),
	);
}

function followingList(rows: readonly Row[], t: Translate): readonly Block[] {
	const items = rows.slice(0, LISTED).map((row) => followingLine(row, t));
	const more = rows.length - items.length;
	return [
		{ kind: 'list', numbered: true, items },
		...(more > 0 ? [text(...said(t('following-more', { count: more })))] : []),
	];
}

function followingLine({ feed, subscription }: Row, t: Translate): readonly Inline[] {
	const filter = clean(subscription.filter ?? '', VALUE);
	const state = stateOf({ feed, subscription }, t);
	return [
		linked(feed.title, feed.siteUrl ?? feed.url),
		` · ${t(`choice-${subscription.pace}`)}`,
		...(filter === '' ? [] : [` · ${t('following-filter', { filter })}`]),
		...(state === undefined ? [] : [' · ', ...said(state)]),
		...(feed.heldCount === undefined ? [] : [` · ${t('following-held', { count: feed.heldCount })}`]),
	];
}

function stateOf({ feed, subscription }: Row, t: Translate): string | undefined {
	if (feed.endedAt !== undefined) return `${t('following-ended')} ${causeAndRemedy('gone', t)}`;
	if (subscription.pausedReason !== undefined) return t('following-paused');
	if (feed.failures === 0) return undefined;
	const failing = t('following-failing');
	return feed.trouble === undefined ? failing : `${failing} ${causeAndRemedy(feed.trouble, t)}`;
}

/** Which to stop: a button for each. */
export function unfollowQuestion(rows: readonly Row[], t: Translate): Doc {
	if (rows.length === 0) return followingView(rows, t);
	return {
		blocks: [heading(t('unfollow-which')), ...followingList(rows, t)],
		actions: rows.slice(0, OFFERED).map(({ feed, subscription }) => ({
			kind: 'invoke',
			label: clean(feed.title, LABEL) || hostOf(feed.url),
			command: 'unfollow',
			args: { subscription: subscription.id },
		})),
	};
}

/** @param again what to type to follow it once more. */
export const unfollowedView = (row: Row, again: string, t: Translate): Doc =>
	doc(text(t('unfollowed', { title: feedTitle(row.feed) }), ' ', code(again)));

export interface HelpEntry {
	readonly about: string;
	readonly example: string;
	readonly managersOnly: boolean;
}

export function helpView(entries: readonly HelpEntry[], t: Translate): Doc {
	return doc(
		heading(t('help-heading')),
		text(t('help-intro')),
		{
			kind: 'list',
			numbered: false,
			items: entries.map(({ about, example, managersOnly }) => [
				code(example),
				` ${about}${managersOnly ? ` ${t('help-managers')}` : ''}`,
			]),
		},
		text(...said(t('help-numbers'))),
		text(...said(t('help-reply'))),
	);
}

type Values = Readonly<Record<string, string | number>>;

const cleaned = (values: Values): Values =>
	Object.fromEntries(
		Object.entries(values).map(([name, value]) => [
			name,
			typeof value === 'string' ? clean(value, VALUE) : value,
		]),
	);

/** The answer where there is nothing to show, and what to try. */
export const nothing = (t: Translate, phrase: string, values: Values = {}): Doc =>
	doc(notice('info', ...said(t(phrase, cleaned(values)))));

/** A notice that something can be mended. `usage` and `example` among the values are shown as things to type. */
export function problem(t: Translate, phrase: string, values: Values = {}): Doc {
	const shown = cleaned(values);
	const toType = (['usage', 'example'] as const).flatMap((name) => {
		const words = shown[name];
		return typeof words === 'string' ? [{ label: t(`problem-${name}`), value: [code(words)] }] : [];
	});
	return doc(
		notice('warning', ...said(t(phrase, shown))),
		...(toType.length === 0 ? [] : [{ kind: 'facts', facts: toType } as const]),
	);
}
