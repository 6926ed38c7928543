/** An answer that is changed later: seen once it is changed, whatever becomes of what should follow it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Call } from '../../../src/adapters/adapter.ts';
import { type Block, doc, text } from '../../../src/doc/doc.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

const FILE: Block = { kind: 'file', name: 'list.txt', type: 'text/plain', text: 'one\ntwo' };
let room: Newsroom;
const calls: Call[] = [];
beforeAll(async () => {
	room = await openNewsroom({
		async handle(call) {
			calls.push(call);
			return { doc: doc(text('begun')), private: false };
		},
	});
});
afterAll(() => room[Symbol.asyncDispose]());

test.each<[string, boolean]>([
	['the file follows', false],
	['where no file may be sent, the change stands and the file is told in the log', true],
])('%s', async (_what, isRefused) => {
	const { telegram, bot, log } = room;
	const chat = telegram.chat({ type: 'supergroup', title: 'Readers' });
	if (isRefused) telegram.refuseFiles(chat);
	const answer = await telegram.say(chat, '/summary 1');
	const call = calls.at(-1);
	const texts = () => telegram.messages(chat).map((message) => message.text || message.document?.file_name);
	const files = isRefused ? 0 : 1;

	expect(await call?.revise?.(doc(text('done'), FILE))).toBe(true);
	expect(texts()).toEqual(['done', 'list.txt'].slice(0, 1 + files));

	const messageId = (await call?.messageId?.()) ?? '';
	expect(messageId).toBe(String(answer.message_id));
	await bot.revise?.({ channel: `telegram:${chat.id}`, messageId, doc: doc(text('done again'), FILE) });
	expect(texts()).toEqual(['done again', 'list.txt', 'list.txt'].slice(0, 1 + 2 * files));
	expect(log.lines.filter((line) => line.includes('not all of it sent'))).toHaveLength(isRefused ? 2 : 0);
	expect([call?.takesFile, call?.channelName]).toEqual(['message', 'Readers']);
});

test('a message that is not there stays unchanged, and says so', async () => {
	const chat = room.telegram.chat({ type: 'supergroup', title: 'Readers' });
	const message = { channel: `telegram:${chat.id}`, messageId: '4711', doc: doc(text('done')) } as const;
	await expect(room.bot.revise?.(message)).rejects.toMatchObject({ name: 'SendError' });
});
