/**
 * Which article somebody means. Rules, in order:
 * 1. Words: a link (known, else read on the spot), a number of a list, an article's id (buttons carry it),
 *    a pasted text (long, or of several lines), or words that a headline has.
 * 2. No words, but a message: the post it is, else the first link in it that can be read, else its own text.
 * 3. Nothing at all: the newest post of the channel.
 * 4. A post of several articles is a list: it asks for a number.
 * 5. Numbers count in the digest replied to, else in the last list shown, else in the newest post if it is
 *    a digest.
 */
import { parseQuery } from '../article-index/search.ts';
import { FetchError, UserError } from '../errors.ts';
import type { Article, ArticleId, ChannelRef, Delivery } from '../model.ts';
import { articleById, articlesByIds, searchArticles } from '../store/articles.ts';
import type { Cache } from '../store/cache.ts';
import type { Db } from '../store/db.ts';
import { deliveryByMessage, newestSent } from '../store/deliveries.ts';
import { linkIn, linkOf } from './address.ts';
import type { Subject } from './command.ts';
import { lastList, rememberList } from './lists.ts';
import type { Reference } from './news.ts';

const PASTE_CHARACTERS = 200;
/** Of a message with many links, these are tried. */
const LINKS_TRIED = 3;
const HITS = 5;

export interface ReferenceDeps {
	readonly db: Db;
	readonly cache: Cache;
	/** The id of the article at this address. */
	idOf(url: string): ArticleId;
	/** Fetches, indexes and stores the article at an address. @throws FetchError, UserError */
	read(url: string, signal: AbortSignal): Promise<Article>;
	/** Pasted text as an article that is not stored; its url is empty. */
	paste(text: string): Article | Promise<Article>;
}

/** Its articles, where a post has several. */
const digestOf = (post: Delivery | undefined): readonly ArticleId[] =>
	post !== undefined && post.articleIds.length > 1 ? post.articleIds : [];
const isPaste = (text: string): boolean => text.length >= PASTE_CHARACTERS || text.trim().includes('\n');

export function createReferences(deps: ReferenceDeps): (reference: Reference) => Promise<Article> {
	const { db, cache, idOf, read, paste } = deps;

	const byLink = async (url: string, signal: AbortSignal): Promise<Article> =>
		(await articleById(db, idOf(url))) ?? read(url, signal);

	const postOf = async (channel: ChannelRef, about: Subject | undefined): Promise<Delivery | undefined> =>
		about && deliveryByMessage(db, channel, about.messageId);

	async function listOf(channel: ChannelRef, about: Subject | undefined): Promise<readonly ArticleId[]> {
		const digest = digestOf(await postOf(channel, about));
		if (digest.length > 0) return digest;
		const shown = await lastList(cache, 'list', channel);
		if (shown.length > 0) return shown;
		return digestOf(await newestSent(db, channel));
	}

	async function byNumber(number: number, { channel, about }: Reference): Promise<Article> {
		const list = await listOf(channel, about);
		if (list.length === 0) throw new UserError('problem-no-list', { example: '/latest' });
		const id = list[number - 1];
		if (id === undefined) throw new UserError('problem-number', { count: list.length });
		const article = await articleById(db, id);
		if (!article) throw new UserError('problem-article-gone');
		return article;
	}

	async function byHeadline(words: string): Promise<Article> {
		const query = parseQuery(words);
		const hits = query.all.length === 0 ? [] : await searchArticles(db, query, HITS);
		const wanted = query.all.flat();
		const best = hits.find(({ title }) => {
			const headline = fold(title);
			return wanted.filter((token) => headline.includes(fold(token))).length * 2 >= wanted.length;
		});
		if (!best) throw new UserError('problem-article-unknown', { words });
		return best;
	}

	async function byWords(words: string, reference: Reference): Promise<Article> {
		const link = linkOf(words);
		if (link !== undefined) return byLink(link, reference.signal);
		const number = /^#?(\d{1,3})\.?$/.exec(words)?.[1];
		if (number !== undefined) return byNumber(Number(number), reference);
		if (/^[0-9a-v]{13}$/.test(words)) {
			const article = await articleById(db, words);
			if (article) return article;
			// Thirteen letters may be a word to search for; with a digit in it, it was one of our ids.
			if (/\d/.test(words)) throw new UserError('problem-article-gone');
		}
		if (isPaste(words)) return paste(words);
		const inside = linkIn(words);
		return inside === undefined ? byHeadline(words) : byLink(inside, reference.signal);
	}

	async function ofPost(post: Delivery): Promise<Article> {
		const digest = digestOf(post);
		if (digest.length > 0) {
			await rememberList(cache, 'list', post.channel, digest);
			throw new UserError('problem-digest', { count: digest.length });
		}
		if (post.articleIds.length === 0) throw new UserError('problem-message-empty');
		const [article] = await articlesByIds(db, post.articleIds);
		if (!article) throw new UserError('problem-article-gone');
		return article;
	}

	async function byMessage(about: Subject, { channel, signal }: Reference): Promise<Article> {
		const post = await postOf(channel, about);
		if (post) return ofPost(post);
		let failure: unknown;
		for (const url of about.urls.slice(0, LINKS_TRIED)) {
			const link = linkOf(url);
			if (link === undefined) continue;
			try {
				return await byLink(link, signal);
			} catch (error) {
				if (!(error instanceof FetchError || error instanceof UserError)) throw error;
				failure ??= error;
			}
		}
		if (isPaste(about.text)) return paste(about.text);
		throw failure ?? new UserError('problem-message-empty');
	}

	return async (reference) => {
		const words = reference.words?.trim() ?? '';
		if (words !== '') return byWords(words, reference);
		if (reference.about) return byMessage(reference.about, reference);
		const newest = await newestSent(db, reference.channel);
		if (!newest) throw new UserError('problem-nothing-posted', { example: '/latest' });
		return ofPost(newest);
	};
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
