import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sentFile } from '../../../src/adapters/discord/attachment.ts';
import { FetchError, UserError } from '../../../src/errors.ts';

const MAX = 1_000;
let origin = '';
const server = createServer((request, response) => {
	if (request.url === '/elsewhere') response.writeHead(302, { location: `${origin}/list` }).end();
	else if (request.url === '/gone') response.writeHead(404).end();
	else response.end('x'.repeat(request.url === '/endless' ? 100_000 : 10));
});
beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => void server.close());

async function outcome(url: string, size = 10): Promise<string> {
	const file = sentFile({ name: 'a.opml', size, url }, `${origin}/api`);
	try {
		return `${(await file.read({ maxBytes: MAX, signal: AbortSignal.timeout(5_000) })).length} bytes`;
	} catch (error) {
		if (error instanceof UserError) return error.phrase;
		return error instanceof FetchError ? error.problem : String(error);
	}
}

test.each([
	['/list', '10 bytes'],
	['/endless', 'problem-file-too-large'],
	['/gone', 'status'],
	['/elsewhere', 'connect'],
])('of the API in use: %s is %s', async (path, expected) => {
	expect(await outcome(origin + path)).toBe(expected);
});

test.each([
	'http://cdn.discordapp.com/a.opml',
	'https://cdn.discordapp.com.evil.example/a.opml',
	'https://cdn.discordapp.com:444/a.opml',
	'http://127.0.0.1:1/a.opml',
	'file:///etc/passwd',
	'no address',
])('%s is not Discord’s, and nobody is asked', async (url) => {
	expect(await outcome(url)).toBe('private');
});

test('what is announced as too large is not asked for', async () => {
	expect(await outcome('https://cdn.discordapp.com/a.opml', MAX + 1)).toBe('problem-file-too-large');
});
