/**
 * Where well-known sites keep their feeds: an address → the feeds' addresses. Rules:
 * 1. Pure: nothing is asked here. What is found is still read before it is followed.
 * 2. A rule is sure where the host names the site, and a guess where only the path looks like it (any Mastodon,
 *    any Lemmy): a guess that fails says nothing about the page.
 * 3. A post, a video, a repository's file stand for where they were published.
 * 4. A feed whose address holds what only the page tells is looked up there ('look').
 */
import { z } from 'zod';
import type { FeedKind } from '../model.ts';
import { codeFeeds } from './sites-code.ts';

export type SiteRule =
	| {
			readonly kind: 'feeds';
			/** Of equal standing. */
			readonly urls: readonly string[];
			readonly read: FeedKind;
			readonly isSure: boolean;
	  }
	| {
			readonly kind: 'look';
			/** What to read. */
			readonly at: string;
			/** The feed's address, from what stood there. */
			find(text: string): string | undefined;
	  };

const sure = (...urls: readonly string[]): SiteRule => ({ kind: 'feeds', urls, read: 'feed', isSure: true });
const guess = (...urls: readonly string[]): SiteRule => ({
	kind: 'feeds',
	urls,
	read: 'feed',
	isSure: false,
});

/** Parts of the path, as written. */
const partsOf = (url: URL): readonly string[] => url.pathname.split('/').filter((part) => part !== '');

type Rule = (url: URL, host: string) => SiteRule | undefined;

const CHANNEL_ID = /^UC[\w-]{22}$/;
const YOUTUBE = 'https://www.youtube.com';
const channelFeed = (id: string): string => `${YOUTUBE}/feeds/videos.xml?channel_id=${id}`;
/** What stands before a channel's id in YouTube's pages, the most telling first. */
const CHANNEL_MARKS = [
	'"externalId":"',
	'"externalChannelId":"',
	'itemprop="channelId" content="',
	'feeds/videos.xml?channel_id=',
	'"channelId":"',
	'youtube.com/channel/',
];

function channelIn(page: string): string | undefined {
	for (const mark of CHANNEL_MARKS) {
		for (let at = page.indexOf(mark); at >= 0; at = page.indexOf(mark, at + 1)) {
			const id = page.slice(at + mark.length, at + mark.length + 24);
			if (CHANNEL_ID.test(id)) return channelFeed(id);
		}
	}
	return undefined;
}

const youtube: Rule = (url, host) => {
	const [first = '', second = ''] = partsOf(url);
	const look = (at: string): SiteRule => ({ kind: 'look', at, find: channelIn });
	if (host === 'youtu.be') return first === '' ? undefined : look(`${YOUTUBE}/watch?v=${first}`);
	if (!/^(?:(?:m|music)\.)?youtube(?:-nocookie)?\.com$/.test(host)) return undefined;
	const list = url.searchParams.get('list') ?? '';
	const video = url.searchParams.get('v') ?? '';
	if (first === 'feeds') return sure(url.href);
	if (first === 'channel' && CHANNEL_ID.test(second)) return sure(channelFeed(second));
	if (first === 'playlist' && /^[\w-]{10,64}$/.test(list))
		return sure(`${YOUTUBE}/feeds/videos.xml?playlist_id=${list}`);
	if (first === 'user' && second !== '') return sure(`${YOUTUBE}/feeds/videos.xml?user=${second}`);
	if (first === 'watch')
		return video === '' ? undefined : look(`${YOUTUBE}/watch?v=${encodeURIComponent(video)}`);
	if (/^(?:shorts|live|embed|v)$/.test(first) && second !== '') return look(`${YOUTUBE}/watch?v=${second}`);
	if (first === 'c' && second !== '') return look(`${YOUTUBE}/c/${second}`);
	return first === '' ? undefined : look(`${YOUTUBE}/${first}`);
};

const reddit: Rule = (url, host) => {
	if (!/^(?:(?:old|new|np|i|m|sh|amp)\.)?reddit\.com$/.test(host)) return undefined;
	const [kind = '', name = '', third = '', fourth = ''] = partsOf(url);
	const base = 'https://www.reddit.com';
	if (kind === 'r' && name !== '') {
		const sort = /^(?:new|top|rising|controversial)$/.test(third) ? `${third}/` : '';
		return sure(`${base}/r/${name}/${sort}.rss${sort === '' ? '' : url.search}`);
	}
	if (/^u(?:ser)?$/.test(kind) && name !== '')
		return sure(`${base}/user/${name}/${third === 'm' && fourth !== '' ? `m/${fourth}/` : ''}.rss`);
	return kind === '' ? sure(`${base}/.rss`) : undefined;
};

const bluesky: Rule = (url, host) => {
	const [first, who = ''] = partsOf(url);
	return host === 'bsky.app' && first === 'profile' && who !== ''
		? sure(`https://bsky.app/profile/${who}/rss`)
		: undefined;
};

