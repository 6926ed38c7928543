/**
 * discord.js' own sharding, with two gaps closed. Rules:
 * 1. A gateway that cannot be reached does not fail the login: the shard goes on trying by itself, and would do so
 *    beside the next login.
 * 2. A shard that was just pausing before its next try stays down once it is told to: else a client that was given
 *    up would identify again, unseen.
 * 3. A socket that is still dialling when its shard is given up loses its listeners and is left open: its failure
 *    would be nobody's, and end the process.
 */
import { EventEmitter } from 'node:events';
import { SimpleShardingStrategy, type WebSocketOptions } from 'discord.js';

export const buildStrategy: NonNullable<WebSocketOptions['buildStrategy']> = (manager) => {
	const simple = new SimpleShardingStrategy(manager);
	let isConnecting = false;
	return {
		spawn: (ids) => simple.spawn(ids),
		send: (id, payload) => simple.send(id, payload),
		fetchStatus: () => simple.fetchStatus(),
		connect() {
			isConnecting = true;
			// Its failures are events of the client as well (ShardError, ShardDisconnect).
			simple.connect().catch(() => undefined);
		},
		async destroy(options) {
			// Asked before every connection: without an answer there is none.
			for (const socket of socketsOf(simple)) socket.on('error', () => undefined);
			if (isConnecting) manager.options.retrieveSessionInfo = () => new Promise(() => undefined);
			await simple.destroy(options);
		},
	};
};

/** The shards' raw sockets, which discord.js keeps to itself. */
function socketsOf(strategy: SimpleShardingStrategy): readonly EventEmitter[] {
	const shards: unknown = Reflect.get(strategy, 'shards');
	if (!(shards instanceof Map)) return [];
	return [...shards.values()].flatMap((shard: object) => {
		const socket: unknown = Reflect.get(shard, 'connection');
		return socket instanceof EventEmitter ? [socket] : [];
	});
}
