/**
 * Outbox → channels: one loop per platform. Rules:
 * 1. Pace first, claim second: as many rows are claimed as may be sent at once, each of a channel that may be
 *    sent to, and each claimed row is attempted in the same breath. Nothing waits in `sending`.
 * 2. A channel has one attempt at a time, and stays held until its outcome is recorded and any wait is over:
 *    order within a channel is kept. Other channels never wait for it.
 * 3. Rows found in `sending` at the start are uncertain attempts of a process that was killed. Rows found
 *    there after a claim failed were claimed and never attempted. One relay per platform works on a database.
 * 4. `wake` tells of new rows; what is due later is woken for by its time; while something due is blocked the
 *    loop looks at least once a second, so that no hold of one channel hides the due time of another.
 * 5. `stop` claims nothing more and gives what is in flight ten seconds. What is still out then stays
 *    `sending`, and rule 3 applies at the next start.
 * The crash reasoning is in attempt.ts, the decisions in verdict.ts.
 */
import type { Adapter } from '../adapters/adapter.ts';
import type { Log } from '../log.ts';
import type { ChannelRef, Delivery } from '../model.ts';
import type { Db } from '../store/db.ts';
import { claimDue, inFlight, nextDueAt } from '../store/deliveries.ts';
import { attempt, type DocOf, record } from './attempt.ts';
import { createPacer, paceOf } from './pace.ts';
import { notAttempted, uncertain, type Verdict } from './verdict.ts';

const STOP_MS = 10_000;
const BLOCKED_LOOK_MS = 1_000;
const IDLE_LOOK_MS = 60_000;
const STORE_RETRY_MS = 500;

export interface Relay {
	/** New deliveries were planned. */
	wake(): void;
	stop(): Promise<void>;
}

/** The passing of time; tests drive their own. */
export interface Timer {
	/** Milliseconds that never jump. */
	steady(): number;
	/** @returns how to call it off. */
	after(ms: number, run: () => void): () => void;
}

const realTimer: Timer = {
	steady: () => performance.now(),
	after(ms, run) {
		const timer = setTimeout(run, ms);
		return () => clearTimeout(timer);
	},
};

interface RelayDeps {
	readonly db: Db;
	readonly docOf: DocOf;
	readonly log: Log;
	/** Epoch ms. */
	now?(): number;
	readonly timer?: Timer;
}

export function startRelay(deps: RelayDeps & { readonly adapters: readonly Adapter[] }): Relay {
	const lines = deps.adapters.map((adapter) => startLine(deps, adapter));
	return {
		wake() {
			for (const line of lines) line.wake();
		},
		async stop() {
			await Promise.all(lines.map((line) => line.stop()));
		},
	};
}

