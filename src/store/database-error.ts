/**
 * A statement failed. Rules:
 * 1. It carries the SQL and the database's code, never a bound value: values are people's words and addresses.
 * 2. Of the SQL it carries the beginning: an insert of a thousand rows would fill the log.
 */
const MAX_SQL = 300;

export class DatabaseError extends Error {
	override readonly name = 'DatabaseError';
	/** SQLite's name (SQLITE_CONSTRAINT_UNIQUE) or number, PostgreSQL's SQLSTATE, or a socket's (ECONNREFUSED). */
	readonly code: string;
	/** The database's words. */
	readonly reason: string;
	readonly sql: string;
	constructor(code: string, reason: string, statement: string) {
		const sql = statement.length > MAX_SQL ? `${statement.slice(0, MAX_SQL)}…` : statement;
		super(`${reason} [${code}] in: ${sql}`);
		this.code = code;
		this.reason = reason;
		this.sql = sql;
	}
}

/**
 * Text as every database can keep it: PostgreSQL refuses NUL, and neither keeps half a surrogate pair.
 * Both become U+FFFD, so that the two databases hold the same.
 */
export const storable = (value: unknown): unknown =>
	typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\uFFFD') : value;
