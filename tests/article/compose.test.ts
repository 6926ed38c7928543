import { describe, expect, test } from 'vitest';
import { composeArticle } from '../../src/article/compose.ts';
import { outletOf } from '../../src/article/outlet.ts';
import { clipped, teaserOf } from '../../src/article/teaser.ts';
import type { ExtractedArticle, FeedItem } from '../../src/model.ts';

const seenAt = Date.UTC(2026, 2, 1, 12);
const feed = { id: 'f', title: 'Le Quai - Actualités', siteUrl: 'https://lequai.test/' };
const base: FeedItem = { id: 'i', authors: [], categories: [], enclosures: [], url: 'https://lequai.test/a' };
const pageOf = (more: Partial<ExtractedArticle>): ExtractedArticle => ({
	title: 'Le phare rouvre',
	text: '',
	authors: [],
	readAlso: [],
	tags: [],
	...more,
});
const compose = (item: Partial<FeedItem>, page?: Partial<ExtractedArticle>) =>
	composeArticle({
		url: 'https://lequai.test/a',
		id: 'a',
		seenAt,
		feed,
		item: { ...base, ...item },
		...(page && { page: pageOf(page) }),
	});

const SHORT = '<p>Le phare de Kermor rouvre ses portes au public après trois ans de travaux.</p>';
const LONG = `Le phare de Kermor rouvre ses portes au public après trois ans de travaux. ${'Les gardiens de la tour ont repeint la lanterne et rouvert l’escalier aux visiteurs de la côte. '.repeat(6)}`;

describe('text', () => {
	test.each([
		[
			'the page, when it says more of the same',
			{ summary: SHORT, title: 'Le phare de Kermor rouvre' },
			{ text: LONG },
			LONG,
		],
		[
			'the feed, when the page is about something else',
			{ summary: SHORT, title: 'Le phare rouvre' },
			{ title: 'Cookies', text: 'Nous respectons votre vie privée et celle de nos partenaires. '.repeat(10) },
			'Le phare de Kermor rouvre ses portes au public après trois ans de travaux.',
		],
		['the feed, when the page is a stub', { content: `<p>${LONG}</p>` }, { text: 'Abonnés.' }, LONG.trim()],
		[
			'the feed alone',
			{ summary: 'Une <b>grue</b> &amp; un quai &lt;neuf&gt; attendent les bateaux.' },
			undefined,
			'Une grue & un quai <neuf> attendent les bateaux.',
		],
		['nothing', {}, undefined, ''],
	])('%s', (_name, item, page, expected) => {
		expect(compose(item, page).text).toBe(expected);
	});

	test('a feed’s footer and pointers are not text', () => {
		const { text, readAlso } = compose({
			title: 'Le phare rouvre',
			content: `<p>${LONG}</p><p>Lire aussi : <a href="/b">La jetée ferme pour l’hiver</a></p><p>L’article <a href="/a">Le phare rouvre</a> est apparu en premier sur <a href="/">Le Quai</a>.</p>`,
		});
		expect(text).toBe(LONG.trim());
		expect(readAlso).toEqual([{ title: 'La jetée ferme pour l’hiver', url: 'https://lequai.test/b' }]);
	});

	test('scripts, hostile depth and markup end here', () => {
		const deep = `${'<div>'.repeat(50_000)}<p>La mer monte sur le quai.</p><script>alert(1)</script><img src=x onerror=alert(1)>`;
		expect(compose({ content: deep }).text).toBe('La mer monte sur le quai.');
	});
});

describe('authority', () => {
	test('without a title the first sentence is one', () => {
		expect(compose({ summary: '<p>La mer monte. Le quai attend.</p>' }).title).toBe('La mer monte.');
		expect(compose({}).title).toBe('https://lequai.test/a');
	});
	test('title and date are the feed’s', () => {
		const publishedAt = new Date('2026-02-28T08:00:00Z');
		const made = compose(
			{ title: 'Titre du flux', publishedAt },
			{ title: 'Titre de la page', publishedAt: new Date('2026-01-01') },
		);
		expect(made).toMatchObject({ title: 'Titre du flux', publishedAt: publishedAt.getTime() });
	});
	test.each([
		['in the future', new Date(seenAt + 86_400_000), seenAt],
		['a little ahead', new Date(seenAt + 300_000), seenAt + 300_000],
		['before 1995', new Date('1970-01-01'), seenAt],
		['invalid', new Date(Number.NaN), seenAt],
		['none', undefined, seenAt],
	])('a date %s', (_name, publishedAt, expected) => {
		expect(compose(publishedAt === undefined ? {} : { publishedAt }).publishedAt).toBe(expected);
	});
	test('facts of the page are kept', () => {
		const facts = {
			section: 'Mer',
			readCount: 186,
			commentCount: 0,
			authorBio: 'Gardienne.',
			previous: { title: 'Avant' },
		};
		expect(compose({}, facts)).toMatchObject(facts);
	});
});

