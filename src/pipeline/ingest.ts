/**
 * From a feed's items to articles, stories and planned deliveries. Rules:
 * 1. New is decided by identity (drafts.ts and the ledger of seen items), never by date.
 * 2. A first fetch posts only the newest item, and nothing where the feed came in a list (quiet): everything else
 *    is background, indexed but not told.
 * 3. A page may improve an article but never holds a post up: what has not come by the deadline goes with
 *    the feed's own text. Pages are read newest first.
 * 4. Articles, their stories, their deliveries, the ledger and the feed's validators commit together.
 *    A crash before the commit repeats the whole fetch; a crash after it repeats nothing.
 * 5. Index and clusters are memory: they learn before the commit (the story id is needed in it) and adding
 *    the same article again changes nothing, so a failed commit is repeated without harm.
 * 6. Of a flood the newest are kept and told; the rest is marked as seen. So it is where all ids have changed at
 *    once (changes.ts), which is written down with the feed for the channel's managers.
 * 7. A link whose target is known only by following it is followed where the page is read anyway: what is shown
 *    and named is the page it led to.
 */
import { composeInWorker } from '../article/article-worker.ts';
import { shownUrl } from '../feed/addresses.ts';
import { marksOf } from '../feed/marks.ts';
import { recognise } from '../feed/recognise.ts';
import { isOpaque } from '../feed/wrappers.ts';
import type { Log } from '../log.ts';
import type { Article, ArticleId, Feed, FeedItem, ParsedFeed } from '../model.ts';
import { articlesByIds } from '../store/articles.ts';
import type { Db } from '../store/db.ts';
import { lockedFeed } from '../store/feeds.ts';
import { forgetItems, ledgerOf, rememberItems, saveChanges, shownArticles } from '../store/ledger.ts';
import { endQuiet } from '../store/subscriptions.ts';
import { takeTurn } from '../store/turn.ts';
import { type Changes, changesOf } from './changes.ts';
import { addressId, addressIds, type Draft, draftsOf } from './drafts.ts';
import { type Library, putArticle } from './library.ts';
import type { ReadPages } from './page.ts';
import { planFor } from './planning.ts';

/** Enough for the pages of a busy feed's usual poll; a first fetch reads its newest. */
const PAGES_AT_MOST = 10;
const PAGES_DEADLINE_MS = 6_000;
/** New items that become articles: of a feed that is new to us, and of any later fetch. */
const FIRST_AT_MOST = 100;
const LATER_AT_MOST = 500;
/** So long /following says that items were kept back. */
const HELD_TOLD_MS = 7 * 86_400_000;

export interface IngestDeps {
	readonly library: Library;
	readonly readPages: ReadPages;
	/** The program stops: pages are no longer waited for. */
	readonly stopping: AbortSignal;
	/** Deliveries may be waiting. */
	planned(): void;
	now(): number;
	readonly log: Pick<Log, 'warn'>;
}

export type Ingest = (feed: Feed, parsed: ParsedFeed, save: (tx: Db) => Promise<void>) => Promise<void>;

/**
 * Newest first; an item without a date, or with one in the future, stays with the one before it, as feeds list the
 * newest first.
 */
function newestFirst(items: readonly FeedItem[]): readonly FeedItem[] {
	let last = Number.MAX_VALUE;
	const timed = items.map((item) => {
		if (item.statedAt === undefined) last = (item.publishedAt ?? item.updatedAt)?.getTime() ?? last;
		return { item, at: last };
	});
	return timed.toSorted((a, b) => b.at - a.at).map(({ item }) => item);
}

interface Reading {
	/** Newest first. */
	readonly drafts: readonly Draft[];
	readonly changes: Changes;
}

/** The drafts as they are after their pages were read, and the articles that are not stored yet. */
interface Composed {
	readonly drafts: readonly Draft[];
	readonly articles: readonly Omit<Article, 'storyId'>[];
}

