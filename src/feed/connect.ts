/**
 * Connects undici to the public internet only. Rules, in order:
 * 1. A literal address is checked as it stands, a name by every answer of the name server, and both once more by
 *    the address that was really connected. Not a byte is sent before the third check, not even of TLS.
 * 2. Certificates are checked always. One TLS context serves all hosts: making one for each costs more than the
 *    handshake. Sessions of the newest hosts are kept, so that a second connection is quick for both sides.
 * 3. IPv6 and IPv4 race (happy eyeballs); name, connection and handshake together have one time limit.
 */
import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';
import type { buildConnector } from 'undici';
import { guardedLookup, isPublic, type Network, PrivateAddress, type Resolve } from './guard.ts';

const SESSIONS_KEPT = 500;

class ConnectTimeout extends Error {
	override readonly name = 'ConnectTimeout';
	readonly code = 'ETIMEDOUT';
}

/** The newest sessions, by host and port. */
function sessionsOf(kept: number) {
	const sessions = new Map<string, Buffer>();
	return {
		get: (host: string) => sessions.get(host),
		put(host: string, session: Buffer): void {
			sessions.delete(host);
			sessions.set(host, session);
			// Maps keep their order: the first is the oldest.
			const [oldest] = sessions.keys();
			if (sessions.size > kept && oldest !== undefined) sessions.delete(oldest);
		},
	};
}

/** A connector for undici's Agent. @param options.resolve answers names, by default as the system does. */
export function guardedConnector(options: {
	readonly allowed: readonly Network[];
	readonly timeoutMs: number;
	readonly resolve?: Resolve;
}): buildConnector.connector {
	const { allowed, timeoutMs } = options;
	const lookup = guardedLookup(allowed, options.resolve ?? dns.lookup);
	const sessions = sessionsOf(SESSIONS_KEPT);
	let secureContext: tls.SecureContext | undefined;

	function secured(tcp: net.Socket, host: string, port: number): tls.TLSSocket {
		secureContext ??= tls.createSecureContext();
		const key = `${host}:${port}`;
		const session = sessions.get(key);
		const socket = tls.connect({
			socket: tcp,
			host,
			secureContext,
			ALPNProtocols: ['http/1.1'],
			// An address is no server name (RFC 6066); the certificate is checked against `host` all the same.
			...(net.isIP(host) === 0 && { servername: host }),
			...(session !== undefined && { session }),
		});
		return socket.on('session', (ticket: Buffer) => sessions.put(key, ticket));
	}

	return (target, callback) => {
		const name = target.hostname.replace(/^\[|\]$/g, '');
		if (net.isIP(name) !== 0 && !isPublic(name, allowed)) {
			callback(new PrivateAddress(name), null);
			return;
		}
		const isSecure = target.protocol === 'https:';
		const port = Number(target.port) || (isSecure ? 443 : 80);
		const tcp = net.connect({ host: name, port, lookup, autoSelectFamily: true, noDelay: true });
		let isOver = false;
		const end = (error: Error | null, socket: net.Socket): void => {
			if (isOver) return;
			isOver = true;
			clearTimeout(timer);
			if (error === null) {
				callback(null, socket);
				return;
			}
			socket.destroy();
			tcp.destroy();
			callback(error, null);
		};
		const timer = setTimeout(() => end(new ConnectTimeout(`${name} did not connect`), tcp), timeoutMs);
		tcp.on('error', (error) => end(error, tcp));
		tcp.once('connect', () => {
			const { remoteAddress = '' } = tcp;
			if (!isPublic(remoteAddress, allowed)) return end(new PrivateAddress(remoteAddress || name), tcp);
			if (!isSecure) return end(null, tcp);
			const socket = secured(tcp, name.replace(/\.$/, ''), port);
			socket.on('error', (error) => end(error, socket));
			socket.once('secureConnect', () => end(null, socket));
		});
	};
}
