/** Docs as the worst of feeds and the largest of answers make them: the same for every renderer. */
import fc from 'fast-check';
import type { Action, Block, Doc, Inline } from '../../src/doc/doc.ts';

const bit = fc.oneof(
	fc.constantFrom(
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
	),
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 12 }),
	fc.string({ unit: fc.constantFrom(...'@everyone <#>[]()*_~`|:/-1.\n\ud83d'), maxLength: 80 }),
	fc.constantFrom(
		'@everyone',
		'/stop',
		'example.com',
		'#tag',
		'\ud800',
		'👩‍👩‍👧‍👦',
		'é̂',
		'مرحبا',
		'http://a.example.org/x',
	),
);
/** From nothing to several messages long. */
export const words = fc.oneof(
	fc.string({ maxLength: 40 }),
	fc.array(bit, { maxLength: 12 }).map((bits) => bits.join('')),
	fc.tuple(bit, fc.integer({ min: 1, max: 3_000 })).map(([one, times]) => one.repeat(times).slice(0, 6_000)),
);
const url = fc.oneof(
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	words,
	fc.constantFrom(
		'',
		'javascript:x',
		'http://localhost/x',
		'https://a.example/(x)',
		`https://a.example/${'x'.repeat(3_000)}`,
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
		kind: fc.constant('written' as const),
		sentences: fc.array(
			fc.record({
				text: words,
				proofs: fc.array(fc.record({ quotation: words, url }, { requiredKeys: ['quotation'] }), {
					maxLength: 4,
				}),
			}),
			{ maxLength: 6 },
		),
	}),
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
		kind: fc.constant('file' as const),
		name: words,
		type: fc.constant('text/x-opml'),
		text: words,
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
		command: fc.stringMatching(/^[a-z0-9_]{1,32}$/),
		args: fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.string({ maxLength: 40 }), {
			maxKeys: 3,
		}),
	}),
);

/** @param blocks at most */
export const randomDoc = (blocks: number): fc.Arbitrary<Doc> =>
	fc.record(
		{
			blocks: fc.array(block, { maxLength: blocks }),
			actions: fc.array(action, { maxLength: 30 }),
			mark: fc.stringMatching(/^[0-9a-v]{13}$/),
		},
		{ requiredKeys: ['blocks'] },
	);
