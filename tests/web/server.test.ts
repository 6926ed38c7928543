import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { healthRoutes } from '../../src/web/routes.ts';
import { startServer } from '../../src/web/server.ts';
import { log, startPreview } from './setting.ts';

let setting: Awaited<ReturnType<typeof startPreview>>;
beforeAll(async () => {
	setting = await startPreview({ publicUrl: 'https://news.example' });
});
afterAll(() => setting.server.close());

/** fetch() does not let the Host header be chosen. */
const ask = (
	path: string,
	headers: Record<string, string>,
	body?: string,
): Promise<{ status: number; text: string }> =>
	new Promise((resolve, reject) => {
		const sent = request(
			{ port: setting.server.port, path, headers, method: body === undefined ? 'GET' : 'POST' },
			(response) => {
				const parts: Buffer[] = [];
				response.on('data', (part: Buffer) => parts.push(part));
				response.on('end', () =>
					resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
				);
			},
		);
		sent.on('error', reject);
		sent.end(body);
	});

describe('the Host header', () => {
	test.each([
		['localhost:8080', 200],
		['127.0.0.1', 200],
		['[::1]:8080', 200],
		['depeche.localhost', 200],
		['news.example', 200],
		['attacker.example', 403],
		['localhost.attacker.example', 403],
		['127.0.0.1.attacker.example', 403],
		['a b', 400],
		['localhost@attacker.example', 400],
	])('%j gets %i at /health', async (host, status) => {
		expect((await ask('/health', { host })).status).toBe(status);
	});
	test('the preview is not shown under the public name', async () => {
		for (const path of ['/', '/preview/commands', '/preview/events', '/preview/files/page.js'])
			expect((await ask(path, { host: 'news.example' })).status).toBe(403);
		const json = { host: 'news.example', 'content-type': 'application/json' };
		expect((await ask('/preview/say', json, '{"line":"/help"}')).status).toBe(403);
	});
	test('a foreign name is told what to do', async () => {
		expect((await ask('/', { host: 'attacker.example' })).text).toContain('PUBLIC_URL');
	});
});

describe('orders', () => {
	const json = { 'content-type': 'application/json' };
	test.each([
		['no Origin (a tool on this machine)', { ...json, host: 'localhost' }, 202],
		['our own Origin', { ...json, host: 'localhost', origin: 'http://localhost' }, 202],
		['a foreign Origin', { ...json, host: 'localhost', origin: 'https://attacker.example' }, 403],
		['an opaque Origin', { ...json, host: 'localhost', origin: 'null' }, 403],
		['another local port', { ...json, host: 'localhost:8080', origin: 'http://localhost:3000' }, 403],
		['a form', { host: 'localhost', 'content-type': 'text/plain' }, 403],
	])('with %s', async (_, headers, status) => {
		expect((await ask('/preview/say', headers, '{"line":"/help"}')).status).toBe(status);
	});
});

describe('the rest', () => {
	test('health tells the counts', async () => {
		const answer = await fetch(`${setting.url}/health`);
		expect(await answer.json()).toEqual({ ok: true, deliveries: { due: 1 } });
	});
	test('health is 503 where the counts cannot be had', async () => {
		const routes = healthRoutes(async () => {
			throw new Error('store closed');
		});
		expect((await routes.request('/health')).status).toBe(503);
	});
	test('a crowd of monitors is one count, and a new one some seconds later', async () => {
		let counted = 0;
		let time = 0;
		const routes = healthRoutes(
			async () => ({ counted: ++counted }),
			() => time,
		);
		const told = async () => await (await routes.request('/health')).json();
		const first = { ok: true, counted: 1 };
		expect(await Promise.all([told(), told(), told()])).toEqual([first, first, first]);
		time = 1_999;
		expect(await told()).toEqual(first);
		time = 2_000;
		expect(await told()).toEqual({ ok: true, counted: 2 });
	});
	test('webhooks get their request, up to a megabyte', async () => {
		const hook = `${setting.url}/telegram/hook`;
		expect(await (await fetch(hook, { method: 'POST', body: 'four' })).text()).toBe('4');
		expect((await fetch(hook, { method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
	});
	test('every answer forbids foreign scripts, frames and guessing', async () => {
		for (const path of ['/', '/health', '/nothing']) {
			const { headers } = await fetch(setting.url + path);
			expect(headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
			expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
			expect(headers.get('x-content-type-options')).toBe('nosniff');
		}
	});
	test('an unknown path is 404', async () => {
		expect((await fetch(`${setting.url}/preview/files/..%2fserver.ts`)).status).toBe(404);
		expect((await fetch(`${setting.url}/nothing`)).status).toBe(404);
	});
	test('a port in use is an error that says what to do', async () => {
		const { port } = setting.server;
		await expect(startServer({ port, host: '127.0.0.1', routes: [], log })).rejects.toThrow(
			`Port ${port} is in use. Stop the other program, or set PORT to a free one`,
		);
	});
});
