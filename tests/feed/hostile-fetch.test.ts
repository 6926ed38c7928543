import { afterAll, beforeAll, expect, test } from 'vitest';
import { FetchError } from '../../src/errors.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { HASTY, HOSTILE_ANSWERS } from '../stand-ins/hostile-answers.ts';
import { type RudeServer, startRudeServer } from '../stand-ins/rude-server.ts';

let server: RudeServer;
let fetcher: Fetcher;
beforeAll(async () => {
	server = await startRudeServer((socket, ask) => {
		const number = Number(/^GET \/(\d+)/.exec(ask)?.[1] ?? -1);
		HOSTILE_ANSWERS[number]?.answer(socket, ask);
	});
	fetcher = createFetcher({
		allowPrivate: ['127.0.0.1'],
		limits: HASTY,
		resolve: (_host, _options, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]),
	});
});
afterAll(() => Promise.all([server.close(), fetcher.close()]));

const outcomeOf = (url: string): Promise<string> =>
	fetcher.get(url, { kind: 'feed' }).then(
		({ body }) => `read: ${Buffer.from(body.subarray(0, 4)).toString('latin1')}`,
		(error: unknown) => {
			if (!(error instanceof FetchError)) throw error;
			return error.problem;
		},
	);

// Each at a host of its own, so that all can be asked at once.
test.concurrent.each(HOSTILE_ANSWERS.map((one, number) => ({ ...one, number })))('$name', async (one) => {
	const outcome = await outcomeOf(`http://h${one.number}.example:${server.port}/${one.number}`);
	const isOne = one.outcome.some((allowed) =>
		allowed === 'read: ' ? outcome.startsWith(allowed) : outcome === allowed,
	);
	expect([outcome, isOne]).toEqual([outcome, true]);
});

test('nothing hostile stays connected', async () => {
	const began = Date.now();
	// Connections that may serve again are kept for a second.
	while (server.open > 0 && Date.now() < began + 4000) await new Promise(setImmediate);
	expect(server.open).toBe(0);
});
