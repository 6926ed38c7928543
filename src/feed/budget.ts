/**
 * How much memory the bodies of answers may take together. Rules:
 * 1. Each answer has a share, which takes bytes before it fills them. Where there is no room it waits, first come,
 *    first served; its stream stands still meanwhile, and its limit of time runs on.
 * 2. A body that is complete is settled: whoever uses it closes the share, so there is something to wait for.
 * 3. Where all that is held belongs to bodies that are not complete, they would wait for each other for ever: the
 *    first in the line goes on beyond the limit, it alone, until it is complete; the next then waits for it to close. What is held is never more than the
 *    limit and one body.
 */
export interface Share {
	/** Waits for room. @throws the signal's reason */
	take(bytes: number, signal: AbortSignal): Promise<void>;
	/** Of what was taken, so much is free again. */
	give(bytes: number): void;
	/** Nothing more is taken. */
	settle(): void;
	/** Gives all of it back; may be said twice. */
	close(): void;
}

export interface Budget {
	/** Bytes. */
	readonly held: number;
	/** Whoever wants more has to wait. */
	readonly isFull: boolean;
	open(): Share;
}

interface Waiting {
	readonly owner: symbol;
	readonly bytes: number;
	grant(): void;
}

/** @param limit bytes */
export function createBudget(limit: number): Budget {
	const line: Waiting[] = [];
	let held = 0;
	let settled = 0;
	/** Who may go beyond the limit. */
	let ahead: symbol | undefined;

	function serve(): void {
		for (let [head] = line; head !== undefined; [head] = line) {
			if (held + head.bytes > limit) {
				if (settled > 0 || ahead !== undefined) return;
				ahead = head.owner;
			}
			line.shift();
			head.grant();
		}
	}

	function open(): Share {
		const owner = Symbol('share');
		let own = 0;
		let isSettled = false;
		let isClosed = false;
		function add(bytes: number): void {
			if (isClosed) return;
			own += bytes;
			held += bytes;
			if (isSettled) settled += bytes;
		}
		return {
			async take(bytes, signal) {
				signal.throwIfAborted();
				if (ahead === owner || (line.length === 0 && held + bytes <= limit)) return add(bytes);
				const { promise, resolve, reject } = Promise.withResolvers<void>();
				const waiting = { owner, bytes, grant: () => resolve(add(bytes)) };
				const leave = (): void => {
					const place = line.indexOf(waiting);
					if (place < 0) return;
					line.splice(place, 1);
					reject(signal.reason);
					serve();
				};
				line.push(waiting);
				signal.addEventListener('abort', leave, { once: true });
				serve();
				await promise.finally(() => signal.removeEventListener('abort', leave));
			},
			give(bytes) {
				add(-bytes);
				serve();
			},
			settle() {
				if (isSettled) return;
				isSettled = true;
				settled += own;
				if (ahead === owner) ahead = undefined;
				serve();
			},
			close() {
				add(-own);
				isClosed = true;
				if (ahead === owner) ahead = undefined;
				serve();
			},
		};
	}

	return {
		get held() {
			return held;
		},
		get isFull() {
			return held >= limit || line.length > 0;
		},
		open,
	};
}
