/**
 * The clock of the digests. Rules:
 * 1. What is due is decided by the store, so that a digest missed during a stop goes out at the next start.
 * 2. One look a minute is enough for a daily paper; a failed look is logged and repeated a minute later.
 */
import type { Log } from '../log.ts';
import type { Db } from '../store/db.ts';
import { planDigests } from './planning.ts';

const MINUTE_MS = 60_000;

export function startDigests(deps: { readonly db: Db; readonly log: Log; planned(): void; now(): number }): {
	stop(): Promise<void>;
} {
	async function look(): Promise<void> {
		try {
			if ((await planDigests(deps.db, deps.now())) > 0) deps.planned();
		} catch (error) {
			deps.log.error({ error }, 'digests could not be planned; trying again in a minute');
		}
	}
	let looking = look();
	const timer = setInterval(() => {
		looking = looking.then(look);
	}, MINUTE_MS);
	return {
		stop: () => {
			clearInterval(timer);
			return looking;
		},
	};
}
