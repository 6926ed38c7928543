import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { render } from '../../../src/adapters/discord/render.ts';
import { buttonsOf } from '../../../src/doc/codec.ts';
import {
	type Block,
	code,
	type Doc,
	doc,
	heading,
	link,
	notice,
	type StoryView,
	strong,
	text,
} from '../../../src/doc/doc.ts';
import { randomDoc } from '../../doc/random-doc.ts';
import { checkMessage } from '../../stand-ins/discord/check-message.ts';

const AT = Date.UTC(2026, 4, 17, 6, 0);
const story: StoryView = {
	title: 'The *old* bridge opens @everyone',
	url: 'https://harbour.example/bridge_(old)',
	source: 'The Harbour Post',
	section: 'City',
	time: { at: AT, fallback: '17 May' },
	summary: 'It opens on Monday. The ferry stops.',
	imageUrl: 'https://harbour.example/bridge.jpg',
};
const components = (value: Doc) => render(value).map((message) => message.components[0].components);
const texts = (...blocks: Block[]) =>
	components(doc(...blocks))
		.flat()
		.map((part) => (part.type === 10 ? part.content : part.type));

describe('each node', () => {
	test.each<[string, Block, unknown[]]>([
		['heading', heading('News # today'), ['### News # today']],
		['text', text('Hello ', strong('you'), ', type ', code('/help')), ['Hello **you**, type `/help`']],
		['text that looks like markup', text('# not a heading'), ['\\# not a heading']],
		['empty bold', text('a', strong(' '), 'b'), ['ab']],
		['nothing to say', text('  '), ['…']],
		[
			'link',
			text(link('a [b]', 'https://a.example/x?y=(1)')),
			['[a \\[b\\]](<https://a.example/x?y=%281%29>)'],
		],
		[
			'link whose words are an address',
			text(link('https://good.example', 'https://bad.example')),
			['<https://bad.example/>'],
		],
		['link to nowhere', text(link('here', 'javascript:alert(1)')), ['here']],
		['time', text({ kind: 'time', at: AT, fallback: 'x' }), [`<t:${AT / 1000}:R>`]],
		['time out of range', text({ kind: 'time', at: Number.NaN, fallback: 'some day' }), ['some day']],
		[
			'numbered list',
			{ kind: 'list', numbered: true, items: [['one'], ['two\nlines']] },
			['1. one\n2. two lines'],
		],
		['plain list', { kind: 'list', numbered: false, items: [['- one'], []] }, ['- \\- one\n- …']],
		['summary', { kind: 'summary', sentences: ['First.', '> Second.'] }, ['> First.\n> \\> Second.']],
		[
			'facts',
			{
				kind: 'facts',
				facts: [
					{ label: 'Pace', value: ['live'] },
					{ label: '', value: [strong('x')] },
				],
			},
			['**Pace** live\n**x**'],
		],
		['notice', notice('warning', 'No such feed.'), ['No such feed.']],
		[
			'story without a picture',
			{ kind: 'story', story: { title: 'T', url: 'https://a.example/', source: 'S', time: story.time } },
			[`### [T](<https://a.example/>)\n-# S · <t:${AT / 1000}:R>`],
		],
	])('%s', (_, block, shown) => expect(texts(block)).toEqual(shown));

	test('a story with everything: heading, small line, summary, picture, buttons', () => {
		const [message] = render({
			blocks: [{ kind: 'story', story }],
			actions: [
				{ kind: 'invoke', label: 'Summary', command: 'summary', args: { article: 'a1' } },
				{ kind: 'open', label: 'Open', url: story.url },
			],
			mark: 'd1',
		});
		expect(message).toEqual({
			flags: 32768,
			allowed_mentions: { parse: [] },
			components: [
				{
					type: 17,
					components: [
						{
							type: 9,
							components: [
								{
									type: 10,
									content: `### [The \\*old\\* bridge opens \\@everyone](<https://harbour.example/bridge_%28old%29>)\n-# The Harbour Post · City · <t:${AT / 1000}:R>`,
								},
								{ type: 10, content: 'It opens on Monday. The ferry stops.' },
							],
							accessory: { type: 11, media: { url: 'https://harbour.example/bridge.jpg' } },
						},
						{
							type: 1,
							components: [
								{ type: 2, style: 2, label: 'Summary', custom_id: 'summary?article=a1~d1' },
								{ type: 2, style: 5, label: 'Open', url: 'https://harbour.example/bridge_(old)' },
							],
						},
					],
				},
			],
		});
	});

	test('colour speaks only in notices', () => {
		const accent = (...blocks: Block[]) => render(doc(...blocks))[0]?.components[0].accent_color;
		expect(accent(text('a'))).toBeUndefined();
		expect(accent(notice('info', 'a'))).toBeDefined();
		expect(accent(text('a'), notice('warning', 'b'))).not.toBe(accent(notice('info', 'a')));
	});
});

describe('limits', () => {
	test('a title of 4,000 characters is cut in the title, and all the rest stays', () => {
		const [shown] = texts({ kind: 'story', story: { ...story, imageUrl: '', title: 'Flood '.repeat(700) } });
		expect(shown).toMatch(
			/^### \[Flood (Flood )+Flood…\]\(<https:\/\/harbour\.example.+\n-# The Harbour Post · City/,
		);
	});

	test('two stories are parted by a line', () => {
		const short = { kind: 'story' as const, story: { ...story, imageUrl: '', summary: '' } };
		expect(texts(short, short)).toEqual([expect.any(String), 14, expect.any(String)]);
	});

	test('a long answer becomes several messages in order, the buttons on the last', () => {
		const lines = Array.from({ length: 300 }, (_, index) => `line ${index} ${'x'.repeat(40)}`);
		const messages = render({
			blocks: [text(lines.join('\n'))],
			actions: [{ kind: 'invoke', label: 'More', command: 'latest', args: {} }],
		});
		expect(messages.length).toBeGreaterThan(2);
		const whole = JSON.stringify(messages);
		const places = lines.map((_, index) => whole.indexOf(`line ${index} x`));
		expect(places).toEqual(places.toSorted((a, b) => a - b));
		expect(places[0]).toBeGreaterThan(0);
		expect(messages.map((message) => JSON.stringify(message).includes('"custom_id"'))).toEqual([
			...messages.slice(1).map(() => false),
			true,
		]);
	});

	test.each([3, 12, 30, 200])('a digest of %i stories is one message', (count) => {
		const blocks = Array.from(
			{ length: count },
			(_, index): Block => ({
				kind: 'story',
				story: { ...story, title: `Story ${index}`, summary: 'word '.repeat(60) },
			}),
		);
		const messages = render({ blocks: [heading('Today'), ...blocks], mark: 'digest1' });
		expect(messages).toHaveLength(1);
		expect(checkMessage(messages[0], 'create')).toEqual([]);
		expect(JSON.stringify(messages)).toContain('Story 2');
	});
});

describe('any Doc', () => {
	test('is taken by Discord, pings nobody, and is one message where it is a post', () => {
		fc.assert(
			fc.property(randomDoc(30), (value) => {
				const messages = render(value);
				expect(messages.length).toBeGreaterThan(0);
				if (value.mark !== undefined) expect(messages).toHaveLength(1);
				for (const { files = [], ...message } of messages)
					expect(checkMessage(message, 'create', { files: files.map(({ name }) => name) })).toEqual([]);
				const codes = JSON.stringify(messages).match(/"custom_id"/g)?.length ?? 0;
				expect(codes).toBeLessThanOrEqual(buttonsOf(value).length);
				expect(render(value)).toEqual(messages);
			}),
			{ numRuns: 300 },
		);
	});
});
