/**
 * A publisher on loopback: serves what a test gives it and remembers who asked. A path can be given a fixed
 * answer or a handler of node:http; anything else is 404. `at` is epoch ms.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Served {
	readonly body: string | Uint8Array;
	readonly type?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly status?: number;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Publisher {
	/** Without a trailing slash. */
	readonly url: string;
	/** @param path as it stands in the address, query included. */
	serve(path: string, answer: Served | Handler): void;
	readonly requests: readonly {
		readonly path: string;
		readonly headers: IncomingHttpHeaders;
		readonly at: number;
	}[];
	/** The most requests that were open at the same moment. */
	readonly busiest: number;
	close(): Promise<void>;
}

function answer(served: Served, request: IncomingMessage, response: ServerResponse): void {
	const headers = { 'content-type': served.type ?? 'application/xml', ...served.headers };
	const etag = served.headers?.etag;
	// A well-behaved publisher: knows its own validator.
	if (etag !== undefined && request.headers['if-none-match'] === etag) {
		response.writeHead(304, { etag }).end();
		return;
	}
	response.writeHead(served.status ?? 200, headers).end(served.body);
}

/** @param host an address of loopback. */
export async function startPublisher(host = '127.0.0.1'): Promise<Publisher> {
	const pages = new Map<string, Served | Handler>();
	const requests: { path: string; headers: IncomingHttpHeaders; at: number }[] = [];
	let open = 0;
	let busiest = 0;
	const server = createServer((request, response) => {
		const path = request.url ?? '/';
		requests.push({ path, headers: request.headers, at: Date.now() });
		open++;
		busiest = Math.max(busiest, open);
		response.on('close', () => {
			open--;
		});
		const served = pages.get(path);
		if (served === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('nothing here');
		else if (typeof served === 'function') served(request, response);
		else answer(served, request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		url: `http://${host}:${address.port}`,
		serve: (path, served) => void pages.set(path, served),
		requests,
		get busiest() {
			return busiest;
		},
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
