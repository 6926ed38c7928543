import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../../src/adapters/discord/subject.ts';

const bare = { id: '7', content: '', embeds: [], components: [] };

describe('what somebody points at', () => {
	test.each<[string, object, readonly string[]]>([
		['a link in a text', { content: 'look: https://a.example/x.' }, ['https://a.example/x']],
		[
			'brackets around it',
			{ content: '(https://a.example/x) <https://b.example/y>' },
			['https://a.example/x', 'https://b.example/y'],
		],
		['brackets inside it', { content: 'https://a.example/x_(y)' }, ['https://a.example/x_(y)']],
		['a masked link', { content: '[here](https://a.example/x)' }, ['https://a.example/x']],
		[
			'an embed',
			{ embeds: [{ title: 'T', url: 'https://a.example/e', description: 'https://b.example/' }] },
			['https://a.example/e', 'https://b.example/'],
		],
		['twice the same', { content: 'https://a.example/ https://a.example/' }, ['https://a.example/']],
		['no address', { content: 'ftp://a.example javascript:alert(1)' }, []],
		[
			'a post of ours: title link, then the button',
			{
				components: [
					{
						type: 17,
						components: [
							{
								type: 9,
								components: [{ type: 10, content: '### [T](<https://a.example/t>)' }],
								accessory: { type: 11, media: { url: 'https://a.example/pic.jpg' } },
							},
							{ type: 1, components: [{ type: 2, style: 5, label: 'Open', url: 'https://a.example/open' }] },
						],
					},
				],
			},
			['https://a.example/t', 'https://a.example/open'],
		],
	])('%s', (_, more, urls) => expect(subjectOf({ ...bare, ...more }).urls).toEqual(urls));

	test('its words and its id', () => {
		const subject = subjectOf({ ...bare, content: 'one', embeds: [{ title: 'two', description: null }] });
		expect(subject).toMatchObject({ messageId: '7', text: 'one\ntwo' });
	});
});
