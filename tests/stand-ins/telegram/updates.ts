/**
 * Updates on their way to the bot. Rules:
 * 1. Kept until confirmed by a higher offset (polling) or a 2xx (webhook): a bot that dies gets them again.
 * 2. A second poller ends the first with 409; polling and webhook exclude each other.
 * 3. Only the kinds asked for are queued; before anybody asked, all but the exotic ones are.
 */
import { ApiError } from './types.ts';

interface Queued {
	readonly update_id: number;
}

interface Waiting {
	readonly end: (error?: ApiError) => void;
}

const REPEAT_MS = 100;

export interface Updates {
	push(kind: string, body: object): void;
	/** The newest update once more, under its old number. */
	repeat(): void;
	get(request: {
		offset: number;
		limit: number;
		seconds: number;
		kinds?: readonly string[] | undefined;
		gone: AbortSignal;
	}): Promise<readonly Queued[]>;
	setWebhook(
		hook: { url: string; secret?: string | undefined; kinds?: readonly string[] | undefined } | undefined,
	): void;
	readonly webhookUrl: string;
	close(): void;
}

export function createUpdates(): Updates {
	let queue: Queued[] = [];
	let nextId = 7_000_001;
	let newest: Queued | undefined;
	let kinds: readonly string[] | undefined;
	let waiting: Waiting | undefined;
	let webhook: { readonly url: string; readonly secret?: string | undefined } | undefined;
	let closed = false;

	async function deliver(): Promise<void> {
		const hook = webhook;
		while (!closed && hook && hook === webhook) {
			const update = queue[0];
			if (!update) return;
			const response = await fetch(hook.url, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					...(hook.secret !== undefined && { 'x-telegram-bot-api-secret-token': hook.secret }),
				},
				body: JSON.stringify(update),
			}).catch(() => undefined);
			if (response?.ok) queue = queue.filter((one) => one !== update);
			else await new Promise((resolve) => setTimeout(resolve, REPEAT_MS));
		}
	}
	let delivering: Promise<void> = Promise.resolve();
	const wakeWebhook = (): void => {
		delivering = delivering.then(deliver);
	};

	function enqueue(update: Queued): void {
		queue.push(update);
		waiting?.end();
		if (webhook) wakeWebhook();
	}

	return {
		get webhookUrl() {
			return webhook?.url ?? '';
		},
		push(kind, body) {
			if (kinds && !kinds.includes(kind)) return;
			newest = { update_id: nextId++, ...body };
			enqueue(newest);
		},
		repeat() {
			if (newest) enqueue(newest);
		},
		async get({ offset, limit, seconds, kinds: asked, gone }) {
			if (webhook) {
				throw new ApiError(
					409,
					"Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
				);
			}
			waiting?.end(
				new ApiError(
					409,
					'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
				),
			);
			if (asked) kinds = asked.length > 0 ? asked : undefined;
			queue = queue.filter(({ update_id }) => update_id >= offset);
			if (queue.length === 0 && seconds > 0 && !closed) {
				await new Promise<void>((resolve, reject) => {
					const mine: Waiting = {
						end: (error) => {
							clearTimeout(timer);
							if (waiting === mine) waiting = undefined;
							if (error) reject(error);
							else resolve();
						},
					};
					const timer = setTimeout(mine.end, seconds * 1000);
					gone.addEventListener('abort', () => mine.end());
					waiting = mine;
				});
			}
			return queue.slice(0, limit);
		},
		setWebhook(hook) {
			webhook = hook;
			if (hook?.kinds) kinds = hook.kinds.length > 0 ? hook.kinds : undefined;
			if (hook) wakeWebhook();
		},
		close() {
			closed = true;
			waiting?.end();
		},
	};
}