function startLine(deps: RelayDeps, adapter: Adapter): Relay {
	const { db, docOf, log } = deps;
	const now = deps.now ?? Date.now;
	const timer = deps.timer ?? realTimer;
	const { platform } = adapter;
	const pacer = createPacer(paceOf[platform], timer.steady);
	const flights = new Map<string, { readonly channel: ChannelRef; readonly landed: Promise<void> }>();
	const stumbles = new Map<string, number>();
	const alarm = createAlarm(timer);
	let stopping = false;
	let stopped = false;
	/** What to do before the next claim. */
	let recovery: (() => Promise<void>) | undefined = recoverFromCrash;

	const loop = run();

	async function run(): Promise<void> {
		while (!stopping) {
			try {
				alarm.reset(); // in one step with the check above: no wake, and no stop, is missed
				await recovery?.();
				recovery = undefined;
				await alarm.ring(await claim());
			} catch (error) {
				log.error({ error, platform }, 'the outbox could not be read; trying again');
				await alarm.ring(STORE_RETRY_MS);
			}
		}
	}

	/** @returns how long there is nothing to do, unless woken. */
	async function claim(): Promise<number> {
		const free = pacer.free();
		if (free === 0) return pacer.nextChangeIn() ?? IDLE_LOOK_MS;
		const busy = new Set([...pacer.busy(), ...[...flights.values()].map(({ channel }) => channel)]);
		const claimedAt = now();
		recovery = () => recoverClaim(claimedAt); // stands if the claim was committed and its answer is lost
		const claimed = await claimDue(db, platform, claimedAt, free, [...busy]);
		recovery = undefined;
		for (const delivery of claimed) fly(delivery, claimedAt);
		if (claimed.length > 0) return 0;
		const dueAt = await nextDueAt(db, platform);
		if (dueAt === undefined) return IDLE_LOOK_MS;
		if (dueAt > now()) return Math.min(dueAt - now(), IDLE_LOOK_MS);
		return Math.min(pacer.nextChangeIn() ?? BLOCKED_LOOK_MS, BLOCKED_LOOK_MS);
	}

	function fly(delivery: Delivery, claimedAt: number): void {
		const answered = pacer.take(delivery.channel);
		const landed = (async () => {
			// Two topics of one chat came with one claim: the second waits its turn.
			if (answered === undefined) return land(delivery, notAttempted(delivery, claimedAt));
			const verdict = await attempt({ adapter, docOf, stumbles, log, now }, delivery, claimedAt);
			answered();
			await land(delivery, verdict);
		})().finally(() => {
			flights.delete(delivery.id);
			alarm.wake();
		});
		flights.set(delivery.id, { channel: delivery.channel, landed });
	}

	/** Records until it is recorded; only the end of the program leaves a row to the next start. */
	async function land(delivery: Delivery, verdict: Verdict): Promise<void> {
		const { id, channel, subject } = delivery;
		if (verdict.kind === 'again') {
			pacer.hold(verdict.afterMs, verdict.holds === 'channel' ? channel : undefined);
			log.debug({ channel, subject, reason: verdict.reason }, 'post put off');
		}
		if (verdict.kind === 'end')
			log.warn({ channel, subject, reason: verdict.reason }, `post ${verdict.state}`);
		while (!stopped) {
			try {
				return await record(db, delivery, verdict, now());
			} catch (error) {
				log.error({ error, delivery: id }, 'an outcome could not be recorded; trying again');
				await new Promise<void>((resolve) => timer.after(STORE_RETRY_MS, resolve));
			}
		}
	}

	async function recoverFromCrash(): Promise<void> {
		for (const delivery of await inFlight(db, platform)) {
			await land(delivery, uncertain(adapter, delivery, now(), 'stopped before its answer came'));
		}
	}

	async function recoverClaim(claimedAt: number): Promise<void> {
		for (const delivery of await inFlight(db, platform)) {
			if (!flights.has(delivery.id)) await land(delivery, notAttempted(delivery, claimedAt));
		}
	}

	return {
		wake: alarm.wake,
		async stop() {
			stopping = true;
			alarm.wake();
			const landed = loop.then(() => Promise.all([...flights.values()].map((flight) => flight.landed)));
			let callOff = () => {};
			const late = new Promise<void>((resolve) => {
				callOff = timer.after(STOP_MS, resolve);
			});
			await Promise.race([landed, late]);
			stopped = true;
			callOff();
		},
	};
}

interface Alarm {
	/** Resolves after `ms`, or at a wake since the last reset. */
	ring(ms: number): Promise<void>;
	wake(): void;
	reset(): void;
}

function createAlarm(timer: Timer): Alarm {
	let woken = false;
	let rouse = () => {};
	return {
		async ring(ms) {
			if (woken || ms <= 0) return;
			await new Promise<void>((resolve) => {
				const callOff = timer.after(ms, resolve);
				rouse = () => {
					callOff();
					resolve();
				};
			});
		},
		wake() {
			woken = true;
			rouse();
		},
		reset() {
			woken = false;
		},
	};
}
