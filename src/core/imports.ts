/**
 * Carries imports out. Rules:
 * 1. The list is followed batch by batch, each in one transaction; the ordinary polling reads the feeds. A start
 *    goes on with what a stop or a crash left.
 * 2. A feed that came in a list begins in silence: its first fetch tells nothing, and neither does one that other
 *    channels already read.
 * 3. Progress is read off the store and shown in the answer to the command, less and less often, and by the
 *    message's id where the answer itself can no longer be changed: after a restart, or a quarter of an hour.
 * 4. The report comes in its place; where that fails, it is a delivery of its own, planned in the transaction that
 *    finishes the import, so it is never lost.
 * 5. Whoever waits longest is not waited for: after some hours the report says what has not been read yet.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Doc } from '../doc/doc.ts';
import { importProgress, importReport } from '../doc/views.ts';
import { shortId } from '../id.ts';
import type { Log } from '../log.ts';
import type { ChannelRef, Translate } from '../model.ts';
import type { Db } from '../store/db.ts';
import { planDeliveries } from '../store/deliveries.ts';
import {
	finishImport,
	importById,
	importState,
	type OpenImport,
	openImports,
	refuseForbidden,
	saveAnswer,
} from '../store/imports.ts';
import { type Answered, viewOf } from './import.ts';
import { followNext } from './import-step.ts';

const FIRST_LOOK_MS = 2_000;
const LAST_LOOK_MS = 20_000;
const TROUBLE_MS = 5_000;
const LONGEST_MS = 6 * 3_600_000;

export interface Imports {
	/** A new one, with the way to change the answer to its command. */
	carryOut(id: string, answered: Answered): void;
	/** Goes on with what the last run left. */
	resume(): Promise<void>;
	/** What is being stored is finished; the rest goes on at the next start. */
	stop(): Promise<void>;
}

export function createImports(deps: {
	readonly db: Db;
	readonly log: Log;
	translator(locale: string): Translate;
	/** Feeds are due, deliveries may be waiting. */
	wake(): void;
	/** Changes a message of ours. Never rejects. @returns whether people see it now. */
	revise(channel: ChannelRef, messageId: string, doc: Doc): Promise<boolean>;
	readonly firstLookMs?: number;
	now?(): number;
}): Imports {
	const { db, log, translator, wake, firstLookMs = FIRST_LOOK_MS, now = Date.now } = deps;
	const stopping = new AbortController();
	const works = new Set<Promise<void>>();
	/** Those under way, each with its answer: who stored one and who found it stored are not both to carry it. */
	const underWay = new Map<string, Answered>();
	const isStopping = (): boolean => stopping.signal.aborted;

	async function show(open: OpenImport, doc: Doc): Promise<boolean> {
		if (await underWay.get(open.id)?.revise?.(doc)) return true;
		const current = await importById(db, open.id);
		if (isStopping() || current?.answerId == null) return false;
		return deps.revise(current.channel, current.answerId, doc);
	}

	async function finish(open: OpenImport): Promise<void> {
		await db.transaction().execute((tx) => refuseForbidden(tx, open));
		const view = await viewOf(db, open.id);
		const isShown =
			view !== undefined && (await show(open, importReport(view, translator(open.locale), 'answer')));
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

	async function watch(open: OpenImport): Promise<void> {
		let isShowing = true;
		let shown = '';
		for (let look = firstLookMs; !isStopping(); look = Math.min(LAST_LOOK_MS, look * 1.3)) {
			await pause(look, undefined, { signal: stopping.signal });
			const state = await importState(db, open.id);
			if (!state) return; // a newer one took its place
			if (state.waiting === 0 || now() - open.createdAt > LONGEST_MS) return finish(open);
			const seen = JSON.stringify(state);
			if (seen === shown || !isShowing) continue;
			shown = seen;
			isShowing = await show(open, importProgress(state, translator(open.locale), 'kept'));
		}
	}

	async function carry(open: OpenImport): Promise<void> {
		while (!isStopping()) {
			try {
				while (!isStopping() && (await followNext(db, open, now()))) wake();
				return await watch(open);
			} catch (error) {
				if (isStopping()) return;
				log.error({ error, import: open.id }, 'an import stumbled; going on in a moment');
				await pause(TROUBLE_MS, undefined, { signal: stopping.signal }).catch(() => {});
			}
		}
	}

	function begin(id: string, work: () => Promise<void>): void {
		const task = work()
			.catch((error: unknown) => log.error({ error, import: id }, 'an import waits for a restart'))
			.finally(() => works.delete(task));
		works.add(task);
	}

	function start(id: string, answered: Answered): void {
		const isKnown = underWay.has(id);
		if (!isKnown || answered.revise) underWay.set(id, answered);
		if (isKnown) return;
		begin(id, async () => {
			const open = await importById(db, id);
			if (open) await carry(open).finally(() => underWay.delete(id));
		});
	}

	return {
		carryOut(id, answered) {
			start(id, answered);
			begin(id, async () => {
				const messageId = await answered.messageId?.();
				if (messageId !== undefined) await saveAnswer(db, id, messageId);
			});
		},
		async resume() {
			for (const { id } of await openImports(db)) start(id, {});
		},
		async stop() {
			stopping.abort();
			await Promise.all(works);
		},
	};
}
