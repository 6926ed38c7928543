/** Which of the two databases answers; asked only where SQL has two forms. */
import { type Kysely, PostgresAdapter } from 'kysely';
import type { Dialect } from './schema.ts';

export const dialectOf = <T>(db: Kysely<T>): Dialect =>
	db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite';
