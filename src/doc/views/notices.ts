/**
 * What is said about a feed that cannot be read: the cause, what happens meanwhile, what can be done. One table of
 * remedies for the list of a channel, for the report of an import and for the message a channel gets: for one feed
 * with its remedy and its buttons, for several a list of causes.
 */

import type { Trouble } from '../../errors.ts';
import type { Feed, Subscription, Translate } from '../../model.ts';
import { clean, webUrl } from '../clean.ts';
import { type Doc, doc, heading, notice, strong, text } from '../doc.ts';
import { dated } from '../time.ts';
import { said, time } from './parts.ts';

const TITLE = 200;
const TITLE_IN_LIST = 60;
/** As many lines as surely fit into one message. */
const LISTED = 15;

const REMEDIES: Readonly<Record<Trouble, string>> = {
	address: 'remedy-moved',
	private: 'remedy-private',
	dns: 'remedy-moved',
	connect: 'remedy-wait',
	tls: 'remedy-publisher',
	certificate: 'remedy-publisher',
	timeout: 'remedy-wait',
	gone: 'remedy-moved',
	missing: 'remedy-moved',
	forbidden: 'remedy-other',
	challenge: 'remedy-other',
	crowded: 'remedy-wait',
	server: 'remedy-wait',
	refused: 'remedy-other',
	redirects: 'remedy-moved',
	'not-a-feed': 'remedy-moved',
	'too-large': 'remedy-other',
	'too-slow': 'remedy-other',
	charset: 'remedy-publisher',
};

/** In two sentences. */
export const causeAndRemedy = (trouble: Trouble, t: Translate): string =>
	`${t(`trouble-${trouble}`)} ${t(REMEDIES[trouble])}`;

interface FailingFeed {
	readonly feed: Feed;
	readonly subscription: Subscription;
	readonly trouble: Trouble;
	readonly failingSince: number;
}

/** Told once to a channel whose feeds cannot be read. Undefined where there is nothing to tell. */
export function feedNotice(found: readonly FailingFeed[], t: Translate, now: number): Doc | undefined {
	const [first, ...more] = found;
	if (first === undefined) return undefined;
	return more.length === 0 ? oneNotice(first, t, now) : manyNotice(found, t);
}

const nameOf = (feed: Feed, max: number): string => clean(feed.title, max) || clean(feed.url, max);

function oneNotice(
	{ feed, subscription, trouble, failingSince }: FailingFeed,
	t: Translate,
	now: number,
): Doc {
	const title = nameOf(feed, TITLE);
	const isOver = trouble === 'gone';
	const site = webUrl(feed.siteUrl);
	return {
		blocks: [
			heading(t(isOver ? 'notice-ended' : 'notice-failing', { title })),
			notice('warning', t(`trouble-${trouble}`)),
			isOver
				? text(t('notice-stopped'))
				: text(t('notice-since'), ' ', time(dated(failingSince, t, now)), '. ', t('notice-trying')),
			text(...said(t(REMEDIES[trouble]))),
		],
		actions: [
			{
				kind: 'invoke',
				label: t('button-unfollow'),
				command: 'unfollow',
				args: { subscription: subscription.id },
			},
			...(site === undefined ? [] : [{ kind: 'open', label: t('button-open'), url: site } as const]),
		],
	};
}

function manyNotice(found: readonly FailingFeed[], t: Translate): Doc {
	const more = found.length - LISTED;
	return doc(
		heading(t('notice-many', { count: found.length })),
		{
			kind: 'list',
			numbered: false,
			items: found
				.slice(0, LISTED)
				.map(({ feed, trouble }) => [strong(nameOf(feed, TITLE_IN_LIST)), ` · ${t(`trouble-${trouble}`)}`]),
		},
		...(more > 0 ? [text(...said(t('notice-more', { count: more })))] : []),
		text(...said(t('notice-what-next'))),
	);
}
