/**
 * What is answered about the channel: what it follows, what can be asked, what went wrong. Rules:
 * 1. A problem says what to do next, and shows something to type wherever typing helps.
 * 2. Values of a phrase may be foreign (a typed word, a host): they are cleaned like any foreign text.
 */
import type { Feed, Subscription, Translate } from '../../model.ts';
import { clean } from '../clean.ts';
import { type Block, code, type Doc, doc, heading, type Inline, notice, text } from '../doc.ts';
import { hostOf } from '../host.ts';
import { causeAndRemedy } from './notices.ts';
import { feedTitle, linked, said } from './parts.ts';

const VALUE = 200;
/** Buttons of a question; more can be named by their number. */
const OFFERED = 10;
const LABEL = 40;
/** Lines of a list that is read in a chat; /export has them all. */
const LISTED = 50;

interface Row {
	readonly feed: Feed;
	readonly subscription: Subscription;
}

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
		text(...said(t('help-lengths'))),
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

/**
 * A notice that something can be mended. `usage` and `example` among the values are shown as things to type;
 * `exampleKey` names the phrase of an example.
 */
export function problem(t: Translate, phrase: string, values: Values = {}): Doc {
	const { exampleKey, ...given } = values;
	const shown = cleaned(typeof exampleKey === 'string' ? { ...given, example: t(exampleKey) } : given);
	const toType = (['usage', 'example'] as const).flatMap((name) => {
		const words = shown[name];
		return typeof words === 'string' ? [{ label: t(`problem-${name}`), value: [code(words)] }] : [];
	});
	return doc(
		notice('warning', ...said(t(phrase, shown))),
		...(toType.length === 0 ? [] : [{ kind: 'facts', facts: toType } as const]),
	);
}
