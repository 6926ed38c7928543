/**
 * Answers made to hold up, fill up or mislead whoever fetches them, and what must become of each: the problem it
 * is refused for, or what is read of it. The limits they are meant for are small (`HASTY`), so that nothing takes long.
 */
import type { Socket } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Rudeness } from './rude-server.ts';

export const HASTY = {
	totalMs: 600,
	idleMs: 300,
	connectMs: 300,
	redirects: 5,
	wireBytes: 200_000,
	bodyBytes: 500_000,
};

export interface HostileAnswer {
	readonly name: string;
	readonly answer: Rudeness;
	/** Several where it is a matter of timing. */
	readonly outcome: readonly string[];
}

const FEED = `<rss version="2.0"><channel><title>${'News of the harbour. '.repeat(20)}</title></channel></rss>`;
const GZIP = gzipSync(FEED);
/** What is read begins so. */
const READ = ['read: <rss'];

const said = (head: string, body: string | Uint8Array = '') => {
	const bytes = Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), Buffer.from(body)]);
	return (socket: Socket): void => void socket.end(bytes);
};
const ok = (headers: string, body: string | Uint8Array = FEED) =>
	said(`HTTP/1.1 200 OK\r\nConnection: close\r\n${headers}`, body);
const encoded = (encoding: string, body: string | Uint8Array) => ok(`Content-Encoding: ${encoding}`, body);

/** The same again as fast as it is taken, after an opening. */
const forever =
	(opening: string, again: string | Uint8Array): Rudeness =>
	(socket) => {
		socket.write(opening, 'latin1');
		const more = (): void => {
			while (!socket.destroyed && socket.write(again));
		};
		socket.on('drain', more);
		more();
	};
/** The same again and again, slowly. */
const dripping =
	(opening: string, again: string): Rudeness =>
	(socket) => {
		socket.write(opening, 'latin1');
		const drip = setInterval(() => socket.write(again), 20);
		socket.on('close', () => clearInterval(drip));
	};
const kept =
	(text: string | Uint8Array): Rudeness =>
	(socket) =>
		void socket.write(text);

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const bomb = gzipSync(Buffer.alloc(20_000_000), { level: 9 });
const nested = (times: number): Buffer => (times === 0 ? bomb : gzipSync(nested(times - 1)));