/** The site's own pages, which are nobody's publication. */
const MEDIUM_PAGES =
	/^(?:m|me|search|plans|membership|about|policy|jobs-at-medium|explore-topics|new-story)$/;

const medium: Rule = (url, host) => {
	const [first = '', second = ''] = partsOf(url);
	if (host.endsWith('.medium.com')) return sure(`https://${host}/feed`);
	if (host !== 'medium.com' || first === '' || MEDIUM_PAGES.test(first)) return undefined;
	if (first === 'feed') return sure(url.href);
	if (first === 'tag' && second !== '') return sure(`https://medium.com/feed/tag/${second}`);
	return sure(`https://medium.com/feed/${first}`);
};

/** Everybody's blog under a name of its own; their feed is where it always is. */
const BLOGS: readonly (readonly [RegExp, string])[] = [
	[/^(?!www\.|api\.|support\.)[\w-]{1,63}\.substack\.com$/, '/feed'],
	[/^(?!www\.|en\.support\.|developer\.)[\w-]{1,63}\.wordpress\.com$/, '/feed/'],
	[/^(?!www\.|assets\.)[\w-]{1,63}\.tumblr\.com$/, '/rss'],
	[/^(?!www\.)[\w-]{1,63}\.blogspot\.(?:com?\.)?[a-z]{2,3}$/, '/feeds/posts/default'],
];

const blogs: Rule = (url, host) => {
	const [first = '', second = ''] = partsOf(url);
	const tumblr = first === 'blog' ? second : first;
	const isBlog = /^(?!(?:dashboard|explore|tagged|search|login|register|about|policy)$)[\w-]{1,63}$/.test(
		tumblr,
	);
	if (host === 'tumblr.com' && isBlog) return sure(`https://${tumblr}.tumblr.com/rss`);
	const path = BLOGS.find(([pattern]) => pattern.test(host))?.[1];
	return path === undefined ? undefined : sure(`https://${host}${path}`);
};

const TELEGRAM_NAME = /^[a-z]\w{3,31}$/i;
const TELEGRAM_PAGES =
	/^(?:joinchat|addstickers|addemoji|addtheme|addlist|share|proxy|socks|login|invoice|setlanguage)$/i;

/** Channels have no feed; their public preview is read as one. */
const telegram: Rule = (url, host) => {
	const own = /^([\w-]+)\.t\.me$/.exec(host)?.[1];
	if (own === undefined && !/^(?:t\.me|telegram\.(?:me|dog))$/.test(host)) return undefined;
	const parts = partsOf(url);
	const name = own ?? (parts[0] === 's' ? parts[1] : parts[0]) ?? '';
	if (!TELEGRAM_NAME.test(name) || TELEGRAM_PAGES.test(name)) return undefined;
	return { kind: 'feeds', urls: [`https://t.me/s/${name}`], read: 'page', isSure: true };
};

const lookup = z.object({ results: z.array(z.object({ feedUrl: z.url().optional() })).max(10) });

/** A podcast's shop window names the feed in an answer of its own. */
const podcasts: Rule = (url, host) => {
	const id = /^(?:podcasts|itunes)\.apple\.com$/.test(host)
		? /\/id(\d{1,15})(?:\/|$)/.exec(url.pathname)?.[1]
		: undefined;
	if (id === undefined) return undefined;
	return {
		kind: 'look',
		at: `https://itunes.apple.com/lookup?id=${id}&entity=podcast`,
		find(text) {
			try {
				return lookup.parse(JSON.parse(text)).results.find(({ feedUrl }) => feedUrl !== undefined)?.feedUrl;
			} catch {
				return undefined; // no such answer: the show has no feed of its own
			}
		},
	};
};

/** Anybody may run one of these; the path tells. */
const fediverse: Rule = (url) => {
	const [first = '', name = ''] = partsOf(url);
	// Of somebody elsewhere (@name@host) an instance has no feed.
	const user = /^@[\w.-]{1,64}$/.test(first)
		? first
		: first === 'users' && /^[\w.-]{1,64}$/.test(name)
			? `@${name}`
			: '';
	if (user !== '') return guess(`${url.origin}/${user}.rss`);
	if (/^[cu]$/.test(first) && /^[a-z][\w.]{0,63}$/i.test(name))
		return guess(`${url.origin}/feeds/${first}/${name}.xml?sort=New`);
	return undefined;
};

const RULES: readonly Rule[] = [
	youtube,
	reddit,
	codeFeeds,
	bluesky,
	medium,
	blogs,
	telegram,
	podcasts,
	fediverse,
];

/** @returns undefined for a site that is not known. */
export function siteRule(address: string): SiteRule | undefined {
	const url = URL.parse(address);
	if (url === null) return undefined;
	const host = url.hostname.replace(/^www\./, '').replace(/\.$/, '');
	for (const rule of RULES) {
		const found = rule(url, host);
		if (found !== undefined) return found;
	}
	return undefined;
}
