import { describe, expect, test } from 'vitest';
import { type ClusteredArticle, StoryClusterer } from '../../src/story/cluster.ts';
import { FERRY, HARBOUR } from '../end-to-end/outlet.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 1);
const article = (id: string, title: string, text: string, day = 0, language = 'en'): ClusteredArticle => ({
	id,
	title,
	text,
	language,
	publishedAt: new Date(START + day * DAY),
});

const quake = article(
	'quake',
	'Earthquake shakes Port Linden, 12 hurt',
	'An earthquake of magnitude 5.6 shook Port Linden on Sunday morning and hurt 12 people, mayor Ines Oldcastle said.\n\nSchools in the harbour district stay closed.',
);
const quakeElsewhere = article(
	'quake2',
	'Twelve injured as quake hits Port Linden',
	'At least 12 people were hurt when a 5.6 magnitude earthquake struck Port Linden on Sunday, according to mayor Ines Oldcastle. Schools are closed.',
	0.2,
);
const otherQuake = article(
	'other',
	'Earthquake shakes Aubrelle valley, nobody hurt',
	'An earthquake of magnitude 4.1 shook the valley of Aubrelle on Tuesday evening, prefect Tomas Velde said. Nobody was hurt.',
	1,
);
const harvest = article(
	'harvest',
	'Late frost halves the cherry harvest',
	'Growers expect half of last year, the union of orchards says. Prices rise.',
);

describe('a story', () => {
	test('holds what several outlets tell of one event, and has the id of its first article', () => {
		const clusterer = new StoryClusterer();
		expect(clusterer.add(quake)).toBe('quake');
		expect(clusterer.add(harvest)).toBe('harvest');
		expect(clusterer.add(quakeElsewhere)).toBe('quake');
		expect(clusterer.storyOf('quake2')).toBe('quake');
	});

	test('does not hold another event of the same kind', () => {
		const clusterer = new StoryClusterer();
		clusterer.add(quake);
		expect(clusterer.add(otherQuake)).toBe('other');
	});

	test.each<[days: number, joins: boolean]>([
		[3.9, true],
		[-3.9, true],
		[4.5, false],
		[-4.5, false],
	])('takes the same news %d days away: %j', (days, joins) => {
		const clusterer = new StoryClusterer();
		clusterer.add(quake);
		const again = { ...quake, id: 'again', publishedAt: new Date(START + days * DAY) };
		expect(clusterer.add(again)).toBe(joins ? 'quake' : 'again');
	});

	test('ends some days after its first article, however often it is told again', () => {
		const clusterer = new StoryClusterer();
		const stories = [0, 3, 6, 9].map((days) =>
			clusterer.add({ ...quake, id: `day ${days}`, publishedAt: new Date(START + days * DAY) }),
		);
		expect(stories).toEqual(['day 0', 'day 0', 'day 6', 'day 6']);
	});

	test('is told once by an outlet: its next article on the event begins another', () => {
		const clusterer = new StoryClusterer();
		const [first, second] = [
			{ ...quake, source: 'The Lantern' },
			{ ...quakeElsewhere, source: 'The Lantern' },
		];
		expect(clusterer.add(first)).toBe('quake');
		expect(clusterer.add(second)).toBe('quake2');
		expect(clusterer.add({ ...quakeElsewhere, id: 'beacon', source: 'The Beacon' })).not.toBe('beacon');
	});

	test.each<[copy: string, source: string, title: string, story: string]>([
		['of another outlet', 'The Beacon', 'Quake', 'quake'],
		['of the same outlet under the same title', 'The Lantern', quake.title, 'quake'],
		['of the same outlet under another title', 'The Lantern', 'Our walls again', 'copy'],
	])('takes a copy %s as %s, “%s”: %s', (_copy, source, title, story) => {
		const clusterer = new StoryClusterer();
		clusterer.add({ ...quake, source: 'The Lantern' });
		expect(clusterer.add({ ...harvest, id: 'copy', source, title }, 'quake')).toBe(story);
	});

	test('does not join two events that share only their town', () => {
		const clusterer = new StoryClusterer();
		clusterer.add(article('crane', HARBOUR.title, HARBOUR.paragraphs.join('\n\n')));
		expect(clusterer.add(article('ferry', FERRY.title, FERRY.paragraphs.join('\n\n')))).toBe('ferry');
	});

	test('stays what it was when an article is added again, even changed', () => {
		const clusterer = new StoryClusterer();
		clusterer.add(quake);
		clusterer.add(quakeElsewhere);
		expect(clusterer.add({ ...harvest, id: 'quake2' })).toBe('quake');
	});

	test('of an article never added is the article itself', () => {
		expect(new StoryClusterer().storyOf('unknown')).toBe('unknown');
	});

	test('of an article without a word is the article itself', () => {
		const clusterer = new StoryClusterer();
		expect(clusterer.add(article('a', '', ''))).toBe('a');
		expect(clusterer.add(article('b', '…', '!'))).toBe('b');
	});

	test('a wrong date pushes nothing out', () => {
		const clusterer = new StoryClusterer();
		clusterer.add(quake);
		clusterer.add({ ...harvest, publishedAt: new Date(Date.UTC(2999, 0, 1)) });
		expect(clusterer.add(quakeElsewhere)).toBe('quake');
	});
});

describe('after a restart', () => {
	test('the stories are as before and take new articles', () => {
		const clusterer = new StoryClusterer();
		clusterer.restore('quake', 'quake', quake);
		clusterer.restore('harvest', 'quake', harvest); // as it was decided, whatever it looks like
		expect(clusterer.storyOf('harvest')).toBe('quake');
		expect(clusterer.add(quakeElsewhere)).toBe('quake');
	});

	test('a story whose first article is no longer kept keeps its id', () => {
		const clusterer = new StoryClusterer();
		clusterer.restore('quake2', 'quake', quakeElsewhere);
		expect(clusterer.add({ ...quake, id: 'third' })).toBe('quake');
	});
});
