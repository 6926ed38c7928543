/**
 * The cache: things whose loss costs only work.
 */
import type { Log } from '../log.ts';

export type Json =
	| string
	| number
	| boolean
	| null
	| readonly Json[]
	| { readonly [name: string]: Json | undefined };

export interface Cache {
	/** @returns undefined for what is not there, has expired, or cannot be read. */
	get(key: string): Promise<unknown>;
	set(key: string, value: Json, ttlMs: number): Promise<void>;
	close(): Promise<void>;
}

export interface CacheOptions {
	readonly dataDir: string;
	/** redis:// or rediss://; without it a file in `dataDir`. */
	readonly cacheUrl?: string | undefined;
	readonly log?: Log;
}

export async function openCache(_options: CacheOptions): Promise<Cache> {
	const kept = new Map<string, { value: Json; until: number }>();
	return {
		async get(key) {
			const entry = kept.get(key);
			return entry && entry.until > Date.now() ? entry.value : undefined;
		},
		async set(key, value, ttlMs) {
			kept.set(key, { value, until: Date.now() + ttlMs });
		},
		async close() {},
	};
}
