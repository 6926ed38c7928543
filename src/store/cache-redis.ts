/**
 * keyv's storage on a Redis server. Rules:
 * 1. A server that does not answer is a miss at once: nothing is queued for it, and it is tried again in the
 *    background, more and more slowly, for ever.
 * 2. Keys start with `depeche:`, so that a shared server stays readable.
 */
import KeyvRedis, { createClient } from '@keyv/redis';

const CONNECT_TIMEOUT_MS = 2_000;
const SLOWEST_RETRY_MS = 10_000;

export interface RedisStorage {
	readonly storage: object;
	/** Resolves when the first connection stands or its time is over. */
	readonly ready: Promise<void>;
	close(): Promise<void>;
}

export function openCacheRedis(url: string): RedisStorage {
	const client = createClient({
		url,
		disableOfflineQueue: true,
		socket: {
			connectTimeout: CONNECT_TIMEOUT_MS,
			reconnectStrategy: (retries) => Math.min(2 ** retries * 100, SLOWEST_RETRY_MS),
		},
	});
	const storage = new KeyvRedis(client, {
		namespace: 'depeche',
		keyPrefixSeparator: ':',
		throwOnErrors: true,
	});
	// Rejects only when the client is closed first; failed attempts are events that keyv passes on.
	const connected = client.connect().then(
		() => {},
		() => {},
	);
	const timeout = Promise.withResolvers<void>();
	const timer = setTimeout(timeout.resolve, CONNECT_TIMEOUT_MS);
	return {
		storage,
		ready: Promise.race([connected, timeout.promise]).finally(() => clearTimeout(timer)),
		async close() {
			if (client.isReady) await client.close();
			else if (client.isOpen) client.destroy();
		},
	};
}
