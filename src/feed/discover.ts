/**
 * From whatever address a person gives to a feed. Rules, in order:
 * 1. The address itself, if its body is a feed, whatever its content type says.
 * 2. What the page declares (page-links.ts); the first that can be read is it, the rest are offered as others.
 * 3. The usual paths, in the page's folder and at the root.
 * 4. Never more than MAX_PROBES requests after the first; nothing counts that was not read as a feed.
 */
import { FeedError, FetchError } from '../errors.ts';
import type { ParsedFeed } from '../model.ts';
import { decode } from './decode.ts';
import type { Fetched, Fetcher } from './fetch.ts';
import { feedLinks } from './page-links.ts';
import { parseFeed } from './parse.ts';

export interface Discovered {
	/** The address to poll. */
	readonly url: string;
	readonly feed: ParsedFeed;
	/** Further feeds that the page declares; not read. */
	readonly others: readonly { readonly url: string; readonly title: string }[];
}

const MAX_PROBES = 8;
/** Of which at most this many are declared ones, so that the usual paths get their chance. */
const MAX_DECLARED = 4;
const MAX_OTHERS = 9;
const USUAL_PATHS = ['feed', 'rss.xml', 'feed.xml', 'atom.xml', 'rss', 'index.xml'];

/** What a person typed as addresses to try, best first. @throws FetchError 'address' */
function addressesOf(typed: string): readonly string[] {
	const words = typed.trim().replace(/^<|>$/g, '').trim();
	const bare = words.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, '');
	if (/^https?:\/\//i.test(bare)) return [bare];
	const isAddress = !/^[a-z][a-z\d+.-]*:(?!\d)/i.test(bare) && !/\s/.test(bare);
	const url = isAddress ? URL.parse(`https://${bare}`) : null;
	const isHost = url !== null && (url.hostname.includes('.') || /^(?:localhost|\[.*\])$/.test(url.hostname));
	if (!isHost) throw new FetchError('address', words);
	return [`https://${bare}`, `http://${bare}`];
}

async function fetchFirst(
	addresses: readonly string[],
	fetcher: Fetcher,
	signal: AbortSignal | undefined,
): Promise<{ readonly asked: string; readonly page: Fetched }> {
	let failure: unknown;
	for (const asked of addresses) {
		try {
			const page = await fetcher.get(asked, { kind: 'feed', ...(signal && { signal }) });
			return { asked: new URL(asked).href, page };
		} catch (error) {
			// Only a host that does not speak TLS is worth a second try without it.
			const isPlain = error instanceof FetchError && /^(?:connect|tls|timeout)/.test(error.problem);
			failure ??= error;
			if (!isPlain) break;
		}
	}
	throw failure;
}

/** @returns undefined where the body is no feed. @throws FeedError for a feed that cannot be read. */
async function asFeed(page: Fetched): Promise<ParsedFeed | undefined> {
	try {
		const feed = await parseFeed(page.body, { url: page.url, contentType: page.contentType });
		return feed.items.length > 0 || feed.title !== undefined ? feed : undefined;
	} catch (error) {
		if (error instanceof FeedError && error.problem === 'not-a-feed') return undefined;
		throw error;
	}
}

function usualAddresses(url: string): string[] {
	const folder = new URL('.', url).href;
	const root = new URL('/', url).href;
	const addresses = USUAL_PATHS.map((path) => new URL(path, root).href);
	return folder === root ? addresses : [new URL('feed', folder).href, ...addresses];
}

/**
 * @param address with or without a scheme.
 * @throws FetchError, FeedError ('not-a-feed' where the site shows none)
 */
export async function discover(address: string, fetcher: Fetcher, signal?: AbortSignal): Promise<Discovered> {
	const { asked, page } = await fetchFirst(addressesOf(address), fetcher, signal);
	const itself = await asFeed(page);
	if (itself !== undefined) return { url: page.permanent ?? asked, feed: itself, others: [] };

	const declared = feedLinks(decode(page.body, page.contentType), page.url, page.headers.link);
	const tried = new Set([asked, page.url]);
	const candidates = declared.map(({ url }) => url).filter((url) => !tried.has(url));
	const probes = [...new Set([...candidates.slice(0, MAX_DECLARED), ...usualAddresses(page.url)])];
	for (const url of probes.filter((probe) => !tried.has(probe)).slice(0, MAX_PROBES)) {
		signal?.throwIfAborted();
		try {
			const found = await fetcher.get(url, { kind: 'feed', ...(signal && { signal }) });
			const feed = await asFeed(found);
			if (feed === undefined) continue;
			const others = declared.filter((link) => link.url !== url && link.url !== found.url);
			return { url: found.permanent ?? url, feed, others: others.slice(0, MAX_OTHERS) };
		} catch (error) {
			signal?.throwIfAborted();
			// A probe that fails says nothing about the next one.
			if (!(error instanceof FetchError) && !(error instanceof FeedError)) throw error;
		}
	}
	throw new FeedError('not-a-feed', page.url);
}
