import { createServer, type Server } from 'node:https';
import tls from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { type Certified, certificate } from '../stand-ins/certificate.ts';
import { startRudeServer } from '../stand-ins/rude-server.ts';

const authority = certificate({ names: ['An authority'] });
const trusted = tls.getCACertificates('default');
let fetcher: Fetcher;
const servers: Server[] = [];
beforeAll(() => {
	tls.setDefaultCACertificates([...trusted, authority.cert]);
	fetcher = createFetcher({
		allowPrivate: ['127.0.0.1'],
		resolve: (_host, _options, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]),
	});
});
afterAll(async () => {
	tls.setDefaultCACertificates(trusted);
	await fetcher.close();
	for (const server of servers) server.closeAllConnections();
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
});

async function serve(shown: Certified, options: { readonly maxVersion?: 'TLSv1.1' } = {}): Promise<number> {
	const server = createServer({ key: shown.key, cert: shown.cert, ...options }, (_request, response) => {
		response.end('ok');
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	return typeof address === 'object' && address !== null ? address.port : 0;
}

const { issuer } = authority;
test.each([
	['its own name', certificate({ names: ['www.harbour.example'], issuer }), 'ok'],
	['a wildcard', certificate({ names: ['*.harbour.example'], issuer }), 'ok'],
	['another name', certificate({ names: ['other.example'], issuer }), 'tls-host'],
	['yesterday', certificate({ names: ['www.harbour.example'], issuer, from: -9, until: -1 }), 'tls-expired'],
	['tomorrow', certificate({ names: ['www.harbour.example'], issuer, from: 1 }), 'tls-expired'],
	['its own signature', certificate({ names: ['www.harbour.example'] }), 'tls-untrusted'],
	[
		'the signature of nobody we know',
		certificate({ names: ['www.harbour.example'], issuer: certificate({ names: ['Nobody'] }).issuer }),
		'tls-untrusted',
	],
])('a certificate with %s: %s', async (_name, shown, outcome) => {
	const port = await serve(shown);
	for (const host of ['www.harbour.example', 'www.harbour.example.']) {
		const answer = await fetcher.get(`https://${host}:${port}/`, { kind: 'feed' }).then(
			({ body }) => Buffer.from(body).toString(),
			(error: { problem: string }) => error.problem,
		);
		expect(answer).toBe(outcome);
	}
});

test('an address as host: the certificate names it', async () => {
	const port = await serve(certificate({ names: ['127.0.0.1'], issuer }));
	expect((await fetcher.get(`https://127.0.0.1:${port}/`, { kind: 'feed' })).status).toBe(200);
});

test('a second connection resumes the session of the first, and a wrong name has none', async () => {
	const port = await serve(certificate({ names: ['www.harbour.example'], issuer }));
	const reused: boolean[] = [];
	servers.at(-1)?.on('secureConnection', (socket) => reused.push(socket.isSessionReused()));
	servers
		.at(-1)
		?.prependListener('request', (_request, response) => response.setHeader('connection', 'close'));
	for (let time = 0; time < 2; time++)
		await fetcher.get(`https://www.harbour.example:${port}/`, { kind: 'feed' });
	await expect(fetcher.get(`https://bay.example:${port}/`, { kind: 'feed' })).rejects.toMatchObject({
		problem: 'tls-host',
	});
	expect(reused.slice(0, 2)).toEqual([false, true]);
});

test('a server that speaks no TLS, and one that says nothing', async () => {
	const plain = await startRudeServer(() => {});
	const silent = createFetcher({ allowPrivate: ['127.0.0.1'], limits: { connectMs: 100 } });
	await expect(silent.get(`https://127.0.0.1:${plain.port}/`, { kind: 'feed' })).rejects.toMatchObject({
		problem: 'timeout',
	});
	await Promise.all([silent.close(), plain.close()]);
});
