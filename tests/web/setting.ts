/** A web server with the preview on a free port, for the tests of this folder. */
import { pino } from 'pino';
import type { Reply } from '../../src/adapters/adapter.ts';
import { createPreview, type Looks, type Preview } from '../../src/adapters/preview/index.ts';
import { command } from '../../src/core/command.ts';
import { phrases } from '../../src/core/phrases.ts';
import { doc, text } from '../../src/doc/doc.ts';
import { plainText } from '../../src/doc/text.ts';
import { previewRoutes } from '../../src/web/preview.ts';
import { healthRoutes, webhookRoutes } from '../../src/web/routes.ts';
import { startServer, type WebServer } from '../../src/web/server.ts';

export const log = pino({ level: 'silent' });

const empty = (name: string) =>
	command({
		name,
		access: 'everyone',
		reply: 'public',
		onMessage: false,
		options: { article: { type: 'text', required: false } },
		run: async () => doc(),
	});
const COMMANDS = ['summary', 'related', 'latest'].map(empty);

const plainLooks: Looks = {
	discord: (shown) => [{ components: [{ type: 10, content: plainText(shown) }] }],
	telegram: (shown) => [{ text: plainText(shown), entities: [] }],
};

export async function startPreview(
	options: { readonly looks?: Looks; readonly publicUrl?: string } = {},
): Promise<{ preview: Preview; server: WebServer; url: string }> {
	const preview = createPreview({ looks: options.looks ?? plainLooks, log });
	await preview.start(
		COMMANDS,
		async (call): Promise<Reply> => ({
			doc: doc(
				text(`${call.command} ${JSON.stringify(call.input)} about ${call.about?.messageId ?? 'nothing'}`),
			),
			private: call.command === 'related',
		}),
	);
	const server = await startServer({
		port: 0,
		host: '127.0.0.1',
		publicUrl: options.publicUrl,
		log,
		routes: [
			healthRoutes(async () => ({ deliveries: { due: 1 } })),
			webhookRoutes([
				{
					path: '/telegram/hook',
					handle: async (request) => new Response((await request.text()).length.toString()),
				},
			]),
			previewRoutes({ preview, phrases }),
		],
	});
	return { preview, server, url: `http://127.0.0.1:${server.port}` };
}
