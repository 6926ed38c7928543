/**
 * The sample newsroom: a small site on loopback that runs when nothing is configured. Rules:
 * 1. It is a publisher like any other: the program reads it over HTTP, through its feeds.
 * 2. It answers as good publishers do: ETag and Last-Modified, 304 for what is unchanged, HEAD, robots.txt.
 * 3. It listens on a free loopback port and keeps no timer (see edition.ts).
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createEdition, type Publication } from './edition.ts';
import { feedDocument } from './feeds.ts';
import { OUTLETS, type Outlet } from './outlets.ts';
import { articlePage, feedUrl, homePage, kiosk } from './page.ts';
import { drawPicture } from './picture.ts';
import { wireRound } from './wire.ts';

const DEFAULT_PACE_MS = 4_000;
const FEED_LENGTH = 20;
const HTML = 'text/html; charset=utf-8';
const NOT_FOUND = '<!DOCTYPE html><title>Not found</title><h1>Nothing is published here.</h1>';

export interface Newsroom {
	readonly sites: readonly { readonly title: string; readonly url: string; readonly feedUrl: string }[];
	/** Its origin, without a slash; a browser finds the list of outlets there. */
	readonly url: string;
	close(): Promise<void>;
}

interface Answer {
	readonly type: string;
	readonly body: string | Buffer;
	/** Epoch milliseconds. */
	readonly modified?: number;
}

/** Unchanged since the reader last asked? An ETag outranks a date (RFC 9110, 13.2.2). */
function isFresh(request: IncomingMessage, etag: string, modified: number | undefined): boolean {
	const known = request.headers['if-none-match'];
	if (known !== undefined) return known.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
	const since = Date.parse(request.headers['if-modified-since'] ?? '');
	return modified !== undefined && Math.floor(modified / 1000) * 1000 <= since;
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer | undefined): void {
	if (answer === undefined) {
		response.writeHead(404, { 'content-type': HTML }).end(NOT_FOUND);
		return;
	}
	const etag = `"${createHash('sha256').update(answer.body).digest('base64url').slice(0, 22)}"`;
	response.setHeader('etag', etag);
	if (answer.modified !== undefined)
		response.setHeader('last-modified', new Date(answer.modified).toUTCString());
	if (isFresh(request, etag, answer.modified)) {
		response.writeHead(304).end();
		return;
	}
	response.writeHead(200, {
		'content-type': answer.type,
		'content-length': Buffer.byteLength(answer.body),
		'cache-control': 'no-cache',
	});
	response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** @param options.paceMs time between two articles, default 4 s; the clock may be given for tests. */
export async function startNewsroom(
	options: { readonly paceMs?: number; readonly now?: () => number } = {},
): Promise<Newsroom> {
	const now = options.now ?? Date.now;
	const edition = createEdition(now(), options.paceMs ?? DEFAULT_PACE_MS, now);
	const pictures = new Map<string, Buffer>();

	const picture = (publication: Publication): Buffer => {
		const { outlet, article } = publication;
		// Outlets draw their own picture of an event; the endless wire shares a dozen.
		const round = wireRound(article.slug);
		const name = `${outlet.prefix}/${Number.isNaN(round) ? article.slug : round % 12}`;
		const drawn = pictures.get(name) ?? drawPicture(name);
		pictures.set(name, drawn);
		return drawn;
	};
	const ofOutlet = (origin: string, outlet: Outlet, rest: readonly string[]): Answer | undefined => {
		const [first = '', second] = rest;
		const latest = edition.latest(outlet, FEED_LENGTH);
		const modified = latest[0]?.publishedAt ?? 0;
		if (first === '') return { type: HTML, body: homePage(origin, outlet, edition), modified };
		if (first === outlet.feed.path && second === undefined)
			return { ...feedDocument(origin, outlet, latest), modified };
		if (first === 'pictures' && second?.endsWith('.png')) {
			const shown = edition.find(outlet.prefix, second.slice(0, -'.png'.length));
			return shown && { type: 'image/png', body: picture(shown) };
		}
		const publication = second === undefined ? edition.find(outlet.prefix, first) : undefined;
		return publication && { type: HTML, body: articlePage(origin, publication, edition) };
	};
	const answer = (origin: string, path: string): Answer | undefined => {
		if (path === '/') return { type: HTML, body: kiosk() };
		if (path === '/robots.txt')
			return { type: 'text/plain; charset=utf-8', body: 'User-agent: *\nDisallow:\n' };
		const [, prefix, ...rest] = path.split('/');
		const outlet = OUTLETS.find((one) => one.prefix === prefix);
		return outlet && ofOutlet(origin, outlet, rest);
	};

	let origin = '';
	const server = createServer((request, response) => {
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405, { allow: 'GET, HEAD' }).end();
			return;
		}
		const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
		send(request, response, answer(origin, path));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The newsroom got no TCP port.');
	origin = `http://127.0.0.1:${address.port}`;

	return {
		sites: OUTLETS.map((outlet) => ({
			title: outlet.name,
			url: `${origin}/${outlet.prefix}/`,
			feedUrl: feedUrl(origin, outlet),
		})),
		url: origin,
		async close() {
			const closed = once(server, 'close');
			server.close();
			server.closeAllConnections();
			await closed;
		},
	};
}
