import { describe, expect, test } from 'vitest';
import { render as discord } from '../../src/adapters/discord/render.ts';
import { render as telegram } from '../../src/adapters/telegram/render.ts';
import { translator } from '../../src/core/phrases.ts';
import { buttonsOf } from '../../src/doc/codec.ts';
import type { Doc } from '../../src/doc/doc.ts';
import { plainText } from '../../src/doc/text.ts';
import { digestPost, storyPost } from '../../src/doc/views.ts';
import { article, HOSTILE, HOUR, NOON } from './fiction.ts';

const en = translator('en');
const fr = translator('fr');
const buttons = (doc: Doc) => (doc.actions ?? []).map(({ label }) => label);

describe('storyPost', () => {
	test('title, outlet, date, two sentences and three buttons', () => {
		const post = storyPost(
			article('f1', { section: 'Local', image: 'https://harbour.example/f.jpg' }),
			en,
			NOON,
		);
		expect(plainText(post)).toMatchInlineSnapshot(`
			"The ferry f1 is back
			Harbour Post · Local · 22 Nov 2026, 11:00 UTC
			The ferry sails again. It was repaired for a month.
			https://harbour.example/news/f1

			[Summary] [Related] [Open] https://harbour.example/news/f1"
		`);
		expect(post.blocks[0]).toMatchObject({ story: { imageUrl: 'https://harbour.example/f.jpg' } });
		expect(buttons(storyPost(article('f1'), fr, NOON))).toEqual(['Résumé', 'Articles liés', 'Ouvrir']);
	});

	test('a paywall is told; that a feed gives a teaser is not, as a post is one', () => {
		expect(storyPost(article('f1', { excerpt: 'subscribers' }), en, NOON).blocks.at(-1)).toEqual({
			kind: 'text',
			content: ['Only the beginning is free to read; the rest is for subscribers.'],
		});
		expect(storyPost(article('f1', { excerpt: 'feed' }), en, NOON).blocks).toHaveLength(1);
	});

	test('the same at any later moment: a repeated attempt sends the same', () => {
		expect(storyPost(article('f1'), en, NOON + 9 * HOUR)).toEqual(storyPost(article('f1'), en, NOON));
	});

	test('its buttons fit, with the mark of their delivery', () => {
		const post = { ...storyPost(article('0123456789abc'), en, NOON), mark: 'd123456789abc' };
		expect(buttonsOf(post)).toHaveLength(3);
	});

	test('a hostile article makes a short, clean post', () => {
		const post = storyPost(
			article('x', {
				title: HOSTILE,
				teaser: HOSTILE,
				source: HOSTILE,
				image: 'javascript:x',
				section: HOSTILE,
			}),
			en,
			NOON,
		);
		expect(plainText(post).length).toBeLessThan(1_200);
		expect(JSON.stringify(post)).not.toMatch(/javascript|\u202e/);
	});

	test('nothing is posted from the future', () => {
		expect(plainText(storyPost(article('f1', { publishedAt: NOON + 48 * HOUR }), en, NOON))).toContain(
			'22 Nov 2026, 12:00 UTC',
		);
	});
});

describe('digestPost', () => {
	test('a numbered list with its stories', () => {
		expect(plainText(digestPost([article('f1'), article('f2')], fr, NOON))).toMatchInlineSnapshot(`
			"La journée en 2 sujets

			1. The ferry f1 is back (https://harbour.example/news/f1) · Harbour Post · 22 nov. 2026, 11:00 UTC
			2. The ferry f2 is back (https://harbour.example/news/f2) · Harbour Post · 22 nov. 2026, 11:00 UTC

			[Résumé 1] [Résumé 2]"
		`);
	});

	const long = (id: string) =>
		article(id, { title: HOSTILE, source: HOSTILE, url: `https://harbour.example/${'a'.repeat(1_900)}` });
	const wide = (id: string) =>
		article(id, { title: '*_'.repeat(200), url: `https://harbour.example/${'('.repeat(120)}` });
	const usual = (id: string) => article(id, { title: 'A headline of usual length, as papers print them' });
	test.each([
		['long and hostile', long],
		['full of signs', wide],
		['usual', usual],
	])('is one whole message on every platform where the articles are %s', (_, make) => {
		const articles = Array.from({ length: 25 }, (_, place) => make(`${place}`.padStart(13, '0')));
		const mark = 'd123456789abc';
		const post = { ...digestPost(articles, en, NOON), mark };
		const last = /more stories: `?\/latest/;
		expect(plainText(post).length).toBeLessThan(4_000);
		expect(plainText(post)).toMatch(last);

		const seen = [discord(post), telegram(post)].map((messages) =>
			messages.map((one) => JSON.stringify(one)),
		);
		for (const messages of seen) {
			expect(messages).toHaveLength(1);
			expect(messages[0]).toMatch(last);
			expect(messages[0]).toContain(`summary?article=0000000000002~${mark}`);
		}
	});

	test('shows ten stories of usual size, with a button for the first three', () => {
		const articles = Array.from({ length: 12 }, (_, id) => article(`n${id}`));
		const post = digestPost(articles, en, NOON);
		expect(post.blocks[1]).toMatchObject({ items: { length: 10 } });
		expect(plainText(post)).toContain('2 more stories: /latest');
		expect(buttons(post)).toEqual(['Summary 1', 'Summary 2', 'Summary 3']);
	});

	test('a digest of one story still has the button that proves it', () => {
		expect(buttons(digestPost([article('f1')], en, NOON))).toEqual(['Summary 1']);
	});
});
