import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doc, text } from '../../../src/doc/doc.ts';
import { SendError, type SendOutcome } from '../../../src/errors.ts';
import type { Fault } from '../../stand-ins/discord/index.ts';
import { type Newsroom, openNewsroom, post } from './newsroom.ts';

const CHANNELS = Array.from({ length: 30 }, (_, index) => `c${index}`);
let room: Newsroom;
let used = 0;
beforeAll(async () => {
	room = await openNewsroom({
		guilds: [
			{ name: 'Main', channels: CHANNELS },
			{ name: 'Left', channels: ['left'] },
		],
	});
});
afterAll(async () => {
	await room.adapter.stop();
	expect(room.discord.violations).toEqual([]);
	expect(room.discord.unknownRoutes).toEqual([]);
	expect(room.discord.avoidable).toBe(0);
	expect(room.logged.join('\n')).not.toContain(room.discord.token);
	await room.discord.close();
});

/** A channel of its own for each test: limits and faults of one do not reach another. */
const fresh = () => room.discord.channel(`c${used++}`).id;
const send = (channelId: string, key: string) =>
	room.adapter.send({ key, channel: `discord:${channelId}`, doc: post(key) });
async function outcome(work: Promise<unknown>): Promise<SendOutcome | 'sent'> {
	try {
		await work;
		return 'sent';
	} catch (error) {
		if (error instanceof SendError) return error.outcome;
		throw error;
	}
}

describe('one attempt, named by what to do next', () => {
	test('a post: its id, its key as nonce, one message', async () => {
		const channel = fresh();
		const { messageId } = await send(channel, 'plain');
		expect(room.discord.messages(channel).map(({ id, nonce }) => [id, nonce])).toEqual([
			[messageId, 'plain'],
		]);
	});

	test.each<[string, Fault, object, number]>([
		['lost answer', 'lost-answer', { kind: 'unknown' }, 1],
		['answer cut in the middle', 'cut-answer', { kind: 'unknown' }, 1],
		['socket closed before', 'refused', { kind: 'unknown' }, 0],
		['500', 500, { kind: 'unknown' }, 0],
		['502', 502, { kind: 'unknown' }, 0],
		['429 of the channel', 429, { kind: 'later', scope: 'channel' }, 0],
		['automod', { status: 400, code: 200000 }, { kind: 'rejected' }, 0],
		['403 that says nothing', 403, { kind: 'rejected' }, 0],
	])('%s', async (name, fault, expected, copies) => {
		const channel = fresh();
		const key = `fault ${name}`.slice(0, 25);
		room.discord.nextSend(fault);
		expect(await outcome(send(channel, key))).toMatchObject(expected);
		expect(room.discord.copies(key)).toBe(copies);
	});

	test('a right taken, a channel deleted, a server left: gone', async () => {
		const [silent, hidden, deleted] = [fresh(), fresh(), fresh()];
		room.discord.denyPermission(silent, 'send');
		room.discord.denyPermission(hidden, 'view');
		room.discord.deleteChannel(deleted);
		room.discord.kick('Left');
		for (const [channel, code] of [
			[silent, '50013'],
			[hidden, '50001'],
			[deleted, '10003'],
			[room.discord.channel('left').id, '50001'],
		] as const)
			expect(await outcome(send(channel, `gone${channel}`))).toMatchObject({
				kind: 'gone',
				reason: expect.stringContaining(code),
			});
	});

	test('a sixth post within 5 seconds is held back here, not refused there', async () => {
		const channel = fresh();
		const results = [];
		for (let index = 0; index < 6; index++) results.push(await outcome(send(channel, `burst${index}`)));
		expect(results.slice(0, 5)).toEqual(Array(5).fill('sent'));
		expect(results[5]).toMatchObject({ kind: 'later', scope: 'channel' });
	});

	test('what would be several messages is refused whole: half of it could arrive', async () => {
		const channel = fresh();
		const long = doc(...Array.from({ length: 9 }, () => text('word '.repeat(250))));
		const work = room.adapter.send({ key: 'long', channel: `discord:${channel}`, doc: long });
		expect(await outcome(work)).toMatchObject({ kind: 'rejected' });
		expect(room.discord.messages(channel)).toEqual([]);
	});

	test('a channel of another platform is a mistake of ours', async () => {
		const work = room.adapter.send({ key: 'k', channel: 'telegram:1', doc: post('k') });
		await expect(work).rejects.toThrow('Not a Discord channel');
	});
});

describe('a lost answer', () => {
	test('the same key again is the same message', async () => {
		const channel = fresh();
		room.discord.nextSend('lost-answer', 'cut-answer');
		expect(await outcome(send(channel, 'again'))).toMatchObject({ kind: 'unknown' });
		expect(await outcome(send(channel, 'again'))).toMatchObject({ kind: 'unknown' });
		const { messageId } = await send(channel, 'again');
		expect(room.discord.messages(channel).map(({ id }) => id)).toEqual([messageId]);
	});

	test('when Discord forgot the key, the history is the proof', async () => {
		const channel = fresh();
		const since = Date.now();
		await send(channel, 'other');
		room.discord.nextSend('lost-answer');
		await outcome(send(channel, 'found'));
		room.discord.forgetNonces();
		const message = { key: 'found', channel: `discord:${channel}` as const, doc: post('found') };
		const seen = await room.adapter.find?.(message, since);
		expect(seen).toEqual({ messageId: room.discord.messages(channel)[1]?.id });
	});

	test('absent only after the whole history', async () => {
		const channel = fresh();
		const since = Date.now();
		for (let index = 0; index < 250; index++) room.discord.say(channel, `chat ${index}`);
		const message = { key: 'never', channel: `discord:${channel}` as const, doc: post('never') };
		expect(await room.adapter.find?.(message, since)).toBe('absent');
		const { messageId } = await send(channel, 'never');
		expect(await room.adapter.find?.(message, since)).toEqual({ messageId });
	});

	test('no proof without the right to read, without buttons, or in a channel nobody knows', async () => {
		const channel = fresh();
		room.discord.denyPermission(channel, 'history');
		// The gateway's news is in order: an answered command shows that it arrived.
		await room.discord.slash(channel, 'latest');
		const message = { key: 'k', channel: `discord:${channel}` as const, doc: post('k') };
		expect(await room.adapter.find?.(message, 0)).toBeUndefined();
		const open = { ...message, channel: `discord:${fresh()}` as const };
		expect(await room.adapter.find?.({ ...open, doc: { ...open.doc, actions: [] } }, 0)).toBeUndefined();
		expect(await room.adapter.find?.({ ...message, channel: 'discord:404' }, 0)).toBeUndefined();
	});
});

describe('the limit of the whole bot', () => {
	test('is said once, and kept here until it is over', async () => {
		const [one, other] = [fresh(), fresh()];
		room.discord.nextSend({ retryAfter: 2, scope: 'global' });
		const limited = { kind: 'later', scope: 'platform', retryAfter: expect.any(Number) };
		expect(await outcome(send(one, 'global1'))).toMatchObject(limited);
		expect(await outcome(send(other, 'global2'))).toMatchObject(limited);
	});
});
