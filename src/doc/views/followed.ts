/**
 * What following an address came to. Rules:
 * 1. The heading says what is otherwise than before: followed, changed in this or that, or nothing.
 * 2. What is read is called what it is: a feed, a page, a news sitemap.
 * 3. Of several feeds as many are named as a message holds, each with its number; the rest is counted.
 */
import type { Feed, Subscription, Translate } from '../../model.ts';
import { clean } from '../clean.ts';
import { type Block, code, type Doc, doc, type Fact, heading, strong, text } from '../doc.ts';
import { hostOf, shownAddress } from '../host.ts';
import { ago } from '../time.ts';
import { feedTitle, linked, time } from './parts.ts';

const TITLE = 200;
const VALUE = 200;
const ADDRESS = 400;
const NEWEST = 3;
const OTHERS = 5;
/** Buttons of a question; more can be named by their number. */
const OFFERED = 10;
const LABEL = 40;
/** Of a message's 4,000 characters; the rest is for what stands around the list. */
const QUESTION = 3_000;

interface Named {
	readonly title: string;
	readonly url: string;
}

export interface Followed {
	readonly feed: Feed;
	readonly subscription: Subscription;
	readonly others: readonly Named[];
	readonly newest: readonly { readonly title: string; readonly url?: string; readonly at?: number }[];
	readonly created: boolean;
	readonly changed: readonly ('pace' | 'filter')[];
	readonly isSitemap: boolean;
}

/** How what is read is called, and where that is no feed, a sentence about it. */
const READ = {
	feed: { label: 'followed-feed', about: undefined },
	page: { label: 'followed-front', about: 'followed-page' },
	sitemap: { label: 'followed-map', about: 'followed-sitemap' },
} as const;

const titleOf = ({ title, url }: Named): string => clean(title, TITLE) || hostOf(url);

const addressOf = (url: string): string => clean(shownAddress(url), ADDRESS);

function headingOf({ feed, subscription, created, changed }: Followed, t: Translate): string {
	const title = feedTitle(feed);
	if (created) return t('followed-heading', { title });
	const pace = t(`choice-${subscription.pace}`);
	const filter = clean(subscription.filter ?? '', VALUE);
	const [first, second] = changed;
	if (second !== undefined) return t('followed-changed-both', { title, pace, filter });
	if (first === 'pace') return t('followed-changed-pace', { title, pace });
	if (first === 'filter') return t('followed-changed-filter', { title, filter });
	return t('followed-again', { title });
}

function facts({ feed, subscription }: Followed, label: string, t: Translate): readonly Fact[] {
	const filter = clean(subscription.filter ?? '', VALUE);
	const host = hostOf(feed.siteUrl);
	return [
		...(host === '' ? [] : [{ label: t('followed-site'), value: [linked(host, feed.siteUrl)] }]),
		{ label: t(label), value: [linked(addressOf(feed.url), feed.url)] },
		{ label: t('followed-pace'), value: [t(`pace-${subscription.pace}`)] },
		...(filter === '' ? [] : [{ label: t('followed-filter'), value: [code(filter)] }]),
	];
}

const listed = ({ title, url }: Named) => [titleOf({ title, url }), ' ', code(addressOf(url))];

export function followedView(found: Followed, t: Translate, now: number): Doc {
	const { feed, subscription, newest, others, created, changed, isSitemap } = found;
	const { label, about } = READ[isSitemap ? 'sitemap' : feed.kind];
	const blocks: Block[] = [heading(headingOf(found, t)), { kind: 'facts', facts: facts(found, label, t) }];
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
	if (about !== undefined) blocks.push(text(t(about)));
	if (created && newest.length === 0) blocks.push(text(t('followed-no-items')));
	else if (created) blocks.push(text(t(`followed-next-${subscription.pace}`)));
	else if (changed.length === 0) blocks.push(text(t('followed-unchanged')));
	if (others.length > 0) {
		blocks.push(text(t('followed-others')), {
			kind: 'list',
			numbered: false,
			items: others.slice(0, OTHERS).map(listed),
		});
	}
	return doc(...blocks);
}

/** How many of the first feeds a message holds; never none. */
function fitting(choices: readonly Named[]): number {
	let room = QUESTION;
	const cut = choices.findIndex((choice) => {
		room -= titleOf(choice).length + addressOf(choice.url).length + 6;
		return room < 0;
	});
	return cut < 0 ? choices.length : Math.max(1, cut);
}

/** Which to follow: a button for each of the first, which carries the pace and the filter that were given. */
export function followQuestion(choices: readonly (Named & { readonly token: string })[], t: Translate): Doc {
	const shown = choices.slice(0, fitting(choices));
	const more = choices.length - shown.length;
	return {
		blocks: [
			heading(t('follow-which', { count: choices.length })),
			{
				kind: 'list',
				numbered: true,
				items: shown.map(({ title, url }) => [strong(titleOf({ title, url })), ' ', code(addressOf(url))]),
			},
			...(more > 0 ? [text(t('follow-which-more', { count: more }))] : []),
			text(t('follow-which-hint'), ' ', code(t('example-follow-number'))),
		],
		actions: shown.slice(0, OFFERED).map((choice, place) => ({
			kind: 'invoke',
			label: clean(`${place + 1}. ${titleOf(choice)}`, LABEL),
			command: 'follow',
			args: { address: choice.token },
		})),
	};
}