export function createIngest({ library, readPages, stopping, planned, now, log }: IngestDeps): Ingest {
	const { db } = library;

	async function read(feed: Feed, items: readonly FeedItem[]): Promise<Reading> {
		const marks = await marksOf(items);
		const asked = items.map(({ id: itemId, url }, index) => ({
			...marks[index],
			itemId,
			isBare: url === undefined,
		}));
		const ledger = await ledgerOf(db, feed.id, asked);
		const recognitions = await recognise(items, marks, ledger, feed.keyedBy === 'link');
		const byAddress = await addressIds(feed, items, marks);
		const shown = await shownArticles(db, feed.id, [...byAddress.values()]);
		const drafts = draftsOf(feed, items, marks, recognitions, byAddress, shown);
		const knownTitles = new Set(ledger.map(({ titleKey }) => titleKey));
		return { drafts, changes: changesOf(feed, drafts, recognitions, knownTitles, now()) };
	}

	async function unstored(drafts: readonly Draft[]): Promise<readonly Draft[]> {
		const ids = drafts.map(({ id }) => id);
		const stored = new Set((await articlesByIds(db, ids)).map(({ id }) => id));
		return drafts.filter(({ id }) => !stored.has(id));
	}

	async function compose(feed: Feed, drafts: readonly Draft[]): Promise<Composed> {
		const unknown = await unstored(drafts);
		const wanted = unknown.filter(({ item }) => item.url !== undefined).slice(0, PAGES_AT_MOST);
		const pages = await readPages(
			wanted.map(({ url }) => url),
			AbortSignal.any([stopping, AbortSignal.timeout(PAGES_DEADLINE_MS)]),
		);
		const followed = new Map<ArticleId, Draft>();
		for (const draft of wanted) {
			const page = isOpaque(draft.url) ? pages.get(draft.url) : undefined;
			if (page === undefined || isOpaque(page.url)) continue;
			followed.set(draft.id, { ...draft, url: shownUrl(page.url), id: addressId(feed, page.url) });
		}
		const after = (draft: Draft): Draft => followed.get(draft.id) ?? draft;
		const seenAt = now();
		const articles = (await unstored(unknown.map(after))).map((draft) => {
			const { item, id, url } = draft;
			const page = pages.get(item.url ?? url)?.extracted;
			return composeInWorker({ url, item, feed, id, seenAt, ...(page && { page }) }, stopping);
		});
		return { drafts: drafts.map(after), articles: await Promise.all(articles) };
	}

	async function remember(
		tx: Db,
		feed: Feed,
		{ drafts, changes }: Reading,
		kept: readonly Draft[],
	): Promise<void> {
		const became = new Map(
			[...kept, ...drafts.filter(({ isKnown }) => isKnown)].map((one) => [one.ledgerId, one.id]),
		);
		const rows = drafts.map(({ ledgerId, marks }) => {
			const articleId = became.get(ledgerId);
			return { ...marks, itemId: ledgerId, ...(articleId !== undefined && { articleId }) };
		});
		await rememberItems(tx, feed.id, rows, now());
		const forgottenAt =
			changes.fresh.length > 0 ? await forgetItems(tx, feed.id, drafts.length, now()) : undefined;
		const { renamings, keyedBy, held } = changes;
		await saveChanges(tx, feed.id, {
			renamings,
			...(keyedBy !== undefined && { keyedBy }),
			...(now() - (feed.heldAt ?? now()) > HELD_TOLD_MS && { held: 'over' as const }),
			...(held > 0 && { held: { at: now(), count: held } }),
			...(forgottenAt !== undefined && { forgottenAt }),
		});
	}

	return async (feed, parsed, save) => {
		const reading = await read(feed, newestFirst(parsed.items));
		const { drafts, changes } = reading;
		const most = feed.fetchedAt === undefined ? FIRST_AT_MOST : LATER_AT_MOST;
		const { drafts: kept, articles: composed } = await compose(feed, changes.fresh.slice(0, most));
		const first = new Map(kept.map((draft) => [draft.ledgerId, draft]));

		await db.transaction().execute(async (tx) => {
			await takeTurn(tx);
			const isFirst = (await lockedFeed(tx, feed.id))?.fetchedAt === undefined;
			for (const article of composed.toReversed()) await putArticle(library, tx, article);
			await remember(tx, feed, reading, kept);
			const told = isFirst
				? drafts.slice(0, LATER_AT_MOST).map((one) => first.get(one.ledgerId) ?? one)
				: kept.toReversed();
			const articles = await articlesByIds(tx, [...new Set(told.map(({ id }) => id))]);
			for (const article of isFirst ? articles.slice(0, 1) : articles) {
				await planFor(tx, feed.id, article, now(), isFirst);
			}
			if (isFirst) await endQuiet(tx, feed.id);
			await save(tx);
		});
		planned();
		if (changes.held > 0)
			log.warn(
				{ feed: feed.url, held: changes.held },
				'all entries of the feed changed at once; most are kept back',
			);
		if (changes.keyedBy !== undefined && feed.keyedBy === undefined)
			log.warn(
				{ feed: feed.url },
				'the ids of the feed change again and again; its links are the key from now on',
			);
	};
}
