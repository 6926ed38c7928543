/**
 * Work on one host, one after the other, whoever asks. Rules:
 * 1. First come, first served; different hosts do not wait for each other.
 * 2. Who gives up waiting leaves the line, and holds nobody up.
 */
export type HostTurns = <T>(url: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

export const hostOf = (url: string): string => URL.parse(url)?.host ?? url;

/** A promise of its own for each wait: it rejects with the signal's reason, and is let go of in the end. */
async function unlessAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
	signal.throwIfAborted();
	const left = Promise.withResolvers<never>();
	const leave = (): void => left.reject(signal.reason);
	signal.addEventListener('abort', leave);
	try {
		await Promise.race([turn, left.promise]);
	} finally {
		signal.removeEventListener('abort', leave);
	}
}

export function createHostTurns(): HostTurns {
	const lines = new Map<string, Promise<void>>();
	return async (url, signal, work) => {
		const host = hostOf(url);
		const before = lines.get(host) ?? Promise.resolve();
		const done = Promise.withResolvers<void>();
		const mine = before.then(() => done.promise);
		lines.set(host, mine);
		try {
			await unlessAborted(before, signal);
			return await work();
		} finally {
			done.resolve();
			if (lines.get(host) === mine) lines.delete(host);
		}
	};
}
