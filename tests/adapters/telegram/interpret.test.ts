import { describe, expect, test } from 'vitest';
import { readButton, readMessage, startPayload } from '../../../src/adapters/telegram/interpret.ts';
import { updateSchema } from '../../../src/adapters/telegram/schema.ts';

const self = {
	username: 'depeche_bot',
	commands: new Set(['summary', 'follow']),
	open: new Set(['summary']),
};
const person = { id: 7, is_bot: false, first_name: 'Ana', language_code: 'fr' };
const group = { id: -100123, type: 'supergroup', title: 'Plaza' };

/** A message as Telegram sends it, with more fields than we read. */
function read(fields: object) {
	const message = { message_id: 5, date: 1, chat: group, from: person, text: '/summary', ...fields };
	const update = updateSchema.parse({ update_id: 1, message });
	return update.message && readMessage(update.message, self);
}

describe('what a message is about', () => {
	test('every address of the post replied to, with a scheme', () => {
		const text = 'see example.org/a and here';
		const reply_to_message = {
			message_id: 3,
			text,
			entities: [
				{ type: 'url', offset: 4, length: 13 },
				{ type: 'text_link', offset: 22, length: 4, url: 'http://b.example.org/' },
			],
			reply_markup: {
				inline_keyboard: [
					[
						{ text: 'Open', url: 'https://c.example.org/' },
						{ text: 'x', callback_data: 'y' },
					],
				],
			},
		};
		expect(read({ reply_to_message })?.call.about).toEqual({
			messageId: '3',
			urls: ['https://example.org/a', 'http://b.example.org/', 'https://c.example.org/'],
			text,
		});
	});
	test('a photo’s caption counts as its words', () => {
		const reply_to_message = { message_id: 3, caption: 'The bridge', caption_entities: [] };
		expect(read({ reply_to_message })?.call.about?.text).toBe('The bridge');
	});
	test('a quotation of another chat', () => {
		const about = read({
			external_reply: { message_id: 9, link_preview_options: { url: 'https://a.example.org/x' } },
			quote: { text: 'The bridge opens', position: 0 },
		})?.call.about;
		expect(about).toEqual({ messageId: '9', urls: ['https://a.example.org/x'], text: 'The bridge opens' });
	});
	test('a plain message of a topic replies to nothing', () => {
		const request = read({
			message_thread_id: 3,
			is_topic_message: true,
			reply_to_message: { message_id: 3, forum_topic_created: { name: 'News', icon_color: 1 } },
		});
		expect(request?.call.about).toBeUndefined();
		expect(request?.place).toEqual({ chat: -100123, kind: 'supergroup', topic: 3 });
	});
});

describe('who and where', () => {
	test.each<[string, object, object]>([
		[
			'a reply thread outside of a forum is no topic',
			{ message_thread_id: 4 },
			{ place: { chat: -100123, kind: 'supergroup' } },
		],
		[
			'the General topic is the chat itself',
			{ message_thread_id: 1, is_topic_message: true },
			{ place: { chat: -100123, kind: 'supergroup' } },
		],
		[
			'the group itself speaks through its anonymous administrators',
			{ sender_chat: group },
			{ asChat: true },
		],
		[
			'a channel that writes in a group is nobody’s administrator',
			{ sender_chat: { id: -100999, type: 'channel' } },
			{ asChat: false, call: { user: '-100999' } },
		],
		['the person’s language', {}, { person: 7, call: { locale: 'fr', user: '7' } }],
	])('%s', (_name, fields, expected) => {
		expect(read(fields)).toMatchObject(expected);
	});
	test('other bots are not answered', () => {
		expect(read({ from: { ...person, is_bot: true } })).toBeUndefined();
	});
});

describe('buttons', () => {
	const press = (data: string, message?: object) => {
		const update = updateSchema.parse({
			update_id: 1,
			callback_query: { id: '1', from: person, data, message },
		});
		return update.callback_query && readButton(update.callback_query);
	};
	const message = { message_id: 3, date: 0, chat: group };
	test('of a message too old to be shown', () => {
		expect(press('summary?article=abc~m1', message)?.call).toMatchObject({
			command: 'summary',
			input: { kind: 'values', values: { article: 'abc' } },
		});
	});
	test('that this program did not write, or that hang nowhere, do nothing', () => {
		expect(press('<script>', message)).toBeUndefined();
		expect(press('summary?article=abc')).toBeUndefined();
	});
	test('a payload of t.me fits, and leaves the mark behind', () => {
		const payload = startPayload('summary?article=0123456789abc~0123456789abc') ?? '';
		expect(Buffer.from(payload, 'base64url').toString()).toBe('summary?article=0123456789abc');
		expect(payload).toMatch(/^[\w-]{1,64}$/);
		expect(startPayload(`summary?article=${'x'.repeat(48)}`)).toBeUndefined();
	});
});

test('an update that is no update has no use', () => {
	expect(updateSchema.safeParse({ update_id: 1, message: { text: 'x' } }).success).toBe(false);
});
