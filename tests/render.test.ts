/**
 * Every node of a Doc as each platform shows it, side by side: see looks.ts for how a row reads. The tables are
 * typed by the kinds of doc.ts, so a new kind without a row is a type error.
 */
import { describe, expect, test } from 'vitest';
import { type Action, type Block, type Doc, doc, type Inline } from '../src/doc/doc.ts';
import { type Look, lookOf, type Row, type Table, type Words } from './looks.ts';
import {
	BLOCKS,
	CLOCK,
	FERRY,
	HOSTILE,
	ON_DISCORD,
	ON_TELEGRAM,
	STAMP,
	TIME,
	WHEN,
} from './render-blocks.ts';

const INLINES: Table<Words | Exclude<Inline, string>> = {
	words: [
		{
			as: 'hostile',
			node: { kind: 'words', words: HOSTILE },
			discord: [ON_DISCORD],
			telegram: [ON_TELEGRAM],
			plain: HOSTILE,
		},
	],
	strong: [
		{
			as: 'hostile',
			node: { kind: 'strong', text: HOSTILE },
			discord: [`**${ON_DISCORD}**`],
			telegram: [ON_TELEGRAM, `bold: ${ON_TELEGRAM}`],
			plain: HOSTILE,
		},
	],
	code: [
		{
			as: 'a command to tap',
			node: { kind: 'code', text: '/help' },
			discord: ['`/help`'],
			telegram: ['/help', 'bot_command: /help'],
			plain: '/help',
		},
		{
			as: 'hostile',
			node: { kind: 'code', text: '`@here` /stop' },
			discord: ['`ˋ@hereˋ /stop`'],
			telegram: ['`@here` /stop', 'code: `@here` /stop'],
			plain: '`@here` /stop',
		},
	],
	link: [
		{
			as: 'hostile',
			node: { kind: 'link', text: HOSTILE, url: 'https://port.example/(a)?b=1&c=2' },
			discord: [`[${ON_DISCORD}](<https://port.example/%28a%29?b=1&c=2>)`],
			telegram: [HOSTILE, `text_link https://port.example/(a)?b=1&c=2: ${HOSTILE}`],
			plain: `${HOSTILE} (https://port.example/(a)?b=1&c=2)`,
		},
		{
			as: 'words that lie',
			node: { kind: 'link', text: 'https://port.example/', url: 'https://evil.example/' },
			discord: ['<https://evil.example/>'],
			telegram: ['https://evil.example/', 'text_link https://evil.example/: https://evil.example/'],
			plain: 'https://port.example/ (https://evil.example/)',
		},
		{
			as: 'no web address',
			node: { kind: 'link', text: 'Port', url: 'javascript:alert(1)' },
			discord: ['Port'],
			telegram: ['Port'],
			plain: 'Port (javascript:alert(1))',
		},
	],
	time: [
		{
			as: 'in the reader’s own clock',
			node: { kind: 'time', ...CLOCK },
			discord: [STAMP],
			telegram: [WHEN, TIME],
			plain: WHEN,
		},
	],
};

const ACTIONS: Table<Action> = {
	open: [
		{
			node: { kind: 'open', label: 'Open', url: FERRY },
			discord: [`button Open: ${FERRY}`],
			telegram: [`button Open: ${FERRY}`],
			plain: `[Open] ${FERRY}`,
		},
	],
	invoke: [
		{
			as: 'marked by its delivery',
			node: { kind: 'invoke', label: 'Summary @here', command: 'summary', args: { article: '0a~&=' } },
			discord: ['button Summary @here: summary?article=0a%7E%26%3D~d1'],
			telegram: ['button Summary @here: summary?article=0a%7E%26%3D~d1'],
			plain: '[Summary @here]',
		},
	],
};

const cases = <Node extends { readonly kind: string }>(
	rows: readonly Row<Node>[],
	given: (node: Node) => Doc,
) =>
	rows.map(({ node, as, ...expected }): readonly [string, Look, Doc] => [
		as === undefined ? node.kind : `${node.kind}: ${as}`,
		expected,
		given(node),
	]);
const said = (inline: Inline): Doc => doc({ kind: 'text', content: [inline] });

describe('a node on Discord, on Telegram and as plain text', () => {
	test.each([
		...cases<Words | Exclude<Inline, string>>(Object.values(INLINES).flat(), (node) =>
			said(node.kind === 'words' ? node.words : node),
		),
		...cases<Block>(Object.values(BLOCKS).flat(), (node) => doc(node)),
	])('%s', (_, expected, given) => expect(lookOf(given)).toEqual(expected));
});

describe('a button under a post', () => {
	test.each(
		cases<Action>(Object.values(ACTIONS).flat(), (node) => ({
			...said('Read'),
			actions: [node],
			mark: 'd1',
		})),
	)('%s', (_, { discord, telegram, plain }, given) =>
		expect(lookOf(given)).toEqual({
			discord: ['Read', ...discord],
			telegram: ['Read', ...telegram],
			plain: `Read\n\n${plain}`,
		}),
	);
});
