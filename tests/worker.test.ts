import { afterEach, expect, test } from 'vitest';
import { createWorkerPool, WorkerCrash, WorkerTimeout } from '../src/worker.ts';

interface Order {
	readonly kind: string;
	readonly value?: number;
}

const open = (size: number, timeoutMs: number) =>
	createWorkerPool<Order, number>(new URL('./worker/jobs-worker.ts', import.meta.url), {
		size,
		timeoutMs,
		maxHeapMb: 64,
	});
let pool: ReturnType<typeof open> | undefined;
afterEach(() => pool?.close());

test('answers jobs in any number on few threads', async () => {
	pool = open(2, 10_000);
	const answers = await Promise.all(
		Array.from({ length: 50 }, (_, value) => pool?.run({ kind: 'double', value })),
	);
	expect(answers).toEqual(Array.from({ length: 50 }, (_, value) => value * 2));
});

test('a job over its limit dies alone: the next one is answered', async () => {
	pool = open(1, 150);
	const stuck = pool.run({ kind: 'spin' });
	const next = pool.run({ kind: 'double', value: 4 });
	await expect(stuck).rejects.toThrow(WorkerTimeout);
	expect(await next).toBe(8);
});

test('only work counts: a job that had to wait three times its limit is answered', async () => {
	pool = open(1, 130);
	expect(await pool.run({ kind: 'rest' })).toBe(7);
});

test.each(['eat', 'exit'])('a thread that dies (%s) is replaced', async (kind) => {
	pool = open(1, 20_000);
	const dying = pool.run({ kind });
	const next = pool.run({ kind: 'double', value: 5 });
	await expect(dying).rejects.toThrow(WorkerCrash);
	expect(await next).toBe(10);
});

test('what a job throws arrives with its message, and the thread lives on', async () => {
	pool = open(1, 10_000);
	await expect(pool.run({ kind: 'throw' })).rejects.toThrow('out of cheese');
	expect(await pool.run({ kind: 'double', value: 1 })).toBe(2);
});

test('an abort frees a running job and a waiting one', async () => {
	pool = open(1, 60_000);
	const abort = new AbortController();
	const running = pool.run({ kind: 'spin' }, abort.signal);
	const waiting = pool.run({ kind: 'double', value: 1 }, abort.signal);
	abort.abort(new Error('enough'));
	await expect(running).rejects.toThrow('enough');
	await expect(waiting).rejects.toThrow('enough');
	expect(await pool.run({ kind: 'double', value: 6 })).toBe(12);
});

test('a thread sees no environment', async () => {
	pool = open(1, 10_000);
	expect(await pool.run({ kind: 'token' })).toBe(0);
});

test('a closed pool refuses, and rejects what was waiting', async () => {
	pool = open(1, 60_000);
	const running = pool.run({ kind: 'spin' });
	const refused = expect(running).rejects.toThrow(WorkerCrash);
	await pool.close();
	await refused;
	await expect(pool.run({ kind: 'double' })).rejects.toThrow(WorkerCrash);
});
