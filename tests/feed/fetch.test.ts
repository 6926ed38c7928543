import { createServer } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { isAllowed, parseRobots } from '../../src/feed/robots.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';

let publisher: Publisher;
let fetcher: Fetcher;
/** Short limits, so that waiting for them takes no time. */
let hasty: Fetcher;
beforeAll(async () => {
	publisher = await startPublisher();
	const allowPrivate = ['127.0.0.0/8'];
	fetcher = createFetcher({ allowPrivate, contact: 'https://news.example' });
	hasty = createFetcher({ allowPrivate, limits: { totalMs: 400, wireBytes: 10_000, bodyBytes: 50_000 } });
});
afterAll(() => Promise.all([publisher.close(), fetcher.close(), hasty.close()]));

const at = (path: string): string => `${publisher.url}${path}`;
const lastRequest = () => publisher.requests.at(-1);

test('says who asks, and what it can read', async () => {
	publisher.serve('/hello', { body: 'hello' });
	await fetcher.get(at('/hello'), { kind: 'feed' });
	const headers = lastRequest()?.headers;
	expect(headers?.['user-agent']).toMatch(/^Depeche\/\d+\.\d+\.\d+ \(\+https:\/\/news\.example\)$/);
	expect(headers?.accept).toContain('application/rss+xml');
	expect(headers?.cookie ?? headers?.referer ?? headers?.authorization).toBeUndefined();
});

test.each([
	[1, '1 subscriber'],
	[12, '12 subscribers'],
])('tells a publisher how many read through us: %i', async (subscribers, said) => {
	publisher.serve('/hello', { body: 'hello' });
	await fetcher.get(at('/hello'), { kind: 'feed', subscribers });
	expect(lastRequest()?.headers['user-agent']).toMatch(
		new RegExp(`\\(\\+https://news\\.example; ${said}\\)$`),
	);
});

describe('conditional GET', () => {
	const etag = 'W/"odd, \\ tag"';
	const lastModified = 'Wed, 4 Mar 2026 5:6:7 gmt';

	test('validators return byte for byte, and a 304 renews them', async () => {
		publisher.serve('/c', { body: 'x', headers: { etag, 'last-modified': lastModified } });
		const first = await fetcher.get(at('/c'), { kind: 'feed' });
		expect(first.validators).toEqual({ etag, lastModified });
		const second = await fetcher.get(at('/c'), {
			kind: 'feed',
			validators: { ...first.validators, bodyHash: 'h' },
		});
		expect(lastRequest()?.headers).toMatchObject({
			'if-none-match': etag,
			'if-modified-since': lastModified,
		});
		expect(second).toMatchObject({ status: 304, validators: { etag, lastModified, bodyHash: 'h' } });
		expect(second.body).toHaveLength(0);
	});

	test('validators of one address are not sent to another, nor taken from it', async () => {
		publisher.serve('/moved', { status: 302, headers: { location: '/target' }, body: '' });
		publisher.serve('/target', { body: 'y', headers: { etag } });
		const found = await fetcher.get(at('/moved'), { kind: 'feed', validators: { etag } });
		expect(lastRequest()?.headers['if-none-match']).toBeUndefined();
		expect(found).toMatchObject({ status: 200, validators: {}, url: at('/target') });
		expect(found.permanent).toBeUndefined();
	});
});

describe('redirects', () => {
	test('only an unbroken chain of permanent ones gives a new address', async () => {
		publisher.serve('/p1', { status: 301, headers: { location: '/p2' }, body: '' });
		publisher.serve('/p2', { status: 308, headers: { location: './p3#x' }, body: '' });
		publisher.serve('/p3', { body: 'z' });
		expect((await fetcher.get(at('/p1'), { kind: 'feed' })).permanent).toBe(at('/p3'));
		publisher.serve('/p2', { status: 307, headers: { location: '/p3' }, body: '' });
		expect((await fetcher.get(at('/p1'), { kind: 'feed' })).permanent).toBeUndefined();
	});

	test('five are followed, six are not, and never to another protocol', async () => {
		for (let hop = 0; hop < 8; hop++)
			publisher.serve(`/r${hop}`, { status: 302, headers: { location: `/r${hop + 1}` }, body: '' });
		publisher.serve('/r8', { body: 'end' });
		expect((await fetcher.get(at('/r3'), { kind: 'feed' })).url).toBe(at('/r8'));
		await expect(fetcher.get(at('/r2'), { kind: 'feed' })).rejects.toMatchObject({ problem: 'redirects' });
		publisher.serve('/file', { status: 302, headers: { location: 'file:///etc/passwd' }, body: '' });
		await expect(fetcher.get(at('/file'), { kind: 'feed' })).rejects.toMatchObject({ problem: 'address' });
	});
});

