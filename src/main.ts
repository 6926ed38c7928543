/**
 * The program's entry. Rules:
 * 1. The only reader of the environment (and of `.env`).
 * 2. Wrong settings are reported together, with their remedies, before anything starts.
 * 3. Compiled code is kept in node_modules/.cache: the next start is quicker and takes less memory. It must be
 *    switched on before the modules it is for are loaded; where nothing can be written it does nothing.
 * 4. The system looks names up in threads, at most half of the pool: with the usual four, two slow name servers
 *    would hold every feed up. The pool takes its size when it is first used.
 * 5. SIGINT and SIGTERM stop in good order; a second one stops at once.
 */
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readConfig, secretsOf } from './config.ts';
import { ConfigError } from './errors.ts';
import { createLog } from './log.ts';

process.env.UV_THREADPOOL_SIZE ??= '32';
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/depeche', import.meta.url)));
if (existsSync('.env')) process.loadEnvFile('.env');

function fail(lines: readonly string[]): never {
	for (const line of lines) process.stderr.write(`${line}\n`);
	process.exit(1);
}

function settings() {
	try {
		return readConfig(process.env);
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		return fail([
			'Depeche cannot start. Mend these settings (in .env or the environment):',
			...error.problems.map((line) => `  ${line}`),
		]);
	}
}

const config = settings();
const log = createLog({ level: config.LOG_LEVEL, secrets: secretsOf(config) });
try {
	const { startDepeche } = await import('./depeche.ts');
	const depeche = await startDepeche(config, log);
	process.stdout.write(`Depeche is running: ${depeche.url}\n`);
	let stopping = false;
	const stop = (): void => {
		if (stopping) process.exit(1);
		stopping = true;
		log.info({}, 'stopping: what is in flight finishes first');
		depeche.stop().then(
			() => process.exit(0),
			() => process.exit(1),
		);
	};
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
} catch (error) {
	log.error({ reason: error instanceof Error ? error.message : String(error) }, 'Depeche could not start');
	log.debug({ error }, 'where it stopped');
	process.exit(1);
}