const answers: readonly (readonly [string, Rudeness, readonly string[]])[] = [
	['silence', () => {}, ['timeout']],
	['closed at once', (socket) => void socket.destroy(), ['connect']],
	['reset', (socket) => void socket.resetAndDestroy(), ['connect']],
	['no HTTP', said('SSH-2.0-OpenSSH_9'), ['connect']],
	['HTTP/0.9', (socket) => void socket.end(FEED), ['connect']],
	['a binary answer', (socket) => void socket.end(Buffer.alloc(100_000, 255)), ['connect']],
	['headers without end', forever('HTTP/1.1 200 OK\r\n', `X-A: ${'a'.repeat(1000)}\r\n`), ['too-large']],
	['one header without end', forever('HTTP/1.1 200 OK\r\nX-A: ', 'a'.repeat(4096)), ['too-large']],
	['many small headers', ok(`${'A:\r\n'.repeat(20_000)}B: c`), ['too-large']],
	['headers one at a time', dripping('HTTP/1.1 200 OK\r\n', 'A: b\r\n'), ['timeout']],
	[
		'a flood of interim answers',
		forever('', 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(1000)),
		['connect', 'timeout'],
	],
	['a drip of interim answers', dripping('', 'HTTP/1.1 102 Processing\r\n\r\n'), ['connect', 'timeout']],
	[
		'a switch of protocols',
		said('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade'),
		['connect'],
	],
	['an endless body', forever('HTTP/1.1 200 OK\r\n\r\n', Buffer.alloc(8192, 97)), ['too-large']],
	['endless chunks', forever(CHUNKED, `1000\r\n${'a'.repeat(4096)}\r\n`), ['too-large']],
	['chunks of one byte', forever(CHUNKED, '1\r\na\r\n'.repeat(500)), ['too-large', 'timeout']],
	[
		'chunk extensions without end',
		forever(`${CHUNKED}1;`, 'a=b;'.repeat(1000)),
		['connect', 'timeout', 'too-large'],
	],
	[
		'trailers without end',
		forever(`${CHUNKED}0\r\n`, `X: ${'a'.repeat(1000)}\r\n`),
		['connect', 'timeout', 'too-large'],
	],
	['a chunk of 2^64 bytes', said(`${CHUNKED.trimEnd()}`, 'ffffffffffffffffff\r\na'), ['connect']],
	['a byte now and then', dripping('HTTP/1.1 200 OK\r\n\r\n', 'a'), ['timeout']],
	['a body that stops', kept('HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nabc'), ['timeout']],
	['a body cut off', said('HTTP/1.1 200 OK\r\nContent-Length: 90000', FEED), ['connect']],
	[
		'a gzip body counted before compression',
		said(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${FEED.length}`, GZIP),
		READ,
	],
	['more than was announced', said('HTTP/1.1 200 OK\r\nContent-Length: 6', FEED), READ],
	['two lengths', ok('Content-Length: 5\r\nContent-Length: 6'), ['connect']],
	['a negative length', ok('Content-Length: -5'), ['connect']],
	[
		'length and chunks',
		said('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked', '5\r\n<rss>\r\n0\r\n\r\n'),
		['connect', ...READ],
	],
	['no body: 204', said('HTTP/1.1 204 No Content'), ['read: ']],
	['no body: 205', said('HTTP/1.1 205 Reset Content\r\nContent-Length: 0'), ['read: ']],
	[
		'a part nobody asked for: 206',
		said(
			`HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-9/90\r\nContent-Length: ${FEED.length}`,
			FEED,
		),
		['status'],
	],
	['304 to an unconditional request', said('HTTP/1.1 304 Not Modified'), ['status']],
	['a redirect to nowhere', said('HTTP/1.1 302 Found\r\nContent-Length: 0'), ['status']],
	[
		'a proxy of its choice: 305',
		said('HTTP/1.1 305 Use Proxy\r\nLocation: /\r\nContent-Length: 0'),
		['status'],
	],
	['a refresh is no redirect', ok('Refresh: 0; url=http://10.0.0.1/'), READ],
	['cookies', ok(`${'Set-Cookie: a=b\r\n'.repeat(100)}X: y`), READ],
	['a redirect to itself', said('HTTP/1.1 302 Found\r\nLocation: ?\r\nContent-Length: 0'), ['redirects']],
	...[
		'file:///etc/passwd',
		'data:text/xml,<rss/>',
		'javascript:alert(1)',
		'ftp://h.example/',
		'gopher://127.0.0.1:70/',
		'//',
		'http://',
	].map(
		(target) =>
			[
				`a redirect to ${target}`,
				said(`HTTP/1.1 301 Moved\r\nLocation: ${target}\r\nContent-Length: 0`),
				['address'],
			] as const,
	),
	[
		'a redirect to a server of mail',
		said('HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:25/\r\nContent-Length: 0'),
		['address'],
	],
	['gzip', encoded('gzip', GZIP), READ],
	['gzip without saying so', ok('X: y', GZIP), READ],
	['gzip twice', encoded('gzip, gzip', gzipSync(GZIP)), READ],
	['gzip twice, said once', encoded('gzip', gzipSync(GZIP)), READ],
	['brotli in gzip', encoded('br, gzip', gzipSync(brotliCompressSync(FEED))), READ],
	['deflate', encoded('deflate', deflateSync(FEED)), READ],
	['raw deflate', encoded('deflate', deflateRawSync(FEED)), READ],
	['brotli', encoded('br', brotliCompressSync(FEED)), READ],
	['zstd', encoded('zstd', zstdCompressSync(FEED)), READ],
	[
		'zstd in two frames',
		encoded('zstd', Buffer.concat([zstdCompressSync(FEED), zstdCompressSync(FEED)])),
		READ,
	],
	...['gzip', 'br', 'deflate', 'zstd', 'compress', 'aes128gcm', 'gzip, gzip, gzip, gzip', ','].map(
		(label) => [`plain, marked ${label}`, encoded(label, FEED), READ] as const,
	),
	['brotli, marked gzip', encoded('gzip', brotliCompressSync(FEED)), ['read: ']],
	['gzip, cut', encoded('gzip', GZIP.subarray(0, -12)), READ],
	['gzip, wrong checksum', encoded('gzip', Buffer.concat([GZIP.subarray(0, -8), Buffer.alloc(8, 7)])), READ],
	['gzip, then rubbish', encoded('gzip', Buffer.concat([GZIP, Buffer.from('rubbish')])), READ],
	['gzip in members', encoded('gzip', Buffer.concat([GZIP, GZIP])), READ],
	[
		'gzip, a head without end',
		encoded('gzip', Buffer.from([0x1f, 0x8b, 8, 31, 0, 0, 0, 0, 0, 3, 255, 255])),
		['read: '],
	],
	[
		'gzip, 8,000 members',
		encoded('gzip', Buffer.concat(Array.from({ length: 8000 }, () => gzipSync('<rss>')))),
		READ,
	],
	['a bomb', encoded('gzip', bomb), ['too-large']],
	['a bomb that nobody announced', ok('X: y', bomb), ['too-large']],
	['a bomb in a bomb', encoded('gzip, gzip', nested(1)), ['too-large']],
	['a bomb five deep', encoded('gzip, gzip, gzip, gzip, gzip, gzip', nested(5)), ['too-large', 'read: ']],
	['a bomb of brotli', encoded('br', brotliCompressSync(Buffer.alloc(20_000_000))), ['too-large']],
	['a bomb of zstd', encoded('zstd', zstdCompressSync(Buffer.alloc(20_000_000))), ['too-large']],
	['a wall', said('HTTP/1.1 403 Forbidden\r\nCf-Mitigated: challenge\r\nContent-Length: 0'), ['challenge']],
	[
		'a failure with an endless body',
		forever('HTTP/1.1 500 Oops\r\n\r\n', Buffer.alloc(8192, 97)),
		['status'],
	],
	['a failure that drips', dripping('HTTP/1.1 404 Gone\r\n\r\n', 'a'), ['status', 'timeout']],
	['status 999', said('HTTP/1.1 999 Denied\r\nContent-Length: 0'), ['status']],
	[
		'a pause without end',
		said('HTTP/1.1 429 Slow\r\nRetry-After: 99999999999999999999\r\nContent-Length: 0'),
		['status'],
	],
];

export const HOSTILE_ANSWERS: readonly HostileAnswer[] = answers.map(([name, answer, outcome]) => ({
	name,
	answer,
	outcome,
}));