describe('image', () => {
	test.each([
		['the page’s', {}, { image: 'https://lequai.test/p.jpg' }, 'https://lequai.test/p.jpg'],
		[
			'the item’s when the page shows its logo',
			{ image: 'https://lequai.test/i.jpg' },
			{ image: 'https://lequai.test/logo.png' },
			'https://lequai.test/i.jpg',
		],
		[
			'an enclosure',
			{ enclosures: [{ url: '/e.jpg', type: 'image/jpeg' }] },
			undefined,
			'https://lequai.test/e.jpg',
		],
		['no script', { image: 'javascript:alert(1)' }, undefined, undefined],
		['no sound', { enclosures: [{ url: '/e.mp3', type: 'audio/mpeg' }] }, undefined, undefined],
	])('%s', (_name, item, page, expected) => {
		expect(compose(item, page).image).toBe(expected);
	});
});

test('the language of the text outranks the feed’s claim', () => {
	const made = composeArticle({
		url: 'https://x.test/',
		id: 'a',
		seenAt,
		feed: { ...feed, language: 'en-us' },
		item: { ...base, summary: SHORT },
	});
	expect(made.language).toBe('fr');
});

test.each([
	['Le Quai - Actualités', 'https://lequai.test', 'Le Quai'],
	['RSS | The Quay', 'https://quay.test', 'The Quay'],
	['À la une', 'https://www.lequai.test/rss', 'lequai.test'],
	['', 'https://www.lequai.test/rss', 'lequai.test'],
	['Dépêches: Mer', '', 'Dépêches'],
	['The Quay RSS Feed', '', 'The Quay'],
])('outlet %j %j → %j', (title, site, expected) => {
	expect(outletOf(title, site)).toBe(expected);
});

describe('an excerpt', () => {
	const whole = { title: 'Le phare de Kermor rouvre', text: LONG };
	test.each([
		['a line of the feed, the page not read', { summary: SHORT }, undefined, 'feed'],
		['the page was read', { summary: SHORT }, whole, undefined],
		['the page says no more', { summary: SHORT }, { text: SHORT.replace(/<[^>]*>/g, '') }, undefined],
		['a feed that gives all', { content: `<p>${LONG}</p>` }, undefined, undefined],
		[
			'a page about something else',
			{ summary: SHORT },
			{ title: 'Cookies', text: 'Nos partenaires. '.repeat(40) },
			'feed',
		],
		['a paywall', { summary: SHORT }, { ...whole, isPaywalled: true as const }, 'subscribers'],
		[
			'a paywall that lets all of it through',
			{ summary: SHORT },
			{ ...whole, text: LONG.repeat(4), isPaywalled: true as const },
			undefined,
		],
	])('%s', (_name, item, page, expected) => {
		expect(compose({ title: 'Le phare de Kermor rouvre', ...item }, page).excerpt).toBe(expected);
	});
});

describe('teaser', () => {
	const sentence = (text: string) => ({ text, start: 0, end: text.length });
	test('two sentences that fit', () => {
		expect(teaserOf([sentence('Un.'), sentence('Deux.')])).toBe('Un. Deux.');
	});
	test('a second one that does not fit is left out', () => {
		expect(teaserOf([sentence('Un.'), sentence('x '.repeat(220))])).toBe('Un.');
	});
	test('one that is too long is cut between words', () => {
		const cut = teaserOf([sentence('marée '.repeat(120).trim())]);
		expect(cut.length).toBeLessThanOrEqual(400);
		expect(cut).toMatch(/marée…$/);
	});
	test('no half of an emoji', () => {
		expect(clipped('😀'.repeat(10), 8)).toBe('😀😀😀…');
	});
});
