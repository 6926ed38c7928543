/**
 * The composition root: which rooms there are, and who is handed what. Rules:
 * 1. Order of start: store → memory → commands → platforms → feeds. A refused setting stops the program with
 *    its reason before anything is posted; a platform that is out of reach is tried again while the rest runs.
 * 2. Order of stop: the loops claim nothing more and finish what is in flight, then the platforms, the web
 *    server and the threads close, and the store last.
 * 3. Without a token the sample newsroom runs. The preview page is for this machine alone: with PUBLIC_URL
 *    the server listens to the world, and the page is closed.
 */
import { commands } from '../commands/index.ts';
import type { Adapter } from './adapters/adapter.ts';
import { createDiscord } from './adapters/discord/index.ts';
import { render as renderDiscord } from './adapters/discord/render.ts';
import { createPreview, type Looks } from './adapters/preview/index.ts';
import { createTelegram } from './adapters/telegram/index.ts';
import { render, renderPost } from './adapters/telegram/render.ts';
import { closeArticleWorkers } from './article/article-worker.ts';
import { boundsOf, type Config } from './config.ts';
import { createDesk } from './core/desk.ts';
import { createHandle } from './core/dispatch.ts';
import { createImports } from './core/imports.ts';
import { logMistakes, phrases, translator, translators } from './core/phrases.ts';
import type { Doc } from './doc/doc.ts';
import { discover } from './feed/discover.ts';
import { createFetcher } from './feed/fetch.ts';
import { createHubCallback } from './feed/hub-callback.ts';
import { articleIdOf, feedIdOf } from './feed/identity.ts';
import { closeOpmlThread } from './feed/opml-file.ts';
import { startPolling } from './feed/poll.ts';
import { createWebSub, HUB_PATH } from './feed/websub.ts';
import type { Log } from './log.ts';
import type { ChannelRef, FeedId, Translate } from './model.ts';
import { createDocOf } from './outbox/post.ts';
import { startRelay } from './outbox/relay.ts';
import { startDigests } from './pipeline/digests.ts';
import { createIngest } from './pipeline/ingest.ts';
import { createLibrary, restoreLibrary } from './pipeline/library.ts';
import { createLists } from './pipeline/lists.ts';
import { createLlm } from './pipeline/llm.ts';
import { createBudget } from './pipeline/llm-budget.ts';
import { createReadLink, createReadPage, createReadPages, readPaste } from './pipeline/page.ts';
import { planNewest } from './pipeline/planning.ts';
import { createSummarize } from './pipeline/summary.ts';
import { createWrite } from './pipeline/written.ts';
import { SAMPLE_FOLLOW, startSample } from './sample.ts';
import { type Cache, openCache } from './store/cache.ts';
import { openDatabase } from './store/db.ts';
import { countStates } from './store/deliveries.ts';
import { planNotices } from './store/notices.ts';
import { occupy } from './store/occupy.ts';
import { previewRoutes } from './web/preview.ts';
import { healthRoutes, webhookRoutes } from './web/routes.ts';
import { startServer } from './web/server.ts';
import { hubRoutes } from './web/websub.ts';

export interface Depeche {
	/** Where the web page is. */
	readonly url: string;
	stop(): Promise<void>;
}

const FIRST_FOLLOW_MS = 10_000;

/** The preview shows what the platforms' own renderers make; a marked Doc is a post, which is one message. */
const LOOKS: Looks = {
	discord: renderDiscord,
	telegram: (doc) =>
		doc.mark === undefined ? render(doc) : [renderPost(doc)].filter((post) => post !== undefined),
};

