import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, pieces } from '../../../src/adapters/discord/clip.ts';
import { escapeMarkdown, httpUrl, oneLine, visible } from '../../../src/adapters/discord/escape.ts';
import { costMeter } from '../../cost.ts';

describe('plain text as Markdown that shows exactly that text', () => {
	test.each([
		['nothing special', 'Rain, then sun', 'Rain, then sun'],
		['emphasis', '*a* _b_ ~~c~~', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~'],
		['everyone', '@everyone @here', '\\@everyone \\@here'],
		['a mention', 'ask <@123> in <#45>', 'ask \\<\\@123> in \\<#45>'],
		['a masked link', '[free](https://bad.example)', '\\[free\\](https\\://bad.example)'],
		['an address', 'see https://a.example/x', 'see https\\://a.example/x'],
		['a colon of prose', 'Budget: what changes', 'Budget: what changes'],
		['an emoji name', 'so :smile: there', 'so \\:smile: there'],
		['a timestamp', '<t:0:R>', '\\<t\\:0\\:R>'],
		['a spoiler', '||secret||', '\\|\\|secret\\|\\|'],
		['a heading', '# Big', '\\# Big'],
		['a small line', '-# small', '\\-# small'],
		['a quote', '> said', '\\> said'],
		['a bullet', '  - point', '  \\- point'],
		['a numbered item', '2026. A year', '2026\\. A year'],
		['the same, in a later line', 'one\n# two\n3. three', 'one\n\\# two\n3\\. three'],
		['signs inside a line', 'C# is 5 - 3 > 1', 'C# is 5 - 3 > 1'],
		['code', '`rm`', '\\`rm\\`'],
		['a backslash', 'C:\\new', 'C\\:\\\\new'],
		['a reversed direction', 'abc\u202edef', 'abcdef'],
		['half a character', 'a\ud800b', 'a\ufffdb'],
	])('%s', (_, text, markdown) => expect(escapeMarkdown(text)).toBe(markdown));

	test('any text: taking the backslashes away gives it back, and no sign is left armed', () => {
		const hostile = fc.string({ unit: fc.constantFrom(...'\\*_~`|[]()<>@#-+.:1 \n\ta@'), maxLength: 60 });
		fc.assert(
			fc.property(fc.oneof(hostile, fc.string({ unit: 'binary', maxLength: 60 })), (text) => {
				const markdown = escapeMarkdown(text);
				expect(markdown.replace(/\\([^0-9A-Za-z\s])/g, '$1')).toBe(visible(text));
				expect(markdown.length).toBeLessThanOrEqual(2 * Math.max(1, text.length));
				const bare = markdown.replace(/\\[^0-9A-Za-z\s]/g, 'x');
				expect(bare).not.toMatch(/[\\*_~`|[\]<@]|^\s*([#>+-]|\d+\.) /);
			}),
		);
	});

	test('a line of 100,000 signs takes no time', () => {
		const cost = costMeter();
		for (const sign of ['\u2028', ' ', '#', '1', '@', '\n', ':']) escapeMarkdown(sign.repeat(100_000));
		expect(cost()).toBeLessThan(1_000);
	});
});

describe('one line', () => {
	test.each([
		['breaks and runs of spaces', ' a\n\n b\t\tc ', 'a b c'],
		['controls', 'a\u0000b\u0007', 'ab'],
	])('%s', (_, text, line) => expect(oneLine(text)).toBe(line));
});

describe('clipping', () => {
	test.each([
		['short enough', 'abc', 3, 'abc'],
		['at the end of a word', 'The long title of it', 16, 'The long title…'],
		['no comma before the dots', 'First, second', 8, 'First…'],
		['inside a very long word', 'x'.repeat(50), 10, `${'x'.repeat(9)}…`],
		['never inside an emoji', `abc👩‍👩‍👧`, 6, 'abc…'],
	])('%s', (_, text, max, clipped) => expect(clip(text, max)).toBe(clipped));

	test('a title of 4,000 characters keeps its beginning', () => {
		const clipped = clip('word '.repeat(800), 256);
		expect(clipped.length).toBeLessThanOrEqual(256);
		expect(clipped).toMatch(/^(word )+word…$/);
	});

	test('pieces lose nothing but the white space between them', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'grapheme', maxLength: 200 }),
				fc.integer({ min: 12, max: 50 }),
				(text, max) => {
					const parts = pieces(text, max);
					for (const part of parts) expect(part.length).toBeLessThanOrEqual(max);
					expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
				},
			),
		);
	});
});

describe('addresses that Discord takes', () => {
	test.each([
		['https://news.example/a', 'https://news.example/a'],
		['http://127.0.0.1:8080/a', 'http://127.0.0.1:8080/a'],
		['javascript:alert(1)', undefined],
		['discord://x', undefined],
		['http://localhost/a', undefined],
		['not an address', undefined],
		[`https://news.example/${'a'.repeat(600)}`, undefined],
	])('%s', (url, taken) => expect(httpUrl(url, 512)).toBe(taken));
});
