/** Makes DATA_DIR where it is missing. @throws ConfigError where it cannot be written. */
import { access, constants, mkdir } from 'node:fs/promises';
import { ConfigError } from '../errors.ts';

export async function prepareDataDir(dataDir: string): Promise<void> {
	try {
		await mkdir(dataDir, { recursive: true });
		await access(dataDir, constants.W_OK | constants.X_OK);
	} catch (error) {
		const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
		throw new ConfigError([
			`DATA_DIR=${dataDir} cannot be written (${reason}). Let the user that runs Depeche write there, or name another folder.`,
		]);
	}
}
