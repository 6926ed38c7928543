/** An answer that is changed later: seen once it is changed, whatever becomes of what should follow it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Doc, doc, text } from '../../../src/doc/doc.ts';
import { type Newsroom, openNewsroom } from './newsroom.ts';

let room: Newsroom;
beforeAll(async () => {
	room = await openNewsroom();
});
afterAll(async () => {
	await room.adapter.stop();
	expect(room.discord.violations).toEqual([]);
	await room.discord.close();
});

const short = (words: string): Doc => doc(text(words));
const long: Doc = doc(...Array.from({ length: 9 }, (_, index) => text(`${index} ${'word '.repeat(250)}`)), {
	kind: 'file',
	name: 'list.txt',
	type: 'text/plain',
	text: 'one\ntwo',
});
const unsent = () => room.logged.filter((line) => line.includes('not all of it sent')).length;

async function answered() {
	room.answerWith(() => ({ doc: short('begun'), private: false }));
	const channel = room.discord.channel('news').id;
	const answer = await room.discord.slash(channel, 'latest');
	const call = room.calls.at(-1);
	return { channel, answer, call, messageId: (await call?.messageId?.()) ?? '' };
}

test('by its interaction and by its id; the file and what does not fit follow', async () => {
	const { channel, answer, call, messageId } = await answered();
	expect(messageId).toBe(answer.message.id);
	expect([call?.takesFile, call?.channelName]).toEqual(['option', 'news']);
	expect(await call?.revise?.(short('going on'))).toBe(true);
	expect(answer.message.text).toContain('going on');
	const before = room.discord.messages(channel).length;
	await room.adapter.revise?.({ channel: `discord:${channel}`, messageId, doc: long });
	expect(answer.message.text).toContain('0 word');
	const followed = room.discord.messages(channel).slice(before);
	expect([answer.message, ...followed].flatMap(({ files }) => files.map(({ name }) => name))).toEqual([
		'list.txt',
	]);
});

test('where nothing may follow, the change stands and the rest is told in the log', async () => {
	const { channel, answer, call, messageId } = await answered();
	const before = unsent();
	room.discord.refuseFollowUp();
	expect(await call?.revise?.(long)).toBe(true);
	expect(answer.message.text).toContain('0 word');
	expect(unsent()).toBe(before + 1);
	room.discord.nextSend(400);
	await room.adapter.revise?.({ channel: `discord:${channel}`, messageId, doc: long });
	expect(unsent()).toBe(before + 2);
});

test('a message that is gone says so; what one person alone saw has no id', async () => {
	const { channel, answer, messageId } = await answered();
	answer.message.deleted = true;
	const message = { channel: `discord:${channel}`, messageId, doc: short('done') } as const;
	await expect(room.adapter.revise?.(message)).rejects.toMatchObject({ name: 'SendError' });
	room.answerWith(() => ({ doc: short('a word in your ear'), private: true }));
	await room.discord.slash(channel, 'latest');
	expect(await room.calls.at(-1)?.messageId?.()).toBeUndefined();
});