function platformsOf(config: Config, log: Log): readonly Adapter[] {
	const texts = new Map(Object.entries(translators(logMistakes(log))));
	const { DISCORD_TOKEN, DISCORD_API_URL, TELEGRAM_TOKEN, TELEGRAM_API_URL, PUBLIC_URL } = config;
	const adapters: Adapter[] = [];
	if (DISCORD_TOKEN !== undefined) {
		const api = DISCORD_API_URL === undefined ? {} : { apiUrl: DISCORD_API_URL };
		adapters.push(createDiscord({ token: DISCORD_TOKEN, log, texts, ...api }));
	}
	if (TELEGRAM_TOKEN !== undefined) {
		const api = TELEGRAM_API_URL === undefined ? {} : { apiUrl: TELEGRAM_API_URL };
		const hook = PUBLIC_URL === undefined ? {} : { publicUrl: PUBLIC_URL };
		adapters.push(
			createTelegram({ token: TELEGRAM_TOKEN, log, texts, startedAt: Date.now(), ...api, ...hook }),
		);
	}
	return adapters;
}

/** Changes a message on whichever platform it stands. */
const createRevise =
	(adapters: readonly Adapter[], log: Log) =>
	async (channel: ChannelRef, messageId: string, doc: Doc): Promise<boolean> => {
		const adapter = adapters.find(({ platform }) => channel.startsWith(`${platform}:`));
		if (!adapter?.revise) return false;
		try {
			await adapter.revise({ channel, messageId, doc });
			return true;
		} catch (error) {
			log.warn({ channel, error }, 'a message could not be changed');
			return false;
		}
	};

/** Who writes summaries, where somebody is configured. */
function modelOf(config: Config, cache: Cache, log: Log, ending: (() => unknown)[]) {
	const { LLM_BASE_URL: baseUrl, LLM_MODEL: name, LLM_API_KEY: apiKey } = config;
	if (baseUrl === undefined || name === undefined) return undefined;
	const llm = createLlm({ baseUrl, model: name, apiKey }, { log });
	ending.push(llm.close);
	return { name, write: createWrite({ llm, budget: createBudget({ cache, now: Date.now }), cache, log }) };
}

/** Database and cache, whole or not at all. */
async function openStores(options: { dataDir: string; databaseUrl?: string; cacheUrl?: string; log: Log }) {
	const database = await openDatabase({
		...options,
		// Without its database the program can neither post nor remember that it did: a supervisor starts it again.
		onLost: (error) => {
			options.log.error({ error }, 'the database is lost: stopping');
			process.exit(1);
		},
	});
	try {
		const cache = await openCache(options);
		const close = async (): Promise<void> => {
			await Promise.all([cache.close(), database.close()]);
		};
		return { db: database.db, cache, close };
	} catch (error) {
		await database.close();
		throw error;
	}
}

