/**
 * Carries imports out. Rules:
 * 1. The list is followed batch by batch, each in one transaction; the ordinary polling reads the feeds. A start
 *    goes on with what a stop or a crash left.
 * 2. A feed that came in a list begins in silence: its first fetch tells nothing, and neither does one that other
 *    channels already read.
 * 3. Progress is read off the store and shown in the answer to the command, less and less often. The report comes
 *    in its place; where that cannot be changed any more, it is a delivery of its own, planned in the transaction
 *    that finishes the import, so it is never lost.
 * 4. Whoever waits longest is not waited for: after some hours the report says what has not been read yet.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { importProgress, importReport } from '../doc/views.ts';
import { shortId } from '../id.ts';
import type { Log } from '../log.ts';
import type { Translate } from '../model.ts';
import type { Db } from '../store/db.ts';
import { planDeliveries } from '../store/deliveries.ts';
import { finishImport, importById, importState, type OpenImport, openImports } from '../store/imports.ts';
import type { Invocation } from './command.ts';
import { viewOf } from './import.ts';
import { followNext } from './import-step.ts';

const FIRST_LOOK_MS = 2_000;
const LAST_LOOK_MS = 20_000;
const TROUBLE_MS = 5_000;
const LONGEST_MS = 6 * 3_600_000;

type Revise = NonNullable<Invocation['revise']>;

export interface Imports {
	/** A new one, with the way to change the answer to its command. */
	carryOut(id: string, revise: Invocation['revise']): void;
	/** What is being stored is finished; the rest goes on at the next start. */
	stop(): Promise<void>;
}

export async function startImports(deps: {
	readonly db: Db;
	readonly log: Log;
	translator(locale: string): Translate;
	/** Feeds are due, deliveries may be waiting. */
	wake(): void;
	readonly firstLookMs?: number;
	now?(): number;
}): Promise<Imports> {
	const { db, log, translator, wake, firstLookMs = FIRST_LOOK_MS, now = Date.now } = deps;
	const stopping = new AbortController();
	const running = new Set<Promise<void>>();
	const isStopping = (): boolean => stopping.signal.aborted;

	async function finish(open: OpenImport, revise: Revise | undefined): Promise<void> {
		const view = await viewOf(db, open.id);
		const isShown =
			view !== undefined && (await revise?.(importReport(view, translator(open.locale), 'with-file')));
		await db.transaction().execute(async (tx) => {
			// The channel may have got a new address meanwhile.
			const channel = (await importById(tx, open.id))?.channel ?? open.channel;
			const subject = `import:${open.id}`;
			if (!isShown) {
				const at = now();
				const id = shortId('delivery', channel, subject);
				const { locale } = open;
				await planDeliveries(tx, [
					{ id, channel, subject, articleIds: [], locale, dueAt: at, plannedAt: at },
				]);
			}
			await finishImport(tx, open.id, now());
		});
		log.info({ channel: open.channel, ...view, failures: undefined, unreadable: undefined }, 'imported');
		wake();
	}

	async function watch(open: OpenImport, first: Revise | undefined): Promise<void> {
		let revise = first;
		let shown = '';
		for (let look = firstLookMs; !isStopping(); look = Math.min(LAST_LOOK_MS, look * 1.3)) {
			await pause(look, undefined, { signal: stopping.signal });
			const state = await importState(db, open.id);
			if (!state) return; // a newer one took its place
			if (state.waiting === 0 || now() - open.createdAt > LONGEST_MS) return finish(open, revise);
			const seen = JSON.stringify(state);
			if (seen === shown) continue;
			shown = seen;
			if (revise && !(await revise(importProgress(state, translator(open.locale))))) revise = undefined;
		}
	}

	async function carry(open: OpenImport, revise: Revise | undefined): Promise<void> {
		while (!isStopping()) {
			try {
				while (!isStopping() && (await followNext(db, open, now()))) wake();
				return await watch(open, revise);
			} catch (error) {
				if (isStopping()) return;
				log.error({ error, import: open.id }, 'an import stumbled; going on in a moment');
				await pause(TROUBLE_MS, undefined, { signal: stopping.signal }).catch(() => {});
			}
		}
	}

	function begin(work: Promise<void>): void {
		const running_ = work.finally(() => running.delete(running_));
		running.add(running_);
	}

	for (const open of await openImports(db)) begin(carry(open, undefined));
	return {
		carryOut(id, revise) {
			const work = async (): Promise<void> => {
				const open = await importById(db, id);
				if (open) await carry(open, revise);
			};
			begin(
				work().catch((error: unknown) => log.error({ error, import: id }, 'an import waits for a restart')),
			);
		},
		async stop() {
			stopping.abort();
			await Promise.all(running);
		},
	};
}
