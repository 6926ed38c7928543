/**
 * discord.js' own sharding, with two gaps closed. Rules:
 * 1. A gateway that cannot be reached does not fail the login: the shard goes on trying by itself, and would do so
 *    beside the next login.
 * 2. A shard that was just pausing before its next try stays down once it is told to: else a client that was given
 *    up would identify again, unseen.
 */
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
			if (isConnecting) manager.options.retrieveSessionInfo = () => new Promise(() => undefined);
			await simple.destroy(options);
		},
	};
};