describe('bodies', () => {
	test.each([
		['gzip', gzipSync('hello'.repeat(100))],
		['br', brotliCompressSync('hello'.repeat(100))],
		['identity', Buffer.from('hello'.repeat(100))],
	])('%s', async (encoding, body) => {
		publisher.serve('/z', { body, headers: { 'content-encoding': encoding } });
		const found = await fetcher.get(at('/z'), { kind: 'feed' });
		expect(Buffer.from(found.body).toString()).toBe('hello'.repeat(100));
	});

	test('a bomb, an endless body and a large one stop at their limit', async () => {
		publisher.serve('/bomb', {
			body: gzipSync(Buffer.alloc(5_000_000)),
			headers: { 'content-encoding': 'gzip' },
		});
		publisher.serve('/large', { body: Buffer.alloc(20_000) });
		publisher.serve('/endless', (_request, response) => {
			response.writeHead(200);
			const more = (): void => {
				while (!response.destroyed && response.write(Buffer.alloc(4096)));
				response.once('drain', more);
			};
			more();
		});
		for (const path of ['/bomb', '/large', '/endless'])
			await expect(hasty.get(at(path), { kind: 'feed' })).rejects.toMatchObject({ problem: 'too-large' });
	});

	test('a cut-off gzip body gives what it had', async () => {
		publisher.serve('/cut', {
			body: gzipSync('hello'.repeat(1000)).subarray(0, -8),
			headers: { 'content-encoding': 'gzip' },
		});
		expect(Buffer.from((await fetcher.get(at('/cut'), { kind: 'feed' })).body).toString()).toMatch(/^hello/);
	});
});

describe('failures have a cause', () => {
	test.each([
		['ftp://h.example/x', 'address'],
		['javascript:alert(1)', 'address'],
		['nonsense', 'address'],
		['http://nowhere.invalid/', 'dns'],
	])('%s', async (address, problem) => {
		await expect(fetcher.get(address, { kind: 'feed' })).rejects.toMatchObject({ problem });
	});

	test('statuses, with what the publisher asks', async () => {
		publisher.serve('/wall', { status: 403, headers: { 'cf-mitigated': 'challenge' }, body: '' });
		await expect(fetcher.get(at('/none'), { kind: 'feed' })).rejects.toMatchObject({
			problem: 'status',
			status: 404,
		});
		await expect(fetcher.get(at('/wall'), { kind: 'feed' })).rejects.toMatchObject({ problem: 'challenge' });
	});

	test('silence, a slow drip, and a closed door', async () => {
		publisher.serve('/silent', () => {});
		publisher.serve('/drip', (_request, response) => {
			const drip = setInterval(() => response.write('x'), 20);
			response.on('close', () => clearInterval(drip));
		});
		for (const path of ['/silent', '/drip'])
			await expect(hasty.get(at(path), { kind: 'feed' })).rejects.toMatchObject({ problem: 'timeout' });
		const closing = createServer((socket) => socket.destroy());
		await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve));
		const address = closing.address();
		const port = typeof address === 'object' ? address?.port : 0;
		await expect(fetcher.get(`http://127.0.0.1:${port}/`, { kind: 'feed' })).rejects.toMatchObject({
			problem: 'connect',
		});
		await expect(
			fetcher.get(`https://127.0.0.1:${publisher.url.split(':')[2]}/`, { kind: 'feed' }),
		).rejects.toMatchObject({ problem: 'tls' });
		closing.close();
	});

	test('an abort is the caller’s own', async () => {
		publisher.serve('/silent', () => {});
		const abort = new AbortController();
		const waiting = fetcher.get(at('/silent'), { kind: 'feed', signal: abort.signal });
		abort.abort(new Error('never mind'));
		await expect(waiting).rejects.toThrow('never mind');
	});
});

