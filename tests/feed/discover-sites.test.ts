import { describe, expect, test } from 'vitest';
import type { Discovered } from '../../src/feed/discover.ts';
import { COURIER, html, link, openWorld, rss } from './world.ts';

const world = openWorld();
const titles = (found: Discovered): readonly string[] =>
	'choices' in found ? found.choices.map(({ title }) => title) : [];

describe('a known site costs one request', () => {
	test.each([
		['a subreddit', 'https://www.reddit.com/r/harbours', 'https://www.reddit.com/r/harbours/.rss'],
		['a handle', '@ilse@mastodon.example', 'https://mastodon.example/@ilse.rss'],
		['a blog', 'port.substack.com/p/crane', 'https://port.substack.com/feed'],
	])('%s', async (_case, typed, feed) => {
		world.serve(feed, rss('Found'));
		expect(await world.find(typed)).toMatchObject({ url: feed, kind: 'feed', feed: { title: 'Found' } });
		expect(world.asked).toEqual([feed]);
	});

	test('a handle’s page tells the channel', async () => {
		const id = 'UCabcdefghijklmnopqrstuv';
		const feed = `https://www.youtube.com/feeds/videos.xml?channel_id=${id}`;
		world.serve('https://www.youtube.com/@port', { type: 'text/html', body: `{"externalId":"${id}"}` });
		world.serve(feed, rss('Port films'));
		expect(await world.find('youtube.com/@port')).toMatchObject({ url: feed });
		expect(world.asked).toHaveLength(2);
	});

	test('one that is not there says so, and is not probed', async () => {
		await expect(world.find('https://www.reddit.com/r/nowhere')).rejects.toMatchObject({ status: 404 });
		await expect(world.find('https://www.youtube.com/@nobody')).rejects.toMatchObject({ status: 404 });
		expect(world.asked).toHaveLength(2);
	});

	test('one that wants fewer requests gets no more', async () => {
		world.serve('https://github.com/port/crane/releases.atom', { status: 429, body: '' });
		await expect(world.find('github.com/port/crane')).rejects.toMatchObject({ status: 429 });
		expect(world.asked).toHaveLength(1);
	});

	test('a guess that fails says nothing about the page', async () => {
		world.serve(`${COURIER}/@ilse`, html(link('/ilse.xml')));
		world.serve(`${COURIER}/ilse.xml`, rss('Ilse'));
		expect(await world.find(`${COURIER}/@ilse`)).toMatchObject({ url: `${COURIER}/ilse.xml` });
	});

	test('a short link to a known site is that site', async () => {
		world.redirect('https://sho.rt/x', 'https://port.substack.com/p/crane', 302);
		world.serve('https://port.substack.com/p/crane', html(''));
		world.serve('https://port.substack.com/feed', rss('Port letters'));
		expect(await world.find('https://sho.rt/x')).toMatchObject({ url: 'https://port.substack.com/feed' });
	});

	test('a Telegram channel is its preview, read as a page', async () => {
		const post = (number: number): string =>
			`<div class="tgme_widget_message" data-post="port/${number}"><div class="tgme_widget_message_text">Crane ${number}</div></div>`;
		world.serve('https://t.me/s/port', html('<meta property="og:title" content="Port">', post(1) + post(2)));
		world.robots('');
		const found = await world.find('https://t.me/port/2');
		expect(found).toMatchObject({ url: 'https://t.me/s/port', kind: 'page', feed: { title: 'Port' } });
		expect(world.asked).toEqual(['page https://t.me/s/port']);
	});
});

