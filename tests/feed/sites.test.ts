import { describe, expect, test } from 'vitest';
import { siteRule } from '../../src/feed/sites.ts';

const UC = 'UCabcdefghijklmnopqrstuv';

/** What a rule leads to: its feeds, or the page where the feed's address stands. */
function leadsTo(address: string): string | undefined {
	const rule = siteRule(address);
	if (rule === undefined) return undefined;
	if (rule.kind === 'look') return `look ${rule.at}`;
	return `${rule.isSure ? '' : 'guess '}${rule.read === 'page' ? 'page ' : ''}${rule.urls.join(' ')}`;
}

describe('where known sites keep their feeds', () => {
	test.each([
		// YouTube
		[`https://www.youtube.com/channel/${UC}`, `https://www.youtube.com/feeds/videos.xml?channel_id=${UC}`],
		[
			`https://m.youtube.com/channel/${UC}/videos`,
			`https://www.youtube.com/feeds/videos.xml?channel_id=${UC}`,
		],
		[
			'https://youtube.com/playlist?list=PL0123456789abcdef&si=x',
			'https://www.youtube.com/feeds/videos.xml?playlist_id=PL0123456789abcdef',
		],
		['https://www.youtube.com/user/harbour', 'https://www.youtube.com/feeds/videos.xml?user=harbour'],
		['https://www.youtube.com/@harbour/videos', 'look https://www.youtube.com/@harbour'],
		['https://www.youtube.com/c/Harbour', 'look https://www.youtube.com/c/Harbour'],
		['https://www.youtube.com/watch?v=abc_DEF-123&t=5s', 'look https://www.youtube.com/watch?v=abc_DEF-123'],
		['https://youtu.be/abc_DEF-123?si=x', 'look https://www.youtube.com/watch?v=abc_DEF-123'],
		['https://www.youtube.com/shorts/abc_DEF-123', 'look https://www.youtube.com/watch?v=abc_DEF-123'],
		['https://www.youtube.com/', undefined],
		// Reddit
		['https://www.reddit.com/r/harbours', 'https://www.reddit.com/r/harbours/.rss'],
		['https://old.reddit.com/r/harbours/top/?t=week', 'https://www.reddit.com/r/harbours/top/.rss?t=week'],
		['https://www.reddit.com/r/harbours/comments/abc/a_crane/', 'https://www.reddit.com/r/harbours/.rss'],
		['https://reddit.com/u/ilse', 'https://www.reddit.com/user/ilse/.rss'],
		['https://www.reddit.com/user/ilse/m/ports', 'https://www.reddit.com/user/ilse/m/ports/.rss'],
		// GitHub
		['https://github.com/ilse', 'https://github.com/ilse.atom'],
		['https://github.com/orgs/harbour/repositories', 'https://github.com/harbour.atom'],
		[
			'https://github.com/ilse/crane',
			'https://github.com/ilse/crane/releases.atom https://github.com/ilse/crane/tags.atom https://github.com/ilse/crane/commits.atom',
		],
		['https://github.com/ilse/crane/releases/tag/v1', 'https://github.com/ilse/crane/releases.atom'],
		['https://github.com/ilse/crane/commits/dev/lib', 'https://github.com/ilse/crane/commits/dev/lib.atom'],
		['https://github.com/topics/crane', undefined],
		// GitLab, Codeberg
		['https://gitlab.com/ilse', 'https://gitlab.com/ilse.atom'],
		[
			'https://gitlab.com/port/tools/crane/-/issues',
			'https://gitlab.com/port/tools/crane/-/releases.atom https://gitlab.com/port/tools/crane/-/tags?format=atom https://gitlab.com/port/tools/crane.atom',
		],
		['https://gitlab.port.example/a/b/-/tags', 'https://gitlab.port.example/a/b/-/tags?format=atom'],
		['https://codeberg.org/ilse/crane/releases', 'https://codeberg.org/ilse/crane/releases.rss'],
		// The fediverse: anybody's host
		['https://mastodon.example/@ilse', 'guess https://mastodon.example/@ilse.rss'],
		['https://mastodon.example/@ilse/1123', 'guess https://mastodon.example/@ilse.rss'],
		['https://mastodon.example/users/ilse', 'guess https://mastodon.example/@ilse.rss'],
		['https://mastodon.example/@ilse@other.example', undefined],
		['https://lemmy.example/c/ports', 'guess https://lemmy.example/feeds/c/ports.xml?sort=New'],
		['https://bsky.app/profile/ilse.example/post/3k', 'https://bsky.app/profile/ilse.example/rss'],
		// Blogs
		['https://medium.com/@ilse/a-crane-fell-0a1b', 'https://medium.com/feed/@ilse'],
		['https://medium.com/port-notes', 'https://medium.com/feed/port-notes'],
		['https://medium.com/tag/ports', 'https://medium.com/feed/tag/ports'],
		['https://ilse.medium.com/a-crane-fell-0a1b', 'https://ilse.medium.com/feed'],
		['https://port.substack.com/p/a-crane', 'https://port.substack.com/feed'],
		['https://port.wordpress.com/2026/11/a-crane/', 'https://port.wordpress.com/feed/'],
		['https://port.tumblr.com/post/1', 'https://port.tumblr.com/rss'],
		['https://www.tumblr.com/port/123/a-crane', 'https://port.tumblr.com/rss'],
		['https://port.blogspot.com/2026/11/crane.html', 'https://port.blogspot.com/feeds/posts/default'],
		['https://port.blogspot.co.uk/', 'https://port.blogspot.co.uk/feeds/posts/default'],
		// Telegram
		['https://t.me/harbour', 'page https://t.me/s/harbour'],
		['https://t.me/s/harbour?before=12', 'page https://t.me/s/harbour'],
		['https://telegram.me/harbour/123', 'page https://t.me/s/harbour'],
		['https://harbour.t.me', 'page https://t.me/s/harbour'],
		['https://t.me/+AbCdEf', undefined],
		['https://t.me/joinchat/AbCdEf', undefined],
		['https://t.me/c/123/4', undefined],
		// Podcasts
		[
			'https://podcasts.apple.com/fr/podcast/the-quay/id123456?i=7',
			'look https://itunes.apple.com/lookup?id=123456&entity=podcast',
		],
		['https://courier.example/news', undefined],
		['no address', undefined],
	])('%s → %s', (address, expected) => {
		expect(leadsTo(address)).toBe(expected);
	});
});

