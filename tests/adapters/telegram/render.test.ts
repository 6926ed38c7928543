import { describe, expect, test } from 'vitest';
import { render, renderPost } from '../../../src/adapters/telegram/render.ts';
import {
	type Block,
	code,
	type Doc,
	doc,
	heading,
	type Inline,
	link,
	notice,
	strong,
	text,
} from '../../../src/doc/doc.ts';
import { detect } from '../../stand-ins/telegram/detect.ts';
import { checkKeyboard, checkText } from '../../stand-ins/telegram/entities.ts';

const AT = Date.UTC(2026, 4, 3, 12, 30);
const time: Inline = { kind: 'time', at: AT, fallback: '3 May, 12:30' };
const story: Block = {
	kind: 'story',
	story: {
		title: 'The bridge opens <today> & *tomorrow*',
		url: 'https://lighthouse.example.org/bridge?a=1&b=2',
		source: 'The Lighthouse',
		section: 'City',
		time: { at: AT, fallback: '3 May, 12:30' },
		summary: 'The bridge opens at noon. Nobody is surprised.',
		imageUrl: 'https://lighthouse.example.org/bridge.jpg',
	},
};
const date = (offset: number) => ({
	type: 'date_time',
	unix_time: AT / 1000,
	date_time_format: 'r',
	offset,
	length: 12,
});

describe('each node', () => {
	const table: readonly [string, Doc, string, readonly object[]][] = [
		[
			'plain words, with characters that markup would eat',
			doc(text('<A> & *B* _c_ [d](e)')),
			'<A> & *B* _c_ [d](e)',
			[],
		],
		['strong', doc(text('Now ', strong('live'), '!')), 'Now live!', [{ type: 'bold', offset: 4, length: 4 }]],
		['code', doc(text(code('/follow a b'))), '/follow a b', [{ type: 'code', offset: 0, length: 11 }]],
		['a command to tap stays plain', doc(text('Try ', code('/latest'))), 'Try /latest', []],
		[
			'a link, counted in UTF-16 units',
			doc(text('📰 ', link('Paper', 'https://a.example.org/x'))),
			'📰 Paper',
			[{ type: 'text_link', url: 'https://a.example.org/x', offset: 3, length: 5 }],
		],
		['a link to nowhere is its words', doc(text(link('Paper', 'javascript:alert(1)'))), 'Paper', []],
		['a time in the reader’s own clock', doc(text('At ', time)), 'At 3 May, 12:30', [date(3)]],
		['heading', doc(heading('Latest news')), 'Latest news', [{ type: 'bold', offset: 0, length: 11 }]],
		['info', doc(notice('info', 'Done.')), 'ℹ️ Done.', []],
		['warning', doc(notice('warning', 'No feed there.')), '⚠️ No feed there.', []],
		['a short list', doc({ kind: 'list', numbered: false, items: [['one'], ['two']] }), '• one\n• two', []],
		[
			'long items get air',
			doc({ kind: 'list', numbered: true, items: [['a'.repeat(60)], ['two']] }),
			`1. ${'a'.repeat(60)}\n\n2. two`,
			[],
		],
		[
			'facts',
			doc({
				kind: 'facts',
				facts: [
					{ label: 'Pace', value: ['live'] },
					{ label: 'Since', value: [time] },
				],
			}),
			'Pace live\nSince 3 May, 12:30',
			[{ type: 'bold', offset: 0, length: 4 }, { type: 'bold', offset: 10, length: 5 }, date(16)],
		],
		[
			'a summary quotes',
			doc({ kind: 'summary', sentences: ['First it rained.', 'Then it stopped.'] }),
			'First it rained.\n\nThen it stopped.',
			[{ type: 'blockquote', offset: 0, length: 34 }],
		],
		[
			'a story',
			doc(story),
			'The bridge opens <today> & *tomorrow*\nThe Lighthouse · City · 3 May, 12:30\nThe bridge opens at noon. Nobody is surprised.',
			[
				{ type: 'bold', offset: 0, length: 37 },
				{ type: 'text_link', url: 'https://lighthouse.example.org/bridge?a=1&b=2', offset: 0, length: 37 },
				date(62),
				{ type: 'blockquote', offset: 75, length: 46 },
			],
		],
	];
	test.each(table)('%s', (_name, input, words, entities) => {
		expect(render(input)).toMatchObject([{ text: words, entities }]);
		expect(checkText(words, render(input)[0]?.entities)).toEqual([]);
	});
	test('blocks stand apart', () => {
		expect(render(doc(heading('A'), text('b')))[0]?.text).toBe('A\n\nb');
	});
	test('nothing to say is no message', () => {
		expect(render(doc(text(' \u2060\n')))).toEqual([]);
		expect(renderPost(doc())).toBeUndefined();
	});
});

describe('pictures', () => {
	test('a story shows its own, above the words', () => {
		expect(render(doc(story))[0]?.link_preview_options).toEqual({
			url: 'https://lighthouse.example.org/bridge.jpg',
			prefer_large_media: true,
			show_above_text: true,
		});
	});
	test('without one, or in a list of stories, none unfolds', () => {
		expect(render(doc(story, story))[0]?.link_preview_options).toEqual({ is_disabled: true });
		expect(render(doc(text('https://a.example.org')))[0]?.link_preview_options).toEqual({
			is_disabled: true,
		});
	});
});

