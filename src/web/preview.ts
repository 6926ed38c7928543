/**
 * The preview page's routes. Rules:
 * 1. For this machine alone (guard.ts): whoever sees the page manages its channel.
 * 2. /preview/events is the timeline as server-sent events: what was missed, then live. A reader too slow to
 *    keep up is cut off; its browser returns with Last-Event-ID and gets the rest.
 * 3. Orders are small JSON, checked; their answers arrive in the timeline.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { type Context, Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Placed, Preview } from '../adapters/preview/index.ts';
import type { Option } from '../core/command.ts';
import { supportedLocale } from '../core/phrases.ts';
import { atMost, localOnly, ownOrders } from './guard.ts';

const MAX_LINE = 20_000;
/** A character is at most 6 bytes of JSON (\uXXXX); the rest is the frame. */
const MAX_BODY = MAX_LINE * 6 + 4_096;
const MAX_STREAMS = 50;
const MAX_WAITING = 500;
const HEARTBEAT_MS = 20_000;

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
};
const PAGE = new URL('page/', import.meta.url);

const locale = z
	.string()
	.regex(/^[A-Za-z0-9-]{1,35}$/)
	.default('en');
const id = z.string().min(1).max(100);
const Say = z.strictObject({ line: z.string().max(MAX_LINE), about: id.optional(), locale });
const Press = z.strictObject({ code: z.string().min(1).max(64), messageId: id, locale });

/** What the page needs to suggest a command. */
function described(name: string, option: Option): Readonly<Record<string, unknown>> | undefined {
	switch (option.type) {
		case 'file':
			return undefined; // the page sends lines only: an address takes its place
		case 'text':
			return { name, type: option.type, required: option.required };
		case 'choice':
			return { name, type: option.type, required: false, choices: option.choices };
		case 'integer':
			return { name, type: option.type, required: false, min: option.min, max: option.max };
	}
}

async function stream(preview: Preview, events: SSEStreamingApi, after: string | undefined): Promise<void> {
	let wake = (): void => {};
	const waiting: Placed[] = [];
	const { past, stop } = preview.subscribe((placed) => {
		waiting.push(placed);
		if (waiting.length > MAX_WAITING) events.abort();
		wake();
	}, after);
	events.onAbort(() => wake());
	waiting.unshift(...past);
	try {
		await events.writeSSE({ event: 'ready', data: '', retry: 1_000 });
		while (!events.aborted && !events.closed) {
			for (const { position, entry } of waiting.splice(0))
				await events.writeSSE({ id: position, event: entry.kind, data: JSON.stringify(entry) });
			if (waiting.length > 0) continue;
			const more = Promise.withResolvers<'more'>();
			wake = () => more.resolve('more');
			const timer = setTimeout(() => more.resolve('more'), HEARTBEAT_MS).unref();
			await more.promise;
			clearTimeout(timer);
			if (waiting.length === 0 && !events.aborted) await events.write(': still here\n\n');
		}
	} finally {
		stop();
	}
}

const answered = (c: Context, outcome: 'taken' | 'not-command' | 'old-button' | 'bad' | 'too-long') => {
	if (outcome === 'taken') return c.json({ ok: true }, 202);
	return c.json({ ok: false, problem: outcome }, outcome === 'too-long' ? 413 : 400);
};

async function bodyOf<T>(c: Context, schema: z.ZodType<T>): Promise<T | 'bad' | 'too-long'> {
	const body: unknown = await c.req.json().catch(() => undefined);
	const parsed = schema.safeParse(body);
	if (parsed.success) return parsed.data;
	return parsed.error.issues.some(({ code }) => code === 'too_big') ? 'too-long' : 'bad';
}

/** @param options.phrases every `preview-*`, `command-*` and `choice-*` phrase in the language of a locale */
export function previewRoutes(options: {
	readonly preview: Preview;
	phrases(locale: string): Readonly<Record<string, string>>;
}): Hono {
	const { preview } = options;
	// Read once: only what stood in the folder at the start can be asked for.
	const files = new Map(
		readdirSync(PAGE).flatMap((name) => {
			const type = TYPES[extname(name)];
			return type === undefined ? [] : [[name, { type, body: readFileSync(new URL(name, PAGE), 'utf8') }]];
		}),
	);
	let streams = 0;

	const app = new Hono();
	const file = (c: Context, name: string) => {
		const found = files.get(name);
		if (!found) return c.notFound();
		c.header('cache-control', 'no-cache');
		return c.body(found.body, 200, { 'content-type': found.type });
	};
	app.get('/', localOnly, (c) => file(c, 'index.html'));
	app.use('/preview/*', localOnly, ownOrders, atMost(MAX_BODY));
	app.get('/preview/files/:name', (c) => file(c, c.req.param('name')));
	app.get('/preview/phrases', (c) => {
		const wanted = locale.safeParse(c.req.query('locale'));
		const spoken = supportedLocale(wanted.success ? wanted.data : 'en');
		c.header('content-language', spoken);
		return c.json(options.phrases(spoken));
	});
	app.get('/preview/commands', (c) =>
		c.json(
			preview.commands().map(({ name, options: given }) => ({
				name,
				options: Object.entries(given).flatMap(([option, spec]) => described(option, spec) ?? []),
			})),
		),
	);
	app.get('/preview/events', (c) => {
		if (streams >= MAX_STREAMS) return c.text('Too many pages are open.\n', 503);
		streams += 1;
		return streamSSE(c, (events) =>
			stream(preview, events, c.req.header('last-event-id')).finally(() => {
				streams -= 1;
			}),
		);
	});
	app.post('/preview/say', async (c) => {
		const body = await bodyOf(c, Say);
		return answered(c, typeof body === 'string' ? body : preview.say(body));
	});
	app.post('/preview/press', async (c) => {
		const body = await bodyOf(c, Press);
		return answered(c, typeof body === 'string' ? body : preview.press(body));
	});
	return app;
}