describe('what only the page tells', () => {
	const lookIn = (address: string, text: string): string | undefined => {
		const rule = siteRule(address);
		return rule?.kind === 'look' ? rule.find(text) : undefined;
	};
	const feed = `https://www.youtube.com/feeds/videos.xml?channel_id=${UC}`;

	test.each([
		['a channel', `<script>{"channelId":"UCshort","externalId":"${UC}"}</script>`, feed],
		['a video', `<meta itemprop="channelId" content="${UC}">{"channelId":"UCzzzzzzzzzzzzzzzzzzzzzz"}`, feed],
		['what the page declares', `<link href="/feeds/videos.xml?channel_id=${UC}">`, feed],
		['a wall of consent', '<form>Before you continue</form>', undefined],
		['marks without end', '"channelId":"'.repeat(200_000), undefined],
	])('%s', (_case, page, expected) => {
		expect(lookIn('https://www.youtube.com/@harbour', page)).toBe(expected);
	});

	test.each([
		[
			'a show',
			'{"resultCount":1,"results":[{"feedUrl":"https://quay.example/rss"}]}',
			'https://quay.example/rss',
		],
		['a show without a feed', '{"results":[{}]}', undefined],
		['no such answer', '<html>', undefined],
	])('%s', (_case, text, expected) => {
		expect(lookIn('https://podcasts.apple.com/podcast/id1', text)).toBe(expected);
	});
});
