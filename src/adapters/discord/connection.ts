/**
 * Being connected to Discord. Rules:
 * 1. A refused token stops the start with the remedy; found out later, it ends the trying. Anything else is told
 *    and tried again in the background, and the rest of the program goes on.
 * 2. The start waits for the first connection, but only until it has failed once, or for so long.
 * 3. A session that Discord ends for good is followed by a new login after a pause. The pauses grow, and a session
 *    must have outlived the longest one to make them short again: Discord takes 1,000 logins a day.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import { ConfigError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { ended, startError } from './client.ts';
import { reasonOf } from './failure.ts';

export interface Waits {
	/** How long (ms) the start waits for the connection. */
	readonly start: number;
	/** Between two logins (ms), from the first to the longest. */
	readonly first: number;
	readonly longest: number;
}
export const WAITS: Waits = { start: 15_000, first: 5_000, longest: 120_000 };

const platform = 'discord';

export interface Connection {
	/** The client while it is connected. */
	client(): Client | undefined;
	/** @throws ConfigError */
	start(): Promise<void>;
	stop(): Promise<void>;
}

export function createConnection(options: {
	readonly token: string;
	readonly api: string;
	readonly log: Log;
	readonly waits: Waits;
	/** A fresh client, for one login. */
	create(): Client;
	/** What is done with it once it is there, before it counts as connected. */
	prepare(client: Client): Promise<void>;
}): Connection {
	const { token, api, log, waits } = options;
	const stopping = new AbortController();
	const stopped = new Promise<never>((_, reject) =>
		stopping.signal.addEventListener('abort', () => reject(new Error('stopped'))),
	);
	stopped.catch(() => undefined);
	let connected: Client | undefined;
	let running: Promise<void> | undefined;

	/** Rejects when it is over, or never came about. */
	async function session(client: Client, onConnected: () => void): Promise<never> {
		const over = Promise.race([ended(client), stopped]);
		const isReady = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
		try {
			await Promise.race([Promise.all([isReady, client.login(token)]), over]);
			await Promise.race([options.prepare(client), over]);
			connected = client;
			onConnected();
			return await over;
		} finally {
			connected = undefined;
			// A connection that we end ourselves is not broken.
			client.removeAllListeners(Events.ShardReconnecting);
			await client.destroy();
		}
	}

	/** @param settled after the first connection or failure. @throws ConfigError when the first login is refused */
	async function keep(settled: () => void): Promise<void> {
		for (let wait = waits.first; !stopping.signal.aborted; wait = Math.min(waits.longest, wait * 2)) {
			const beganAt = Date.now();
			let wasConnected = false;
			try {
				await session(options.create(), () => {
					wasConnected = true;
					settled();
				});
			} catch (error) {
				if (stopping.signal.aborted) return;
				const reason = startError(error, api);
				if (reason instanceof ConfigError && !wasConnected) throw reason;
				const fields = { platform, seconds: Math.round(wait / 1000) };
				if (wasConnected) log.error(fields, `${reason.message} Trying again.`);
				else log.warn(fields, `${reason.message} Trying again.`);
				settled();
			}
			if (wasConnected && Date.now() - beganAt > waits.longest) wait = waits.first;
			await pause(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
		}
	}

	return {
		client: () => connected,
		async start() {
			const settled = Promise.withResolvers<'settled'>();
			let isStarted = false;
			running = keep(() => settled.resolve('settled')).catch((error: unknown) => {
				if (isStarted) log.error({ platform, reason: reasonOf(error) }, 'Discord stays off');
				else settled.reject(error);
			});
			const late = pause(waits.start, 'late', { ref: false });
			const outcome = await Promise.race([settled.promise, late, stopped.catch(() => 'stopped')]);
			isStarted = true;
			if (outcome === 'late')
				log.warn(
					{ platform },
					'Discord has not answered yet: the rest goes on, Discord follows when it is there',
				);
		},
		async stop() {
			stopping.abort();
			await running;
		},
	};
}
