/**
 * Every node of a Doc as each platform shows it, side by side: see looks.ts for how a row reads. The tables are
 * typed by the kinds of doc.ts, so a new kind without a row is a type error.
 */
import { describe, expect, test } from 'vitest';
import { type Action, type Block, type Doc, doc, type Inline, type StoryView } from '../src/doc/doc.ts';
import { type Look, lookOf, type OfKind, type Row, type Table, type Words } from './looks.ts';

const AT = Date.UTC(2026, 4, 17, 6);
const WHEN = '17 May, 06:00 UTC';
const CLOCK = { at: AT, fallback: WHEN };
const STAMP = `<t:${AT / 1000}:R>`;
const TIME = `date_time ${new Date(AT).toISOString()}: ${WHEN}`;

/** Whatever a platform may obey: headings, pings, tags, commands, markup, links. */
const HOSTILE = '# @everyone <b>**/help**</b> [x](http://evil.example) #tag';
/** Disarmed by backslashes on Discord, by word joiners (no width) on Telegram. */
const ON_DISCORD = String.raw`\# \@everyone \<b>\*\*/help\*\*\</b> \[x\](http\://evil.example) #tag`;
const J = '\u2060';
const ON_TELEGRAM = `# @${J}everyone <b>**/${J}help**</b> [x](http:${J}//evil.${J}example) #${J}tag`;

const FERRY = 'https://port.example/ferry';
const story = (more: Partial<StoryView> = {}): OfKind<Block, 'story'> => ({
	kind: 'story',
	story: { title: 'The ferry is back', url: FERRY, source: 'Harbour Post', time: CLOCK, ...more },
});

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

const BLOCKS: Table<Block> = {
	heading: [
		{
			as: 'hostile',
			node: { kind: 'heading', text: HOSTILE },
			discord: [`### ${ON_DISCORD}`],
			telegram: [ON_TELEGRAM, `bold: ${ON_TELEGRAM}`],
			plain: HOSTILE,
		},
	],
	text: [
		{
			as: 'of several inlines',
			node: {
				kind: 'text',
				content: ['See ', { kind: 'link', text: 'it', url: FERRY }, ' or ', { kind: 'code', text: '/help' }],
			},
			discord: [`See [it](<${FERRY}>) or \`/help\``],
			telegram: ['See it or /help', `text_link ${FERRY}: it`, 'bot_command: /help'],
			plain: `See it (${FERRY}) or /help`,
		},
	],
	list: [
		{
			as: 'numbered',
			node: { kind: 'list', numbered: true, items: [['one'], [{ kind: 'strong', text: 'two' }]] },
			discord: ['1. one\n2. **two**'],
			telegram: ['1. one\n2. two', 'bold: two'],
			plain: '1. one\n2. two',
		},
		{
			as: 'hostile; a long line gets air',
			node: { kind: 'list', numbered: false, items: [['1. - one'], [HOSTILE]] },
			discord: [`- 1\\. - one\n- ${ON_DISCORD}`],
			telegram: [`• 1. - one\n\n• ${ON_TELEGRAM}`],
			plain: `• 1. - one\n• ${HOSTILE}`,
		},
	],
	story: [
		{
			as: 'with everything',
			node: story({
				section: 'City',
				summary: 'It sails at noon.',
				imageUrl: 'https://port.example/ferry.jpg',
			}),
			discord: [
				`### [The ferry is back](<${FERRY}>)\n-# Harbour Post · City · ${STAMP}`,
				'It sails at noon.',
				'picture https://port.example/ferry.jpg',
			],
			telegram: [
				'picture https://port.example/ferry.jpg',
				`The ferry is back\nHarbour Post · City · ${WHEN}\nIt sails at noon.`,
				'bold: The ferry is back',
				`text_link ${FERRY}: The ferry is back`,
				TIME,
				'blockquote: It sails at noon.',
			],
			plain: `The ferry is back\nHarbour Post · City · ${WHEN}\nIt sails at noon.\n${FERRY}`,
		},
		{
			as: 'bare',
			node: story(),
			discord: [`### [The ferry is back](<${FERRY}>)\n-# Harbour Post · ${STAMP}`],
			telegram: [
				`The ferry is back\nHarbour Post · ${WHEN}`,
				'bold: The ferry is back',
				`text_link ${FERRY}: The ferry is back`,
				TIME,
			],
			plain: `The ferry is back\nHarbour Post · ${WHEN}\n${FERRY}`,
		},
		{
			as: 'hostile',
			node: story({
				title: HOSTILE,
				source: '@here',
				section: '/stop',
				summary: HOSTILE,
				imageUrl: 'data:x',
			}),
			discord: [`### [${ON_DISCORD}](<${FERRY}>)\n-# \\@here · /stop · ${STAMP}`, ON_DISCORD],
			telegram: [
				`${HOSTILE}\n@${J}here · /${J}stop · ${WHEN}\n${ON_TELEGRAM}`,
				`bold: ${HOSTILE}`,
				`text_link ${FERRY}: ${HOSTILE}`,
				TIME,
				`blockquote: ${ON_TELEGRAM}`,
			],
			plain: `${HOSTILE}\n@here · /stop · ${WHEN}\n${HOSTILE}\n${FERRY}`,
		},
	],
	summary: [
		{
			as: 'hostile',
			node: { kind: 'summary', sentences: ['It sails.', '>>> @here'] },
			discord: ['> It sails.\n> \\>>> \\@here'],
			telegram: [`It sails.\n\n>>> @${J}here`, `blockquote: It sails.\n\n>>> @${J}here`],
			plain: '> It sails.\n> >>> @here',
		},
	],
	facts: [
		{
			as: 'hostile',
			node: {
				kind: 'facts',
				facts: [
					{ label: '*Pace*', value: ['/stop'] },
					{ label: 'First', value: ['Harbour Post · ', { kind: 'time', ...CLOCK }] },
				],
			},
			discord: [`**\\*Pace\\*** /stop\n**First** Harbour Post · ${STAMP}`],
			telegram: [`*Pace* /${J}stop\nFirst Harbour Post · ${WHEN}`, 'bold: *Pace*', 'bold: First', TIME],
			plain: `*Pace*: /stop\nFirst: Harbour Post · ${WHEN}`,
		},
	],
	file: [
		{
			as: 'hostile',
			node: { kind: 'file', name: '../étoiles <b>.opml', type: 'text/x-opml', text: HOSTILE },
			discord: ['file attachment://etoilesb.opml'],
			telegram: ['file etoilesb.opml'],
			plain: '[etoilesb.opml]',
		},
	],
	notice: [
		{
			as: 'info',
			node: { kind: 'notice', tone: 'info', content: ['Nothing new.'] },
			discord: ['colour 5b8def', 'Nothing new.'],
			telegram: ['ℹ️ Nothing new.'],
			plain: 'Nothing new.',
		},
		{
			as: 'warning, hostile',
			node: { kind: 'notice', tone: 'warning', content: ['No feed at ', HOSTILE] },
			discord: ['colour e8a33d', `No feed at ${ON_DISCORD}`],
			telegram: [`⚠️ No feed at ${ON_TELEGRAM}`],
			plain: `No feed at ${HOSTILE}`,
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
