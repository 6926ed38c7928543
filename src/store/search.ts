/**
 * Full-text search, the one question with two forms. Rules:
 * 1. The words are the app's own tokens, joined by spaces. Neither engine may cut them further: FTS5 splits
 *    at ASCII white space only, PostgreSQL gets finished lexemes instead of text to parse.
 * 2. A token of a query is always quoted: no operator of FTS5 or tsquery can come from outside.
 * 3. The newest 1,000 matches are ranked (bm25 or ts_rank, the title weighing more); fresh ones gain up to
 *    double. A common word therefore costs the same on a large archive.
 * 4. Without a word to look for, the newest that pass the other conditions.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { SearchQuery } from '../article-index/search.ts';
import type { ArticleId } from '../model.ts';
import { dialectOf } from './dialect.ts';
import { originPattern } from './origin.ts';
import type { Db, Dialect } from './schema.ts';

const MAX_TITLE_TOKENS = 500;
/** Positions of a tsvector end at 16,383. */
const MAX_BODY_TOKENS = 15_000;
/** Keeps a tsvector far below its limit of 1 MB, whatever the script. */
const MAX_BODY_LENGTH = 200_000;
const MAX_TOKEN_LENGTH = 100;
const MAX_PHRASES = 32;
const MAX_PHRASE_TOKENS = 16;
const CANDIDATES = 1_000;
const WEEK_MS = 604_800_000;

/** As both engines store them; queries go through the same gate. */
function words(text: string, max: number): string[] {
	return text
		.slice(0, MAX_BODY_LENGTH)
		.toWellFormed()
		.toLowerCase()
		.split(/[\0-\x20\x7f]+/)
		.filter((token) => token !== '')
		.slice(0, max)
		.map((token) => token.slice(0, MAX_TOKEN_LENGTH).toWellFormed());
}

export async function indexWords(
	db: Db,
	seq: number,
	search: { readonly title: string; readonly body: string },
): Promise<void> {
	const title = words(search.title, MAX_TITLE_TOKENS);
	const body = words(search.body, MAX_BODY_TOKENS);
	if (dialectOf(db) === 'sqlite') {
		await sql`insert into article_search (rowid, title, body)
			values (${seq}, ${title.join(' ')}, ${body.join(' ')})`.execute(db);
	} else {
		await sql`insert into article_search (seq, tokens)
			values (${seq}, ${tsvector(title, body)}::tsvector)`.execute(db);
	}
}

const lexeme = (token: string): string => `'${token.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

function tsvector(title: readonly string[], body: readonly string[]): string {
	const positions = new Map<string, string[]>();
	const place = (token: string, position: string) => {
		const places = positions.get(token);
		// More than 256 places of one lexeme are not kept by PostgreSQL either.
		if (places === undefined) positions.set(token, [position]);
		else if (places.length < 256) places.push(position);
	};
	title.forEach((token, index) => {
		place(token, `${index + 1}A`);
	});
	// The gap keeps a phrase from reaching out of the title into the body.
	body.forEach((token, index) => {
		place(token, `${index + title.length + 2}`);
	});
	return [...positions].map(([token, places]) => `${lexeme(token)}:${places.join(',')}`).join(' ');
}

type Phrase = readonly string[];

const phrasesOf = (phrases: readonly Phrase[]): Phrase[] =>
	phrases
		.slice(0, MAX_PHRASES)
		.map((phrase) => words(phrase.join(' '), MAX_PHRASE_TOKENS))
		.filter((phrase) => phrase.length > 0);

interface Form {
	/** The column of article_search that is the article's seq. */
	readonly key: RawBuilder<unknown>;
	readonly score: (all: readonly Phrase[]) => RawBuilder<number>;
	/** The matches of every phrase, or of any. */
	readonly matches: (phrases: readonly Phrase[], how: 'all' | 'any') => RawBuilder<SqlBool>;
}

const fts5 = (phrases: readonly Phrase[], how: 'all' | 'any'): string =>
	phrases
		.map((phrase) => `"${phrase.join(' ').replaceAll('"', '""')}"`)
		.join(how === 'all' ? ' AND ' : ' OR ');
const tsquery = (phrases: readonly Phrase[], how: 'all' | 'any'): string =>
	phrases.map((phrase) => `(${phrase.map(lexeme).join(' <-> ')})`).join(how === 'all' ? ' & ' : ' | ');

const FORMS: Readonly<Record<Dialect, Form>> = {
	sqlite: {
		key: sql`article_search.rowid`,
		score: () => sql`-bm25(article_search, 4.0, 1.0)`,
		matches: (phrases, how) => sql`article_search match ${fts5(phrases, how)}`,
	},
	postgres: {
		key: sql`article_search.seq`,
		score: (all) => sql`ts_rank(article_search.tokens, ${tsquery(all, 'all')}::tsquery, 1)`,
		matches: (phrases, how) => sql`article_search.tokens @@ ${tsquery(phrases, how)}::tsquery`,
	},
};

/** The articles that match, the best first. */
export function matchingIds(db: Db, query: SearchQuery, limit: number): Promise<ArticleId[]> {
	const form = FORMS[dialectOf(db)];
	const all = phrasesOf(query.all);
	const none = phrasesOf(query.none);
	const conditions = [
		...(none.length === 0
			? []
			: [
					sql<SqlBool>`articles.seq not in
						(select ${form.key} from article_search where ${form.matches(none, 'any')})`,
				]),
		...(query.source === undefined ? [] : [originPattern(query.source)]),
		...(query.language === undefined ? [] : [sql<SqlBool>`articles.language = ${query.language}`]),
		...(query.since === undefined ? [] : [sql<SqlBool>`articles.published_at >= ${query.since}`]),
	];
	return all.length === 0 ? newest(db, conditions, limit) : ranked(db, form, all, conditions, limit);
}

type Conditions = readonly RawBuilder<SqlBool>[];

async function newest(db: Db, conditions: Conditions, limit: number): Promise<ArticleId[]> {
	const rows = await conditions
		.reduce((query, condition) => query.where(condition), db.selectFrom('articles').select('id'))
		.orderBy('published_at', 'desc')
		.orderBy('seq', 'desc')
		.limit(limit)
		.execute();
	return rows.map((row) => row.id);
}

async function ranked(
	db: Db,
	form: Form,
	all: readonly Phrase[],
	conditions: Conditions,
	limit: number,
): Promise<ArticleId[]> {
	const where = sql.join([form.matches(all, 'all'), ...conditions], sql` and `);
	const { rows } = await sql<{ id: string }>`
		with candidates as (
			select articles.id, articles.published_at, ${form.score(all)} as score
			from article_search join articles on articles.seq = ${form.key}
			where ${where}
			order by ${form.key} desc
			limit ${CANDIDATES}
		)
		select id from candidates
		order by
			score * (1.0 + 1.0 / (1.0 + (max(published_at) over () - published_at) / ${sql.lit(WEEK_MS)}.0)) desc,
			published_at desc
		limit ${limit}`.execute(db);
	return rows.map((row) => row.id);
}
