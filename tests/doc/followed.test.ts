import { describe, expect, test } from 'vitest';
import { translator } from '../../src/core/phrases.ts';
import type { Doc } from '../../src/doc/doc.ts';
import { plainText } from '../../src/doc/text.ts';
import { followedView, followQuestion } from '../../src/doc/views.ts';
import { feed, HOUR, NOON, subscription } from './fiction.ts';

const en = translator('en');
const buttons = (doc: Doc) => (doc.actions ?? []).map(({ label }) => label);

describe('following', () => {
	const found = {
		feed: feed('harbour'),
		subscription: subscription('harbour', { filter: 'ferry' }),
		created: true,
		others: [{ url: 'https://harbour.example/sport.xml', title: 'Sport' }],
		newest: [
			{ title: 'The ferry is back', url: 'https://harbour.example/1', at: NOON - HOUR },
			{ title: 'Undated' },
		],
		changed: [],
		isSitemap: false,
	};
	const daily = subscription('harbour', { pace: 'daily', filter: 'ferry' });
	const again = { ...found, subscription: daily, created: false };

	test('following shows what was found and what comes next', () => {
		expect(plainText(followedView(found, en, NOON))).toMatchInlineSnapshot(`
			"Now following The harbour Post

			Site: harbour.example (https://harbour.example/)
			Feed: https://harbour.example/feed.xml
			Pace: each story as it appears
			Filter: ferry

			Newest there

			• The ferry is back (https://harbour.example/1) · 1 hour ago
			• Undated

			I begin with the newest article that fits and was not told here before; then each new story as it appears.

			Other feeds of this site: follow one by its address

			• Sport https://harbour.example/sport.xml"
		`);
	});

	test.each([
		['again', again, 'Already following The harbour Post'],
		['again', again, 'Nothing has changed.'],
		['another pace', { ...again, changed: ['pace'] }, 'The harbour Post: the pace is now daily'],
		['another filter', { ...again, changed: ['filter'] }, 'The harbour Post: the filter is now “ferry”'],
		['both', { ...again, changed: ['pace', 'filter'] }, 'the pace is now daily, the filter “ferry”'],
		['a page', { ...found, feed: feed('harbour', { kind: 'page' }) }, 'Page: https://harbour.example/'],
		['a page', { ...found, feed: feed('harbour', { kind: 'page' }) }, 'I read the page itself'],
		['a sitemap', { ...found, isSitemap: true }, 'News sitemap: https://harbour.example/'],
		['a sitemap', { ...found, isSitemap: true }, 'I read the site’s news sitemap'],
		[
			'another script',
			{ ...found, feed: feed('harbour', { url: 'https://xn--bcher-kva.example/feed' }) },
			'Feed: https://bücher.example/feed (https://xn--bcher-kva.example/feed)',
		],
		['an empty feed', { ...found, newest: [] }, 'no articles at the moment'],
		['daily', { ...found, subscription: subscription('harbour', { pace: 'daily' }) }, '8 in the morning'],
	] as const)('following %s', (_case, given, expected) => {
		expect(plainText(followedView(given, en, NOON))).toContain(expected);
	});

	test.each([
		[30, 'x', 30],
		[60, 'long/'.repeat(20), 21],
	])('of %i feeds as many are named as a message holds, and the rest is counted', (count, path, named) => {
		const choices = Array.from({ length: count }, (_, place) => ({
			title: `Feed ${place + 1}`,
			url: `https://harbour.example/${path}${place}.xml`,
			token: `pick-0000000000000-${place + 1}`,
		}));
		const question = followQuestion(choices, en);
		const words = plainText({ blocks: question.blocks });
		expect(words).toContain(`There are ${count} feeds.`);
		expect(words).toContain(`\n${named}. Feed ${named}`);
		expect(words).not.toContain(`Feed ${named + 1} `);
		if (named < count) expect(words).toContain(`And ${count - named} more: give me the address of one.`);
		else expect(words).not.toContain('more');
		expect(words.length).toBeLessThan(4_000);
		expect(buttons(question)).toHaveLength(10);
	});
});
