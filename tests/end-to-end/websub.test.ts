import { createServer } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Hub, startHub } from '../stand-ins/hub.ts';
import type { Chat } from '../stand-ins/telegram/index.ts';
import { type House, openHouse } from './house.ts';
import { FERRY, HARBOUR, LIBRARY, type Outlet, openOutlet } from './outlet.ts';

const PATIENCE_MS = 20_000;

let house: House;
let hub: Hub;
let courier: Outlet;
let channel: string;
let group: Chat;

/** PUBLIC_URL must be known before the program listens. */
async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('no port');
	return address.port;
}

const arrived = (words: string) =>
	Promise.all([
		house.discord.waitForMessage(channel, ({ text }) => text.includes(words), PATIENCE_MS),
		house.telegram.waitForMessage(
			group,
			({ text, reply_to_message }) => !reply_to_message && text.includes(words),
			PATIENCE_MS,
		),
	]);

beforeEach(async () => {
	const port = String(await freePort());
	hub = await startHub();
	house = await openHouse({
		channels: ['news'],
		environment: {
			PORT: port,
			PUBLIC_URL: `http://127.0.0.1:${port}`,
			POLL_MIN_SECONDS: '3600',
			POLL_MAX_SECONDS: '86400',
		},
	});
	courier = openOutlet(house.publisher, 'courier', 'The Averil Courier', 'en', hub.url);
	courier.publish(HARBOUR);
	channel = house.discord.channel('news').id;
	group = house.telegram.chat({ type: 'supergroup', title: 'Averil readers' });
	await house.start();
	await house.discord.slash(channel, 'follow', { address: courier.home }, { manager: true });
	await house.telegram.say(group, `/follow ${courier.home}`);
	await arrived('Crane topples');
	await vi.waitFor(() => expect(hub.subscribers.size).toBe(1), { timeout: PATIENCE_MS });
	await hub.settled();
});
afterEach(async () => {
	await house.close();
	await hub.close();
	expect(hub.violations).toEqual([]);
});

const asked = (): number =>
	house.publisher.requests.filter(({ path }) => path === new URL(courier.feedUrl).pathname).length;

test('a ping posts the news on both platforms long before the next poll; a forged one does nothing', async () => {
	courier.publish(LIBRARY);
	const before = asked();
	expect(await hub.ping(courier.feedUrl, { method: null })).toEqual([202]);
	expect(await hub.ping(courier.feedUrl, { secret: 'guess' })).toEqual([202]);
	expect(house.lines.filter((line) => line.includes('without the right signature'))).toHaveLength(2);
	expect(asked()).toBe(before);
	expect(await hub.ping(courier.feedUrl)).toEqual([202]);
	await arrived('library reopens');
	expect(asked()).toBe(before + 1);
});

test('a restart keeps the subscription', async () => {
	await house.stop();
	courier.publish(FERRY);
	await house.start();
	expect(hub.asked).toHaveLength(1);
	expect(await hub.ping(courier.feedUrl)).toEqual([202]);
	await arrived('Night ferry');
	expect(house.discord.messages(channel).filter(({ text }) => text.includes('Night ferry'))).toHaveLength(1);
});
