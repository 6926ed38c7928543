/**
 * Seconds from the start of the program with nothing configured to its first post (the sample newsroom in the
 * preview chat), with the dependencies installed; and, with --minutes, the memory (RSS) of the last run, each
 * minute. Memory is read from /proc, so on Linux only.
 * Usage: npx node bench/first-post.ts [--runs 3] [--minutes 0]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Program, startProgram } from '../tests/end-to-end/program.ts';

const { values } = parseArgs({
	options: { runs: { type: 'string', default: '3' }, minutes: { type: 'string', default: '0' } },
});
const RUNS = Number(values.runs);
const MINUTES = Number(values.minutes);
const MINUTE_MS = 60_000;

/** In MB: now, and the most so far. */
function memory(pid: number): { readonly now: number; readonly most: number } {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	const megabytes = (name: string): number =>
		Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024);
	return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
}

async function watch({ pid }: Program, posts: () => number): Promise<void> {
	for (let minute = 1; minute <= MINUTES; minute++) {
		await pause(MINUTE_MS);
		const { now, most } = memory(pid);
		console.log(`after ${minute} min: RSS ${now} MB (most ${most} MB), ${posts()} posts`);
	}
}

for (let run = 1; run <= RUNS; run++) {
	const dataDir = mkdtempSync(join(tmpdir(), 'depeche-'));
	const first = Promise.withResolvers<number>();
	let posts = 0;
	const began = performance.now();
	const program = await startProgram({ DATA_DIR: dataDir, PORT: '0' }, (line) => {
		if (!/ posted /.test(line)) return;
		posts++;
		first.resolve(performance.now());
	});
	try {
		const running = performance.now() - began;
		const posted = (await first.promise) - began;
		console.log(
			`run ${run}: running after ${(running / 1_000).toFixed(2)} s, first post after ${(posted / 1_000).toFixed(2)} s`,
		);
		if (run === RUNS) await watch(program, () => posts);
	} finally {
		await program.stop();
		rmSync(dataDir, { recursive: true, force: true });
	}
}
