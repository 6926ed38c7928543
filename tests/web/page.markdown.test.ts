import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { escapeMarkdown } from '../../src/adapters/discord/escape.ts';
import { costMeter } from '../cost.ts';

interface Node {
	readonly kind: string;
	readonly text?: string | undefined;
	readonly url?: string | undefined;
	readonly at?: number | undefined;
	readonly children?: readonly Node[] | undefined;
}
const Node: z.ZodType<Node> = z.object({
	kind: z.string(),
	text: z.string().optional(),
	url: z.string().optional(),
	at: z.number().optional(),
	children: z.lazy(() => z.array(Node)).optional(),
});
const Line = z.object({ kind: z.string(), level: z.number(), marker: z.string(), children: z.array(Node) });
type Line = z.infer<typeof Line>;

// A script of the page: it has no types here, so what it gives is checked.
const page: unknown = await import(
	String(new URL('../../src/web/page/discord-markdown.js', import.meta.url))
);
const { parseMarkdown } = z
	.object({ parseMarkdown: z.custom<(text: string) => unknown>((value) => typeof value === 'function') })
	.parse(page);
const parse = (text: string): readonly Line[] => z.array(Line).parse(parseMarkdown(text));

const words = (node: Node): string => node.text ?? (node.children ?? []).map(words).join('');
const shown = (line: Line): string => line.children.map(words).join('');

describe('Discord markdown on the page', () => {
	test.each([
		['### Title', 'heading', 'Title'],
		['-# small', 'small', 'small'],
		['- item', 'item', 'item'],
		['12. twelfth', 'item', 'twelfth'],
		['> quoted', 'quote', 'quoted'],
		['plain', 'text', 'plain'],
		['\\### no title', 'text', '### no title'],
		['12\\. no item', 'text', '12. no item'],
		['#hash', 'text', '#hash'],
		['', 'text', ''],
	])('%j is a %s', (text, kind, seen) => {
		expect(parse(text).map((line) => [line.kind, shown(line)])).toEqual([[kind, seen]]);
	});
	test.each([
		['**bold**', { kind: 'bold' }],
		['*italic*', { kind: 'italic' }],
		['__under__', { kind: 'underline' }],
		['~~gone~~', { kind: 'strike' }],
		['||hidden||', { kind: 'spoiler' }],
		['`a **b**`', { kind: 'code', text: 'a **b**' }],
		['<t:1700000000:R>', { kind: 'time', at: 1_700_000_000_000 }],
		['[words](<https://a.example/x>)', { kind: 'link', url: 'https://a.example/x' }],
		['[words](https://a.example/x)', { kind: 'link', url: 'https://a.example/x' }],
		['<https://a.example/x>', { kind: 'link', url: 'https://a.example/x' }],
		['https://a.example/x', { kind: 'link', url: 'https://a.example/x' }],
	])('%j', (text, node) => {
		expect(parse(text)[0]?.children).toEqual([expect.objectContaining(node)]);
	});
	test.each(['**open', '[words](no end', '[words]', '`open', '<t:x>', '****', 'a * b', '<@1>'])(
		'%j is shown as it is',
		(text) => {
			expect(shown(parse(text)[0] ?? { kind: '', level: 0, marker: '', children: [] })).toBe(text);
		},
	);
	test('what the renderer escapes, the page shows as it was', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (raw) => {
				// Controls are removed, and trailing spaces of a heading sign are the renderer's business.
				const text = raw.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '').toWellFormed();
				const lines = parse(escapeMarkdown(text));
				expect(lines.map((line) => [line.kind, shown(line)])).toEqual([['text', text]]);
			}),
		);
	});
	test('any text is parsed, and quickly', () => {
		fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => parse(text).length > 0));
		const cost = costMeter();
		for (const sign of ['[', '**', '*', '`', '<', '[a](', '\\'])
			parse(sign.repeat(Math.ceil(4000 / sign.length)));
		expect(cost()).toBeLessThan(2_000);
	});
});
