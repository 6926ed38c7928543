import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFetcher, type Fetcher } from '../../src/feed/fetch.ts';
import { type Publisher, startPublisher } from '../stand-ins/publisher.ts';

let hub: Publisher;
let fetcher: Fetcher;
beforeAll(async () => {
	hub = await startPublisher();
	fetcher = createFetcher({ allowPrivate: ['127.0.0.0/8'] });
});
afterAll(() => Promise.all([hub.close(), fetcher.close()]));

const FORM = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.topic': 'https://h.example/ä&b' });
const post = (path: string) => fetcher.post(`${hub.url}${path}`, FORM);

/** Answers 202 with the form it was sent. */
function serveEcho(path: string): void {
	hub.serve(path, async (request, response) => {
		const type = request.headers['content-type'];
		response.writeHead(202).end(`${request.method} ${type} ${await text(request)}`);
	});
}
const ECHO = `POST application/x-www-form-urlencoded ${FORM}`;

test('a form arrives as it was given, and the answer comes back', async () => {
	serveEcho('/hub');
	const { status, body } = await post('/hub');
	expect([status, Buffer.from(body).toString()]).toEqual([202, ECHO]);
});

test.each([
	[307, 'followed'],
	[308, 'followed'],
	[301, 'refused'],
	[302, 'refused'],
	[303, 'refused'],
])('a redirect by %i is %s', async (status, outcome) => {
	serveEcho('/hub');
	hub.serve('/old', { status, headers: { location: '/hub' }, body: '' });
	const answer = await post('/old').then(
		({ body }) => Buffer.from(body).toString(),
		(error: unknown) => error,
	);
	if (outcome === 'followed') expect(answer).toBe(ECHO);
	else expect(answer).toMatchObject({ problem: 'status', status });
});

test('once only', async () => {
	hub.serve('/a', { status: 307, headers: { location: '/b' }, body: '' });
	hub.serve('/b', { status: 307, headers: { location: '/hub' }, body: '' });
	await expect(post('/a')).rejects.toMatchObject({ problem: 'status', status: 307 });
});

test('a long answer is refused, a failure tells its status, a private hub is not asked', async () => {
	hub.serve('/long', { body: 'x'.repeat(70_000) });
	await expect(post('/long')).rejects.toMatchObject({ problem: 'too-large' });
	hub.serve('/no', { status: 404, body: 'no' });
	await expect(post('/no')).rejects.toMatchObject({ status: 404 });
	hub.serve('/inside', { status: 307, headers: { location: 'http://10.0.0.1/' }, body: '' });
	await expect(post('/inside')).rejects.toMatchObject({ problem: 'private' });
});
