import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FetchError } from '../../src/errors.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { INSIDE_ANSWERS, INSIDE_HOSTS, resolverOf } from '../stand-ins/inside.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';
import { type RudeServer, startRudeServer } from '../stand-ins/rude-server.ts';

/** Listens inside; nobody may come. */
let canaries: readonly RudeServer[];
let closed: Fetcher;
/** May ask 127.0.0.2, where the publisher that sends it astray lives, and nobody else. */
let sent: Fetcher;
let publisher: Publisher;
const limits = { connectMs: 200, totalMs: 500 };
beforeAll(async () => {
	const welcome = (socket: { end(text: string): unknown }): void =>
		void socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nsecret');
	const v4 = await startRudeServer(welcome);
	const v6 = await startRudeServer(welcome, '::1').catch(() => undefined);
	canaries = [v4, ...(v6 === undefined ? [] : [v6])];
	publisher = await startPublisher('127.0.0.2');
	closed = createFetcher({ allowPrivate: [], limits });
	sent = createFetcher({ allowPrivate: ['127.0.0.2'], limits });
});
afterAll(async () => {
	await Promise.all([
		closed.close(),
		sent.close(),
		publisher.close(),
		...canaries.map(({ close }) => close()),
	]);
});

const visits = (): number => canaries.reduce((sum, { visits }) => sum + visits, 0);

async function refused(asking: Promise<unknown>): Promise<string> {
	const failure = await asking.catch((error: unknown) => error);
	expect(visits()).toBe(0);
	return failure instanceof FetchError ? failure.problem : 'let through';
}

/** A resolver may not know a strange spelling, and the address may be none at all: nobody came all the same. */
const REFUSALS = /^(?:private|dns|address)$/;

describe('no way into the machine', () => {
	test.each(INSIDE_HOSTS)('%s', async (host) => {
		for (const { port } of canaries) {
			expect(await refused(closed.get(`http://${host}:${port}/`, { kind: 'feed' }))).toMatch(REFUSALS);
			expect(await refused(closed.get(`https://${host}:${port}/`, { kind: 'page' }))).toMatch(REFUSALS);
			expect(await refused(closed.post(`http://${host}:${port}/`, new URLSearchParams()))).toMatch(REFUSALS);
		}
	});

	test.each(INSIDE_HOSTS)('a redirect to %s', async (host) => {
		for (const { port } of canaries) {
			const location = Buffer.from(`http://${host}:${port}/`).toString('latin1');
			publisher.serve('/out', { status: 302, headers: { location }, body: '' });
			expect(await refused(sent.get(`${publisher.url}/out`, { kind: 'feed' }))).toMatch(REFUSALS);
		}
	});

	test.each(INSIDE_ANSWERS)('a name whose answer is %s', async (_name, answers) => {
		for (const { port } of canaries) {
			const fetcher = createFetcher({ allowPrivate: [], limits, resolve: resolverOf(answers) });
			for (let time = 0; time < 3; time++)
				expect(await refused(fetcher.get(`http://harbour.example:${port}/`, { kind: 'feed' }))).toMatch(
					/^(?:private|dns|connect|timeout)$/,
				);
			await fetcher.close();
		}
	});

	test('robots.txt is no way around it', async () => {
		const [canary] = canaries;
		publisher.serve('/robots.txt', {
			status: 302,
			headers: { location: `http://127.0.0.1:${canary?.port}/robots.txt` },
			body: '',
		});
		publisher.serve('/page', { body: 'x' });
		await sent.get(`${publisher.url}/page`, { kind: 'page' });
		expect(visits()).toBe(0);
	});
});
