/**
 * The real program as a child process, seen from outside: its address, its health, its death. Rules:
 * 1. It gets the environment it is given and nothing of ours, in a folder without a `.env`.
 * 2. `kill` is SIGKILL: the program hears nothing of it. `stop` is SIGTERM, the good order.
 * 3. Its output is read to the end, or a full pipe would stop it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const RUNNING = /^Depeche is running: (\S+)/;

const health = z.object({
	ok: z.literal(true),
	due: z.number(),
	sending: z.number(),
	sent: z.number(),
	gone: z.number(),
	rejected: z.number(),
	unknown: z.number(),
});

export interface Program {
	readonly pid: number;
	/** Of its web server. */
	readonly url: string;
	/** Deliveries by state, as /health tells them. */
	health(): Promise<z.infer<typeof health>>;
	kill(): Promise<void>;
	stop(): Promise<void>;
}

/** Looks until the condition holds. @throws Error that names what did not come. */
export async function until(
	what: string,
	condition: () => boolean | Promise<boolean>,
	{ everyMs = 20, withinMs = 60_000 } = {},
): Promise<void> {
	const deadline = performance.now() + withinMs;
	while (!(await condition())) {
		if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs} ms`);
		await pause(everyMs);
	}
}

/** @param read gets each line that the program prints. @throws Error with its output where it does not start. */
export async function startProgram(
	environment: Readonly<Record<string, string>>,
	read: (line: string) => void = () => {},
): Promise<Program> {
	const child = spawn(
		process.execPath,
		['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4', MAIN],
		{
			cwd: tmpdir(),
			env: environment,
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	const { pid } = child;
	const ended = once(child, 'close');
	const output: string[] = [];
	const { promise: running, resolve } = Promise.withResolvers<string>();
	for (const stream of [child.stdout, child.stderr]) {
		createInterface(stream).on('line', (line) => {
			const url = RUNNING.exec(line)?.[1];
			if (url !== undefined) resolve(url);
			output.push(line);
			if (output.length > 50) output.shift();
			read(line);
		});
	}
	const failed = ended.then(() => {
		throw new Error(`the program ended:\n${output.join('\n')}`);
	});
	failed.catch(() => {}); // an end after the start is no failure
	const url = await Promise.race([running, failed]);
	if (pid === undefined) throw new Error('a process that runs has an id');

	async function end(signal: NodeJS.Signals): Promise<void> {
		child.kill(signal);
		await ended;
	}
	return {
		pid,
		url,
		async health() {
			const answer = await fetch(new URL('/health', url));
			return health.parse(await answer.json());
		},
		kill: () => end('SIGKILL'),
		stop: () => end('SIGTERM'),
	};
}
