import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { type CacheOptions, openCache } from '../../src/store/cache.ts';

const REDIS = process.env.TEST_CACHE_URL ?? 'redis://127.0.0.1:6379';

const redisAnswers = await new Promise<boolean>((resolve) => {
	const { hostname, port } = new URL(REDIS);
	const socket = connect(Number(port || 6379), hostname);
	socket.once('error', () => resolve(false));
	socket.setTimeout(2_000, () => socket.destroy(new Error('no answer')));
	socket.once('connect', () => socket.write('PING\r\n'));
	socket.once('data', (answer) => {
		resolve(answer.toString().startsWith('+PONG'));
		socket.destroy();
	});
});

let dataDir: string;
beforeEach(async () => {
	dataDir = await mkdtemp(join(tmpdir(), 'depeche-cache-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const recorder = () => {
	const lines: string[] = [];
	const write = (_: object, message: string) => void lines.push(message);
	return { lines, log: { debug: write, info: write, warn: write, error: write } };
};

async function open(options: Partial<CacheOptions> = {}) {
	const cache = await openCache({ dataDir, ...options });
	onTestFinished(() => cache.close());
	return cache;
}

for (const [name, cacheUrl, answers] of [
	['in a file', undefined, true],
	[redisAnswers ? 'on Redis' : 'on Redis (skipped: none answers at TEST_CACHE_URL)', REDIS, redisAnswers],
] as const) {
	describe.skipIf(!answers)(`a cache ${name}`, () => {
		const KEY = `test:${crypto.randomUUID()}`;

		test.each([
			['text', 'Le phare — "quoted" :base64:x'],
			['an object', { a: [1, null, { b: 'é\0\ud83d' }], __proto: false }],
			['false', false],
			['zero', 0],
			['null', null],
			['an empty text', ''],
		])('returns %s as it was', async (_, value) => {
			const cache = await open({ cacheUrl });
			await cache.set(KEY, value, 60_000);
			expect(await cache.get(KEY)).toEqual(value);
		});

		test.each([
			['of any length', `https://courier.example/${'x'.repeat(100_000)}`],
			['of any characters', `é\0 '"; \ud83d ${KEY}`],
			['that is empty', ''],
		])('takes a key %s', async (_, key) => {
			const cache = await open({ cacheUrl });
			await cache.set(key, 1, 60_000);
			expect(await cache.get(key)).toBe(1);
			expect(await cache.get(`${key}?`)).toBeUndefined();
		});

		test('forgets in time', async () => {
			const cache = await open({ cacheUrl });
			await cache.set(`${KEY}:short`, 1, 30);
			await cache.set(`${KEY}:none`, 1, 0);
			await vi.waitFor(async () => expect(await cache.get(`${KEY}:short`)).toBeUndefined());
			expect(await cache.get(`${KEY}:none`)).toBeUndefined();
		});

		test('does not keep what is too large', async () => {
			const cache = await open({ cacheUrl });
			await cache.set(`${KEY}:large`, 'x'.repeat(4_000_001), 60_000);
			expect(await cache.get(`${KEY}:large`)).toBeUndefined();
		});

		test('keeps its values when it is closed and opened again', async () => {
			const first = await openCache({ dataDir, cacheUrl });
			await first.set(`${KEY}:kept`, [1], 60_000);
			await first.close();
			expect(await (await open({ cacheUrl })).get(`${KEY}:kept`)).toEqual([1]);
		});

		test('after its end is a miss', async () => {
			const cache = await openCache({ dataDir, cacheUrl });
			await cache.close();
			await cache.set(KEY, 1, 60_000);
			expect(await cache.get(KEY)).toBeUndefined();
		});
	});
}

describe('a cache in a file', () => {
	test('stays below its size', async () => {
		const cache = await open({ maxBytes: 1_000_000 });
		for (let index = 0; index < 1_000; index++) {
			await cache.set(`k${index}`, 'x'.repeat(5_000), 60_000 + index);
		}
		expect((await stat(join(dataDir, 'cache.db'))).size).toBeLessThan(5_000_000);
		expect(await cache.get('k0')).toBeUndefined();
		expect(await cache.get('k999')).toBeDefined();
	});

	test('that is damaged starts afresh', async () => {
		await writeFile(join(dataDir, 'cache.db'), 'no database '.repeat(1_000));
		const cache = await open();
		await cache.set('a', 1, 60_000);
		expect(await cache.get('a')).toBe(1);
	});
});

describe('a Redis server', () => {
	test.each(['http://localhost', 'localhost:6379', 'redis://'])('cannot be %s', async (cacheUrl) => {
		await expect(openCache({ dataDir, cacheUrl })).rejects.toThrow(ConfigError);
	});

	test('that is down is a miss, logged once, and used when it is back', async () => {
		// A small RESP server that can be taken away: it knows SET, GET and says OK to the rest.
		const sockets = new Set<Socket>();
		const kept = new Map<string, string>();
		const server = createServer((socket) => {
			sockets.add(socket);
			socket.on('data', (bytes) => {
				for (const command of bytes.toString().split(/(?=\*\d+\r\n)/)) {
					const [verb = '', key = '', value = ''] = command
						.split('\r\n')
						.filter((_, i) => i % 2 === 0)
						.slice(1);
					if (verb === 'SET') kept.set(key, value);
					const found = kept.get(key);
					socket.write(
						verb !== 'GET' ? '+OK\r\n' : found === undefined ? '$-1\r\n' : `$${found.length}\r\n${found}\r\n`,
					);
				}
			});
		});
		const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
		await listen(0);
		const address = server.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const { lines, log } = recorder();
		const cache = await open({ cacheUrl: `redis://127.0.0.1:${port}`, log });
		await cache.set('a', 'b', 60_000);
		expect(await cache.get('a')).toBe('b');

		const down = new Promise<void>((done) => server.close(() => done()));
		for (const socket of sockets) socket.destroy();
		await down;
		await vi.waitFor(async () => expect(await cache.get('a')).toBeUndefined());
		await cache.get('a');
		await cache.set('a', 'c', 60_000);
		expect(lines).toEqual(['the cache does not answer: working without it']);

		await listen(port);
		onTestFinished(() => {
			for (const socket of sockets) socket.destroy();
			server.close();
		});
		await vi.waitFor(async () => expect(await cache.get('a')).toBe('b'), { timeout: 15_000 });
		expect(lines.at(-1)).toBe('the cache answers again');
	});
});
