/**
 * The cache: things whose loss costs only work. Rules:
 * 1. Everything has an expiry; values are JSON.
 * 2. An outage is a miss, logged when it begins and when it ends, and never longer than two seconds.
 * 3. What is too large is not kept.
 */
import { createHash } from 'node:crypto';
import { Keyv } from 'keyv';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import { openCacheFile } from './cache-file.ts';
import { openCacheRedis } from './cache-redis.ts';
import { prepareDataDir } from './data-dir.ts';

const MAX_VALUE_LENGTH = 4_000_000;
const MAX_KEY_LENGTH = 200;
const MAX_FILE_BYTES = 256 * 1024 * 1024;
const PATIENCE_MS = 2_000;

export type Json =
	| string
	| number
	| boolean
	| null
	| readonly Json[]
	| { readonly [name: string]: Json | undefined };

export interface Cache {
	/** @returns undefined for what is not there, has expired, or cannot be read now. */
	get(key: string): Promise<unknown>;
	set(key: string, value: Json, ttlMs: number): Promise<void>;
	close(): Promise<void>;
}

export interface CacheOptions {
	readonly dataDir: string;
	/** redis:// or rediss://; without it a file in `dataDir`. */
	readonly cacheUrl?: string | undefined;
	readonly log?: Log | undefined;
	/** Of the file; 256 MB unless told. */
	readonly maxBytes?: number;
}

/** @throws ConfigError where the settings cannot work; a server that is down now is an outage. */
export async function openCache(options: CacheOptions): Promise<Cache> {
	const { storage, close } = await openStorage(options);
	// Values are JSON by type: keyv's own serializer would only guard against what cannot come.
	const keyv = new Keyv({ store: storage, serialization: JSON });
	let failures = 0;
	let out = false;
	keyv.on('error', (error: unknown) => {
		failures++;
		if (!out) options.log?.warn({ error }, 'the cache does not answer: working without it');
		out = true;
	});

	/** keyv turns a failure into an event and a miss, so success is the absence of the event. */
	async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
		const before = failures;
		const late = Promise.withResolvers<undefined>();
		const timer = setTimeout(() => {
			keyv.emit('error', new Error('no answer in time'));
			late.resolve(undefined);
		}, PATIENCE_MS);
		const result = await Promise.race([work(), late.promise]).finally(() => clearTimeout(timer));
		if (out && failures === before) {
			out = false;
			options.log?.info({}, 'the cache answers again');
		}
		return result;
	}

	// A closed Redis client would connect again at the next call.
	let closed = false;
	return {
		get: async (key) => (closed ? undefined : attempt(() => keyv.get(shortKey(key)))),
		async set(key, value, ttlMs) {
			if (closed || ttlMs <= 0 || JSON.stringify(value).length > MAX_VALUE_LENGTH) return;
			await attempt(() => keyv.set(shortKey(key), value, ttlMs));
		},
		async close() {
			closed = true;
			await close();
		},
	};
}

async function openStorage(
	options: CacheOptions,
): Promise<{ readonly storage: object; close(): Promise<void> }> {
	const { dataDir, cacheUrl, maxBytes = MAX_FILE_BYTES } = options;
	if (cacheUrl === undefined) {
		await prepareDataDir(dataDir);
		const file = await openCacheFile(dataDir, maxBytes);
		return { storage: file, close: async () => file.disconnect?.() };
	}
	if (!/^rediss?:\/\//.test(cacheUrl) || !URL.parse(cacheUrl)?.hostname) {
		throw new ConfigError([
			'CACHE_URL is not an address of Redis. Write redis://host:6379, or leave it out for a file in DATA_DIR.',
		]);
	}
	const redis = openCacheRedis(cacheUrl);
	await redis.ready;
	return redis;
}

/** Keys may hold foreign addresses of any length and any characters. */
const shortKey = (key: string): string =>
	key.length <= MAX_KEY_LENGTH && /^[\x20-\x7e]+$/.test(key)
		? key
		: createHash('sha256').update(key).digest('hex');
