/**
 * Every block of a Doc as each platform shows it: a table of render.test.ts, and the hostile words of all its tables.
 */
import type { Block, StoryView } from '../src/doc/doc.ts';
import type { OfKind, Table } from './looks.ts';

const AT = Date.UTC(2026, 4, 17, 6);
export const WHEN = '17 May, 06:00 UTC';
export const CLOCK = { at: AT, fallback: WHEN };
export const STAMP = `<t:${AT / 1000}:R>`;
export const TIME = `date_time ${new Date(AT).toISOString()}: ${WHEN}`;

/** Whatever a platform may obey: headings, pings, tags, commands, markup, links. */
export const HOSTILE = '# @everyone <b>**/help**</b> [x](http://evil.example) #tag';
/** Disarmed by backslashes on Discord, by word joiners (no width) on Telegram. */
export const ON_DISCORD = String.raw`\# \@everyone \<b>\*\*/help\*\*\</b> \[x\](http\://evil.example) #tag`;
const J = '\u2060';
export const ON_TELEGRAM = `# @${J}everyone <b>**/${J}help**</b> [x](http:${J}//evil.${J}example) #${J}tag`;

export const FERRY = 'https://port.example/ferry';
const story = (more: Partial<StoryView> = {}): OfKind<Block, 'story'> => ({
	kind: 'story',
	story: { title: 'The ferry is back', url: FERRY, source: 'Harbour Post', time: CLOCK, ...more },
});

export const BLOCKS: Table<Block> = {
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
	written: [
		{
			as: 'hostile, one place proving twice',
			node: {
				kind: 'written',
				sentences: [
					{
						text: HOSTILE,
						proofs: [{ quotation: 'It sails.', url: `${FERRY}#:~:text=It%20sails.` }],
					},
					{
						text: 'It sails at noon.',
						proofs: [
							{ quotation: 'At noon.', url: `${FERRY}#:~:text=At%20noon.` },
							{ quotation: 'It sails.', url: `${FERRY}#:~:text=It%20sails.` },
						],
					},
				],
			},
			discord: [
				`${ON_DISCORD} [\\[1\\]](<${FERRY}#:~:text=It%20sails.>)\nIt sails at noon. [\\[2\\]](<${FERRY}#:~:text=At%20noon.>) [\\[1\\]](<${FERRY}#:~:text=It%20sails.>)`,
			],
			telegram: [
				`${ON_TELEGRAM} [1]\n\nIt sails at noon. [2] [1]`,
				`text_link ${FERRY}#:~:text=It%20sails.: [1]`,
				`text_link ${FERRY}#:~:text=At%20noon.: [2]`,
				`text_link ${FERRY}#:~:text=It%20sails.: [1]`,
			],
			plain: `${HOSTILE}\n> It sails.\nIt sails at noon.\n> At noon.\n> It sails.`,
		},
		{
			as: 'of a pasted text: no page, no links',
			node: {
				kind: 'written',
				sentences: [{ text: 'It sails.', proofs: [{ quotation: 'It sails again.' }] }],
			},
			discord: ['It sails.'],
			telegram: ['It sails.'],
			plain: 'It sails.\n> It sails again.',
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
