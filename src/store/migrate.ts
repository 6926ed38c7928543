/**
 * Brings the schema up to date. Rules:
 * 1. Migrations are listed by hand, in order, and never changed once released.
 * 2. They run in one transaction: after a crash the database is as it was.
 * 3. A database that a newer Depeche has changed is left alone.
 */
import { type Migration, Migrator } from 'kysely/migration';
import { ConfigError } from '../errors.ts';
import * as initial from './migrations/0001-initial.ts';
import * as kind from './migrations/0003-kind.ts';
import * as imports from './migrations/0004-imports.ts';
import * as ledger from './migrations/0005-ledger.ts';
import * as websub from './migrations/0006-websub.ts';
import * as habits from './migrations/0007-habits.ts';
import * as excerpt from './migrations/0008-excerpt.ts';
import * as hints from './migrations/0009-hints.ts';
import * as notices from './migrations/0010-notices.ts';
import type { Db } from './schema.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
	'0001-initial': initial,
	'0003-kind': kind,
	'0004-imports': imports,
	'0005-ledger': ledger,
	'0006-websub': websub,
	'0007-habits': habits,
	'0008-excerpt': excerpt,
	'0009-hints': hints,
	'0010-notices': notices,
};
const TABLE = 'migrations';

/** @throws ConfigError where the database is newer than the program. */
export async function migrate(db: Db): Promise<void> {
	const newer = (await done(db)).filter((name) => !(name in MIGRATIONS));
	if (newer.length > 0) {
		throw new ConfigError([
			`The database was written by a newer Depeche (it has ${newer.join(', ')}). Update the program, or restore the backup that was made before the update.`,
		]);
	}
	const migrator = new Migrator({
		db,
		provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
		migrationTableName: TABLE,
		migrationLockTableName: 'migrations_lock',
	});
	const { error } = await migrator.migrateToLatest();
	if (error !== undefined) throw error;
}

async function done(db: Db): Promise<string[]> {
	const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
	if (!tables.some((table) => table.name === TABLE)) return [];
	const bare = db.withTables<{ [TABLE]: { name: string } }>();
	const rows = await bare.selectFrom(TABLE).select('name').orderBy('name').execute();
	return rows.map((row) => row.name);
}