/** @throws ConfigError, or an Error whose message says what to do */
export async function startDepeche(config: Config, log: Log): Promise<Depeche> {
	const now = Date.now;
	const { DATABASE_URL, CACHE_URL, PUBLIC_URL } = config;
	const platforms = platformsOf(config, log);
	const stopping = new AbortController();
	const ending: (() => unknown)[] = [await occupy(config.DATA_DIR)];
	try {
		const sample = platforms.length === 0 ? await startSample(config) : undefined;
		if (sample !== undefined && (DATABASE_URL ?? CACHE_URL) !== undefined) {
			log.warn(
				{},
				'no token is set: the sample newsroom runs, on a folder of its own; DATABASE_URL and CACHE_URL wait',
			);
		}
		ending.push(() => sample?.close());
		const stores = await openStores({
			log,
			dataDir: sample?.dataDir ?? config.DATA_DIR,
			...(sample === undefined && DATABASE_URL !== undefined && { databaseUrl: DATABASE_URL }),
			...(sample === undefined && CACHE_URL !== undefined && { cacheUrl: CACHE_URL }),
		});
		ending.push(stores.close);
		const { db, cache } = stores;
		const contact = PUBLIC_URL === undefined ? {} : { contact: PUBLIC_URL };
		const guarded = createFetcher({ allowPrivate: config.FETCH_ALLOW_PRIVATE, ...contact });
		const fetcher = sample?.open(guarded) ?? guarded;
		ending.push(fetcher.close, closeArticleWorkers, closeOpmlThread);

		const readPage = createReadPage(fetcher);
		const readPages = createReadPages(readPage, log);
		const library = createLibrary(db);
		await restoreLibrary(library, now());

		const preview = createPreview({ looks: LOOKS, log });
		const adapters = [...platforms, preview];
		const hooks = adapters.flatMap(({ webhook }) => webhook ?? []);
		const isOpen = PUBLIC_URL !== undefined;
		const loops = { wakeRelay: () => {}, wakePolling: (_hinted?: FeedId) => {} };
		const maxSeconds = config.POLL_MAX_SECONDS;
		const webSub =
			PUBLIC_URL === undefined
				? undefined
				: createWebSub({ db, fetcher, publicUrl: PUBLIC_URL, maxSeconds, log });
		const callback = createHubCallback({ db, log, hinted: (feed) => loops.wakePolling(feed), now });
		const routes = [healthRoutes(() => countStates(db)), webhookRoutes(hooks)];
		if (webSub !== undefined) routes.push(hubRoutes(HUB_PATH, callback));
		const server = await startServer({
			port: config.PORT,
			host: isOpen ? '0.0.0.0' : '127.0.0.1',
			publicUrl: PUBLIC_URL,
			routes: isOpen ? routes : [...routes, previewRoutes({ preview, phrases })],
			log,
		});
		ending.push(server.close);

		const words = logMistakes(log);
		const translate = (locale: string): Translate => translator(locale, words);
		const wake = (): void => {
			loops.wakeRelay();
			loops.wakePolling();
		};
		const imports = createImports({
			db,
			log,
			translator: translate,
			wake,
			revise: createRevise(adapters, log),
		});
		const news = createDesk({
			db,
			cache,
			index: library.index,
			summarize: createSummarize({
				readPage,
				cache,
				model: sample ? undefined : modelOf(config, cache, log, ending),
			}),
			read: createReadLink(library, readPage, now),
			paste: (text) => readPaste(text, now()),
			discover: (address, signal) => discover(address, fetcher, signal),
			idOf: articleIdOf,
			feedIdOf,
			planNewest: (tx, subscription) => planNewest(tx, subscription, now()),
			lists: createLists(fetcher),
			carryOut: imports.carryOut,
			wake,
		});
		const handle = createHandle({ commands, news, log });
		for (const adapter of adapters) {
			ending.push(() => adapter.stop());
			await adapter.start(commands, handle);
		}

		const docOf = createDocOf({ db, translator: translate, now });
		const relay = startRelay({ db, adapters, docOf, log });
		loops.wakeRelay = relay.wake;
		const ingest = createIngest({
			library,
			readPages,
			stopping: stopping.signal,
			planned: relay.wake,
			now,
			log,
		});
		const polling = startPolling({
			db,
			fetcher: webSub?.listening(fetcher) ?? fetcher,
			log,
			tell: async (tx, feed, trouble, failingSince) => {
				await planNotices(tx, { feed, trouble, failingSince }, now());
			},
			told: relay.wake,
			ingest: webSub?.noting(ingest) ?? ingest,
			bounds: sample?.bounds ?? boundsOf(config),
		});
		loops.wakePolling = polling.wake;
		await webSub?.start();
		await imports.resume();
		const digests = startDigests({ db, log, planned: relay.wake, now });
		ending.push(async () => {
			stopping.abort();
			await Promise.all([relay.stop(), polling.stop(), digests.stop(), imports.stop(), webSub?.stop()]);
		});

		for (const address of sample?.feedUrls ?? []) {
			const signal = AbortSignal.timeout(FIRST_FOLLOW_MS);
			await news.follow({ ...SAMPLE_FOLLOW, address, signal });
		}
		return { url: server.url, stop: () => unwind(ending, log) };
	} catch (error) {
		await unwind(ending, log).catch(() => {}); // told in the log; the first error is the one to hear of
		throw error;
	}
}

/** The last that was started stops first; what fails to stop does not keep the rest from stopping. */
async function unwind(ending: readonly (() => unknown)[], log: Log): Promise<void> {
	let failed = false;
	for (const end of ending.toReversed()) {
		try {
			await end();
		} catch (error) {
			failed = true;
			log.error({ error }, 'something did not stop in good order');
		}
	}
	if (failed) throw new Error('Depeche did not stop in good order; the log says why.');
}
