import { expect, test } from 'vitest';
import { code, doc, heading, link, notice, strong, text } from '../../src/doc/doc.ts';
import { plainText } from '../../src/doc/text.ts';

test.each([
	['heading', doc(heading('News')), 'News'],
	['text', doc(text('Type ', code('/help'), ' ', strong('now'))), 'Type /help now'],
	['link', doc(text(link('here', 'https://a.example/'))), 'here (https://a.example/)'],
	['bare link', doc(text(link('https://a.example/', 'https://a.example/'))), 'https://a.example/'],
	['time', doc(text({ kind: 'time', at: 0, fallback: '1 hour ago' })), '1 hour ago'],
	['bullets', doc({ kind: 'list', numbered: false, items: [['a'], ['b']] }), '• a\n• b'],
	['numbers', doc({ kind: 'list', numbered: true, items: [['a'], ['b']] }), '1. a\n2. b'],
	['summary', doc({ kind: 'summary', sentences: ['One.', 'Two.'] }), '> One.\n> Two.'],
	['facts', doc({ kind: 'facts', facts: [{ label: 'Pace', value: ['live'] }] }), 'Pace: live'],
	['notice', doc(notice('warning', 'Careful.')), 'Careful.'],
	[
		'story and buttons',
		{
			blocks: [
				{
					kind: 'story' as const,
					story: { title: 'T', url: 'https://a.example/', source: 'A', time: { at: 0, fallback: 'now' } },
				},
			],
			actions: [
				{ kind: 'open' as const, label: 'Open', url: 'https://a.example/' },
				{ kind: 'invoke' as const, label: 'Summary', command: 'summary', args: {} },
			],
		},
		'T\nA · now\nhttps://a.example/\n\n[Open] https://a.example/ [Summary]',
	],
])('%s', (_kind, given, expected) => {
	expect(plainText(given)).toBe(expected);
});
