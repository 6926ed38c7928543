/**
 * Small writes, gathered for a moment and done at once: a commit costs the disk the same for one as for many.
 * Each caller waits until its own is done, and hears of its failure.
 */
export interface Batch<T> {
	add(item: T): Promise<void>;
}

const WAIT_MS = 4;
const MOST = 250;

interface Waiting<T> {
	readonly item: T;
	readonly resolve: () => void;
	readonly reject: (reason: unknown) => void;
}

export function createBatch<T>(write: (items: readonly T[]) => Promise<void>): Batch<T> {
	let waiting: Waiting<T>[] = [];
	let timer: NodeJS.Timeout | undefined;

	function flush(): void {
		clearTimeout(timer);
		timer = undefined;
		const batch = waiting;
		waiting = [];
		write(batch.map(({ item }) => item)).then(
			() => {
				for (const { resolve } of batch) resolve();
			},
			(error: unknown) => {
				for (const { reject } of batch) reject(error);
			},
		);
	}

	return {
		add(item) {
			const { promise, resolve, reject } = Promise.withResolvers<void>();
			waiting.push({ item, resolve, reject });
			if (waiting.length >= MOST) flush();
			else timer ??= setTimeout(flush, WAIT_MS);
			return promise;
		},
	};
}
