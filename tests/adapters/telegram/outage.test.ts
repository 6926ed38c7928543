// What an outage of the network means for a post: nothing was sent, so nothing may be given up.
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { createChats } from '../../../src/adapters/telegram/chats.ts';
import { createClient } from '../../../src/adapters/telegram/client.ts';
import { createPace } from '../../../src/adapters/telegram/pace.ts';
import { createSender } from '../../../src/adapters/telegram/send.ts';
import { doc, text } from '../../../src/doc/doc.ts';
import { startTelegram } from '../../stand-ins/telegram/index.ts';
import { createLines } from './newsroom.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

/** Signed by itself, for this file alone. */
const SELF_SIGNED = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrvGiO0gUXJRFZjkF
tm1cNreEinKCglsLM8QJQ+ichzGhRANCAASXy9JSrnZgwS9zpGZbmxwywzJ6yS/9
+/aKp6/NRAGy5ZqDbUxvKOjeK9BACxQmVj7f0WjZxVvLeWzJr4Eu0jrD
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIBgDCCASWgAwIBAgIUdOtOG7g84CATfL1g8gydQemEG5EwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjEyNTMzNVoYDzIxMjYxMDI5
MTI1MzM1WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAASXy9JSrnZgwS9zpGZbmxwywzJ6yS/9+/aKp6/NRAGy5ZqDbUxvKOje
K9BACxQmVj7f0WjZxVvLeWzJr4Eu0jrDo1MwUTAdBgNVHQ4EFgQUC5vHZi3FR0Ob
3yMmFIGcorVdXa0wHwYDVR0jBBgwFoAUC5vHZi3FR0Ob3yMmFIGcorVdXa0wDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA2eUG0j3UAUXeFY7/aSKF
KGTAvO/1oP4cA8ONZudgWPMCIQCEbrVtxgwYf5xeVQJ2WnJ4UpoQb+YTh5XzNlyc
wZ2pyQ==
-----END CERTIFICATE-----`,
};

/** @returns the port of a server that does just this with every connection. */
async function listener(meet: (socket: Socket) => void, server: Server = createServer()): Promise<number> {
	const sockets = new Set<Socket>();
	server.on('connection', (socket: Socket) => {
		sockets.add(socket.on('error', () => undefined));
		meet(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	closing.push(() => {
		for (const socket of sockets) socket.destroy();
		server.close();
	});
	const address = server.address();
	return typeof address === 'object' && address ? address.port : 0;
}

function senderAt(apiUrl: string, token = '1:secret', seconds = 0.3) {
	const pace = createPace();
	const { api, close } = createClient(token, { apiUrl, seconds, holds: pace });
	closing.push(close);
	return createSender(api, createChats(api, createLines()), pace, createLines());
}
const outcomeAt = (apiUrl: string): Promise<unknown> =>
	senderAt(apiUrl)
		.post('telegram:1', doc(text('The bridge opens.')))
		.catch((error: unknown) => error);

describe('no connection: certainly not sent', () => {
	const outages: readonly [string, 'http' | 'https', (socket: Socket) => void][] = [
		[
			'a reset during the TLS handshake',
			'https',
			(socket) => socket.once('data', () => socket.resetAndDestroy()),
		],
		['a TLS handshake that nobody answers', 'https', () => undefined],
		['no TLS at all', 'https', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
	];
	test.each(outages)('%s', async (_name, scheme, meet) => {
		const error = await outcomeAt(`${scheme}://127.0.0.1:${await listener(meet)}`);
		expect(error).toMatchObject({ outcome: { kind: 'later', scope: 'platform' } });
		expect(String(error)).not.toContain('secret');
	});
	test.each(['http', 'https'])('%s: nobody listens', async (scheme) => {
		const port = await listener(() => undefined);
		for (const close of closing.splice(0)) await close();
		expect(await outcomeAt(`${scheme}://127.0.0.1:${port}`)).toMatchObject({
			outcome: { kind: 'later', scope: 'platform', reason: expect.stringContaining('ECONNREFUSED') },
		});
	});
	test('a certificate that nobody vouches for', async () => {
		const server = createTlsServer(SELF_SIGNED, (socket) => socket.on('error', () => undefined));
		const error = await outcomeAt(`https://127.0.0.1:${await listener(() => undefined, server)}`);
		expect(error).toMatchObject({ outcome: { kind: 'later', scope: 'platform' } });
	});
});

describe('a connection that stood: nobody knows', () => {
	const losses: readonly [string, (socket: Socket) => void][] = [
		['a reset after the request', (socket) => socket.once('data', () => socket.resetAndDestroy())],
		['no answer in time', () => undefined],
	];
	test.each(losses)('%s', async (_name, meet) => {
		expect(await outcomeAt(`http://127.0.0.1:${await listener(meet)}`)).toMatchObject({
			outcome: { kind: 'unknown' },
		});
	});
	test('a reset after the request, over TLS', async () => {
		setDefaultCACertificates([SELF_SIGNED.cert]);
		const server = createTlsServer(SELF_SIGNED, (socket) =>
			socket.on('error', () => undefined).once('data', () => socket.destroy()),
		);
		expect(await outcomeAt(`https://localhost:${await listener(() => undefined, server)}`)).toMatchObject({
			outcome: { kind: 'unknown', reason: 'no answer from Telegram (ECONNRESET)' },
		});
	});
	test('a connection that is used again was there before the call', async () => {
		const telegram = await startTelegram();
		closing.push(() => telegram.close());
		const sender = senderAt(telegram.apiUrl, telegram.token, 5);
		const chat = telegram.chat({ type: 'private', title: 'Ana' });
		const send = () => sender.post(`telegram:${chat.id}`, doc(text('The bridge opens.')));
		await send();
		await telegram.nextSend('lost-answer');
		await expect(send()).rejects.toMatchObject({ outcome: { kind: 'unknown' } });
		expect(telegram.messages(chat).length).toBe(2);
	});
});