describe('buttons', () => {
	const actions: Doc['actions'] = [
		{ kind: 'invoke', label: 'Summary', command: 'summary', args: { article: '0123456789abc' } },
		{ kind: 'invoke', label: 'Related', command: 'related', args: { article: '0123456789abc' } },
		{ kind: 'open', label: 'Open', url: 'https://lighthouse.example.org/bridge' },
		{ kind: 'open', label: 'Local', url: 'http://localhost:8080/x' },
	];
	test('three short ones in a row; one that Telegram refuses is left out', () => {
		const markup = render({ ...doc(story), actions, mark: 'delivery-id-1' })[0]?.reply_markup;
		expect(markup?.inline_keyboard).toEqual([
			[
				{ text: 'Summary', callback_data: 'summary?article=0123456789abc~delivery-id-1' },
				{ text: 'Related', callback_data: 'related?article=0123456789abc~delivery-id-1' },
				{ text: 'Open', url: 'https://lighthouse.example.org/bridge' },
			],
		]);
		expect(checkKeyboard(markup)).toEqual([]);
	});
	test('long labels take rows of their own', () => {
		const long = ['Un résumé en français', 'Les articles liés', 'Ouvrir'].map((label, index) => ({
			kind: 'invoke' as const,
			label,
			command: 'summary',
			args: { article: String(index) },
		}));
		const rows = render({ ...doc(story), actions: long })[0]?.reply_markup?.inline_keyboard;
		expect(rows?.map((row) => row.length)).toEqual([1, 2]);
	});
});

describe('hostile words', () => {
	const HOSTILE = [
		'@everyone and @someone1 #breaking $AAPL /stop@bot (/help)',
		'go to example.com or http://evil.example.org/x?y#z or 127.0.0.1 or tg://resolve?domain=x',
		'mail me at a.b@example.com, read t.me/durov',
	];
	const places: readonly [string, (words: string) => Doc][] = [
		['text', (words) => doc(text(words))],
		['strong', (words) => doc(text(strong(words)))],
		['heading', (words) => doc(heading(words))],
		[
			'list',
			(words) => doc({ kind: 'list', numbered: true, items: [[words], [link(words, 'ftp://x.org')]] }),
		],
		['summary', (words) => doc({ kind: 'summary', sentences: [words] })],
		['facts', (words) => doc({ kind: 'facts', facts: [{ label: words, value: [words] }] })],
		['notice', (words) => doc(notice('warning', words))],
		[
			'story',
			(words) =>
				doc({
					kind: 'story',
					story: {
						title: words,
						url: 'https://a.example.org',
						source: words,
						section: words,
						summary: words,
						time: { at: AT, fallback: 'now' },
					},
				}),
		],
	];
	test.each(places)('become neither mention, tag, command nor link: %s', (_name, make) => {
		for (const words of HOSTILE) {
			expect(detect(words).length).toBeGreaterThan(1);
			for (const message of render(make(words))) {
				expect(detect(message.text, message.entities)).toEqual(message.entities);
			}
		}
	});
	test('a linked headline keeps its letters', () => {
		expect(render(doc(text(link('@everyone at Amazon.com', 'https://a.example.org'))))[0]?.text).toBe(
			'@everyone at Amazon.com',
		);
	});
	test('direction marks, control characters and half characters are gone', () => {
		expect(render(doc(text('a\u202eb\u0007c\ud800\r\nd')))[0]?.text).toBe('ab c\ufffd\nd');
	});
	test('numbers and abbreviations stay as they are', () => {
		expect(render(doc(text('3.14 and U.S. and $5 and and/or')))[0]?.text).toBe(
			'3.14 and U.S. and $5 and and/or',
		);
	});
});

describe('long Docs', () => {
	test('a 4,000-character title is clipped at a word', () => {
		const title = 'headline '.repeat(445);
		const [message, ...more] = render(doc({ kind: 'story', story: { ...story.story, title } }));
		expect(more).toEqual([]);
		expect(message?.text.split('\n')[0]).toMatch(/^(headline )+headline…$/);
		expect(message?.entities[0]?.length).toBeLessThanOrEqual(300);
	});
	test('a long summary goes on in the next message, quoted in both, buttons on the last', () => {
		const sentences = Array.from(
			{ length: 120 },
			(_, index) => `Sentence ${index} says what the article says about it.`,
		);
		const parts = render({
			...doc(heading('Summary'), { kind: 'summary', sentences }),
			actions: [{ kind: 'open', label: 'Open', url: 'https://a.example.org' }],
		});
		expect(parts.length).toBe(2);
		expect(parts.map((part) => part.entities.map(({ type }) => type))).toEqual([
			['bold', 'blockquote'],
			['blockquote'],
		]);
		expect(parts.map((part) => part.reply_markup !== undefined)).toEqual([false, true]);
		expect(parts[1]?.text).toMatch(/^Sentence \d+ says/);
	});
	test('more than 100 entities are spread over messages', () => {
		const items = Array.from({ length: 150 }, (_, index) => [
			link(`t${index}`, `https://a.example.org/${index}`),
		]);
		const parts = render(doc({ kind: 'list', numbered: true, items }));
		expect(parts.map(({ entities }) => entities.length)).toEqual([100, 50]);
		expect(parts[1]?.text.startsWith('101. t100')).toBe(true);
	});
	test('a post is one message, whatever its length', () => {
		const items = Array.from({ length: 40 }, (_, index) => [
			link(`Title ${index} ${'word '.repeat(60)}`, `https://a.example.org/${index}`),
		]);
		const post = renderPost(doc(heading('Yesterday'), { kind: 'list', numbered: true, items }));
		expect(post?.text).toContain('40. Title 39');
		expect(post?.text.length).toBeLessThanOrEqual(4096);
		const endless = renderPost(doc(text('word '.repeat(5000))));
		expect(endless?.text.endsWith('\n…')).toBe(true);
		expect(endless?.text.length).toBeLessThanOrEqual(4096);
	});
});
