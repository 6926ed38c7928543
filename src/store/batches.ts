/** Lists in pieces that fit a statement: SQLite allows 32,766 bound values, PostgreSQL 65,535. */
export function* batches<T>(list: readonly T[], size = 1_000): Generator<readonly T[]> {
	for (let start = 0; start < list.length; start += size) yield list.slice(start, start + size);
}
