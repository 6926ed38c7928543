/**
 * Hostile answers (tests/stand-ins/hostile-answers.ts) through the fetcher, from a process of their own, with the
 * usual limits of bytes and a limit of 600 ms in place of 30 s. Prints the slowest answer, the longest time the
 * main loop was held up, how much memory it took at most, and what stayed connected. Exits with 1 where an answer
 * became what it must not.
 * Usage: npx node --expose-gc bench/hostile-fetch.ts [--verbose]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FetchError } from '../src/errors.ts';
import { createFetcher } from '../src/feed/fetch.ts';
import { HASTY, HOSTILE_ANSWERS } from '../tests/stand-ins/hostile-answers.ts';

const MB = 1024 * 1024;
const isVerbose = process.argv.includes('--verbose');
const { totalMs, idleMs, connectMs } = HASTY;

const child = fork(fileURLToPath(new URL('hostile-fetch/server.ts', import.meta.url)));
const heard = async (): Promise<number> => z.number().parse((await once(child, 'message'))[0]);
const port = await heard();
const fetcher = createFetcher({ allowPrivate: ['127.0.0.1'], limits: { totalMs, idleMs, connectMs } });

const ask = (number: number): Promise<string> =>
	fetcher.get(`http://127.0.0.1:${port}/${number}`, { kind: 'feed' }).then(
		({ body }) => `read: ${Buffer.from(body.subarray(0, 4)).toString('latin1')}`,
		(error: unknown) => (error instanceof FetchError ? error.problem : `threw ${String(error)}`),
	);

// The first requests load code: what they take is no answer's fault.
for (const [number, { outcome }] of HOSTILE_ANSWERS.entries())
	if (outcome.some((one) => one.startsWith('read'))) await ask(number);
globalThis.gc?.();
const before = process.memoryUsage.rss();
type Worst = readonly [number, string];
const worst: Record<'time' | 'block' | 'memory', Worst> = { time: [0, ''], block: [0, ''], memory: [0, ''] };
let wrong = 0;
for (const [number, { name, outcome }] of HOSTILE_ANSWERS.entries()) {
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	await pause(5);
	const began = performance.now();
	const became = await ask(number);
	const time = performance.now() - began;
	await pause(5);
	delay.disable();
	const block = delay.max / 1e6;
	const memory = (process.memoryUsage.rss() - before) / MB;
	if (time > worst.time[0]) worst.time = [time, name];
	if (block > worst.block[0]) worst.block = [block, name];
	if (memory > worst.memory[0]) worst.memory = [memory, name];
	const isRight = outcome.some((one) => (one === 'read: ' ? became.startsWith(one) : became === one));
	if (!isRight) wrong++;
	if (isVerbose || !isRight)
		console.log(
			`${name}: ${became}${isRight ? '' : ` instead of ${outcome.join(' or ')}`}, ${time.toFixed(0)} ms, loop ${block.toFixed(0)} ms, +${memory.toFixed(0)} MB`,
		);
}
await pause(1500);
child.send('open?');
const open = await heard();
const told = ([amount, name]: Worst, unit: string): string => `${amount.toFixed(0)} ${unit} (${name})`;
console.log(
	`${HOSTILE_ANSWERS.length} hostile answers, ${wrong} became what they must not; slowest ${told(worst.time, 'ms')} of a limit of ${totalMs} ms; ` +
		`loop held up ${told(worst.block, 'ms')}; memory +${told(worst.memory, 'MB')}; still connected ${open}`,
);
await fetcher.close();
child.disconnect();
process.exit(wrong === 0 ? 0 : 1);
