/**
 * A platform that is far away: passes TCP on to a server of this machine, each way after half a round trip. What
 * was on its way when the caller died still arrives, as on a real line.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export interface Distance {
	/** The same address, at a distance. */
	readonly url: string;
	close(): void;
}

export async function placeFarAway(url: string, roundTripMs: number): Promise<Distance> {
	const { hostname, port } = new URL(url);
	const open = new Set<Socket>();

	/** Timers of one length end in the order of their start, so the bytes keep theirs. */
	function carry(from: Socket, to: Socket): void {
		const later = (run: () => void): void => void setTimeout(run, roundTripMs / 2);
		from.on('data', (bytes) => later(() => to.write(bytes)));
		from.on('end', () => later(() => to.end()));
		// A break is followed by 'close', which ends the other side.
		from.on('error', () => {});
		from.on('close', () => {
			open.delete(from);
			later(() => to.destroySoon());
		});
		open.add(from);
	}

	const server = createServer({ allowHalfOpen: true }, (near) => {
		const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
		carry(near, far);
		carry(far, near);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('no port');
	const here = new URL(url);
	here.port = String(address.port);
	return {
		url: here.href.replace(/\/$/, ''),
		close() {
			server.close();
			for (const socket of open) socket.destroy();
		},
	};
}
