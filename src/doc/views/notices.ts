/**
 * What is said about a feed that cannot be read: the cause, what happens meanwhile, what can be done. One table of
 * remedies for the list of a channel and for the message it gets.
 */

import type { Trouble } from '../../errors.ts';
import type { Feed, Subscription, Translate } from '../../model.ts';
import { clean, webUrl } from '../clean.ts';
import { type Doc, heading, notice, text } from '../doc.ts';
import { dated } from '../time.ts';
import { said, time } from './parts.ts';

const TITLE = 200;

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

/** Told once to a channel whose feed cannot be read. */
export function feedNotice(
	found: {
		readonly feed: Feed;
		readonly subscription: Subscription;
		readonly trouble: Trouble;
		readonly failingSince: number;
	},
	t: Translate,
	now: number,
): Doc {
	const { feed, subscription, trouble, failingSince } = found;
	const title = clean(feed.title, TITLE) || clean(feed.url, TITLE);
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
