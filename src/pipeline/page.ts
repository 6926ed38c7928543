/**
 * A page as an article. Rules:
 * 1. Reading a page for a feed's item is a favour: any failure means 'no page', and the feed's text stands.
 *    No further page of a host is read once it does not answer.
 * 2. Reading a page somebody asked for is an order: its failure is theirs to see, with its reason.
 * 3. One page of a host at a time, whoever asks for it.
 * 4. A page that is too deep, too large or too slow is given up with its reason.
 * 5. An article asked for is stored and indexed like any other, but told to nobody.
 */
import { composeInWorker, extractInWorker, pasteInWorker } from '../article/article-worker.ts';
import { FetchError, UserError } from '../errors.ts';
import type { Fetcher } from '../feed/fetch.ts';
import { articleIdOf } from '../feed/identity.ts';
import { wantsRest } from '../feed/trouble.ts';
import { shortId } from '../id.ts';
import type { Log } from '../log.ts';
import type { Article, ExtractedArticle } from '../model.ts';
import { articleById } from '../store/articles.ts';
import { takeTurn } from '../store/turn.ts';
import { WorkerCrash, WorkerTimeout } from '../worker.ts';
import { createHostTurns, hostOf } from './host-turns.ts';
import { type Library, putArticle } from './library.ts';

export interface Page {
	/** Where it was found in the end. */
	readonly url: string;
	readonly extracted: ExtractedArticle;
}

/** Pages by the address they were asked for; what could not be had in time is not among them. */
export type ReadPages = (urls: readonly string[], signal: AbortSignal) => Promise<ReadonlyMap<string, Page>>;

/** Less than this is no article but a menu, a consent wall or a list. */
const ARTICLE_CHARACTERS = 200;

/** @throws FetchError, UserError, or the signal's reason */
export type ReadPage = (url: string, signal: AbortSignal) => Promise<Page>;

export function createReadPage(fetcher: Pick<Fetcher, 'get'>): ReadPage {
	const inTurn = createHostTurns();
	return async (url, signal) => {
		const over = Promise.withResolvers<void>();
		const until = over.promise;
		try {
			const page = await inTurn(url, signal, () => fetcher.get(url, { kind: 'page', signal, until }));
			return { url: page.url, extracted: await extractInWorker(page.body, page.url, signal) };
		} catch (error) {
			if (!isTooMuch(error)) throw error;
			throw new UserError('problem-page-heavy', { host: hostOf(url) });
		} finally {
			over.resolve();
		}
	};
}

/** Too much for its thread, in time or in memory. */
const isTooMuch = (error: unknown): boolean => error instanceof WorkerTimeout || error instanceof WorkerCrash;

export function createReadPages(readPage: ReadPage, log: Pick<Log, 'debug'>): ReadPages {
	return async (urls, signal) => {
		const pages = new Map<string, Page>();
		async function readHost(ofHost: readonly string[]): Promise<void> {
			for (const url of ofHost) {
				try {
					pages.set(url, await readPage(url, signal));
				} catch (error) {
					log.debug({ url, error }, 'page not read; the feed’s text stands');
					if (signal.aborted || isHostDown(error)) return;
				}
			}
		}
		const hosts = Map.groupBy(urls, hostOf);
		await Promise.all([...hosts.values()].map(readHost));
		return pages;
	};
}

/** Its other pages will not come either, or it wants nobody to ask for them. */
function isHostDown(error: unknown): boolean {
	return (
		error instanceof FetchError &&
		(wantsRest(error) || !['status', 'too-large', 'redirects', 'robots'].includes(error.problem))
	);
}

/** Fetches, indexes and stores what a link shows. @throws FetchError, UserError */
export function createReadLink(library: Library, readPage: ReadPage, now: () => number) {
	return async (url: string, signal: AbortSignal): Promise<Article> => {
		const page = await readPage(url, signal);
		const { extracted } = page;
		if (extracted.text.length < ARTICLE_CHARACTERS) throw new UserError('error-no-article', { url });
		const address = extracted.canonicalUrl ?? page.url;
		const id = articleIdOf(address);
		const known = await articleById(library.db, id);
		if (known) return known;
		const draft = await composeInWorker({ url: address, id, seenAt: now(), page: extracted }, signal);
		return library.db.transaction().execute(async (tx) => {
			await takeTurn(tx);
			return putArticle(library, tx, draft);
		});
	};
}

/** Pasted text as an article that is kept nowhere. @throws UserError where nothing can be made of it in time */
export async function readPaste(text: string, now: number): Promise<Article> {
	const id = shortId('paste', text);
	try {
		return { ...(await pasteInWorker({ text, id, seenAt: now })), storyId: id };
	} catch (error) {
		throw isTooMuch(error) ? new UserError('problem-slow') : error;
	}
}
