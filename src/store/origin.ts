/**
 * Where an article comes from, in a form that can be looked up: the outlet's name and host, folded.
 * 'le telescope', 'Le Télescope' and 'https://www.telescope.example/rss' all find the same outlet.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Article } from '../model.ts';

const MAX_LENGTH = 200;

const fold = (words: string): string =>
	words.slice(0, MAX_LENGTH).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();

const hostOf = (url: string): string | undefined => {
	const host = URL.parse(url)?.hostname;
	return host === undefined || host === '' ? undefined : host.replace(/^www\./, '');
};

export const originOf = (article: Pick<Article, 'source' | 'url'>): string =>
	`${fold(article.source)}\n${hostOf(article.url) ?? ''}`;

/** The condition on `articles.origin` for what a person typed: part of a name, a host, or an address. */
export function originPattern(from: string): RawBuilder<SqlBool> {
	const words = fold(hostOf(from) ?? from).replace(/[\\%_]/g, '\\$&');
	return sql<SqlBool>`articles.origin like ${`%${words}%`} escape '\\'`;
}
