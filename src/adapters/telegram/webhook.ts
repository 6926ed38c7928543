/**
 * Telegram calls us. Rules:
 * 1. Path and secret are derived from the token: nothing to configure, nothing to guess, the same after a restart.
 * 2. The secret is compared in constant time, before the body is read.
 * 3. 200 at once, the answer to the person later: Telegram waits only seconds and would call again. Before the
 *    bot has started and from its stop on, 503: Telegram keeps the update and repeats it.
 */
import { createHash, timingSafeEqual } from 'node:crypto';

const MAX_BODY = 1024 * 1024;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export interface Webhook {
	readonly path: string;
	readonly secret: string;
	handle(request: Request): Promise<Response>;
}

export function createWebhook(
	token: string,
	/** Undefined while the bot does not run; never rejects. */
	handler: () => ((update: unknown) => Promise<void>) | undefined,
): Webhook {
	const secret = digest(`telegram webhook secret ${token}`).toString('base64url');
	const expected = digest(secret);
	return {
		path: `/telegram/${digest(`telegram webhook path ${token}`).toString('base64url').slice(0, 32)}`,
		secret,
		async handle(request) {
			const given = digest(request.headers.get('x-telegram-bot-api-secret-token') ?? '');
			if (!timingSafeEqual(given, expected)) return new Response('Forbidden', { status: 403 });
			const handle = handler();
			if (!handle) return new Response('Not running', { status: 503 });
			if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) {
				return new Response('Too large', { status: 413 });
			}
			try {
				void handle(JSON.parse(await request.text()));
			} catch {
				return new Response('Not JSON', { status: 400 });
			}
			return new Response(null, { status: 200 });
		},
	};
}
