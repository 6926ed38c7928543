/**
 * A small pool of threads for work on foreign text. Rules:
 * 1. One job at a time per thread; waiting jobs start in order of arrival.
 * 2. A job that outlives its limit loses its thread, not the process: the thread is terminated, the job rejects
 *    with WorkerTimeout, and a fresh thread takes the next one. What counts is the processor time that the thread
 *    took for the job, from when it is ready: neither a slow start nor a busy machine is held against the job. The
 *    wall clock says when to look, and ends a job that waits or cannot be asked (PATIENCE).
 * 3. A thread that dies (out of memory, crash) rejects its own job with WorkerCrash and is replaced.
 * 4. A job keeps the process alive, an idle thread does not; after a minute without a job it ends, and gives
 *    its memory back.
 * 5. A thread gets no environment: foreign text is never near a token.
 */
import { enableCompileCache, getCompileCacheDir } from 'node:module';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/** The job took longer than its limit and was killed after `elapsed` ms. */
export class WorkerTimeout extends Error {
	override readonly name = 'WorkerTimeout';
	constructor(elapsed: number) {
		super(`killed after ${elapsed} ms`);
	}
}

/** The thread died under the job, most often for want of memory. */
export class WorkerCrash extends Error {
	override readonly name = 'WorkerCrash';
}

export interface WorkerPool<In, Out> {
	/** @throws WorkerTimeout, WorkerCrash, the signal's reason, or an Error with the message of what the job threw. */
	run(input: In, signal?: AbortSignal): Promise<Out>;
	/** Kills what runs and rejects what waits. */
	close(): Promise<void>;
}

export interface WorkerLimits {
	/** Threads at most; each starts when it is first needed. */
	readonly size: number;
	/** Processor time for one job. */
	readonly timeoutMs: number;
	/** Heap of each thread. One allocation that outgrows it ends the whole process: bound the input far below. */
	readonly maxHeapMb: number;
}

/** `usedMs`: processor time of the thread up to here; the next job's own begins where this one's ends. */
type Message<Out> = { readonly usedMs: number } & (
	| { readonly kind: 'ready' }
	| { readonly kind: 'done'; readonly value: Out }
	| { readonly kind: 'failed'; readonly message: string }
);

interface Job<In, Out> {
	readonly input: In;
	readonly signal: AbortSignal | undefined;
	resolve(value: Out): void;
	reject(reason: unknown): void;
}

interface Thread<In, Out> {
	readonly worker: Worker;
	ready: boolean;
	/** Processor time when the thread was last known to be free. */
	usedMs: number;
	job: Job<In, Out> | undefined;
	timer: NodeJS.Timeout | undefined;
}

const IDLE_MS = 60_000;
/** A thread that takes this long to load its module is broken. */
const START_LIMIT_MS = 20_000;
/** Limits of processor time that may pass on the wall clock. */
const PATIENCE = 8;
const SHORTEST_LOOK_MS = 20;

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/**
 * @param url the thread's module, which calls `serveJobs`: `new URL('./parse-worker.ts', import.meta.url)`.
 */
