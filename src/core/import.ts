/**
 * /import and /export: the whole list of what a channel follows, in and out. Rules:
 * 1. The list is read and stored whole, then the command answers; following and reading go on by themselves
 *    (imports.ts), also after a restart.
 * 2. A channel has one import under way; what it follows already stays as it is.
 */
import { FetchError, UserError } from '../errors.ts';
import { shortId } from '../id.ts';
import type { ChannelRef, FeedId, Pace } from '../model.ts';
import type { Db } from '../store/db.ts';
import { failedFeeds, importState, lastImport, startImport } from '../store/imports.ts';
import { subscriptionsOfChannel } from '../store/subscriptions.ts';
import { addressOf } from './address.ts';
import type { Invocation, SentFile } from './command.ts';
import type { ImportView, News } from './news.ts';

interface Listed {
	readonly url: string;
	readonly title?: string;
	readonly siteUrl?: string;
	readonly folders: readonly string[];
	readonly pace?: Pace;
	readonly filter?: string;
}

/** The answer to the command: how it is changed, and by which id. */
export type Answered = Pick<Invocation, 'revise' | 'messageId'>;

export interface ImportDeps {
	readonly db: Db;
	feedIdOf(url: string): FeedId;
	/** Lists of feeds as files. */
	readonly lists: {
		readonly maxBytes: number;
		/** @throws UserError */
		read(
			body: Uint8Array,
			contentType?: string,
		): Promise<{
			readonly feeds: readonly Listed[];
			readonly repeated: number;
			readonly unreadable: readonly { readonly title: string; readonly address: string }[];
		}>;
		write(list: { readonly title: string; readonly at: Date; readonly feeds: readonly Listed[] }): string;
		/** @throws FetchError */
		fetch(
			address: string,
			signal: AbortSignal,
		): Promise<{ readonly body: Uint8Array; readonly contentType?: string }>;
	};
	/** An import is stored and wants to be carried out. */
	carryOut(id: string, answered: Answered): void;
	now(): number;
}

/** The import as people see it; undefined where the channel never had one. */
export async function viewOf(db: Db, id: string): Promise<ImportView | undefined> {
	const state = await importState(db, id);
	if (!state) return undefined;
	return { ...state, failures: state.failed + state.refused > 0 ? await failedFeeds(db, id) : [] };
}

export function createImport(deps: ImportDeps): News['import'] {
	const { db, lists, now } = deps;

	async function bytesOf(from: SentFile | string, signal: AbortSignal) {
		if (typeof from !== 'string') return { body: await from.read({ maxBytes: lists.maxBytes, signal }) };
		const address = addressOf(from);
		if (address === undefined) throw new FetchError('address', from);
		return lists.fetch(address, signal);
	}

	return async ({ channel, from, locale, signal, answered }) => {
		const { body, contentType } = { contentType: undefined, ...(await bytesOf(from, signal)) };
		const list = await lists.read(body, contentType);
		// Somebody who was told that it took too long must not find it followed.
		signal.throwIfAborted();
		const createdAt = now();
		const id = shortId('import', channel, String(createdAt));
		const isStarted = await startImport(db, {
			id,
			channel,
			locale,
			createdAt,
			repeated: list.repeated,
			unreadable: list.unreadable,
			feeds: list.feeds.map(({ title, ...feed }) => ({
				...feed,
				feedId: deps.feedIdOf(feed.url),
				title: title ?? URL.parse(feed.url)?.hostname ?? feed.url,
			})),
		});
		if (!isStarted) throw new UserError('problem-import-running');
		deps.carryOut(id, answered);
		const view = await viewOf(db, id);
		if (!view) throw new Error(`the import ${id} is gone`);
		return view;
	};
}

export async function lastImportOf(db: Db, channel: ChannelRef): ReturnType<News['lastImport']> {
	const last = await lastImport(db, channel);
	const view = last && (await viewOf(db, last.id));
	// Between the report and the note that it is finished there is nothing to wait for any more.
	return view && { view, isRunning: last.finishedAt === null && view.waiting > 0 };
}

const NAME_UNITS = 40;

/** 'Café News' → 'depeche-cafe-news.opml': letters that every platform and every disk takes. */
function fileName(title: string): string {
	const words = title
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.match(/[a-z0-9]+/g);
	return `${['depeche', ...(words ?? [])].join('-').slice(0, NAME_UNITS).replace(/-$/, '')}.opml`;
}

export async function exportList(
	deps: Pick<ImportDeps, 'db' | 'lists' | 'now'>,
	channel: ChannelRef,
	title = '',
): ReturnType<News['export']> {
	const rows = await subscriptionsOfChannel(deps.db, channel);
	const feeds = rows.map(({ feed, subscription: { folders = [], pace, filter } }) => ({
		url: feed.url,
		title: feed.title,
		folders,
		pace,
		...(feed.siteUrl !== undefined && { siteUrl: feed.siteUrl }),
		...(filter !== undefined && { filter }),
	}));
	const text = deps.lists.write({ title: title || 'Depeche', at: new Date(deps.now()), feeds });
	return { count: feeds.length, name: fileName(title), type: 'text/x-opml', text };
}
