/**
 * A publisher on loopback: serves what a test gives it and keeps an access log. A path can be given a fixed answer
 * or a handler of node:http; anything else is 404. It knows its own validators: who returns one gets a 304, which
 * says nothing else.
 */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

export interface Served {
	readonly body: string | Uint8Array;
	readonly type?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly status?: number;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A line of the access log. */
export interface Visit {
	/** Epoch ms, by the publisher's clock. */
	readonly at: number;
	readonly host: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	/** Requests that were open when it came, itself included. */
	readonly open: number;
	/** 0 until the answer has begun. */
	readonly status: number;
	/** Names in lower case. */
	readonly answer: Readonly<Record<string, string>>;
	/** On the wire, head included. */
	readonly bytes: number;
}

export interface Publisher {
	/** Without a trailing slash. */
	readonly url: string;
	/** @param path as it stands in the address, query included. */
	serve(path: string, answer: Served | Handler): void;
	readonly requests: readonly Visit[];
	/** The most requests that were open at the same moment. */
	readonly busiest: number;
	close(): Promise<void>;
}

function isKnown(served: Served, request: IncomingMessage): boolean {
	const { etag, 'last-modified': modified } = served.headers ?? {};
	const { 'if-none-match': tag, 'if-modified-since': since } = request.headers;
	if (tag !== undefined) return tag === etag;
	return since !== undefined && since === modified;
}

export function answer(served: Served, request: IncomingMessage, response: ServerResponse): void {
	const headers = { 'content-type': served.type ?? 'application/xml', ...served.headers };
	if (isKnown(served, request)) {
		const { etag } = served.headers ?? {};
		response.writeHead(304, etag === undefined ? {} : { etag }).end();
		return;
	}
	response.writeHead(served.status ?? 200, headers).end(served.body);
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

function note(visit: Writable<Visit>, response: ServerResponse, bytesBefore: number): void {
	visit.status = response.headersSent ? response.statusCode : 0;
	const headers = Object.entries(response.getHeaders());
	visit.answer = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), String(value)]));
	visit.bytes = (response.req.socket.bytesWritten ?? 0) - bytesBefore;
}

/** @param host an address of loopback. @param now the clock of its log. */
export async function startPublisher(host = '127.0.0.1', now: () => number = Date.now): Promise<Publisher> {
	const pages = new Map<string, Served | Handler>();
	const requests: Writable<Visit>[] = [];
	let open = 0;
	let busiest = 0;
	const server = createServer((request, response) => {
		const path = request.url ?? '/';
		open++;
		busiest = Math.max(busiest, open);
		const { headers, socket } = request;
		const visit = {
			at: now(),
			host: headers.host ?? '',
			path,
			headers,
			open,
			status: 0,
			answer: {},
			bytes: 0,
		};
		const bytesBefore = socket.bytesWritten;
		requests.push(visit);
		// Set before writeHead, for only then Node remembers what writeHead is given; and it is the clock of the log.
		response.setHeader('date', new Date(visit.at).toUTCString());
		response.on('finish', () => note(visit, response, bytesBefore));
		response.on('close', () => {
			open--;
			note(visit, response, bytesBefore);
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
