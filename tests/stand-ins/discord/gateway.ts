/**
 * The gateway: hello, identify, heartbeats, resume, dispatches. Rules:
 * 1. One session at a time is enough; its dispatches are kept, so that a resume misses none.
 * 2. What Discord punishes is punished: a wrong token (4004), a privileged intent (4014), a payload beyond
 *    4,096 bytes (4002), more than 120 of them a minute (4008), a heartbeat that stays out (4009).
 * 3. It can be out of reach while REST is there: reset, or answered by a wall in front of it.
 */
import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { botUser, guildObject } from './objects.ts';
import { snowflake, type World } from './world.ts';

const GUILDS = 1;
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
const HEARTBEAT = 41_250;

const payloadSchema = z.object({ op: z.number(), d: z.unknown().optional() });
const identifySchema = z.object({
	token: z.string(),
	intents: z.number(),
	properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
	shard: z.tuple([z.number(), z.number()]).optional(),
});
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number().nullable() });

export type Outage = 'reset' | 'wall';

interface Session {
	readonly id: string;
	readonly sent: { s: number; t: string; d: unknown }[];
	socket: WebSocket | undefined;
}

export function createGateway(server: Server, world: World, url: () => string) {
	const sockets = new WebSocketServer({ noServer: true });
	let outage: Outage | undefined;
	let session: Session | undefined;
	let identifies = 0;
	let resumes = 0;
	let refusal: number | undefined;

	function dispatch(type: string, data: unknown): void {
		if (!session) return;
		const event = { s: session.sent.length + 1, t: type, d: data };
		session.sent.push(event);
		session.socket?.send(JSON.stringify({ op: 0, ...event }));
	}

	function identify(socket: WebSocket, data: unknown): void {
		identifies++;
		const order = identifySchema.parse(data);
		if (refusal !== undefined) {
			socket.close(refusal);
			return;
		}
		if (order.token !== world.token) {
			socket.close(4004, 'Authentication failed.');
			return;
		}
		if (order.intents & PRIVILEGED) {
			world.violations.push('a privileged intent was asked for');
			socket.close(4014, 'Disallowed intent(s).');
			return;
		}
		if (order.intents !== GUILDS) world.violations.push(`intents ${order.intents}, only Guilds is needed`);
		session = { id: snowflake(), sent: [], socket };
		const present = world.guilds.filter((guild) => guild.present);
		dispatch('READY', {
			v: 10,
			user: botUser(world),
			guilds: present.map(({ id }) => ({ id, unavailable: true })),
			session_id: session.id,
			resume_gateway_url: url(),
			shard: order.shard ?? [0, 1],
			application: { id: world.applicationId, flags: 0 },
		});
		for (const guild of present) dispatch('GUILD_CREATE', guildObject(world, guild));
	}

	function resume(socket: WebSocket, data: unknown): void {
		resumes++;
		const order = resumeSchema.parse(data);
		if (order.token !== world.token) {
			socket.close(4004, 'Authentication failed.');
			return;
		}
		if (session?.id !== order.session_id) {
			socket.send(JSON.stringify({ op: 9, d: false }));
			return;
		}
		session.socket = socket;
		for (const event of session.sent.slice(order.seq ?? 0)) socket.send(JSON.stringify({ op: 0, ...event }));
		dispatch('RESUMED', {});
	}

	server.on('upgrade', (request, socket, head) => {
		socket.on('error', () => undefined);
		if (outage === 'reset') socket.destroy();
		else if (outage === 'wall') socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
		else if (!request.url?.startsWith('/gateway')) socket.destroy();
		else sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened));
	});
	sockets.on('connection', (socket) => {
		const received: number[] = [];
		let silence = setTimeout(() => socket.close(4009, 'Session timed out'), HEARTBEAT * 1.5);
		socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: HEARTBEAT, _trace: [] } }));
		socket.on('message', (raw: RawData) => {
			const text = raw.toString();
			const now = Date.now();
			received.push(now);
			if (Buffer.byteLength(text) > 4096) return socket.close(4002, 'Payload too large');
			if (received.filter((at) => at > now - 60_000).length > 120) return socket.close(4008, 'Rate limited.');
			try {
				const { op, d } = payloadSchema.parse(JSON.parse(text));
				if (op === 1) {
					clearTimeout(silence);
					silence = setTimeout(() => socket.close(4009, 'Session timed out'), HEARTBEAT * 1.5);
					socket.send(JSON.stringify({ op: 11 }));
				} else if (op === 2) identify(socket, d);
				else if (op === 6) resume(socket, d);
				else if (op !== 3) world.violations.push(`gateway op ${op}`);
			} catch (error) {
				world.violations.push(`gateway payload: ${String(error)}`);
				socket.close(4002, 'Decode error');
			}
		});
		socket.on('close', () => {
			clearTimeout(silence);
			if (session?.socket === socket) session.socket = undefined;
		});
		socket.on('error', () => socket.terminate());
	});

	return {
		dispatch,
		get connected(): boolean {
			return session?.socket !== undefined;
		},
		/** How often a bot identified and resumed. */
		get counts() {
			return { identifies, resumes };
		},
		/** From now on every identify is answered with this close code; undefined: no longer. */
		refuse(code: number | undefined): void {
			refusal = code;
		},
		/** From now on nobody gets through to it; undefined: again. */
		cutOff(by: Outage | undefined): void {
			outage = by;
		},
		/** Ends the session for good with this close code. */
		end(code: number): void {
			session?.socket?.close(code);
			session = undefined;
		},
		/** The connection breaks; the session can be resumed. */
		drop(): void {
			for (const socket of sockets.clients) socket.terminate();
		},
		close(): void {
			for (const socket of sockets.clients) socket.terminate();
			sockets.close();
		},
	};
}
export type Gateway = ReturnType<typeof createGateway>;
