/**
 * Installs what is missing before any npm script. Rules:
 * 1. Runs on any Node from 20 on, before a dependency exists: plain JavaScript, no imports but Node's own.
 * 2. The lock file is the truth: the same lock file as last time means nothing to do.
 * 3. The npm package `node` must really have brought its binary: the scripts run on it.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const stamp = at('node_modules/.depeche-installed');
const lock = createHash('sha256')
	.update(readFileSync(at('package-lock.json')))
	.digest('hex');
const nodeBinary = at(
	process.platform === 'win32' ? 'node_modules/node/bin/node.exe' : 'node_modules/node/bin/node',
);
const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && existsSync(nodeBinary);

if (!installed) {
	console.log('Installing what is missing (once; about a minute) …');
	const run = spawnSync(
		'npm',
		['ci', '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'],
		{
			cwd: at('.'),
			stdio: ['ignore', 'ignore', 'inherit'],
			shell: process.platform === 'win32',
		},
	);
	if (run.status !== 0) {
		console.error(
			'The installation did not finish; npm says why above. Often the npm registry was out of reach: then run the same command again.',
		);
		process.exit(1);
	}
	if (spawnSync(nodeBinary, ['--version']).status !== 0) {
		console.error(
			'The npm package `node` brought no Node that runs on this machine. Install Node 24 yourself and start with: node src/main.ts',
		);
		process.exit(1);
	}
	writeFileSync(stamp, lock);
}
