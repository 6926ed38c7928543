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

/** @returns how to leave. @throws ConfigError where somebody else is in */
export async function occupy(dataDir: string): Promise<() => void> {
	await prepareDataDir(dataDir);
	const lock = new DatabaseSync(join(dataDir, 'depeche.lock'));
	try {
		lock.exec('pragma journal_mode = delete; begin exclusive');
	} catch {
		lock.close();
		throw new ConfigError([
			`DATA_DIR=${dataDir} is in use by another Depeche. Stop that one first, or name another folder.`,
		]);
	}
	return () => lock.close();
}