describe('several feeds of equal standing are a question', () => {
	test('a repository', async () => {
		for (const [feed, items] of [
			['releases', undefined],
			['tags', ''],
			['commits', undefined],
		] as const)
			world.serve(`https://github.com/port/crane/${feed}.atom`, rss(`crane ${feed}`, items));
		expect(titles(await world.find('github.com/port/crane'))).toEqual(['crane releases', 'crane commits']);
		world.serve('https://github.com/port/crane/releases.atom', rss('crane releases', ''));
		expect(await world.find('github.com/port/crane')).toMatchObject({ feed: { title: 'crane commits' } });
	});

	test('a page that declares three; the dead and the comments are left out', async () => {
		world.serve(
			`${COURIER}/`,
			html(
				['town', 'port', 'dead', 'sport']
					.map((name) => link(`/${name}.xml`, name))
					.join('')
					.concat(link('/comments/feed', 'Comments')),
			),
		);
		for (const name of ['town', 'port', 'sport'])
			world.serve(`${COURIER}/${name}.xml`, rss(`All of ${name}`));
		expect(await world.find('courier.example')).toEqual({
			choices: ['town', 'port', 'sport'].map((name) => ({
				url: `${COURIER}/${name}.xml`,
				title: `All of ${name}`,
			})),
		});
	});

	test('a page of links to feeds; many are offered by their words', async () => {
		const names = Array.from({ length: 14 }, (_, place) => `part${place}`);
		world.serve(
			`${COURIER}/rss-feeds`,
			html('', names.map((name) => `<a href="/${name}/rss.xml">The <b>${name}</b></a>`).join('')),
		);
		for (const name of names) world.serve(`${COURIER}/${name}/rss.xml`, rss(`All of ${name}`));
		const found = titles(await world.find(`${COURIER}/rss-feeds`));
		expect([found.length, found[0], found[9]]).toEqual([14, 'All of part0', 'The part9']);
		expect(world.asked.length).toBeLessThanOrEqual(12);
	});
});

describe('one that is clearly meant is followed', () => {
	test.each([
		['in two formats', '/', [link('/feed.xml', 'RSS'), link('/atom.xml', 'Atom')], '/feed.xml', 0],
		[
			'named as the site',
			'/',
			[link('/a.xml', 'Sport'), link('/b.xml', 'The Averil Courier » Feed')],
			'/b.xml',
			1,
		],
		['the only one without more words', '/', [link('/sport/feed', 'S'), link('/feed/', 'F')], '/feed/', 1],
		[
			'the section’s own',
			'/sport/',
			[link('/feed/', 'All'), link('/sport/feed/', 'Sport')],
			'/sport/feed/',
			1,
		],
		[
			'the site’s, of an article',
			'/sport/crane-falls-down',
			[link('/feed/', 'All'), link('/sport/feed/', 'Sport')],
			'/feed/',
			1,
		],
		['not the comments', '/', [link('/comments/feed', 'Comments'), link('/a.xml', 'News')], '/a.xml', 1],
	])('%s', async (_case, path, links, expected, others) => {
		world.serve(`${COURIER}${path}`, html(links.join('')));
		for (const feed of [
			'/feed.xml',
			'/atom.xml',
			'/a.xml',
			'/b.xml',
			'/feed/',
			'/sport/feed',
			'/sport/feed/',
			'/comments/feed',
		])
			world.serve(`${COURIER}${feed}`, rss(feed));
		expect(await world.find(COURIER + path)).toMatchObject({
			url: COURIER + expected,
			others: { length: others },
		});
	});

	test('an article without a word about feeds: what its site’s front page declares', async () => {
		world.serve(`${COURIER}/2026/crane-falls-down`, html(''));
		world.serve(`${COURIER}/`, html(link('/all.xml')));
		world.serve(`${COURIER}/all.xml`, rss('All'));
		expect(await world.find(`${COURIER}/2026/crane-falls-down`)).toMatchObject({ url: `${COURIER}/all.xml` });
	});

	test('a path that leads elsewhere is no feed of this site', async () => {
		world.serve(`${COURIER}/`, html(''));
		world.redirect(`${COURIER}/feed`, `${COURIER}/somewhere.xml`, 301);
		world.serve(`${COURIER}/somewhere.xml`, rss('Elsewhere'));
		await expect(world.find(COURIER)).rejects.toMatchObject({ problem: 'not-a-feed' });
	});
});
