/**
 * Hostile answers (tests/stand-ins/hostile-answers.ts) through the fetcher, from a process of their own. Those that
 * end by themselves have the limits of everyday, 30 s and all; those that nothing but the clock ends have a limit of
 * 600 ms in its place. Prints the slowest of the former, how long after their limit the latter ended, the longest
 * time the main loop was held up, how much memory it took at most, and what stayed connected. Exits with 1 where an
 * answer became what it must not.
 * Usage: npx node --expose-gc bench/hostile-fetch.ts [--verbose]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FetchError } from '../src/errors.ts';
import { LIMITS } from '../src/feed/exchange.ts';
import { createFetcher, type Fetcher } from '../src/feed/fetch.ts';
import type { Resolve } from '../src/feed/guard.ts';
import { HASTY, HOSTILE_ANSWERS, type HostileAnswer } from '../tests/stand-ins/hostile-answers.ts';

const MB = 1024 * 1024;
const isVerbose = process.argv.includes('--verbose');
const { totalMs, idleMs, connectMs } = HASTY;

const child = fork(fileURLToPath(new URL('hostile-fetch/server.ts', import.meta.url)));
const heard = async (): Promise<number> => z.number().parse((await once(child, 'message'))[0]);
const port = await heard();
const loopback = {
	allowPrivate: ['127.0.0.1'],
	resolve: ((_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }])) satisfies Resolve,
};
const everyday = createFetcher(loopback);
const hasty = createFetcher({ ...loopback, limits: { totalMs, idleMs, connectMs } });
const isEndedByClock = ({ outcome }: HostileAnswer): boolean => outcome.includes('timeout');

// Each at a host of its own: one may ask to be left alone.
const ask = (number: number, fetcher: Fetcher): Promise<string> =>
	fetcher.get(`http://h${number}.example:${port}/${number}`, { kind: 'feed' }).then(
		({ body }) => `read: ${Buffer.from(body.subarray(0, 4)).toString('latin1')}`,
		(error: unknown) => (error instanceof FetchError ? error.problem : `threw ${String(error)}`),
	);

// The first requests load code: what they take is no answer's fault.
for (const [number, { outcome }] of HOSTILE_ANSWERS.entries())
	if (outcome.some((one) => one.startsWith('read'))) await ask(number, everyday);
globalThis.gc?.();
const before = process.memoryUsage.rss();
type Worst = readonly [number, string];
const worst: Record<'time' | 'late' | 'block' | 'memory', Worst> = {
	time: [0, ''],
	late: [0, ''],
	block: [0, ''],
	memory: [0, ''],
};
let clocked = 0;
let wrong = 0;
for (const [number, one] of HOSTILE_ANSWERS.entries()) {
	const { name, outcome } = one;
	const isClocked = isEndedByClock(one);
	const delay = monitorEventLoopDelay({ resolution: 1 });
	delay.enable();
	await pause(5);
	const began = performance.now();
	const became = await ask(number, isClocked ? hasty : everyday);
	const time = performance.now() - began;
	await pause(5);
	delay.disable();
	const block = delay.max / 1e6;
	const memory = (process.memoryUsage.rss() - before) / MB;
	if (isClocked) {
		clocked++;
		if (time - totalMs > worst.late[0]) worst.late = [time - totalMs, name];
	} else if (time > worst.time[0]) worst.time = [time, name];
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
	`${HOSTILE_ANSWERS.length} hostile answers, ${wrong} became what they must not; ` +
		`${HOSTILE_ANSWERS.length - clocked} end within the limit of ${LIMITS.totalMs} ms, the slowest after ${told(worst.time, 'ms')}; ` +
		`${clocked} may be ended by the clock alone, set to ${totalMs} ms here, the latest ${told(worst.late, 'ms')} after it; ` +
		`loop held up ${told(worst.block, 'ms')}; memory +${told(worst.memory, 'MB')}; still connected ${open}`,
);
await Promise.all([everyday.close(), hasty.close()]);
child.disconnect();
process.exit(wrong === 0 ? 0 : 1);
