/** A server that answers with whatever bytes a test writes, HTTP or not. Knows who is still connected. */
import { createServer, type Socket } from 'node:net';

/** Writes what it likes, when it likes; `ask` is what was asked so far. */
export type Rudeness = (socket: Socket, ask: string) => void;

export interface RudeServer {
	readonly port: number;
	/** Connections so far, of whatever kind: the measure of a leak. */
	readonly visits: number;
	/** Connections that are still open. */
	readonly open: number;
	close(): Promise<void>;
}

/** @param answer asked once a head has come. */
export async function startRudeServer(answer: Rudeness, host = '127.0.0.1'): Promise<RudeServer> {
	const sockets = new Set<Socket>();
	let visits = 0;
	const server = createServer((socket) => {
		visits++;
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		let ask = '';
		socket.on('data', (chunk) => {
			ask += chunk.toString('latin1');
			if (!ask.includes('\r\n\r\n')) return;
			const head = ask;
			ask = '';
			answer(socket, head);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, host, resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	return {
		port: address.port,
		get visits() {
			return visits;
		},
		get open() {
			return sockets.size;
		},
		close: () =>
			new Promise((resolve) => {
				for (const socket of sockets) socket.destroy();
				server.close(() => resolve());
			}),
	};
}
