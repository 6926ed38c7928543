/**
 * What runs when no token is set: the sample newsroom, followed by the preview chat. Rules:
 * 1. Its data begin afresh at every start, in a folder of their own: the newsroom's addresses change with it.
 * 2. Only the newsroom's own addresses pass the guard of private networks; everything else stays refused.
 * 3. It uses neither DATABASE_URL nor CACHE_URL: fiction does not mix with an operator's data.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { startNewsroom } from './demo/newsroom.ts';
import { createFetcher, type Fetcher } from './feed/fetch.ts';

/** Who follows it, and how. */
export const SAMPLE_FOLLOW = {
	channel: 'preview:news',
	pace: 'live',
	filter: undefined,
	locale: 'en',
} as const;

const POLL = { minSeconds: 2, maxSeconds: 4 };

export interface Sample {
	readonly feedUrls: readonly string[];
	readonly bounds: { readonly minSeconds: number; readonly maxSeconds: number };
	readonly dataDir: string;
	/** A fetcher that also reads the newsroom. */
	open(guarded: Fetcher): Fetcher;
	close(): Promise<void>;
}

export async function startSample(config: Config): Promise<Sample> {
	const dataDir = join(config.DATA_DIR, 'sample');
	rmSync(dataDir, { recursive: true, force: true });
	const newsroom = await startNewsroom();
	const isOurs = (url: string): boolean => URL.canParse(url) && new URL(url).origin === newsroom.url;
	return {
		feedUrls: newsroom.sites.map(({ feedUrl }) => feedUrl),
		bounds: POLL,
		dataDir,
		open(guarded) {
			const { rests, memory } = guarded;
			const inside = createFetcher({ allowPrivate: ['127.0.0.0/8', '::1/128'], rests });
			return {
				get: (url, options) => (isOurs(url) ? inside : guarded).get(url, options),
				post: (url, form, options) => (isOurs(url) ? inside : guarded).post(url, form, options),
				rests,
				memory,
				close: async () => {
					await Promise.all([inside.close(), guarded.close()]);
				},
			};
		},
		close: () => newsroom.close(),
	};
}
