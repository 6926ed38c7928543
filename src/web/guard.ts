/**
 * Who may talk to the web server. Rules:
 * 1. The Host header must name this machine or PUBLIC_URL: a foreign name that points here (DNS rebinding) gets
 *    an explanation and nothing else.
 * 2. What belongs to this machine alone (the preview) is asked for by a local name.
 * 3. A body is bounded before it is read.
 * 4. An order from a page (POST) must come from our own page: same Origin, JSON as the content type.
 */
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The name without its port; undefined where there is none or it is malformed. */
function hostName(c: Context): string | undefined {
	const host = c.req.header('host') ?? '';
	return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : undefined;
}

const isLocal = (name: string | undefined): boolean =>
	name !== undefined && (LOCAL_NAMES.has(name) || name.endsWith('.localhost'));

export function expectedHosts(publicUrl: string | undefined): MiddlewareHandler {
	const publicName = publicUrl === undefined ? undefined : new URL(publicUrl).hostname;
	return async (c, next) => {
		const name = hostName(c);
		if (isLocal(name) || (name !== undefined && name === publicName)) return next();
		return c.text('Depeche does not know this address. Open http://localhost, or set PUBLIC_URL.\n', 403);
	};
}

export const localOnly: MiddlewareHandler = async (c, next) =>
	isLocal(hostName(c))
		? next()
		: c.text('The preview is for the machine that Depeche runs on. Open it by http://localhost.\n', 403);

export const ownOrders: MiddlewareHandler = async (c, next) => {
	if (c.req.method !== 'POST') return next();
	const origin = c.req.header('origin');
	// A tool on this machine sends no Origin; a browser always does.
	const isOwn = origin === undefined || origin === `http://${c.req.header('host')}`;
	const isJson = /^application\/json\b/i.test(c.req.header('content-type') ?? '');
	return isOwn && isJson ? next() : c.text('Only our own page may do this.\n', 403);
};

/** The rest of a body that is too large stays unread, so the connection cannot carry another request. */
export const atMost = (bytes: number): MiddlewareHandler =>
	bodyLimit({
		maxSize: bytes,
		onError: (c) => c.json({ ok: false, problem: 'too-long' }, 413, { connection: 'close' }),
	});

const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	// Articles' pictures come from their publishers.
	'img-src http: https: data:',
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

export const secureHeaders: MiddlewareHandler = async (c, next) => {
	await next();
	c.header('content-security-policy', POLICY);
	c.header('x-content-type-options', 'nosniff');
	c.header('referrer-policy', 'no-referrer');
	c.header('cross-origin-resource-policy', 'same-origin');
};
