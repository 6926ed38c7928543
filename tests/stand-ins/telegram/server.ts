/**
 * The Bot API over HTTP on loopback. Rules:
 * 1. `/bot<token>/<method>`, GET or POST, JSON in and out, the error code as the HTTP status, Retry-After with
 *    a 429. A call with a file is a form. A GET carries no parameters here: what the bot sends belongs in a body.
 * 2. `/file/bot<token>/<path>` is what getFile named.
 * 3. A fault meets the next sendMessage only, and each one once. What the bot cannot know after it (was the
 *    message sent?) is true in both ways: lost and half answers are sent, 500 is not.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readForm } from './files.ts';
import { methods } from './methods.ts';
import { ApiError } from './types.ts';
import type { World } from './world.ts';

export type Fault =
	/** Sent, but the connection is reset before the answer. */
	| 'lost-answer'
	/** Sent, but the answer breaks off in the middle. */
	| 'half-answer'
	/** Nobody listens for a moment: not sent. */
	| 'refused'
	| 500
	| 429
	/** Any refusal in the platform's words. */
	| { readonly code: number; readonly description: string; readonly parameters?: ApiError['parameters'] };

export interface HttpServer {
	readonly url: string;
	readonly unknownRoutes: string[];
	/** Resolves once the fault is in place. */
	fault(fault: Fault): Promise<void>;
	/** When an outage is over. */
	up(): Promise<void>;
	close(): Promise<void>;
}

const OUTAGE_MS = 300;

async function readBody(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.from(chunk));
	const bytes = Buffer.concat(chunks);
	const type = request.headers['content-type'] ?? '';
	if (type.startsWith('multipart/form-data')) return await readForm(type, bytes);
	return bytes.length === 0 ? {} : JSON.parse(bytes.toString('utf8'));
}

function toError(fault: Exclude<Fault, string>): ApiError {
	if (fault === 500) return new ApiError(500, 'Internal Server Error');
	if (fault === 429) return new ApiError(429, 'Too Many Requests: retry after 1', { retry_after: 1 });
	return new ApiError(fault.code, fault.description, fault.parameters);
}

export async function startHttp(world: World, token: string): Promise<HttpServer> {
	const faults: Exclude<Fault, 'refused'>[] = [];
	const unknownRoutes: string[] = [];
	let closed = false;
	let up: Promise<void> = Promise.resolve();

	function send(response: ServerResponse, result: unknown, fault?: Fault): void {
		const body = Buffer.from(JSON.stringify({ ok: true, result }));
		if (fault === 'lost-answer') return void response.socket?.destroy();
		response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
		if (fault === 'half-answer') {
			response.write(body.subarray(0, body.length / 2), () => response.socket?.destroy());
			return;
		}
		response.end(body);
	}

	function refuse(response: ServerResponse, error: ApiError): void {
		const retry = error.parameters.retry_after;
		if (retry !== undefined) world.hold(retry);
		response.writeHead(error.code, {
			'content-type': 'application/json',
			...(retry !== undefined && { 'retry-after': String(retry) }),
		});
		response.end(
			JSON.stringify({
				ok: false,
				error_code: error.code,
				description: error.message,
				...(Object.keys(error.parameters).length > 0 && { parameters: error.parameters }),
			}),
		);
	}

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		if (request.method !== 'GET' && request.method !== 'POST') {
			world.violations.push(`HTTP method ${request.method}`);
			throw new ApiError(405, 'Method Not Allowed');
		}
		const [, owner, path] = /^\/file\/bot([^/]+)\/(.+)$/.exec(request.url ?? '') ?? [];
		const kept = [...world.files.values()].find((file) => file.path === path);
		if (request.method === 'GET' && owner === token && kept) return void response.end(kept.bytes);
		const [, given, name = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
		if (given !== token) {
			world.avoidable++;
			// What cannot be a token of any bot is an unknown address.
			throw /^\d+:[\w-]+$/.test(given ?? '')
				? new ApiError(401, 'Unauthorized')
				: new ApiError(404, 'Not Found');
		}
		const input = await readBody(request);
		const run = methods[name];
		if (!run) {
			unknownRoutes.push(name);
			throw new ApiError(404, 'Not Found: method not found');
		}
		world.refuseHeld();
		const fault = name === 'sendMessage' ? faults.shift() : undefined;
		if (fault !== undefined && typeof fault !== 'string') throw toError(fault);
		const gone = new AbortController();
		response.on('close', () => gone.abort());
		send(response, await run(world, input, { gone: gone.signal }), fault);
	}

	const server = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => {
			if (error instanceof ApiError) return refuse(response, error);
			world.violations.push(`the stand-in failed: ${error}`);
			refuse(response, new ApiError(500, 'Internal Server Error'));
		});
	});
	const listen = (port: number): Promise<void> =>
		new Promise((resolve, reject) => {
			server.once('error', reject);
			server.listen(port, '127.0.0.1', resolve);
		});
	const shut = (): Promise<void> =>
		new Promise((resolve) => {
			server.close(() => resolve());
			server.closeAllConnections();
		});
	await listen(0);
	// A server that listens on a port has an address object, and null only before.
	const address: AddressInfo | string | null = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;

	return {
		url: `http://127.0.0.1:${port}`,
		unknownRoutes,
		async fault(fault) {
			if (fault !== 'refused') return void faults.push(fault);
			await shut();
			// A bot in this process hears of its closed connections now, and opens a new one next time.
			for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
			up = new Promise((resolve, reject) => {
				setTimeout(() => (closed ? resolve() : listen(port).then(resolve, reject)), OUTAGE_MS);
			});
		},
		up: () => up,
		async close() {
			closed = true;
			world.updates.close();
			await up;
			if (server.listening) await shut();
		},
	};
}
