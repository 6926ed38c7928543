import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import type { Call, Reply } from '../../../src/adapters/adapter.ts';
import { createPreview, type Entry, type Preview } from '../../../src/adapters/preview/index.ts';
import { type Doc, doc, link, text } from '../../../src/doc/doc.ts';
import { plainText } from '../../../src/doc/text.ts';
import { SendError } from '../../../src/errors.ts';
import type { ChannelRef } from '../../../src/model.ts';

const log = pino({ level: 'silent' });
const looks = {
	discord: (shown: Doc) => [{ discord: plainText(shown) }],
	telegram: (shown: Doc) => [{ telegram: plainText(shown) }],
};
const post = (key: string, words = key, channel: ChannelRef = 'preview:news') => ({
	key,
	channel,
	doc: {
		...doc(text(link(words, `https://news.example/${key}`))),
		actions: [
			{ kind: 'invoke', label: 'Summary', command: 'summary', args: { article: key } },
			{ kind: 'open', label: 'Open', url: `https://news.example/${key}` },
		],
		mark: key,
	} satisfies Doc,
});

async function started(
	answer: (call: Call) => Promise<Reply> = async (call) => ({
		doc: doc(text(`answer to ${call.command}`)),
		private: false,
	}),
): Promise<{ preview: Preview; entries: Entry[]; calls: Call[] }> {
	const preview = createPreview({ looks, log });
	const entries: Entry[] = [];
	const calls: Call[] = [];
	preview.subscribe(({ entry }) => void entries.push(entry));
	await preview.start([], async (call) => {
		calls.push(call);
		return answer(call);
	});
	return { preview, entries, calls };
}

describe('posts', () => {
	test('are shown with the payloads of both looks', async () => {
		const { preview, entries } = await started();
		expect(await preview.send(post('k1', 'Ferry sails'))).toEqual({ messageId: 'k1' });
		expect(entries).toEqual([
			expect.objectContaining({
				kind: 'message',
				id: 'k1',
				private: false,
				discord: [{ discord: expect.stringContaining('Ferry sails') }],
				telegram: [{ telegram: expect.stringContaining('Ferry sails') }],
			}),
		]);
	});
	test('a repeat with the same key is the same message, shown once', async () => {
		const { preview, entries } = await started();
		await preview.send(post('k1'));
		expect(await preview.send(post('k1'))).toEqual({ messageId: 'k1' });
		expect(entries).toHaveLength(1);
	});
	test('another channel is gone, and what a renderer refuses is rejected', async () => {
		const { preview } = await started();
		await expect(preview.send(post('k1', 'k1', 'preview:sports'))).rejects.toThrow(SendError);
		const broken = createPreview({
			log,
			looks: {
				...looks,
				telegram: () => {
					throw new TypeError('no');
				},
			},
		});
		await expect(broken.send(post('k1'))).rejects.toMatchObject({ outcome: { kind: 'rejected' } });
	});
	test('the timeline is bounded, and a reader who returns gets only what was missed', async () => {
		const { preview } = await started();
		for (let n = 0; n < 210; n++) await preview.send(post(`k${n}`));
		const { past } = preview.subscribe(() => {});
		expect(past).toHaveLength(200);
		expect(past.at(-1)?.entry.id).toBe('k209');
		expect(preview.subscribe(() => {}, past.at(-3)?.position).past.map(({ entry }) => entry.id)).toEqual([
			'k208',
			'k209',
		]);
		expect(preview.subscribe(() => {}, 'of-another-run-7').past).toHaveLength(200);
	});
});

describe('typed lines', () => {
	test.each([
		['/summary 2', 'summary', '2'],
		['  /latest', 'latest', ''],
		['/summary\nA pasted text\n\nof two paragraphs', 'summary', 'A pasted text\n\nof two paragraphs'],
		['/no-such thing', 'no-such', 'thing'],
	])('%j is the command %s', async (line, command, rest) => {
		const { preview, calls, entries } = await started();
		expect(preview.say({ line, locale: 'fr' })).toBe('taken');
		await preview.stop();
		expect(calls[0]).toMatchObject({
			command,
			input: { kind: 'line', line: rest },
			channel: 'preview:news',
			locale: 'fr',
		});
		expect(await calls[0]?.isManager()).toBe(true);
		expect(entries.map((entry) => entry.kind)).toEqual(['said', 'message']);
		expect(entries[1]).toMatchObject({ answers: entries[0]?.id });
	});
	test.each(['hello', '', '/', '/ summary'])('%j is no command', async (line) => {
		const { preview, calls, entries } = await started();
		expect(preview.say({ line, locale: 'en' })).toBe('not-command');
		expect([calls, entries]).toEqual([[], []]);
	});
	test.each(['/help@depeche_bot', '/help'])('%s is the same command', async (line) => {
		const { preview, calls } = await started();
		expect(preview.say({ line: `${line} a@b`, locale: 'en' })).toBe('taken');
		expect(calls).toMatchObject([{ command: 'help', input: { kind: 'line', line: 'a@b' } }]);
	});
	test('a message that was replied to is what the command is about', async () => {
		const { preview, calls, entries } = await started();
		await preview.send(post('k1', 'Ferry sails'));
		preview.say({ line: '/related', locale: 'en', about: 'k1' });
		preview.say({ line: '/related', locale: 'en', about: 'forgotten' });
		await preview.stop();
		expect(calls[0]?.about).toEqual({ messageId: 'k1', urls: ['https://news.example/k1'], text: '' });
		expect(calls[1]?.about).toBeUndefined();
		expect(entries[1]).toMatchObject({ kind: 'said', about: 'k1' });
	});
	test('a failure of the program is logged and breaks nothing', async () => {
		const { preview, entries } = await started(async () => {
			throw new Error('bug');
		});
		expect(preview.say({ line: '/help', locale: 'en' })).toBe('taken');
		await preview.stop();
		expect(entries.map((entry) => entry.kind)).toEqual(['said']);
	});
});

describe('buttons', () => {
	test('carry their command, and what they stand under', async () => {
		const { preview, calls, entries } = await started();
		await preview.send(post('k1'));
		expect(preview.press({ code: 'summary?article=k1~k1', messageId: 'k1', locale: 'en' })).toBe('taken');
		await preview.stop();
		expect(calls[0]).toMatchObject({
			command: 'summary',
			input: { kind: 'values', values: { article: 'k1' } },
			about: { messageId: 'k1' },
		});
		expect(entries[1]).toMatchObject({ kind: 'said', line: 'Summary', pressed: true, about: 'k1' });
	});
	test.each([
		['a message that left', 'summary?article=k1~k1', 'k0'],
		['a button that is not there', 'follow?address=x~k1', 'k1'],
		['nonsense', '%%%', 'k1'],
	])('of %s are refused', async (_, code, messageId) => {
		const { preview, calls } = await started();
		await preview.send(post('k1'));
		expect(preview.press({ code, messageId, locale: 'en' })).toBe('old-button');
		expect(calls).toEqual([]);
	});
});
