import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FetchError } from '../../src/errors.ts';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { guardedLookup, isPublic, PrivateAddress, parseNetworks } from '../../src/feed/guard.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';

test.each([
	'127.0.0.1',
	'10.1.2.3',
	'172.16.0.1',
	'192.168.1.1',
	'169.254.169.254',
	'100.64.0.1',
	'0.0.0.0',
	'198.18.0.1',
	'224.0.0.1',
	'255.255.255.255',
	'::1',
	'::',
	'::ffff:127.0.0.1',
	'::ffff:10.0.0.1',
	'fe80::1',
	'fc00::1',
	'fd12::1',
	'64:ff9b::7f00:1',
	'2002:7f00:1::',
	'2001::1',
	'ff02::1',
	'::7f00:1',
	'1234::1',
	'4000::1',
	'not an address',
])('%s is not public', (address) => {
	expect(isPublic(address, [])).toBe(false);
});

test('public is public, and a network on the list is open', () => {
	expect(isPublic('93.184.216.34', [])).toBe(true);
	expect(isPublic('2606:2800:220:1:248:1893:25c8:1946', [])).toBe(true);
	const allowed = parseNetworks(['10.0.0.0/8', 'fd00::/8']);
	expect(isPublic('10.9.9.9', allowed)).toBe(true);
	expect(isPublic('::ffff:10.9.9.9', allowed)).toBe(true);
	expect(isPublic('fd00::1', allowed)).toBe(true);
	expect(isPublic('192.168.0.1', allowed)).toBe(false);
	expect(isPublic('4000::1', parseNetworks(['4000::/16']))).toBe(true);
	expect(() => parseNetworks(['10.0.0.0/99'])).toThrow();
});

test.each([
	['10.0.0.5', '10.0.0.5', '10.0.0.6'],
	['fd00::5', 'fd00::5', 'fd00::6'],
	['::ffff:10.0.0.5', '10.0.0.5', '10.0.0.6'],
])('a single address on the list, %s, opens itself alone', (listed, open, closed) => {
	const allowed = parseNetworks([listed]);
	expect([isPublic(open, allowed), isPublic(closed, allowed)]).toEqual([true, false]);
});

test.each<[string, string[], boolean]>([
	['a public name', ['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'], true],
	['a name that leads inside', ['10.0.0.1'], false],
	['one private answer among public ones', ['93.184.216.34', '192.168.0.1'], false],
	['a mapped address', ['::ffff:127.0.0.1'], false],
])('lookup: %s', async (_name, answers, isOpen) => {
	const found = answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
	const lookup = guardedLookup([], (_host, _options, answer) => answer(null, found));
	const error = await new Promise((resolve) => lookup('harbour.example', { all: true }, resolve));
	if (isOpen) expect(error).toBeNull();
	else expect(error).toBeInstanceOf(PrivateAddress);
});

describe('no way into the machine', () => {
	let publisher: Publisher;
	let closed: Fetcher;
	let open: Fetcher;
	beforeAll(async () => {
		publisher = await startPublisher();
		publisher.serve('/secret', { body: 'secret' });
		closed = createFetcher({ allowPrivate: [] });
		open = createFetcher({ allowPrivate: ['127.0.0.1/32'] });
	});
	afterAll(() => Promise.all([publisher.close(), closed.close(), open.close()]));

	test.each([
		'127.0.0.1',
		'2130706433',
		'0x7f.1',
		'0177.0.0.1',
		'127.1',
		'127.0.0.1.',
		'0.0.0.0',
		'[::1]',
		'[::ffff:127.0.0.1]',
		'[::]',
		'localhost',
		'LOCALHOST.',
	])('%s', async (host) => {
		const before = publisher.requests.length;
		const address = publisher.url.replace('127.0.0.1', host);
		const failure = await closed.get(`${address}/secret`, { kind: 'feed' }).catch((error: unknown) => error);
		// A name server may also not know `localhost.`: the point is that nobody came.
		expect(failure instanceof FetchError && failure.problem).toMatch(/^(?:private|dns)$/);
		expect(publisher.requests).toHaveLength(before);
	});

	test('a redirect is no way around it', async () => {
		publisher.serve('/out', { status: 302, headers: { location: 'http://10.0.0.1/secret' }, body: '' });
		publisher.serve('/metadata', {
			status: 302,
			headers: { location: 'http://169.254.169.254/latest' },
			body: '',
		});
		await expect(open.get(`${publisher.url}/out`, { kind: 'feed' })).rejects.toMatchObject({
			problem: 'private',
		});
		await expect(open.get(`${publisher.url}/metadata`, { kind: 'page' })).rejects.toMatchObject({
			problem: 'private',
		});
	});

	test('the list opens exactly what it names', async () => {
		expect((await open.get(`${publisher.url}/secret`, { kind: 'feed' })).status).toBe(200);
		const other = publisher.url.replace('127.0.0.1', '127.0.0.2');
		await expect(open.get(`${other}/secret`, { kind: 'feed' })).rejects.toMatchObject({ problem: 'private' });
	});
});
