import { describe, expect, test } from 'vitest';
import { commands } from '../../commands/index.ts';
import { createHandle } from '../../src/core/dispatch.ts';
import { buttonsOf } from '../../src/doc/codec.ts';
import { plainText } from '../../src/doc/text.ts';
import { article, feed } from '../doc/fiction.ts';
import { memoryNews } from './memory-news.ts';

const silent = () => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

function room(news = memoryNews(), locale = 'en') {
	const handle = createHandle({ commands, news, log });
	const say = (line: string, about?: { messageId: string; urls: readonly string[]; text: string }) => {
		const [, command = '', rest = ''] = /^\/(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
		return handle({
			command,
			input: { kind: 'line', line: rest },
			channel: 'preview:news',
			user: 'ann',
			locale,
			isManager: async () => true,
			signal: new AbortController().signal,
			...(about && { about }),
		});
	};
	return { news, say, read: async (line: string) => plainText((await say(line)).doc) };
}

describe('the commands', () => {
	test('have names and options that fit both platforms', () => {
		for (const { name, options } of commands) {
			for (const word of [name, ...Object.keys(options)]) expect(word).toMatch(/^[a-z0-9_]{1,32}$/);
			const texts = Object.values(options).filter(({ type }) => type === 'text');
			if (texts.some((option) => option.type === 'text' && option.prose))
				expect(
					Object.values(options).filter(({ type }) => type !== 'file' && type !== 'choice'),
				).toHaveLength(1);
		}
		expect(commands.filter(({ onMessage }) => onMessage).length).toBeLessThanOrEqual(5);
		expect(commands.map(({ name }) => name)).toEqual([
			'summary',
			'related',
			'latest',
			'search',
			'story',
			'follow',
			'unfollow',
			'following',
			'import',
			'export',
			'help',
		]);
	});

	test('/summary quotes three sentences and offers Related, Story, Open', async () => {
		const { say } = room();
		const { doc, private: hidden } = await say('/summary f1');
		expect(hidden).toBe(false);
		expect(doc.blocks[1]).toEqual({
			kind: 'summary',
			sentences: ['The ferry sails again.', 'It was repaired for a month.', 'The harbour is glad.'],
		});
		const labels = ['Shorter', 'Longer', 'Related', 'Story', 'Open'];
		expect(buttonsOf(doc).map(({ label }) => label)).toEqual(labels);
	});

	test('/summary in one sentence', async () => {
		const { say } = room();
		const { doc } = await say('/summary f1 short');
		expect(doc.blocks[1]).toEqual({ kind: 'summary', sentences: ['The ferry sails again.'] });
	});

	test('a command on a message hands the message on', async () => {
		const { say, news } = room();
		const about = { messageId: 'm1', urls: ['https://harbour.example/1'], text: 'look' };
		await say('/related', about);
		expect(news.asked).toMatchObject([{ words: undefined, about, channel: 'preview:news' }]);
	});

	test.each(['/related f1', '/story f1', '/latest', '/search ferry'])(
		'%s is remembered in its order',
		async (line) => {
			const { say, news } = room();
			const { doc } = await say(line);
			const list = doc.blocks.find((block) => block.kind === 'list');
			expect(list).toMatchObject({ numbered: true, items: { length: news.remembered[0]?.length } });
		},
	);

	test('/story of one article leaves the last list alone', async () => {
		const { say, news } = room(memoryNews([article('f1')]));
		await say('/story f1');
		expect(news.remembered).toEqual([]);
	});

	test('/story names who was first and every outlet', async () => {
		expect(await room().read('/story f1')).toContain('Outlets: Harbour Post, Le Phare');
	});

	test.each([
		['/related f1', 'I know nothing else on this subject yet.'],
		['/story f1', 'So far only Harbour Post has reported this.'],
		['/latest Nowhere', 'I have nothing from “Nowhere”.'],
		['/search whale', 'I found nothing for “whale”.'],
		['/following', '/follow https://example.com'],
		['/unfollow 9', 'This channel does not follow “9”.'],
		['/summary nothing', '/search'],
	])('%s with nothing to show says what to do', async (line, expected) => {
		expect(await room(memoryNews([article('f1')])).read(line)).toContain(expected);
	});

	test('/latest without any article', async () => {
		expect(await room(memoryNews([])).read('/latest')).toContain('Follow a site with /follow');
	});

	test('/follow shows what it found, privately', async () => {
		const { say } = room();
		const { doc, private: hidden } = await say('/follow https://harbour.example daily filter:ferry');
		expect(hidden).toBe(true);
		expect(plainText(doc)).toContain('Now following The harbour Post');
		expect(plainText(doc)).toContain('Pace: one digest a day, at 8 in the morning\nFilter: ferry');
	});

	test.each([
		['/follow https://harbour.example ferry "port"', '/follow https://harbour.example filter:"ferry port"'],
		[
			'/follow www.harbour.example daily climate',
			'/follow https://www.harbour.example/ pace:daily filter:climate',
		],
		['/follow harbour.example sea filter:ice', '/follow https://harbour.example/ filter:"ice sea"'],
		['/follow a.example https://b.example/x', '/follow https://a.example/'],
		['/follow harbour.example weekly', 'Choose one of these: live, daily.'],
		['/folow https://harbour.example daily', '/follow https://harbour.example daily'],
		['/help now', '/help needs no words after it.'],
		['/following 3', '/following needs no words after it.'],
		['/summary huge', 'The lengths are called short, medium and long.'],
	])('%s: what is proposed keeps what was typed', async (typed, expected) => {
		expect(await room().read(typed)).toContain(expected);
	});

	test('two addresses are never an address and a filter', async () => {
		expect(await room().read('/follow a.example b.example')).not.toContain('filter:');
	});

	test.each([
		['https://harbour.example/', 'https://harbour.example/'],
		['Look at this: https://harbour.example/crane, isn’t it?', 'https://harbour.example/crane'],
		[
			'[The harbour Post](https://harbour.example/a_(b))',
			'[The harbour Post](https://harbour.example/a_(b))',
		],
		['pick-0000000000000-2 daily', 'pick-0000000000000-2'],
	])('/follow %s', async (typed, address) => {
		const { say, news } = room();
		await say(`/follow ${typed}`);
		expect(news.followed).toEqual([address]);
	});

	test('/unfollow shows what to type to take it back', async () => {
		expect(await room(memoryNews([], [feed('harbour')])).read('/unfollow 1')).toContain(
			'/follow https://harbour.example/feed.xml',
		);
	});

	test('/unfollow alone asks which, with a button for each', async () => {
		const { say } = room(memoryNews([], [feed('harbour'), feed('lighthouse')]));
		const { doc } = await say('/unfollow');
		expect(plainText(doc)).toContain('Which one shall I stop?');
		expect(buttonsOf(doc)).toEqual([
			{ kind: 'invoke', label: 'The harbour Post', code: 'unfollow?subscription=sub-harbour' },
			{ kind: 'invoke', label: 'The lighthouse Post', code: 'unfollow?subscription=sub-lighthouse' },
		]);
		expect(await room(memoryNews([], [])).read('/unfollow')).toContain('/follow https://example.com');
	});

	test('/help has a line for every other command, in the person’s language', async () => {
		const english = await room().read('/help');
		for (const { name } of commands.slice(0, -1)) expect(english).toContain(`• /${name}`);
		expect(english.length).toBeLessThan(2_000);
		expect(await room(memoryNews(), 'fr').read('/help')).toContain('Ce que je sais faire');
	});
});
