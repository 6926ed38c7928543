import { createServer } from 'node:http';
import { setImmediate as pause } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { createFetcher } from '../../src/feed/fetch.ts';

const MB = 1024 * 1024;
const WIDE = Buffer.alloc(14 * MB, '<item/>');
const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };

/** A server of 14 MB in a few kB, whatever host it is asked for. */
async function startWide(encoding: string, body: Buffer) {
	const server = createServer((_request, response) => {
		response.writeHead(200, { 'content-encoding': encoding }).end(body);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' ? address?.port : 0;
	return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

test.each([
	['gzip', 40, gzipSync(WIDE)],
	['br', 12, brotliCompressSync(WIDE, FAST)],
])(
	'%s: of %i hosts that each send 14 MB in a few kB all are read, in no more memory than is set aside',
	async (encoding, hosts, body) => {
		expect(body.length).toBeLessThan(100_000);
		const server = await startWide(encoding, body);
		const fetcher = createFetcher({
			allowPrivate: ['127.0.0.0/8'],
			resolve: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
		});
		const before = process.memoryUsage().arrayBuffers;
		let inUse = 0;
		let mostInUse = 0;
		let mostMemory = 0;
		async function read(host: number): Promise<number> {
			const over = Promise.withResolvers<void>();
			const url = `http://h${host}.example:${server.port}/`;
			const { length } = (await fetcher.get(url, { kind: 'feed', until: over.promise })).body;
			mostInUse = Math.max(mostInUse, ++inUse);
			mostMemory = Math.max(mostMemory, process.memoryUsage().arrayBuffers - before);
			// As long as somebody reads it, and longer than all others take to arrive where nothing holds them up.
			for (let turn = 0; turn < 40; turn++) await pause();
			inUse--;
			over.resolve();
			return length;
		}
		const lengths = await Promise.all(Array.from({ length: hosts }, (_, host) => read(host)));
		expect(new Set(lengths)).toEqual(new Set([WIDE.length]));
		// 64 MB are set aside for feeds: four of them, and the one that goes on where all would wait for each other.
		expect(mostInUse).toBeLessThanOrEqual(5);
		// What is let go of is collected later.
		expect(mostMemory / MB).toBeLessThan(300);
		expect(fetcher.memory).toMatchObject({ isFull: false, held: 0 });
		await Promise.all([server.close(), fetcher.close()]);
	},
	40_000,
);
