import { describe, expect, test } from 'vitest';
import { articleIdOf } from '../../src/feed/identity.ts';
import { marksOf } from '../../src/feed/marks.ts';
import { recognise, type Sighting } from '../../src/feed/recognise.ts';
import { itemKey } from '../../src/id.ts';
import type { ArticleId, Feed, FeedItem } from '../../src/model.ts';
import { addressIds, draftsOf } from '../../src/pipeline/drafts.ts';

const feed: Pick<Feed, 'id' | 'url' | 'siteUrl' | 'forgottenAt'> = {
	id: 'feed',
	url: 'https://news.lantern.example/rss',
	siteUrl: 'https://lantern.example/',
};
const NOON = Date.UTC(2026, 10, 2, 12);
const item = (id: string, url?: string, title = `Title of ${id}`): FeedItem => ({
	id,
	title,
	authors: [],
	categories: [],
	enclosures: [],
	...(url !== undefined && { url }),
});
const drafts = async (items: readonly FeedItem[], ledger: readonly Sighting[] = [], from = feed) => {
	const marks = await marksOf(items);
	const recognitions = await recognise(items, marks, ledger, false);
	const byAddress = await addressIds(from, items, marks);
	const shown = new Set(ledger.flatMap(({ articleId }): ArticleId[] => (articleId ? [articleId] : [])));
	return draftsOf(from, items, marks, recognitions, byAddress, shown);
};

const PAGE = 'https://www.lantern.example/frost';
const page = articleIdOf(PAGE);

describe('which article an item is', () => {
	test('its address names it on the feed’s own site', async () => {
		expect(await drafts([item('a', PAGE)])).toMatchObject([{ id: page, url: PAGE, isKnown: false }]);
	});

	test.each([
		['a foreign site', 'https://beacon.example/frost'],
		['a neighbour on a shared host', 'https://other.blogspot.com/frost'],
		['no address', undefined],
	])('%s does not name it', async (_case, url) => {
		const [draft] = await drafts([item('a', url)]);
		expect(draft?.id).not.toBe(url === undefined ? page : articleIdOf(url));
		expect(draft?.url).toBe(url ?? feed.siteUrl);
	});

	test('feeds of one host share the articles of a foreign site', async () => {
		const other = { ...feed, id: 'other', url: 'https://news.lantern.example/sports' };
		const foreign = [item('a', 'https://beacon.example/frost')];
		const [mine] = await drafts(foreign);
		const [theirs] = await drafts(foreign, [], other);
		expect(theirs?.id).toBe(mine?.id);
	});

	test('a page that several items link to is none of them', async () => {
		const [first, second] = await drafts([item('v2', `${PAGE}#v2`), item('v1', `${PAGE}#v1`)]);
		expect(new Set([first?.id, second?.id, page]).size).toBe(3);
		expect(first?.url).toBe(`${PAGE}#v2`);
	});

	test('an item shown before stays what it was, whatever was edited', async () => {
		const shown: Sighting = { itemKey: itemKey('a'), articleId: 'was-this', title: 'Frost' };
		expect(await drafts([item('a', `${PAGE}?edited`, 'Edited')], [shown])).toMatchObject([
			{ id: 'was-this', isKnown: true },
		]);
	});

	test.each([
		['under the same title is the same article', 'Frost  IN the valley', NOON + 1, page, true],
		['under another title is another', 'Thaw in the valley', NOON, undefined, false],
		['on another day is another', 'Frost in the valley', NOON + 86_400_000, undefined, false],
	])('a new id for a shown address %s', async (_case, title, at, id, isKnown) => {
		const stored: Sighting = {
			itemKey: itemKey('old-guid'),
			addressKey: page,
			articleId: page,
			title: 'Frost in the valley',
			publishedAt: NOON,
		};
		const [draft] = await drafts([{ ...item('new-guid', PAGE, title), publishedAt: new Date(at) }], [stored]);
		expect(draft?.isKnown).toBe(isKnown);
		if (id === undefined) expect(draft?.id).not.toBe(page);
		else expect(draft?.id).toBe(id);
	});

	test('what is older than the memory of the feed is no news', async () => {
		const old = { ...item('a', PAGE), publishedAt: new Date(NOON - 1) };
		expect(await drafts([old], [], { ...feed, forgottenAt: NOON })).toMatchObject([{ isKnown: true }]);
	});
});