test('one request at a time per host', async () => {
	const quiet = await startPublisher();
	quiet.serve('/slow', (_request, response) => void setTimeout(() => response.end('x'), 10));
	await Promise.all(Array.from({ length: 8 }, () => fetcher.get(`${quiet.url}/slow`, { kind: 'feed' })));
	expect(quiet.requests).toHaveLength(8);
	expect(quiet.busiest).toBe(1);
	await quiet.close();
});

describe('robots.txt', () => {
	test('pages obey it, feeds are for programs, and it is read once', async () => {
		const site = await startPublisher();
		site.serve('/robots.txt', { type: 'text/plain', body: 'User-agent: *\nDisallow: /private' });
		site.serve('/private/a', { body: 'a' });
		site.serve('/public', { body: 'b' });
		await expect(fetcher.get(`${site.url}/private/a`, { kind: 'page' })).rejects.toMatchObject({
			problem: 'robots',
		});
		expect((await fetcher.get(`${site.url}/private/a`, { kind: 'feed' })).status).toBe(200);
		expect((await fetcher.get(`${site.url}/public`, { kind: 'page' })).status).toBe(200);
		expect(site.requests.filter(({ path }) => path === '/robots.txt')).toHaveLength(1);
		await site.close();
	});

	test.each([
		['User-agent: *\nDisallow: /', '/a', false],
		['User-agent: *\nDisallow: /\n\nUser-agent: Depeche\nDisallow:', '/a', true],
		['User-agent: Depeche/1.0\nUser-agent: other\nDisallow: /a', '/a/b', false],
		['User-agent: other\nDisallow: /', '/a', true],
		['User-agent: *\nDisallow: /a\nAllow: /a/b', '/a/b/c', true],
		['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf', false],
		['User-agent: *\nDisallow: /*.pdf$', '/x/y.pdf?z', true],
		['User-agent: *\nDisallow: /*?session=', '/x?session=1', false],
		['User-agent: *\nDisallow: /café', '/caf%c3%a9/x', false],
		['User-agent: *\nDisallow: /%7Eann', '/~ann/x', false],
		['User-agent: *\nDisallow: /a%2fb', '/a/b', true],
		['# nothing\n<html>no robots here</html>', '/a', true],
	])('%j: %s', (text, path, allowed) => {
		expect(isAllowed(parseRobots(text, 'Depeche'), path)).toBe(allowed);
	});

	test.each([
		['stars', `/${'*a'.repeat(200)}$`, `/${'a'.repeat(1500)}b`],
		['a last letter that never comes', `/*${'a'.repeat(38)}b`, `/${'a'.repeat(4000)}`],
		['a letter in the middle', `/*${'a'.repeat(1500)}b${'a'.repeat(1500)}`, `/${'a'.repeat(4000)}`],
	])('patterns made to be slow are not: %s', (_case, pattern, path) => {
		const rules = parseRobots(`User-agent: *\n${`Disallow: ${pattern}\n`.repeat(9_900)}`, 'Depeche');
		const began = performance.now();
		for (let page = 0; page < 50; page++) isAllowed(rules, path);
		expect(performance.now() - began).toBeLessThan(2000);
	});

	test('who gives more patterns than can be looked at is not read; plain rules are never too many', () => {
		const many = (pattern: string) =>
			parseRobots(`User-agent: *\n${`Disallow: ${pattern}\n`.repeat(9_900)}`, 'Depeche');
		expect(isAllowed(many('/*aab'), `/${'a'.repeat(4000)}`)).toBe(false);
		expect(isAllowed(many('/aab'), `/${'a'.repeat(4000)}`)).toBe(true);
	});
});
