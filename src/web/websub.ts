/**
 * The address that hubs call. Its end is unguessable; what is said there is judged by feed/hub-callback.ts. The
 * challenge of a hub is echoed as plain text, which no browser runs.
 */
import { Hono } from 'hono';

interface Answer {
	readonly status: 200 | 202 | 404 | 410 | 429;
	readonly body: string;
}

interface Callback {
	verify(id: string, query: URLSearchParams): Promise<Answer>;
	notified(
		id: string,
		ping: { readonly signature: string | undefined; readonly body: AsyncIterable<Uint8Array> | null },
	): Promise<Answer>;
}

export function hubRoutes(path: string, callback: Callback): Hono {
	return new Hono()
		.get(`${path}:id`, async (c) => {
			const { status, body } = await callback.verify(
				c.req.param('id') ?? '',
				new URL(c.req.url).searchParams,
			);
			return c.text(body, status);
		})
		.post(`${path}:id`, async (c) => {
			const signature = c.req.header('x-hub-signature');
			const { status, body } = await callback.notified(c.req.param('id') ?? '', {
				signature,
				body: c.req.raw.body,
			});
			// What was not read to its end cannot be followed by another request.
			return c.text(body, status, status === 202 ? {} : { connection: 'close' });
		});
}
