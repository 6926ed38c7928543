import fc from 'fast-check';
import { expect, test } from 'vitest';
import { render, renderPost, type TelegramMessage } from '../../../src/adapters/telegram/render.ts';
import type { Action, Block, Doc, Inline } from '../../../src/doc/doc.ts';
import { detect } from '../../stand-ins/telegram/detect.ts';
import { checkKeyboard, checkPreview, checkText } from '../../stand-ins/telegram/entities.ts';

// Words as the worst of feeds sends them, from nothing to several messages long.
const sign = fc.constantFrom(
	'@',
	'#',
	'/',
	'$',
	'.',
	':',
	'//',
	' ',
	'\n',
	'\n\n',
	'…',
	'. ',
	'\u200d',
	'\u0301',
	'\u202e',
);
const bit = fc.oneof(
	sign,
	fc.string({ unit: 'binary', maxLength: 8 }),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc.constantFrom(
		'@everyone',
		'/stop',
		'example.com',
		'#tag',
		'\ud800',
		'👩‍👩‍👧‍👦',
		'مرحبا',
		'http://a.example.org/x',
	),
);
const words = fc.oneof(
	fc.array(bit, { maxLength: 12 }).map((bits) => bits.join('')),
	fc.tuple(bit, fc.integer({ min: 1, max: 3000 })).map(([one, times]) => one.repeat(times).slice(0, 6000)),
);
const url = fc.oneof(
	fc.webUrl(),
	fc.constantFrom(
		'',
		'nonsense',
		'javascript:x',
		'http://localhost/x',
		`https://a.example.org/${'x'.repeat(3000)}`,
	),
);
const at = fc.oneof(fc.integer({ min: -1e15, max: 1e15 }), fc.constant(Number.NaN));
const inline: fc.Arbitrary<Inline> = fc.oneof(
	words,
	fc.record({ kind: fc.constant('strong' as const), text: words }),
	fc.record({ kind: fc.constant('code' as const), text: words }),
	fc.record({ kind: fc.constant('link' as const), text: words, url }),
	fc.record({ kind: fc.constant('time' as const), at, fallback: words }),
);
const content = fc.array(inline, { maxLength: 8 });
const block: fc.Arbitrary<Block> = fc.oneof(
	fc.record({ kind: fc.constant('heading' as const), text: words }),
	fc.record({ kind: fc.constant('text' as const), content }),
	fc.record({
		kind: fc.constant('list' as const),
		numbered: fc.boolean(),
		items: fc.array(content, { maxLength: 10 }),
	}),
	fc.record({ kind: fc.constant('summary' as const), sentences: fc.array(words, { maxLength: 10 }) }),
	fc.record({
		kind: fc.constant('facts' as const),
		facts: fc.array(fc.record({ label: words, value: content }), { maxLength: 8 }),
	}),
	fc.record({
		kind: fc.constant('notice' as const),
		tone: fc.constantFrom('info' as const, 'warning' as const),
		content,
	}),
	fc.record({
		kind: fc.constant('story' as const),
		story: fc.record(
			{
				title: words,
				url,
				source: words,
				time: fc.record({ at, fallback: words }),
				section: words,
				summary: words,
				imageUrl: url,
			},
			{ requiredKeys: ['title', 'url', 'source', 'time'] },
		),
	}),
);
const action: fc.Arbitrary<Action> = fc.oneof(
	fc.record({ kind: fc.constant('open' as const), label: words, url }),
	fc.record({
		kind: fc.constant('invoke' as const),
		label: words,
		command: fc.constantFrom('summary', 'related'),
		args: fc.dictionary(fc.constantFrom('article', 'n'), fc.string({ maxLength: 40 })),
	}),
);
const anyDoc: fc.Arbitrary<Doc> = fc.record(
	{ blocks: fc.array(block, { maxLength: 6 }), actions: fc.array(action, { maxLength: 12 }) },
	{ requiredKeys: ['blocks'] },
);

const problems = ({
	text,
	entities,
	reply_markup,
	link_preview_options,
}: TelegramMessage): readonly string[] => [
	...checkText(text, entities),
	...checkKeyboard(reply_markup),
	...checkPreview(link_preview_options),
];

test('no Doc breaks a limit or an entity rule', () => {
	fc.assert(
		fc.property(anyDoc, (doc) => {
			const parts = render(doc);
			expect(parts.flatMap(problems)).toEqual([]);
			const post = renderPost(doc);
			expect(post === undefined).toBe(parts.length === 0);
			if (post) expect(problems(post)).toEqual([]);
		}),
		{ numRuns: 150 },
	);
});

test('no words of a text become a mention, a tag, a command or a link', () => {
	fc.assert(
		fc.property(fc.array(words, { minLength: 1, maxLength: 5 }), (texts) => {
			for (const { text, entities } of render({ blocks: [{ kind: 'text', content: texts }] })) {
				expect(detect(text, entities)).toEqual([]);
			}
		}),
		{ numRuns: 300 },
	);
});
