import { describe, expect, test } from 'vitest';
import { translator } from '../../src/core/phrases.ts';
import type { Doc } from '../../src/doc/doc.ts';
import { plainText } from '../../src/doc/text.ts';
import {
	articleList,
	followingView,
	problem,
	relatedView,
	storyTimeline,
	summaryView,
	unfollowedView,
} from '../../src/doc/views.ts';
import type { Sentence } from '../../src/model.ts';
import { article, feed, HOSTILE, HOUR, NOON, subscription } from './fiction.ts';

const en = translator('en');
const fr = translator('fr');
const buttons = (doc: Doc) => (doc.actions ?? []).map(({ label }) => label);

describe('answers', () => {
	const sentence = { text: 'The ferry sails again.', start: 0, end: 22 };
	const quote = (sentences: readonly Sentence[]) => ({ kind: 'quoted' as const, sentences });
	const quoted = quote([sentence]);

	test('a summary quotes, and offers what comes next', () => {
		const answer = summaryView(article('f1'), quoted, 'medium', en, NOON);
		expect(plainText(answer)).toMatchInlineSnapshot(`
			"The ferry f1 is back
			Harbour Post · 1 hour ago
			https://harbour.example/news/f1

			> The ferry sails again.

			[Shorter] [Related] [Story] [Open] https://harbour.example/news/f1"
		`);
	});

	test('a longer one is offered only where the article has more to give', () => {
		const three = quote([sentence, sentence, sentence]);
		expect(buttons(summaryView(article('f1'), three, 'medium', en, NOON))).toContain('Longer');
		const all = { ...three, isAll: true } as const;
		expect(buttons(summaryView(article('f1'), all, 'medium', en, NOON))).not.toContain('Longer');
	});

	test.each([
		['short', 1, ['Longer']],
		['short', 0, []],
		['medium', 3, ['Shorter', 'Longer']],
		['medium', 2, ['Shorter']],
		['long', 6, ['Shorter']],
		['long', 3, ['Shorter']],
	] as const)('%s of %i sentences: %j', (length, count, labels) => {
		const answer = summaryView(article('f1'), quote(Array(count).fill(sentence)), length, en, NOON);
		expect(buttons(answer).filter((label) => /er$/.test(label))).toEqual(labels);
	});

	test('six long sentences fit into a message', () => {
		const long = { text: 'The harbour waits. '.repeat(60), start: 0, end: 1_140 };
		const answer = summaryView(article('f1'), quote(Array(6).fill(long)), 'long', en, NOON);
		expect(plainText(answer).length).toBeLessThan(4_000);
	});

	test('a pasted text has a title but neither link nor buttons', () => {
		const answer = summaryView(article('p', { url: '', source: '' }), quoted, 'short', en, NOON);
		expect(answer.actions).toEqual([]);
		expect(answer.blocks[0]).toEqual({ kind: 'heading', text: 'The ferry p is back' });
	});

	test('a written summary shows who wrote it and what proves it', () => {
		const written = { text: 'The ferry is back.', from: [sentence] };
		const answer = summaryView(
			article('f1'),
			{ kind: 'written', by: 'tern-3b', sentences: [written] },
			'medium',
			en,
			NOON,
		);
		expect(answer.blocks.slice(1)).toEqual([
			{
				kind: 'written',
				sentences: [
					{
						text: 'The ferry is back.',
						proofs: [
							{
								quotation: 'The ferry sails again.',
								url: 'https://harbour.example/news/f1#:~:text=The%20ferry%20sails%20again.',
							},
						],
					},
				],
			},
			{
				kind: 'text',
				content: ['Written by tern-3b, checked against the article. The numbers lead to the proof.'],
			},
		]);
	});

	test.each([
		['unproven', 'tern-3b wrote is not all proven'],
		['silent', 'tern-3b gave no answer'],
		['spent', 'used up tern-3b for today'],
	] as const)('a quotation says that the model was %s', (because, words) => {
		const answer = summaryView(
			article('f1'),
			{ ...quoted, instead: { of: 'tern-3b', because } },
			'short',
			en,
			NOON,
		);
		expect(plainText(answer)).toContain('> The ferry sails again.');
		expect(plainText(answer)).toContain(words);
	});

	test('too little text says so', () => {
		const answer = summaryView(article('f1'), quote([]), 'medium', en, NOON);
		expect(plainText(answer)).toContain('too little text');
	});

	test('related articles are numbered, the first three have a button', () => {
		const others = ['a', 'b', 'c', 'd'].map((id) => article(id));
		const answer = relatedView(article('f1'), others, en, NOON);
		expect(buttons(answer)).toEqual(['Summary 1', 'Summary 2', 'Summary 3']);
		expect(plainText(answer)).toMatchInlineSnapshot(`
			"On the same subject

			The ferry f1 is back (https://harbour.example/news/f1)

			1. The ferry a is back (https://harbour.example/news/a) · Harbour Post · 1 hour ago
			2. The ferry b is back (https://harbour.example/news/b) · Harbour Post · 1 hour ago
			3. The ferry c is back (https://harbour.example/news/c) · Harbour Post · 1 hour ago
			4. The ferry d is back (https://harbour.example/news/d) · Harbour Post · 1 hour ago

			To read one in short, give its number: /summary 1

			[Summary 1] [Summary 2] [Summary 3]"
		`);
	});

	test('nothing related says what to try', () => {
		expect(plainText(relatedView(article('f1'), [], fr, NOON))).toContain('/search');
	});

	test('a list keeps its heading clean', () => {
		expect(plainText(articleList(HOSTILE, [article('a')], en, NOON)).length).toBeLessThan(700);
	});

	test('a story tells who was first, which outlets and which languages', () => {
		const first = article('a', { source: 'Le Phare', language: 'fr', publishedAt: NOON - 5 * HOUR });
		const second = article('b', { language: 'en', publishedAt: NOON - 2 * HOUR });
		const story = { id: 'a', title: first.title, articles: [first, second] };
		expect(plainText(storyTimeline(story, story.articles, en, NOON))).toMatchInlineSnapshot(`
			"The ferry a is back

			First: Le Phare · 5 hours ago
			Outlets: Le Phare, Harbour Post
			Languages: French, English

			1. The ferry a is back (https://harbour.example/news/a) · Le Phare · 5 hours ago
			2. The ferry b is back (https://harbour.example/news/b) · Harbour Post · 2 hours ago

			[Summary 1] [Summary 2]"
		`);
		expect(plainText(storyTimeline(story, [first], fr, NOON))).toContain(
			'Un autre article n’est pas affiché.',
		);
	});

	test('a story that one outlet told says so', () => {
		const only = article('a', { language: 'not a language' });
		expect(plainText(storyTimeline({ id: 'a', title: '', articles: [only] }, [only], en, NOON))).toContain(
			'So far only Harbour Post has reported this.',
		);
	});
});

