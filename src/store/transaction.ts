/** Steps that belong together: joins the caller's transaction, or opens one. */
import type { Db } from './schema.ts';

export function inTransaction<T>(db: Db, steps: (tx: Db) => Promise<T>): Promise<T> {
	return db.isTransaction ? steps(db) : db.transaction().execute(steps);
}
