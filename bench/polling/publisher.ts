/**
 * The publisher of the polling bench, in a process of its own: every host of `*.polling.example` over TLS, known
 * by the Host header. Nine feeds in ten answer 304 to their validator, the tenth has a new item each time.
 * Messages: in `{ key, cert }`; out `{ port }`; in anything else, out what has been served since the last time.
 */
import { createServer } from 'node:https';
import { gzipSync } from 'node:zlib';
import { etagOf, feedOf, hasNews } from './fiction.ts';

let polls = 0;
let notModified = 0;
let bytes = 0;
let connections = 0;
let resumed = 0;
let cpu = process.cpuUsage();
const versions = new Map<number, number>();

function start(key: string, cert: string): void {
	const server = createServer({ key, cert }, (request, response) => {
		const host = request.headers.host?.split(':', 1)[0] ?? '';
		const feed = Number(/^h(\d+)\./.exec(host)?.[1] ?? Number.NaN);
		polls++;
		const version = (versions.get(feed) ?? 0) + (hasNews(feed) ? 1 : 0);
		versions.set(feed, version);
		const etag = etagOf(feed, version);
		if (request.headers['if-none-match'] === etag) {
			notModified++;
			response.writeHead(304, { etag }).end();
			return;
		}
		const body = gzipSync(feedOf(host, feed, version), { level: 1 });
		bytes += body.length;
		response
			.writeHead(200, { etag, 'content-type': 'application/rss+xml', 'content-encoding': 'gzip' })
			.end(body);
	});
	server.on('secureConnection', (socket) => {
		connections++;
		if (socket.isSessionReused()) resumed++;
	});
	server.listen(0, '127.0.0.1', () => {
		const address = server.address();
		process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
	});
}

process.on('message', (message) => {
	if (typeof message === 'object' && message !== null && 'key' in message && 'cert' in message) {
		start(String(message.key), String(message.cert));
		return;
	}
	const { user, system } = process.cpuUsage(cpu);
	process.send?.({ polls, notModified, bytes, connections, resumed, cpuMs: (user + system) / 1000 });
	polls = 0;
	notModified = 0;
	bytes = 0;
	connections = 0;
	resumed = 0;
	cpu = process.cpuUsage();
});
process.on('disconnect', () => process.exit(0));