describe('the channel', () => {
	test('the list numbers what the channel follows and says what is amiss', () => {
		const rows = [
			{ feed: feed('harbour'), subscription: subscription('harbour', { pace: 'daily', filter: 'ferry' }) },
			{ feed: feed('old', { endedAt: NOON }), subscription: subscription('old') },
			{ feed: feed('slow', { failures: 3 }), subscription: subscription('slow') },
			{ feed: feed('far'), subscription: subscription('far', { pausedReason: 'Missing Access' }) },
		];
		expect(plainText(followingView(rows, en))).toMatchInlineSnapshot(`
			"This channel follows 4 feeds

			1. The harbour Post (https://harbour.example/) · daily · only ferry
			2. The old Post (https://old.example/) · live · ended. Its publisher has taken it down for good (410). It may have moved: give the site’s front page to /follow, and I look for the new feed.
			3. The slow Post (https://slow.example/) · live · cannot be read at the moment; I keep trying.
			4. The far Post (https://far.example/) · live · paused, because posts did not reach this channel

			To stop one, give its number: /unfollow 1"
		`);
	});

	test.each([
		[en, 1, 'kept one back'],
		[en, 15, 'kept 15 back'],
		[fr, 15, 'gardé 15 autres'],
	])('a feed whose entries changed all at once: %#', (t, heldCount, expected) => {
		const rows = [
			{ feed: feed('harbour', { heldAt: NOON, heldCount }), subscription: subscription('harbour') },
		];
		expect(plainText(followingView(rows, t))).toContain(expected);
	});

	test('a channel that follows nothing is told how to begin', () => {
		expect(plainText(followingView([], fr))).toContain('/follow https://example.com');
	});

	test('unfollowing shows the way back', () => {
		const row = { feed: feed('harbour'), subscription: subscription('harbour') };
		expect(plainText(unfollowedView(row, '/follow https://harbour.example/feed.xml', en))).toBe(
			'No longer following The harbour Post. To take it back: /follow https://harbour.example/feed.xml',
		);
	});

	test('what can be typed is shown as such, what a person wrote is not broken up', () => {
		expect(
			problem(en, 'problem-unknown-command-near', { command: 'sumary', near: 'summary' }).blocks,
		).toEqual([
			{
				kind: 'notice',
				tone: 'warning',
				content: [
					'I don’t know ',
					{ kind: 'code', text: '/sumary' },
					'. Did you mean ',
					{ kind: 'code', text: '/summary' },
					'?',
				],
			},
		]);
		const words = { words: 'https://a.example/b and/or c' };
		expect(plainText(problem(en, 'problem-article-unknown', words))).toContain(
			'“https://a.example/b and/or c”',
		);
	});

	test('a problem shows the form and an example, and nothing hostile', () => {
		const answer = problem(en, 'problem-article-unknown', {
			words: HOSTILE,
			usage: '/summary [article]',
			example: '/latest',
		});
		expect(plainText(answer)).toContain('Form: /summary [article]\nExample: /latest');
		expect(plainText(answer).length).toBeLessThan(400);
	});
});
