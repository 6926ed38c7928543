/**
 * Long polling. Rules:
 * 1. Updates of one batch are handled side by side: a slow /summary holds nobody up. (grammY's own loop handles
 *    one after another, and ends for good at a 409.)
 * 2. The next call confirms a batch, so it waits for the answers, a second at most: after a crash Telegram
 *    repeats what nobody answered.
 * 3. A second poller is explained and waited out; any other failure is tried again, more and more slowly; a
 *    revoked token ends the polling with the remedy.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { GrammyError } from 'grammy';
import type { Log } from '../../log.ts';
import type { Client } from './client.ts';
import { explain, isWrongToken } from './failure.ts';
import { UPDATE_KINDS } from './schema.ts';

export const POLL_SECONDS = 30;
const GRACE_MS = 1_000;
const MAX_RUNNING = 200;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const CONFLICT_PAUSE_MS = 5_000;
const STOP_MS = 5_000;

export interface Polling {
	/** Ends the waiting call, lets what is being answered finish (5 s), and confirms it. */
	stop(): Promise<void>;
}

export function startPolling(deps: {
	readonly client: Client;
	readonly log: Log;
	/** Never rejects. */
	handle(update: unknown): Promise<void>;
}): Polling {
	const { client, log, handle } = deps;
	const ending = new AbortController();
	const running = new Set<Promise<void>>();
	let offset = 0;
	let failures = 0;
	let explained = false;

	function run(update: unknown): Promise<void> {
		const work = handle(update).finally(() => running.delete(work));
		running.add(work);
		return work;
	}

	/** Milliseconds to wait, or undefined to give up. */
	function afterFailure(error: unknown): number | undefined {
		if (isWrongToken(error)) {
			log.error(
				{},
				'Telegram no longer accepts TELEGRAM_TOKEN: get the current one from @BotFather, then restart',
			);
			return undefined;
		}
		if (error instanceof GrammyError && error.error_code === 409) {
			if (!explained) {
				log.warn(
					{ reason: explain(error) },
					'another program reads this Telegram bot: run one Depeche per token, or revoke the token at @BotFather',
				);
			}
			explained = true;
			return CONFLICT_PAUSE_MS;
		}
		failures += 1;
		log.warn({ reason: explain(error) }, 'reading from Telegram failed, trying again');
		const asked = error instanceof GrammyError ? (error.parameters.retry_after ?? 0) * 1000 : 0;
		return Math.max(asked, Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10)));
	}

	async function loop(): Promise<void> {
		while (!ending.signal.aborted) {
			try {
				const updates = await client.api.getUpdates({
					offset,
					timeout: POLL_SECONDS,
					allowed_updates: UPDATE_KINDS,
				});
				failures = 0;
				explained = false;
				const batch = updates.map(run);
				if (batch.length > 0) {
					await Promise.race([Promise.all(batch), pause(GRACE_MS, undefined, { ref: false })]);
				}
				const last = updates.at(-1);
				if (last) offset = last.update_id + 1;
				while (running.size >= MAX_RUNNING && !ending.signal.aborted) await Promise.race(running);
			} catch (error) {
				if (ending.signal.aborted) return;
				const wait = afterFailure(error);
				if (wait === undefined) return;
				await pause(wait, undefined, { signal: ending.signal }).catch(() => undefined);
			}
		}
	}
	const looping = loop();

	return {
		async stop() {
			ending.abort();
			client.close();
			await looping;
			await Promise.race([Promise.all(running), pause(STOP_MS, undefined, { ref: false })]);
			if (offset > 0) {
				const confirmed = client.api.getUpdates({ offset, limit: 1, timeout: 0 }).catch(() => undefined);
				await Promise.race([confirmed, pause(STOP_MS, undefined, { ref: false })]);
			}
			client.close();
		},
	};
}
