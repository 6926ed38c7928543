/** The small entries: health for monitors, webhooks for platforms that call us. */
import { Hono } from 'hono';
import { atMost } from './guard.ts';

/** Telegram's largest update is far below this. */
const WEBHOOK_BYTES = 1024 * 1024;

/** Counting goes over all deliveries ever, and anybody may ask: the answer is kept this long, failures too. */
const HEALTH_MS = 2_000;

/** @param counts what to tell a monitor, e.g. deliveries by state; a rejection is answered with 503. */
export function healthRoutes(
	counts: () => Promise<Readonly<Record<string, unknown>>>,
	steady: () => number = () => performance.now(),
): Hono {
	const kept = keptFor(HEALTH_MS, counts, steady);
	return new Hono().get('/health', async (c) => {
		try {
			return c.json({ ok: true, ...(await kept()) });
		} catch {
			return c.json({ ok: false }, 503);
		}
	});
}

/** Asks once for all who come until `ms` after the answer. */
function keptFor<T>(ms: number, ask: () => Promise<T>, steady: () => number): () => Promise<T> {
	let answer: Promise<T> | undefined;
	let until = 0;
	return () => {
		if (answer === undefined || steady() >= until) {
			until = Number.POSITIVE_INFINITY;
			answer = ask().finally(() => {
				until = steady() + ms;
			});
		}
		return answer;
	};
}

export function webhookRoutes(
	hooks: readonly { readonly path: string; handle(request: Request): Promise<Response> }[],
): Hono {
	const app = new Hono();
	for (const hook of hooks) app.post(hook.path, atMost(WEBHOOK_BYTES), (c) => hook.handle(c.req.raw));
	return app;
}
