/** The small entries: health for monitors, webhooks for platforms that call us. */
import { Hono } from 'hono';
import { atMost } from './guard.ts';

/** Telegram's largest update is far below this. */
const WEBHOOK_BYTES = 1024 * 1024;

/** @param counts what to tell a monitor, e.g. deliveries by state; a rejection is answered with 503. */
export function healthRoutes(counts: () => Promise<Readonly<Record<string, unknown>>>): Hono {
	return new Hono().get('/health', async (c) => {
		try {
			return c.json({ ok: true, ...(await counts()) });
		} catch {
			return c.json({ ok: false }, 503);
		}
	});
}

export function webhookRoutes(
	hooks: readonly { readonly path: string; handle(request: Request): Promise<Response> }[],
): Hono {
	const app = new Hono();
	for (const hook of hooks) app.post(hook.path, atMost(WEBHOOK_BYTES), (c) => hook.handle(c.req.raw));
	return app;
}