export function createWorkerPool<In, Out>(url: URL, limits: WorkerLimits): WorkerPool<In, Out> {
	const threads = new Set<Thread<In, Out>>();
	const waiting: Job<In, Out>[] = [];
	let closed = false;

	function discard(thread: Thread<In, Out>, reason: unknown): void {
		if (!threads.delete(thread)) return;
		clearTimeout(thread.timer);
		void thread.worker.terminate();
		thread.job?.reject(reason);
		thread.job = undefined;
		startNext();
	}

	function settle(thread: Thread<In, Out>): Job<In, Out> | undefined {
		const { job } = thread;
		clearTimeout(thread.timer);
		thread.job = undefined;
		thread.worker.unref();
		thread.timer = setTimeout(() => discard(thread, undefined), IDLE_MS).unref();
		return job;
	}

	function startClock(thread: Thread<In, Out>): void {
		clearTimeout(thread.timer);
		if (thread.ready) look(thread, thread.job, performance.now(), limits.timeoutMs);
		else thread.timer = setTimeout(() => discard(thread, new WorkerTimeout(START_LIMIT_MS)), START_LIMIT_MS);
	}

	/** Asks the thread after `wait` ms how long it has worked; a thread that does not answer is ended in the end. */
	function look(thread: Thread<In, Out>, job: Job<In, Out> | undefined, began: number, wait: number): void {
		const kill = (): void => discard(thread, new WorkerTimeout(Math.round(performance.now() - began)));
		thread.timer = setTimeout(async () => {
			const patience = limits.timeoutMs * PATIENCE - (performance.now() - began);
			thread.timer = setTimeout(kill, patience);
			// A thread that is gone tells nothing, and has been discarded for that.
			const usage = await thread.worker.cpuUsage().catch(() => undefined);
			if (usage === undefined || job === undefined || thread.job !== job) return;
			const left = limits.timeoutMs - (milliseconds(usage) - thread.usedMs);
			if (left <= 0) kill();
			else {
				clearTimeout(thread.timer);
				look(thread, job, began, Math.max(SHORTEST_LOOK_MS, Math.min(left, patience)));
			}
		}, wait);
	}

	function onMessage(thread: Thread<In, Out>, message: Message<Out>): void {
		thread.usedMs = message.usedMs;
		if (message.kind === 'ready') {
			thread.ready = true;
			if (thread.job !== undefined) startClock(thread);
			return;
		}
		const job = settle(thread);
		if (message.kind === 'done') job?.resolve(message.value);
		else job?.reject(new Error(message.message));
		startNext();
	}

	function spawn(): Thread<In, Out> {
		const worker = new Worker(url, {
			env: {},
			workerData: getCompileCacheDir(),
			execArgv: [],
			resourceLimits: { maxOldGenerationSizeMb: limits.maxHeapMb },
		});
		const thread: Thread<In, Out> = {
			worker,
			ready: false,
			usedMs: 0,
			job: undefined,
			timer: undefined,
		};
		threads.add(thread);
		worker.on('message', (message: Message<Out>) => onMessage(thread, message));
		worker.on('error', (error) => discard(thread, new WorkerCrash(String(error), { cause: error })));
		worker.on('exit', (code) => discard(thread, new WorkerCrash(`thread ended with code ${code}`)));
		return thread;
	}

	function assign(thread: Thread<In, Out>, job: Job<In, Out>): void {
		thread.job = job;
		thread.worker.ref();
		startClock(thread);
		try {
			thread.worker.postMessage(job.input);
		} catch (error) {
			// The input cannot be copied to a thread: the job's fault, not the thread's.
			settle(thread);
			job.reject(error);
		}
	}

	function startNext(): void {
		while (!closed && waiting.length > 0) {
			let thread = [...threads].find((candidate) => candidate.job === undefined);
			if (thread === undefined && threads.size < limits.size) thread = spawn();
			if (thread === undefined) return;
			const job = waiting.shift();
			if (job !== undefined) assign(thread, job);
		}
	}

	function cancel(job: Job<In, Out>): void {
		const place = waiting.indexOf(job);
		if (place >= 0) waiting.splice(place, 1);
		for (const thread of threads) if (thread.job === job) discard(thread, job.signal?.reason);
		job.reject(job.signal?.reason);
	}

	return {
		run(input, signal) {
			if (closed) return Promise.reject(new WorkerCrash('the pool is closed'));
			if (signal?.aborted) return Promise.reject(signal.reason);
			const { promise, resolve, reject } = Promise.withResolvers<Out>();
			const job: Job<In, Out> = { input, signal, resolve, reject };
			const onAbort = (): void => cancel(job);
			signal?.addEventListener('abort', onAbort, { once: true });
			waiting.push(job);
			startNext();
			return promise.finally(() => signal?.removeEventListener('abort', onAbort));
		},
		async close() {
			closed = true;
			const reason = new WorkerCrash('the pool is closed');
			for (const job of waiting.splice(0)) job.reject(reason);
			const ending = [...threads].map((thread) => thread.worker.terminate());
			for (const thread of [...threads]) discard(thread, reason);
			await Promise.all(ending);
		},
	};
}

/**
 * The thread's side: answers each job. An expected failure belongs into Out as data, because a class of error
 * does not survive the way between threads; what is thrown arrives as a bare Error with the same message.
 */
export function serveJobs<In, Out>(work: (input: In) => Out | Promise<Out>): void {
	const port = parentPort;
	if (port === null) throw new Error('serveJobs belongs into a worker thread');
	const usedMs = (): number => milliseconds(process.threadCpuUsage());
	// What is loaded from now on: a thread does not inherit the cache of compiled code.
	if (typeof workerData === 'string') enableCompileCache(workerData);
	port.on('message', async (input: In) => {
		let answer: Message<Out>;
		try {
			answer = { kind: 'done', value: await work(input), usedMs: usedMs() };
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			answer = { kind: 'failed', message, usedMs: usedMs() };
		}
		port.postMessage(answer);
	});
	port.postMessage({ kind: 'ready', usedMs: usedMs() } satisfies Message<Out>);
}
