/**
 * The web server: one Hono app over the routes it is given. Rules:
 * 1. Every answer passes the guard (guard.ts); a mistake inside becomes 500 without its words, and is logged.
 * 2. A port in use is an Error that says what to do.
 * 3. Closing ends every connection, live streams included.
 */
import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Log } from '../log.ts';
import { expectedHosts, secureHeaders } from './guard.ts';

export interface WebServer {
	readonly url: string;
	readonly port: number;
	close(): Promise<void>;
}

function explained(error: unknown, port: number): unknown {
	const code = error instanceof Error && 'code' in error ? error.code : undefined;
	if (code === 'EADDRINUSE')
		return new Error(
			`Port ${port} is in use. Stop the other program, or set PORT to a free one, e.g. PORT=${port + 1}.`,
		);
	if (code === 'EACCES')
		return new Error(`Port ${port} needs special rights. Set PORT to one above 1023, e.g. PORT=8080.`);
	return error;
}

/** @param options.port 0 takes a free one. @throws Error with the remedy where the port cannot be had */
export async function startServer(options: {
	readonly port: number;
	readonly host: string;
	/** Its host is also answered; without it, only local names are. */
	readonly publicUrl?: string | undefined;
	readonly routes: readonly Hono[];
	readonly log: Log;
}): Promise<WebServer> {
	const { port, host, publicUrl, routes, log } = options;
	const app = new Hono();
	app.use(secureHeaders, expectedHosts(publicUrl));
	for (const route of routes) app.route('/', route);
	app.notFound((c) => c.text('There is nothing here.\n', 404));
	app.onError((error, c) => {
		log.error({ error, path: c.req.path }, 'a web request failed');
		return c.text('That went wrong; the log says why.\n', 500);
	});
	const server = createAdaptorServer({ fetch: app.fetch, hostname: host });
	server.listen(port, host);
	try {
		await once(server, 'listening');
	} catch (error) {
		throw explained(error, port);
	}
	const address = server.address();
	const bound = typeof address === 'object' && address !== null ? address.port : port;
	return {
		url: `http://localhost:${bound}`,
		port: bound,
		async close() {
			const closed = once(server, 'close');
			server.close();
			if ('closeAllConnections' in server) server.closeAllConnections();
			await closed;
		},
	};
}
