/**
 * One Depeche per DATA_DIR. Rules:
 * 1. Two programs on one outbox would take each other's unfinished sends for the leftovers of a crash.
 * 2. The lock is the operating system's, held through an open transaction: it ends with the process, however
 *    the process ends.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConfigError } from '../errors.ts';
import { prepareDataDir } from './data-dir.ts';

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
	error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;

/** @returns how to leave. @throws ConfigError where somebody else is in, or the lock cannot be used */
export async function occupy(dataDir: string): Promise<() => void> {
	await prepareDataDir(dataDir);
	const path = join(dataDir, 'depeche.lock');
	let lock: DatabaseSync | undefined;
	try {
		lock = new DatabaseSync(path);
		lock.exec('pragma journal_mode = delete; begin exclusive');
	} catch (error) {
		lock?.close();
		throw new ConfigError([
			isBusy(error)
				? `DATA_DIR=${dataDir} is in use by another Depeche. Stop that one first, or name another folder.`
				: `${path} cannot be locked (${error instanceof Error ? error.message : String(error)}). It holds nothing: delete it and start again. Where that does not help, name a folder on a local disk.`,
		]);
	}
	return () => lock.close();
}
